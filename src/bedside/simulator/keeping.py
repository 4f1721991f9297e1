"""Rows of virtual people in one Parquet file. Until it is whole, each finished group is a file of its own that can be read.

A full disk or an interruption so never costs what was finished.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bedside.refusal import Refusal
from bedside.simulator.protocol import CannotSimulate

COMPRESSION = "zstd"


def parquet() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet. Raises Refusal when they are not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise Refusal("pip install 'bedside[simulate]'") from None
    return pyarrow, pyarrow.parquet


class Keeper:
    """Writes groups in their order; `finish` makes one file of them."""

    def __init__(self, out: Path, about: Mapping[str, str]) -> None:
        if out.is_dir():
            raise CannotSimulate(f"{out} is a folder; name a file for the rows, such as people.parquet")
        self.out, self.parts = out, out.with_name(f"{out.name}.parts")
        self.pyarrow, self.parquet = parquet()
        self.about = {key: value.encode() for key, value in about.items()}
        self.people = self.count = 0
        if self.parts.exists():
            raise CannotSimulate(f"{self.parts} is there from a run that did not end: keep it elsewhere, or delete it")
        try:
            self.parts.mkdir()
        except OSError as trouble:
            raise CannotSimulate(f"{out} cannot be written: {trouble.strerror}") from None

    def add(self, rows: Mapping[str, Any], people: int) -> None:
        """One more group. Raises CannotSimulate where it cannot be written; those before stay."""
        part = self.parts / f"{self.count:06}.parquet"
        try:
            self.parquet.write_table(self._table(rows), part, compression=COMPRESSION)
        except OSError as trouble:
            part.unlink(missing_ok=True)
            raise self._kept(trouble) from None
        self.count, self.people = self.count + 1, self.people + people

    def finish(self) -> None:
        """All groups in one file, in their order. Raises CannotSimulate where it cannot be written; the groups stay."""
        whole = self.parts / "whole"
        try:
            self._join(whole)
            whole.replace(self.out)
            self.discard()
        except OSError as trouble:
            whole.unlink(missing_ok=True)
            raise self._kept(trouble) from None

    def discard(self) -> None:
        """The files of the groups are deleted."""
        for part in self.parts.glob("*"):
            part.unlink()
        if self.parts.exists():
            self.parts.rmdir()

    def _join(self, whole: Path) -> None:
        files = sorted(self.parts.glob("*.parquet"))
        with self.parquet.ParquetWriter(whole, self.parquet.read_schema(files[0]), compression=COMPRESSION) as writer:
            for file in files:
                writer.write_table(self.parquet.read_table(file))

    def _kept(self, trouble: OSError) -> CannotSimulate:
        told = f"{self.out} cannot be written: {trouble.strerror or trouble}"
        if not self.people:
            self.discard()
            return CannotSimulate(f"{told}; nothing was finished before")
        return CannotSimulate(f"{told}; the first {self.people} people are in {self.parts}, a file for each group")

    def _table(self, rows: Mapping[str, Any]) -> Any:
        pa = self.pyarrow
        row = pa.struct(
            [("cycle", pa.int16()), ("slot", pa.int16()), ("said", pa.string()), ("because", pa.list_(pa.string()))]
        )
        found = {}
        for name, values in rows.items():
            kind = pa.list_(row) if name == "left_out" else pa.string() if isinstance(values, list) else None
            made = pa.array(values, type=kind)
            found[name] = made.cast(pa.float32()) if pa.types.is_float64(made.type) else made
        return pa.table(found).replace_schema_metadata(self.about)
