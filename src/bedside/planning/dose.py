"""How much one dose is, and how it is made ready: IU, mg, vials, mL to draw up, and the strength in the bag.

>>> amount(regimen, preparation, 80).volume_ml
2.666...
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from bedside.medicine import Preparation, Read, Regimen
from bedside.quantity import show

NOISE = 1e-9


@dataclass(frozen=True)
class Dose:
    """One full dose for one body weight; what depends on the vial and the bag is None where the file does not say."""

    units: float
    mg: float
    vials: int | None
    volume_ml: float | None
    bag_ml: float | None
    concentration_ug_ml: float | None
    warnings: tuple[str, ...]
    source: str
    read: Read

    @property
    def million_iu(self) -> float:
        """The dose as wards say it."""
        return self.units / 1e6

    def to_json(self) -> dict[str, object]:
        return {
            "units": round(self.units),
            "million_iu": round(self.million_iu, 2),
            "mg": round(self.mg, 2),
            "vials": self.vials,
            "volume_ml": _rounded(self.volume_ml, 2),
            "bag_ml": self.bag_ml,
            "concentration_ug_ml": _rounded(self.concentration_ug_ml, 1),
            "warnings": list(self.warnings),
            "source": self.source,
            "read": self.read,
        }


def amount(regimen: Regimen, preparation: Preparation | None, weight_kg: float, bag_ml: float | None = None) -> Dose:
    """The dose of `regimen` for a body weight, in the bag of the file unless another volume is named."""
    units, mg = regimen.units_per_kg * weight_kg, regimen.mg_per_kg * weight_kg
    if preparation is None:
        warning = "This medicine's file does not say how a dose is prepared: vials and volumes are not known."
        return Dose(units, mg, None, None, None, None, (warning,), regimen.source, regimen.read)
    vials = ceil(units / preparation.vial_units - NOISE)
    drawn = units / preparation.units_per_ml
    bag = preparation.bag_ml if bag_ml is None else bag_ml
    strength = mg * 1000 / (bag + drawn)
    outside = not preparation.strength_low <= strength <= preparation.strength_high
    warnings = (_outside(preparation, mg, drawn, bag, strength),) if outside else ()
    return Dose(units, mg, vials, drawn, bag, strength, warnings, regimen.source, regimen.read)


def _outside(preparation: Preparation, mg: float, drawn: float, bag: float, strength: float) -> str:
    """Why the strength is wrong, and which bags are right: rounded inwards, so that both ends are inside."""
    low, high = preparation.strength_low, preparation.strength_high
    smallest = ceil((mg * 1000 / high - drawn) * 10 - NOISE) / 10
    largest = floor((mg * 1000 / low - drawn) * 10 + NOISE) / 10
    told = f"In {show(bag)} mL the dose has {show(strength)} ug/mL, outside {show(low)}-{show(high)} ug/mL"
    if largest <= 0:
        return f"{told}; no bag volume brings it inside."
    return f"{told}; a bag of {show(max(smallest, 0.1))} to {show(largest)} mL brings it inside ({preparation.source})."


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
