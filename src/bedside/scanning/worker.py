"""The process that opens files: it reads one after the other from its input, with limits of memory, and writes what it read.

Each message is a length of JSON, a length of bytes, the JSON, the bytes. It can write no file, and ends with its input.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import Any, BinaryIO

from bedside.refusal import Refusal
from bedside.scanning.layout import Page
from bedside.scanning.opening import pages

HEAD = struct.Struct("!II")
MEMORY = 1536 * 1024**2
"""Address space for opening files: what a bomb would want is not there."""
READER = 2560 * 1024**2
"""Address space with the models of the picture reader, which reserve twice what they use; a page takes about 1 GB."""
PROCESSOR = 300
"""Seconds of processor time for one file."""


def limit() -> None:
    """Take away from this process what it does not need: memory beyond a bound, and writing files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, READER))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_time() -> None:
    """Let the processor time of one file begin again."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + PROCESSOR, hard))


def send(out: BinaryIO, told: dict[str, Any], held: bytes = b"") -> None:
    """Write one message."""
    text = json.dumps(told).encode()
    out.write(HEAD.pack(len(text), len(held)) + text + held)
    out.flush()


def receive(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one message; None at the end."""
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    text, held = HEAD.unpack(head)
    return json.loads(source.read(text)), source.read(held)


def told_of(page: Page) -> dict[str, Any]:
    """A page as JSON: each word as the list of its fields."""
    return vars(page) | {"words": [list(vars(word).values()) for word in page.words]}


def answer(out: BinaryIO, pictures: bool, data: bytes) -> None:
    """Read one file, and write each of its pages as soon as it is read."""

    def begin(number: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (READER, READER))
        send(out, {"reading": number})

    try:
        for opened in pages(data, pictures, begin):
            send(out, {"page": told_of(opened.page)}, opened.picture)
        send(out, {"done": True})
    except Refusal as trouble:
        send(out, {"refused": str(trouble)})
    except MemoryError:
        send(out, {"memory": True})
    except Exception as fault:  # whatever a broken file does to a library is for the reader to say, without its content
        send(out, {"failed": type(fault).__name__})


def main() -> None:
    """Serve until the input ends."""
    limit()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while (asked := receive(source)) is not None:
        allow_time()
        answer(out, bool(asked[0].get("pictures")), asked[1])


if __name__ == "__main__":
    main()
