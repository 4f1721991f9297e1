"""A number with its unit, in UCUM, and what it is in another unit.

    >>> convert(230, "umol/L", "mg/dL", molar_mass=113.12)
    2.601...

The meaning of every unit comes from the UCUM tables of `ucumvert` and `pint`. Loading those takes longer than a whole
decision, so `units.json` holds what they say of the units that wards use; any other unit asks the library itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bedside.refusal import Refusal

PER_BODY_WEIGHT = re.compile(r"/kg(?=/|$)")
ANNOTATION = re.compile(r"\{[^{}]*\}")
ANNOTATED_DIVISOR = re.compile(r"/\{[^{}]*\}")
ARBITRARY = ("[IU]", "[iU]", "[arb'U]")

REPAIRS = {
    "mmhg": "mm[Hg]", "c": "Cel", "°c": "Cel", "degc": "Cel", "f": "[degF]", "°f": "[degF]", "degf": "[degF]",
    "bpm": "/min", "beats/min": "/min", "breaths/min": "/min", "mcg/kg/min": "ug/kg/min", "mcg": "ug",
    "µmol/l": "umol/L", "μmol/l": "umol/L", "µg/kg/min": "ug/kg/min", "μg/kg/min": "ug/kg/min",
    "x10^9/l": "10*9/L", "10^9/l": "10*9/L", "10e9/l": "10*9/L", "k/ul": "10*3/uL", "10^3/ul": "10*3/uL",
    "x10^3/ul": "10*3/uL", "iu": "[IU]", "miu": "10*6.[IU]", "meq/l": "meq/L", "yr": "a", "years": "a",
    "lb": "[lb_av]", "lbs": "[lb_av]", "in": "[in_i]", "mg%": "mg/dL", "cmh2o": "cm[H2O]", "iu/l": "[IU]/L",
    "percent": "%", "kilogram": "kg", "kgs": "kg", "cc": "mL", "litres/min": "L/min", "lpm": "L/min", "hours": "h",
    "points": "{score}", "score": "{score}",
}  # fmt: skip


class UnitError(Refusal):
    """A unit that cannot be read, or two that cannot be turned into each other; the message names both."""


@dataclass(frozen=True)
class Unit:
    """What a UCUM code means: `base = value * factor + offset`, in the base units that `dimension` names."""

    code: str
    factor: float
    offset: float
    dimension: str
    equivalents: bool = False


def read_unit(code: str) -> Unit:
    """The meaning of a UCUM code. Raises UnitError with the nearest UCUM spelling where one is known."""
    known = _table().get(code)
    if known:
        return Unit(code, *known)
    try:
        return library_meaning(code)
    except UnitError:
        raise
    except Exception as trouble:  # the parser behind ucumvert has many kinds of failure, all of which mean: not UCUM
        raise UnitError(f"{code!r} is not a UCUM unit{_repair(code)}") from trouble


def convert(value: float, unit: str, to: str, molar_mass: float | None = None, valence: int | None = None) -> float:
    """`value` of `unit` in the unit `to`.

    `molar_mass` (g/mol) links mass to amount of substance, `valence` links meq to mmol. Raises UnitError that names
    both units when they measure different things.
    """
    if unit == to:
        return float(value)
    source, target = read_unit(unit), read_unit(to)
    base = value * source.factor + source.offset
    if source.equivalents != target.equivalents:
        if not valence:
            raise UnitError(f"{unit} cannot be turned into {to}: no valence is known here")
        base = base / valence if source.equivalents else base * valence
    if source.dimension != target.dimension:
        base *= _bridge(source, target, molar_mass)
    return (base - target.offset) / target.factor


def per_body_weight(unit: str, of: str) -> bool:
    """Whether `unit` is `of` for each kilogram of body weight, as mL/kg is of mL."""
    stripped = PER_BODY_WEIGHT.sub("", unit)
    return stripped != unit and read_unit(stripped).dimension == read_unit(of).dimension


def read_quantity(text: str) -> tuple[float, str]:
    """Split "80kg" or "176 [lb_av]" into number and unit. Raises UnitError."""
    found = re.fullmatch(r"\s*([+-]?\d+(?:\.\d+)?)\s*([^\s\d.+-]\S*)\s*", text)
    if not found:
        raise UnitError(f"{text!r} is not a number with a unit, such as 80kg")
    return float(found[1]), found[2]


def show(value: float) -> str:
    """A number as people write it: no tail of binary noise, no exponent below a billion.

    >>> show(2.5999999999), show(48000000), show(0.037)
    ('2.6', '48000000', '0.037')
    """
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.4g}" if abs(value) < 1000 else f"{value:.1f}"
    return text if "e" in text else text.rstrip("0").rstrip(".") if "." in text else text


def show_conversion(value: float, unit: str, converted: float, to: str) -> str:
    """A conversion as evidence shows it.

    >>> show_conversion(230, "umol/L", 2.6017, "mg/dL")
    '230 umol/L = 2.60 mg/dL'
    """
    digits = 2 if abs(converted) < 10 else 1 if abs(converted) < 100 else 0
    near = show(converted) if abs(converted) < 1 else f"{converted:.{digits}f}"
    return f"{show(value)} {unit} = {near} {to}"


def _bridge(source: Unit, target: Unit, molar_mass: float | None) -> float:
    as_substance = source.dimension.replace("[mass]", "[substance]")
    as_mass = source.dimension.replace("[substance]", "[mass]")
    if molar_mass and as_substance == target.dimension:
        return 1000.0 / molar_mass
    if molar_mass and as_mass == target.dimension:
        return molar_mass / 1000.0
    raise UnitError(f"{source.code} cannot be turned into {target.code}: they measure different things{_repair(source.code)}")


def library_meaning(code: str) -> Unit:
    """What pint and ucumvert say of a code; body weight, annotations and arbitrary units are kept apart.

    UCUM itself calls an international unit, a score and mmol/mol plain numbers; a dose in IU must not pass for a
    percentage, nor HbA1c in mmol/mol, whose percentage has another zero.
    """
    plain = ANNOTATION.sub("", ANNOTATED_DIVISOR.sub("", code))
    extra = ""
    if code and not plain:
        return Unit(code, 1.0, 0.0, f"score {code}")
    if code == "[pH]":
        return Unit(code, 1.0, 0.0, "pH")
    if PER_BODY_WEIGHT.search(plain):
        plain, extra = PER_BODY_WEIGHT.sub("", plain, count=1), " per body weight"
    if any(unit in plain for unit in ARBITRARY):
        extra += " arbitrary"
    if "mol/mol" in plain:
        extra += " of substance"
    if not plain or plain != plain.strip():
        raise UnitError(f"{code!r} is not a UCUM unit{_repair(code)}")
    unit: Any = _registry().from_ucum(plain)
    quantity = unit if hasattr(unit, "magnitude") else _registry().Quantity(1, unit)
    zero = _registry().Quantity(0, quantity.units).to_base_units().magnitude
    one = _registry().Quantity(quantity.magnitude, quantity.units).to_base_units()
    dimension = " ".join(f"{name}{power:+g}" for name, power in sorted(one.dimensionality.items()))
    equivalents = "eq/" in plain or plain.endswith("eq")
    return Unit(code, float(one.magnitude - zero), float(zero), dimension + extra, equivalents)


def _repair(code: str) -> str:
    near = REPAIRS.get(code.strip().lower()) or REPAIRS.get(code.replace(" ", "").lower())
    return f"; write {near}" if near else ""


@cache
def _table() -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = json.loads(files("bedside").joinpath("units.json").read_text("utf-8"))
    return table


@cache
def _registry() -> Any:
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry()
