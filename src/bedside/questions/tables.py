"""The tables of this package: how people word things and ask for things, and the numbers that were fitted to them."""

from __future__ import annotations

import io
import mmap
import tomllib
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORDING, ASKINGS, ROUTES, ELSEWHERE, ASKS, WEIGHTS = "wording", "askings", "routes", "elsewhere", "asks", "weights"
FOLDER, MODEL, INDEX = "questions", "model", "index"
"""The folder of the files of numbers, and their names."""
MED = "MED"
"""What stands for a medicine's name in the text that patterns read."""
LOCAL, LENGTHS, HEAD = 30, (26, 28), 1024
"""Bytes before a file's name in a ZIP file, where the lengths of the name and of what follows it stand in them, and bytes that
the description of an array has at most."""


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table by its name."""
    return tomllib.loads(files("bedside").joinpath("questions", f"{name}.toml").read_text("utf-8"))


def numbers(name: str, lead: str = "", folder: str = FOLDER) -> dict[str, NDArray[Any]]:
    """The arrays of a file of numbers whose names begin with `lead`, without it. They cannot be written to."""
    held, places = _held(name, folder)
    return {key.removeprefix(lead): _array(held, at) for key, at in places.items() if key.startswith(lead)}


@cache
def _held(name: str, folder: str) -> tuple[mmap.mmap, dict[str, int]]:
    """A file of numbers, and where in it each array lies: of a large file only what is used is then ever read.

    Raises ValueError where an array is packed.
    """
    with files("bedside").joinpath(folder, f"{name}.npz").open("rb") as file, zipfile.ZipFile(file) as stored:
        rows = stored.infolist()
        if any(row.compress_type != zipfile.ZIP_STORED for row in rows):
            raise ValueError(f"{name}.npz is packed: make it anew with tools/make_{name}.py.")
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), {
            row.filename.removesuffix(".npy"): row.header_offset for row in rows
        }


def _array(held: mmap.mmap, at: int) -> NDArray[Any]:
    """The array whose local header (section 4.3.7 of the ZIP file format) begins at `at`."""
    begin = at + LOCAL + sum(int.from_bytes(held[at + place : at + place + 2], "little") for place in LENGTHS)
    head = io.BytesIO(held[begin : begin + HEAD])
    np.lib.format.read_magic(head)
    shape, _, kind = np.lib.format.read_array_header_1_0(head)
    found = np.frombuffer(held, kind, int(np.prod(shape)), begin + head.tell()).reshape(shape)
    return found if found.flags.aligned else found.copy()


def lookalikes() -> list[dict[str, Any]]:
    """The other medicines whose names stand near to one of the library's."""
    rows: list[dict[str, Any]] = tomllib.loads(files("bedside").joinpath("pages", "lookalikes.toml").read_text("utf-8"))[
        "other"
    ]
    return rows
