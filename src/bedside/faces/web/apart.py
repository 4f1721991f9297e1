"""Work that no page waits for: in a process of its own, one piece after the other. Whoever holds the lock works."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread


def begin(command: str) -> None:
    """Begin a command of the web app as a process. It does not end with this one."""
    words = [sys.executable, "-m", "bedside.faces.web", command]
    begun = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    Thread(target=begun.wait, daemon=True).start()


@contextmanager
def held(lock: Path) -> Iterator[bool]:
    """Hold the lock of who works, if it is free: then True. It is let go when its process ends, however that ends."""
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(lock, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
