"""What a person puts right in a result: its value, its unit, what was measured. What was read stays beside it.

>>> corrected(result, Correction(2.46, "mg/dL", "creatinine"))
Result(concept='creatinine', ..., value=2.46, ..., unit='mg/dL', ...)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bedside.quantity import UnitError, show
from bedside.scanning.analytes import Analyte, analytes, printed_unit
from bedside.scanning.results import Result
from bedside.verbs.scan import CannotConfirm


@dataclass(frozen=True)
class Correction:
    """The right value, its unit as printed or in UCUM, and the id of the analyte."""

    value: float
    unit: str
    analyte: str


def recordable(result: Result) -> bool:
    """Whether a record has a place for a result as it is: an exact number with its unit, of something that records keep."""
    analyte = result.analyte
    if analyte is None or not analyte.concept or not (result.unit or analyte.unitless):
        return False
    return isinstance(result.value, float | int) and not result.comparator


def corrected(result: Result, right: Correction) -> Result:
    """The result as it is right; `printed` and the name stay as they were read. Raises CannotConfirm."""
    analyte = analytes().get(right.analyte)
    if analyte is None or not analyte.concept:
        raise CannotConfirm(f"{right.analyte!r} is nothing that records keep; choose what was measured")
    unit = _unit(analyte, right.unit.strip())
    try:
        amount = analyte.canonical(right.value, unit)
    except UnitError as trouble:
        raise CannotConfirm(f"{analyte.label}: {trouble}") from None
    low, high = analyte.possible or (amount, amount)
    if not low <= amount <= high:
        raise CannotConfirm(
            f"{analyte.label} of {show(right.value)} {unit} cannot be: from {show(low)} to {show(high)} {analyte.unit} can"
        )
    return replace(result, value=float(right.value), unit=unit, analyte=analyte, concept=analyte.id, comparator="")


def _unit(analyte: Analyte, told: str) -> str:
    """The one unit of the analyte that a text means."""
    codes = (*printed_unit(told), told)
    found = tuple(dict.fromkeys(code for code in codes if analyte.takes(code)))
    if not found:
        known = ", ".join(analyte.units[:4]) or "none"
        raise CannotConfirm(f"{told or 'nothing'} is no unit of {analyte.label}; write one such as {known}")
    return found[0]
