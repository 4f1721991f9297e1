"""Files of strangers are opened in a process of their own: what it can use is limited, and it is ended when it takes too long.

The process is kept for the next file, so that the reader's models are loaded once. It is given up after anything that went
wrong in it.
"""

from __future__ import annotations

import atexit
import json
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

from bedside.scanning.layout import Page
from bedside.scanning.levelling import Word
from bedside.scanning.opening import CannotScan, Opened, kind_of
from bedside.scanning.worker import HEAD

SECONDS = 20.0
"""So long it may take to open a file, and to read each page that has a text layer."""
PICTURED = 90.0
"""So long it may take to read a page as a picture: some seconds on a machine that does nothing else."""
MANY = 200
"""After so many files the process is begun anew."""


class Warden:
    """The process that opens files, begun when it is first needed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def pages(
        self, data: bytes, pictures: bool, seconds: float = SECONDS, tell: Callable[[int], None] | None = None
    ) -> list[Opened]:
        """The pages of a file; `tell` is called with each page's number. Raises CannotScan."""
        kind_of(data)
        with self._lock:
            try:
                return list(self._pages(data, pictures, seconds, tell))
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """End the process."""
        process, self._process, self._served = self._process, None, 0
        if process is not None:
            process.kill()
            process.communicate()

    def _pages(self, data: bytes, pictures: bool, seconds: float, tell: Callable[[int], None] | None) -> Iterator[Opened]:
        process = self._ready()
        told = json.dumps({"pictures": pictures}).encode()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(HEAD.pack(len(told), len(data)) + told + data)
            process.stdin.flush()
        except BrokenPipeError:
            raise _gave_up() from None
        allowed = seconds
        while True:
            found, held = self._message(process, allowed)
            if "reading" in found:
                allowed = max(seconds, PICTURED)
                continue
            if "page" not in found:
                break
            allowed = seconds
            page = _page(found["page"])
            if tell is not None:
                tell(page.number)
            yield Opened(page, held)
        if "refused" in found:
            raise CannotScan(found["refused"])
        if "memory" in found:
            raise _too_much()
        if "failed" in found:
            raise CannotScan(f"the file is damaged, or made in a way that cannot be read ({found['failed']}); ask for it again")

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None or self._served >= MANY:
            self.close()
            command = [sys.executable, "-B", "-m", "bedside.scanning.worker"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._served += 1
        return self._process

    def _message(self, process: subprocess.Popen[bytes], seconds: float) -> tuple[dict[str, Any], bytes]:
        text, held = HEAD.unpack(self._exactly(process, HEAD.size, seconds))
        return json.loads(self._exactly(process, text, seconds)), self._exactly(process, held, seconds)

    def _exactly(self, process: subprocess.Popen[bytes], size: int, seconds: float) -> bytes:
        assert process.stdout is not None
        held = b""
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            while len(held) < size:
                if not waiting.select(seconds):
                    raise CannotScan(f"the file took longer than {seconds:g} seconds, and was given up; send one page of it")
                part = process.stdout.raw.read(size - len(held))  # type: ignore[attr-defined]
                if not part:
                    raise _gave_up()
                held += part
        return held


def _gave_up() -> CannotScan:
    return CannotScan("the file broke the program that reads it, and nothing of it was taken over; ask for it again")


def _too_much() -> CannotScan:
    return CannotScan("the file needs more than 1.5 GB of memory, and was given up; send one page of it")


def _page(told: dict[str, Any]) -> Page:
    words = tuple(Word(*each) for each in told.pop("words"))
    return Page(words=words, **told)


WARDEN = Warden()
"""The one process of this program that opens files."""
atexit.register(WARDEN.close)
