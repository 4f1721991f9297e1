"""A cohort from a file: what is known of each person before treatment, one line each; the rest is drawn.

weight,creatinine,systolic_bp
82,0.9,131
64.5,1.2,118
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from difflib import get_close_matches

import numpy as np

from bedside.concepts import vocabulary
from bedside.quantity import show
from bedside.records import BadRecord, RecordFault
from bedside.simulator.model import Model
from bedside.simulator.shapes import Each

NUMBERS: Mapping[str, tuple[str, float]] = {
    "weight": ("WT", 1.0),
    "systolic_bp": ("SBP0", 1.0),
    "heart_rate": ("HR0", 1.0),
    "creatinine": ("CR0", 1.0),
    "albumin": ("ALB0", 10.0),
    "platelets": ("PLT0", 1.0),
    "bilirubin": ("BIL0", 1.0),
    "eosinophils": ("EO0", 1000.0),
}
"""The columns that a cohort file may have: the model's number, and how many of its unit are one of the concept's."""
MOST_FAULTS = 50


def read_given(content: bytes, file: str, model: Model) -> dict[str, Each]:
    """The numbers of the model for each person of a file. Raises BadRecord with every fault and its line."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRecord([RecordFault(file, 0, "", "is not UTF-8 text; a cohort is CSV")]) from None
    reader = csv.reader(io.StringIO(text))
    header = [cell.strip() for cell in next(reader, [])]
    faults = [RecordFault(file, 1, "header", problem) for problem in _wrong_columns(header)]
    if faults:
        raise BadRecord(faults)
    rows: list[list[float]] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            faults.append(RecordFault(file, reader.line_num, "row", f"has {len(cells)} fields, the header has {len(header)}"))
            continue
        rows.append(
            [_number(name, cell, file, reader.line_num, model, faults) for name, cell in zip(header, cells, strict=True)]
        )
    if not rows and not faults:
        faults.append(RecordFault(file, 0, "", "has no people; each row after the header is one"))
    if faults:
        raise BadRecord(faults[: MOST_FAULTS + 1])
    table = np.array(rows).T
    return {NUMBERS[name][0]: row * NUMBERS[name][1] for name, row in zip(header, table, strict=True)}


def _wrong_columns(header: list[str]) -> list[str]:
    known = ", ".join(NUMBERS)
    if not any(header):
        return [f"is empty; a cohort begins with a header of some of these columns: {known}"]
    found = [f"the column {name!r} stands twice" for name in sorted({name for name in header if header.count(name) > 1})]
    for name in header:
        if name not in NUMBERS:
            near = get_close_matches(name, NUMBERS, 1)
            found.append(f"I do not know the column {name!r}; " + (f"did you mean {near[0]!r}?" if near else f"known: {known}"))
    return found


def _number(name: str, cell: str, file: str, line: int, model: Model, faults: list[RecordFault]) -> float:
    """The number of a cell; a fault where it is none, or none that a virtual person can have."""
    key, scale = NUMBERS[name]
    quantity, unit = model.quantities[key], vocabulary()[name].unit
    low, high = vocabulary()[name].possible or (0.0, np.inf)
    low, high = max(low, quantity.low / scale), min(high, quantity.high / scale)
    try:
        value = float(cell)
    except ValueError:
        faults.append(RecordFault(file, line, name, f"found {cell!r}, expected a number in {unit}"))
        return low
    if not low <= value <= high or value <= 0:
        told = f"{show(value)} {unit} is outside {show(low)}-{show(high)} {unit}, what virtual people can have"
        faults.append(RecordFault(file, line, name, told))
        return low
    return value
