"""What laboratories measure, and how reports print it: names in six languages, units, and what is possible.

    >>> [analyte.id for analyte in named("SGPT (ALT)")]
    ['alt']
    >>> [analyte.id for analyte in named("Neutrophils")]
    ['neutrophils', 'neutrophils_percent']
    >>> printed_unit("K/µL"), printed_unit("G/L"), printed_unit("bananas")
    (('10*3/uL',), ('g/L', '10*9/L'), ())

Nothing is guessed here. A name that several analytes go by brings all of them, and so does a unit; what is not in the tables,
`analytes.toml` and `units.toml`, is unknown.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from bedside.concepts import Concept, vocabulary
from bedside.quantity import UnitError, convert, read_unit

LANGUAGES = ("en", "es", "de", "it", "fr", "pt")
Kind = Literal["quantity", "ordinal", "text"]
Read = Literal["primary", "secondary", "recalled"]
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
POWER = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
SPELLED = str.maketrans({"œ": "oe", "Œ": "OE", "ı": "i", "İ": "i", "ł": "l", "Ł": "l"})
"""Letters that no accent is taken from, as capitals and plain keyboards have them."""
LIQUID = ("blood", "serum", "plasma")
"""Three ways to say that it is not urine or stool; reports do not keep them apart."""


@dataclass(frozen=True)
class Analyte:
    """One thing that laboratories report.

    `loinc` is the code of its mass, count or activity, `loinc_moles` that of its amount of substance; `read` says whether
    both were seen in a published table. `units` are UCUM, the first of them `unit`, in which `possible` and `limits` stand:
    outside the first a value cannot be, and outside the second no laboratory's reference range begins or ends. `concept` is
    the id in the vocabulary, where there is one. `linear` turns a unit into `unit` by a factor and an addend, where no
    molar mass does.
    """

    id: str
    label: str
    kind: Kind
    specimen: str
    loinc: str
    read: Read
    names: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...] = ()
    loinc_moles: str = ""
    concept: str = ""
    molar_mass: float | None = None
    valence: int | None = None
    possible: tuple[float, float] | None = None
    limits: tuple[float, float] | None = None
    linear: Mapping[str, tuple[float, float]] | None = None

    @property
    def unit(self) -> str:
        """The unit that its ranges are in; nothing for words."""
        return self.units[0] if self.units and self.kind == "quantity" else ""

    @property
    def unitless(self) -> bool:
        """Whether a result without a unit is complete: a ratio, a pH, a word."""
        return self.kind != "quantity" or "1" in self.units

    def takes(self, unit: str) -> bool:
        """Whether a result in this UCUM unit can be one of this analyte; "" stands for no unit."""
        if not unit or unit == "1":
            return self.unitless
        if unit in self.units:
            return True
        return "{" not in unit and any(_same(unit, known) for known in self.units if "{" not in known)

    def same(self, one: str, other: str) -> bool:
        """Whether two units of this analyte are the same amount. Raises UnitError."""
        return abs(self.canonical(1.0, one) - self.canonical(1.0, other)) < 1e-9

    def canonical(self, value: float, unit: str) -> float:
        """`value` of `unit` in `unit` of the analyte. Raises UnitError.

        An international unit, an arbitrary unit and U are the same within one analyte: reports print them for each other.
        """
        if unit in (self.unit, "", "1") or (self.unitless and unit in self.units):
            return float(value)
        for known, (factor, addend) in (self.linear or {}).items():
            if unit == known:
                return value * factor + addend
        return convert(value, _plain(unit), _plain(self.unit), self.molar_mass, self.valence)

    def code(self, unit: str) -> str:
        """The LOINC code of a result in this unit."""
        if not self.loinc_moles or not self.takes(unit) or not unit:
            return self.loinc
        moles = "[substance]" in read_unit(unit).dimension
        own = "[substance]" in read_unit(self.unit).dimension
        return self.loinc if moles == own else self.loinc_moles

    def recorded(self, value: float, unit: str) -> tuple[float, str]:
        """A result as the vocabulary keeps it: the value in the concept's unit. Raises UnitError where none is known.

        Urea is kept as its nitrogen, of which it has as many moles; what a day's urine holds, as what one day's has.
        """
        concept = self._kept()
        if concept.id == self.id or self.unit == f"{concept.unit}/(24.h)":
            return self.canonical(value, unit), concept.unit
        moles = convert(self.canonical(value, unit), self.unit, "mmol/L", self.molar_mass)
        return concept.canonical(moles, "mmol/L"), concept.unit

    def _kept(self) -> Concept:
        if not self.concept:
            raise UnitError(f"{self.label} is not in the vocabulary")
        return vocabulary()[self.concept]


@cache
def analytes() -> Mapping[str, Analyte]:
    """Every analyte by its id."""
    return {key: _analyte(key, row) for key, row in _table("analytes")["analyte"].items()}


def named(name: str) -> tuple[Analyte, ...]:
    """The analytes that go by a printed name; none where nobody does.

    A name of several parts, such as "GPT (ALT)" or "Creatinine, serum", is what all its parts agree on. A part behind the
    first that only says how it was measured does not count. A part that names neither an analyte nor a specimen may say what
    kind is meant, so the whole is then unknown.
    """
    whole = _by_name().get(spelled(name))
    if whole:
        return tuple(analytes()[key] for key in whole)
    told = [spelled(part) for part in re.split(r"[()\[\],;:/]", name)]
    parts = [part for part in told if part]
    parts = [part for at, part in enumerate(parts) if not at or part in _by_name() or part not in _beside()]
    specimens = {word for part in parts if part not in _by_name() for word in [specimen(part)]}
    keys = [_by_name()[part] for part in parts if part in _by_name()]
    if None in specimens or not keys:
        return ()
    shared = [key for key in keys[0] if all(key in others for others in keys[1:])]
    found = (analytes()[key] for key in shared)
    return tuple(each for each in found if all(same_specimen(each.specimen, word or "") for word in specimens))


def specimen(text: str) -> str | None:
    """Which specimen a word or a heading names: "urine", "serum", "stool"; None where it names none."""
    return _specimens().get(spelled(text))


def same_specimen(one: str, other: str) -> bool:
    """Whether two specimens may be the same: blood, serum and plasma are not kept apart on reports."""
    return one == other or (one in LIQUID and other in LIQUID)


def ambiguous() -> Mapping[str, tuple[str, ...]]:
    """The spelled names that several analytes go by, as the table declares them, with the ids."""
    return {name: tuple(keys) for name, keys in _table("analytes")["ambiguous"].items()}


def printed_unit(text: str) -> tuple[str, ...]:
    """The UCUM codes that a printed unit may stand for: several where it is ambiguous, none where it is unknown.

    Capitals count where the table has the very spelling, so that mg is not Mg; else they do not.
    """
    exact = _units()[0].get(_unit_spelled(text))
    return exact or _units()[1].get(_unit_spelled(text).casefold(), ())


def spelled(name: str) -> str:
    """A name as names are compared: small letters without accents, words and numbers, % and #.

    >>> spelled("Éosinophiles  #"), spelled("NEUT%"), spelled("C.C.M.H.")
    ('eosinophiles #', 'neut %', 'c c m h')
    """
    plain = unicodedata.normalize("NFKD", name.translate(SPELLED)).casefold()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+|[%#]", kept))


def _unit_spelled(text: str) -> str:
    powers = POWER.sub(lambda found: "^" + found[1].translate(RAISED), text.replace("×", "x").replace("·", "x"))
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", powers)).replace("μ", "u").replace("µ", "u").replace("**", "^")


def _plain(unit: str) -> str:
    return unit.replace("[IU]", "U").replace("[arb'U]", "U").replace("[iU]", "U")


def _same(unit: str, known: str) -> bool:
    try:
        one, other = read_unit(_plain(unit)), read_unit(_plain(known))
    except UnitError:
        return False
    near = abs(one.factor - other.factor) <= 1e-9 * other.factor
    return near and one.dimension == other.dimension and one.equivalents == other.equivalents


def _analyte(key: str, row: Mapping[str, Any]) -> Analyte:
    """An analyte of the table; what the vocabulary says of the same thing is not said again."""
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    told["names"] = {language: tuple(names) for language, names in row["names"].items()}
    told["linear"] = {unit: tuple(line) for unit, line in row["linear"].items()} if "linear" in row else None
    known = vocabulary().find(key)
    if known is not None:
        told |= {"concept": key, "possible": known.possible, "units": (known.unit, *told.get("units", ()))}
        told |= {"molar_mass": known.molar_mass, "valence": known.valence}
    return Analyte(id=key, **told)


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("bedside").joinpath("scanning", f"{name}.toml").read_text("utf-8"))


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    own = [(spelled(name), each.id) for each in analytes().values() for told in each.names.values() for name in told]
    others = [(spelled(name), key) for told in elsewhere().values() for key, names in told.items() for name in names]
    return _gathered([*own, *others])


@cache
def elsewhere() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Names in languages beside the six: by language, then by analyte."""
    return {language: {key: tuple(names) for key, names in told.items()} for language, told in _table("elsewhere").items()}


@cache
def _beside() -> frozenset[str]:
    return frozenset(spelled(word) for word in _table("analytes")["beside"]["words"])


def without_method(name: str) -> str:
    """A name without the words at its end that say how it was measured: `CRP quantitative`."""
    words = name.split()
    for size in (3, 2, 1):
        last = spelled(" ".join(words[-size:]))
        if len(words) > size and len(last) > 2 and last in _beside():
            return " ".join(words[:-size])
    return name


@cache
def _specimens() -> Mapping[str, str]:
    return {spelled(word): key for key, words in _table("analytes")["specimen"].items() for word in words}


@cache
def _units() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    rows = [(_unit_spelled(text), code) for code, told in _table("units").items() for text in told]
    return _gathered(rows), _gathered((text.casefold(), code) for text, code in rows)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        if value not in found.get(key, ()):
            found[key] = (*found.get(key, ()), value)
    return found
