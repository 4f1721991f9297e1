"""How a layout prints numbers, units, ranges, flags and dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from reports.layout import Layout
from reports.specimens import Habit
from reports.trimmings import ABOVE, BELOW, GROUPS
from reports.words import FROM_TO, SEXES, UP_TO

EVERYWHERE = {"mm[Hg]": "mmHg"}

SPELT: dict[str, dict[str, str]] = {
    "us": {
        "10*3/uL": "K/uL",
        "10*6/uL": "M/uL",
        "ug/dL": "mcg/dL",
        "m[IU]/L": "mIU/L",
        "[IU]/mL": "IU/mL",
        "s": "sec",
        "mm/h": "mm/hr",
        "mL/min/{1.73_m2}": "mL/min/1.73m2",
        "mosm/kg": "mOsm/kg",
        "ng/mL{FEU}": "ng/mL FEU",
        "ug/L": "mcg/L",
    },
    "us_powers": {
        "10*3/uL": "10*3/uL",
        "10*6/uL": "10*6/uL",
        "ug/dL": "ug/dL",
        "m[IU]/L": "uIU/mL",
        "[IU]/mL": "IU/mL",
        "s": "seconds",
        "mm/h": "mm/h",
        "mL/min/{1.73_m2}": "mL/min/1.73 m2",
        "mosm/kg": "mOsm/kg",
        "ng/mL{FEU}": "ng/mL FEU",
        "U/L": "IU/L",
    },
    "capitals": {
        "g/dL": "G/DL",
        "mg/dL": "MG/DL",
        "10*3/uL": "THOUS/UL",
        "10*6/uL": "MILL/UL",
        "fL": "FL",
        "pg": "PG",
        "mmol/L": "MMOL/L",
        "ug/dL": "MCG/DL",
        "m[IU]/L": "MIU/L",
        "ng/mL": "NG/ML",
        "pg/mL": "PG/ML",
        "ng/dL": "NG/DL",
        "s": "SEC",
        "mm/h": "MM/HR",
        "mL/min/{1.73_m2}": "mL/min/1.73m2",
        "mg/g": "MG/G",
        "mosm/kg": "MOSM/KG",
        "[IU]/mL": "IU/ML",
        "ng/mL{FEU}": "ng/mL FEU",
    },
    "uk": {
        "10*9/L": "10^9/L",
        "10*12/L": "10^12/L",
        "umol/L": "umol/L",
        "m[IU]/L": "mU/L",
        "[IU]/mL": "IU/mL",
        "s": "sec",
        "mm/h": "mm/hr",
        "mL/min/{1.73_m2}": "ml/min/1.73m2",
        "U/L": "IU/L",
        "mosm/kg": "mmol/kg",
        "mg/L{FEU}": "mg/L FEU",
        "ug/L": "ug/L",
    },
    "raised": {
        "10*9/L": "x10⁹/L",
        "10*12/L": "x10¹²/L",
        "umol/L": "µmol/L",
        "ug/L": "µg/L",
        "m[IU]/L": "mIU/L",
        "[IU]/mL": "IU/mL",
        "10*3/uL": "10³/µL",
        "10*6/uL": "10⁶/µL",
        "mL/min/{1.73_m2}": "mL/min/1.73m²",
        "mosm/kg": "mOsm/kg",
        "mg/L{FEU}": "mg/L FEU",
        "ng/mL{FEU}": "ng/mL FEU",
        "ug/dL": "µg/dL",
        "mm/h": "mm/h",
    },
    "de": {
        "10*3/uL": "/nl",
        "10*6/uL": "/pl",
        "10*9/L": "Gpt/l",
        "10*12/L": "Tpt/l",
        "g/dL": "g/dl",
        "mg/dL": "mg/dl",
        "U/L": "U/l",
        "mmol/L": "mmol/l",
        "umol/L": "µmol/l",
        "ug/dL": "µg/dl",
        "ng/mL": "ng/ml",
        "pg/mL": "pg/ml",
        "ng/dL": "ng/dl",
        "mg/L": "mg/l",
        "m[IU]/L": "mU/l",
        "[IU]/mL": "IE/ml",
        "fL": "fl",
        "g/L": "g/l",
        "s": "Sek.",
        "mm/h": "mm/1h",
        "ug/L": "µg/l",
        "U/mL": "U/ml",
        "mL/min/{1.73_m2}": "ml/min/1,73m²",
        "mosm/kg": "mosmol/kg",
        "ukat/L": "µkat/l",
        "ng/mL{FEU}": "ng/ml FEU",
        "mg/L{FEU}": "mg/l FEU",
        "nmol/L": "nmol/l",
        "pmol/L": "pmol/l",
        "mg/mmol": "mg/mmol",
        "ng/L": "ng/l",
        "L/L": "l/l",
    },
    "de_g": {
        "10*9/L": "G/l",
        "10*12/L": "T/l",
        "10*3/uL": "Tsd./µl",
        "10*6/uL": "Mio/µl",
        "g/dL": "g/dl",
        "mg/dL": "mg/dl",
        "U/L": "U/l",
        "mmol/L": "mmol/l",
        "ug/dL": "µg/dl",
        "ng/mL": "ng/ml",
        "pg/mL": "pg/ml",
        "m[IU]/L": "mIU/l",
        "[IU]/mL": "U/ml",
        "fL": "fl",
        "s": "s",
        "mm/h": "mm/h",
        "mL/min/{1.73_m2}": "ml/min/1,73 m²",
        "mosm/kg": "mosmol/kg",
        "ng/mL{FEU}": "ng/ml FEU",
        "mg/L": "mg/l",
        "ug/L": "µg/l",
        "ng/dL": "ng/dl",
        "ng/L": "ng/l",
        "U/mL": "U/ml",
    },
    "it": {
        "10*3/uL": "10^3/µL",
        "10*6/uL": "10^6/µL",
        "m[IU]/L": "µUI/mL",
        "[IU]/mL": "UI/mL",
        "s": "sec",
        "mm/h": "mm/ora",
        "ug/dL": "µg/dL",
        "mL/min/{1.73_m2}": "mL/min/1,73m²",
        "mosm/kg": "mOsm/kg",
        "ng/mL{FEU}": "ng/mL FEU",
        "U/L": "U/L",
        "ug/L": "µg/L",
    },
    "it_l": {
        "10*9/L": "10^9/L",
        "10*12/L": "10^12/L",
        "m[IU]/L": "mUI/L",
        "[IU]/mL": "UI/mL",
        "s": "s",
        "mm/h": "mm/h",
        "U/L": "UI/L",
        "umol/L": "µmol/L",
        "mL/min/{1.73_m2}": "ml/min/1,73mq",
        "mosm/kg": "mOsm/kg",
        "mg/L{FEU}": "mg/L FEU",
        "ug/L": "µg/L",
        "ug/dL": "mcg/dL",
    },
    "es": {
        "10*3/uL": "10³/µL",
        "10*6/uL": "10⁶/µL",
        "/mm3": "/mm³",
        "10*6/mm3": "mill/mm³",
        "g/dL": "g/dl",
        "mg/dL": "mg/dl",
        "U/L": "UI/L",
        "m[IU]/L": "mUI/L",
        "[IU]/mL": "UI/ml",
        "s": "seg",
        "mm/h": "mm/1 h",
        "fL": "fL",
        "ng/mL": "ng/ml",
        "pg/mL": "pg/ml",
        "ug/dL": "µg/dl",
        "mL/min/{1.73_m2}": "ml/min/1,73m²",
        "mosm/kg": "mOsm/kg",
        "ng/mL{FEU}": "ng/mL FEU",
        "ug/L": "µg/L",
        "10*9/L": "x10^9/L",
        "10*12/L": "x10^12/L",
    },
    "fr": {
        "10*9/L": "G/L",
        "10*12/L": "T/L",
        "umol/L": "µmol/L",
        "U/L": "UI/L",
        "m[IU]/L": "mUI/L",
        "[IU]/mL": "UI/mL",
        "s": "sec",
        "mm/h": "mm/h",
        "mL/min/{1.73_m2}": "mL/min/1,73m²",
        "mosm/kg": "mosmol/kg",
        "mg/L{FEU}": "mg/L FEU",
        "ug/L": "µg/L",
        "ng/mL{FEU}": "ng/mL FEU",
        "ug/dL": "µg/dL",
        "fL": "fl",
        "/mm3": "/mm3",
        "10*6/mm3": "M/mm3",
    },
    "pt": {
        "10*3/uL": "x10³/µL",
        "10*6/uL": "x10⁶/µL",
        "/mm3": "/mm³",
        "10*6/mm3": "milhões/mm³",
        "U/L": "U/L",
        "m[IU]/L": "µUI/mL",
        "[IU]/mL": "UI/mL",
        "s": "segundos",
        "mm/h": "mm/h",
        "ug/dL": "µg/dL",
        "mL/min/{1.73_m2}": "mL/min/1,73 m²",
        "mosm/kg": "mOsm/kg",
        "ng/mL{FEU}": "ng/mL FEU",
        "10*9/L": "10^9/L",
        "10*12/L": "10^12/L",
        "ug/L": "µg/L",
    },
}


SPELT |= {
    "x10e": SPELT["us"] | {"10*3/uL": "x10E3/uL", "10*6/uL": "x10E6/uL", "m[IU]/L": "uIU/mL", "ug/dL": "ug/dL"},
    "miles": SPELT["es"] | {"10*3/uL": "miles/mm3", "10*6/uL": "mill/mm3", "U/L": "U/L", "mm/h": "mm/1a hora"},
    "mil": SPELT["pt"] | {"10*3/uL": "mil/mm³", "10*6/uL": "milhões/mm³", "mm/h": "mm/1a hora", "U/L": "UI/L"},
    "de_tsd": SPELT["de_g"] | {"10*3/uL": "Tsd/ul", "10*6/uL": "Mio/ul", "ug/dL": "ug/dl", "ug/L": "ug/l"},
}


@dataclass(frozen=True)
class Printed:
    """A reference range: as printed, and the limits that it names."""

    text: str
    low: float | None
    high: float | None
    below: tuple[str, ...] = ()
    """More lines, for others than those of the first."""


def unit(layout: Layout, code: str) -> str:
    """How the layout spells a UCUM unit."""
    return SPELT[layout.spelling].get(code, EVERYWHERE.get(code, code))


def number(layout: Layout, value: float, digits: int) -> str:
    """A number with the layout's decimal mark, and its mark between thousands.

    What has four digits gets one only where the layout gives it to all numbers, as reports do.
    """
    text = f"{value:,.{digits}f}" if layout.thousands else f"{value:.{digits}f}"
    return text.replace(",", "\0").replace(".", layout.decimal).replace("\0", layout.thousands)


def limits(layout: Layout, told: Habit) -> Printed:
    """The range as the layout prints it."""
    low = _limit(layout, told.low, told.digits) if told.low is not None else ""
    high = _limit(layout, told.high, told.digits) if told.high is not None else ""
    if low and high:
        form = FROM_TO[layout.language] if layout.range_form == "words" else layout.range_form
        return Printed(form.format(low, high), told.low, told.high)
    if not low and not high:
        return Printed("", None, None)
    if layout.one_sided == "spoken":
        return Printed((ABOVE if low else BELOW)[layout.language].format(low or high), told.low, told.high)
    around = layout.range_form[0] + "{}" + layout.range_form[-1] if layout.range_form[0] in "[(" else "{}"
    if low:
        return Printed(around.format((">" if layout.one_sided == "tight" else "> ") + low), told.low, None)
    if layout.one_sided == "zero":
        zero = number(layout, 0, told.digits)
        return Printed(
            (FROM_TO[layout.language] if layout.range_form == "words" else layout.range_form).format(zero, high), 0.0, told.high
        )
    text = {"words": UP_TO[layout.language].format(high), "tight": f"<{high}", "equal": f"<= {high}", "sign": f"< {high}"}[
        layout.one_sided
    ]
    return Printed(text if layout.one_sided == "words" else around.format(text), None, told.high)


def _limit(layout: Layout, value: float, digits: int) -> str:
    if layout.trim:
        digits = next(few for few in range(digits + 1) if few == digits or round(value, few) == round(value, digits))
    return number(layout, value, digits)


def of_groups(layout: Layout, told: Habit) -> Printed:
    """Ranges of men, women and children below each other: no limit holds for sure."""
    assert told.low is not None and told.high is not None
    each = [
        replace(told, low=round(told.low * of, told.digits), high=round(told.high * of, told.digits)) for of in (1, 0.9, 0.8)
    ]
    first, *others = (form.format(limits(layout, one).text) for form, one in zip(GROUPS[layout.language], each, strict=True))
    return Printed(first, None, None, tuple(others))


def of_sexes(layout: Layout, told: Habit) -> Printed:
    """A range for men and a lower one for women: no limit holds for sure."""
    assert told.low is not None and told.high is not None
    women = replace(told, low=round(told.low * 0.9, told.digits), high=round(told.high * 0.9, told.digits))
    men, lower = (limits(layout, each).text for each in (told, women))
    return Printed(SEXES[layout.language].format(men, lower), None, None)


def side(value: float, comparator: str, low: float | None, high: float | None) -> str:
    """Whether a value is high or low by its range; one below the least that can be measured is neither."""
    if comparator:
        return ""
    if high is not None and value > high:
        return "high"
    return "low" if low is not None and value < low else ""


def flag(layout: Layout, value: float, comparator: str, printed: Printed) -> str:
    """The flag that the layout prints beside a value."""
    found = side(value, comparator, printed.low, printed.high)
    if not found or not layout.flags:
        return ""
    high, low, very_high, very_low = layout.flags
    if found == "high":
        return very_high if printed.high and value > 2 * printed.high else high
    return very_low if printed.low and value < 0.6 * printed.low else low


def date(layout: Layout, moment: datetime) -> str:
    """A date as the layout prints it, without its time."""
    return moment.strftime(layout.dates)


def moment(layout: Layout, at: datetime) -> str:
    """A date with its time, where the layout prints one."""
    return at.strftime(f"{layout.dates} %H:%M") if layout.times else date(layout, at)
