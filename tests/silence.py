"""A silence in which nothing can be reached: every way out of this process is refused, and that it was tried is remembered.

The interpreter itself reports each connection, each look-up of a name and each program that is started, from whichever
library it comes; a library that swallows the refusal is found out all the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

WAYS_OUT = frozenset(
    (
        *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
        *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"),
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "webbrowser.open"),
    )
)
_tried: list[str] = []
_depth: list[int] = []


class WayOut(Exception):
    """Something tried to reach another program or another machine."""


OURS = ("-m", "bedside.scanning.worker")
"""The process in which files of strangers are opened is a part of this one, and is listened to by itself."""


LOOKED_FOR = ("::1", 0)
"""urllib3, which the picture reader's package brings along, looks when it is imported whether this machine knows IPv6."""


def _ours(event: str, args: tuple[Any, ...]) -> bool:
    if event == "socket.bind":
        return args[-1][:2] == LOOKED_FOR
    return event == "subprocess.Popen" and tuple(args[1][-2:]) == OURS


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _depth and event in WAYS_OUT and not _ours(event, args):
        _tried.append(f"{event} {args[-1] if args else ''}"[:200])
        raise WayOut(_tried[-1])


sys.addaudithook(_hook)


@contextmanager
def silence() -> Iterator[list[str]]:
    """Inside, no connection is opened; what tried to is in the list, and fails whoever asked for silence."""
    _tried.clear()
    _depth.append(1)
    try:
        yield _tried
    finally:
        _depth.pop()
    assert not _tried, f"something tried to get out: {_tried}"
