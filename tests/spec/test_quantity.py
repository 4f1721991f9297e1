"""Numbers with units: what is the same amount, what cannot be turned into what, and what a misspelt unit should have been."""

from __future__ import annotations

import importlib.util
import json
from importlib.resources import files
from pathlib import Path

import pytest

from bedside import UnitError, convert, read_quantity, vocabulary
from bedside.quantity import per_body_weight, read_unit, show, show_conversion


@pytest.mark.parametrize(
    ("value", "unit", "expected", "to"),
    [
        (90, "mm[Hg]", 11.999, "kPa"),
        (12, "kPa", 90.0074, "mm[Hg]"),
        (100.4, "[degF]", 38.0, "Cel"),
        (37, "Cel", 98.6, "[degF]"),
        (310.15, "K", 37, "Cel"),
        (30, "10*3/uL", 30000, "/uL"),
        (30000, "/uL", 30, "10*9/L"),
        (30, "10*9/L", 30, "10*3/uL"),
        (30, "10*9/L", 30000, "/mm3"),
        (0.5, "ug/kg/min", 0.03, "mg/kg/h"),
        (500, "ng/kg/min", 0.5, "ug/kg/min"),
        (22, "10*6.[IU]", 22000000, "[IU]"),
        (22, "M[IU]", 22000, "k[IU]"),
        (48000000, "[IU]", 48, "10*6.[IU]"),
        (176, "[lb_av]", 79.8323, "kg"),
        (70, "[in_i]", 177.8, "cm"),
        (1, "g/L", 100, "mg/dL"),
        (1, "wk", 7, "d"),
        (72, "{beats}/min", 72, "/min"),
        (1.2, "/s", 72, "/min"),
        (120, "mL/h", 2, "mL/min"),
    ],
)
def test_the_same_amount_in_another_unit(value: float, unit: str, expected: float, to: str) -> None:
    assert convert(value, unit, to) == pytest.approx(expected, rel=1e-5)
    assert convert(convert(value, unit, to), to, unit) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("concept", "value", "unit", "expected"),
    [
        ("creatinine", 88.4, "umol/L", 1.0),
        ("creatinine", 230, "umol/L", 2.6018),
        ("bilirubin", 17.1, "umol/L", 1.0),
        ("bilirubin", 120, "umol/L", 7.017),
        ("glucose", 5.55, "mmol/L", 100),
        ("urea_nitrogen", 5, "mmol/L", 14.0),
        ("calcium", 2.5, "mmol/L", 10.02),
        ("calcium", 5, "meq/L", 10.02),
        ("magnesium", 1, "mmol/L", 2.43),
        ("magnesium", 2, "meq/L", 2.43),
        ("phosphate", 1, "mmol/L", 3.1),
        ("potassium", 4, "meq/L", 4.0),
        ("sodium", 140, "meq/L", 140.0),
        ("hemoglobin", 138, "g/L", 13.8),
        ("albumin", 41, "g/L", 4.1),
        ("alt", 22, "[IU]/L", 22),
        ("alt", 0.5, "ukat/L", 30),
        ("platelets", 30, "10*9/L", 30),
        ("weight", 80000, "g", 80),
        ("lvef", 0.6, "1", 60),
    ],
)
def test_each_analyte_goes_by_its_own_molar_mass_and_charge(concept: str, value: float, unit: str, expected: float) -> None:
    assert vocabulary()[concept].canonical(value, unit) == pytest.approx(expected, rel=2e-3)


def test_a_unit_is_itself_without_any_arithmetic() -> None:
    assert convert(0.1 + 0.2, "mg/dL", "mg/dL") == 0.1 + 0.2
    assert convert(3, "no such unit", "no such unit") == 3


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        ("mg/dL", "mm[Hg]"),
        ("kg", "%"),
        ("umol/L", "mg/dL"),
        ("mL/kg", "mL"),
        ("ug/min", "ug/kg/min"),
        ("[IU]", "1"),
        ("[IU]", "mg"),
        ("{score}", "1"),
        ("{score}", "{INR}"),
        ("mmol/mol", "%"),
        ("[pH]", "1"),
        ("Cel", "h"),
        ("mL/h", "mL"),
        ("U/L", "[IU]/L"),
    ],
)
def test_different_things_are_refused_and_both_units_are_named(unit: str, to: str) -> None:
    for one, other in ((unit, to), (to, unit)):
        with pytest.raises(UnitError) as caught:
            convert(1, one, other)
        assert str(caught.value).startswith(f"{one} cannot be turned into {other}")


def test_equivalents_need_a_charge() -> None:
    with pytest.raises(UnitError, match=r"meq/L cannot be turned into mmol/L: no valence is known here"):
        convert(4, "meq/L", "mmol/L")
    assert convert(4, "meq/L", "mmol/L", valence=2) == pytest.approx(2)
    assert convert(2, "mmol/L", "meq/L", valence=2) == pytest.approx(4)


@pytest.mark.parametrize(
    ("unit", "repair"),
    [
        ("mmHg", "mm[Hg]"), ("MMHG", "mm[Hg]"), ("mm Hg", "mm[Hg]"), ("µmol/L", "umol/L"), ("μmol/L", "umol/L"),
        ("mcg/kg/min", "ug/kg/min"), ("bpm", "/min"), ("°C", "Cel"), ("°F", "[degF]"), ("degF", "[degF]"),
        ("x10^9/L", "10*9/L"), ("K/uL", "10*3/uL"), ("IU", "[IU]"), ("MIU", "10*6.[IU]"), ("lbs", "[lb_av]"),
        ("mEq/L", "meq/L"), ("percent", "%"), ("hours", "h"), ("cc", "mL"), ("score", "{score}"), ("mg%", "mg/dL"),
    ],
)  # fmt: skip
def test_a_misspelt_unit_is_told_its_right_spelling(unit: str, repair: str) -> None:
    with pytest.raises(UnitError) as caught:
        convert(1, unit, repair)
    assert str(caught.value).endswith(f"; write {repair}")


@pytest.mark.parametrize("unit", ["", " ", "bananas", "mg/", "/", "mg dL", "mg/dL ", "{", "}", "mm[Hg", "\0"])
def test_what_is_no_unit_is_refused_by_name(unit: str) -> None:
    with pytest.raises(UnitError) as caught:
        read_unit(unit)
    assert repr(unit) in str(caught.value)


@pytest.mark.parametrize(
    ("unit", "of", "expected"),
    [
        ("mL/kg", "mL", True),
        ("mL", "mL", False),
        ("ug/kg/min", "ug/min", True),
        ("mg/kg", "mL", False),
        ("mL/kg/h", "mL/h", True),
    ],
)
def test_a_unit_for_each_kilogram_is_told_from_one_that_is_not(unit: str, of: str, expected: bool) -> None:
    assert per_body_weight(unit, of) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("80kg", (80, "kg")), (" 176 [lb_av] ", (176, "[lb_av]")), ("-3 Cel", (-3, "Cel")), ("2%", (2, "%"))],
)
def test_a_number_with_its_unit_is_read(text: str, expected: tuple[float, str]) -> None:
    assert read_quantity(text) == expected


@pytest.mark.parametrize("text", ["", "80", "kg", "eighty kg", "80 kg now", "1,5 kg", "nan kg", "80 80 kg"])
def test_a_number_without_a_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError, match="is not a number with a unit"):
        read_quantity(text)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2.5999999999, "2.6"),
        (48000000, "48000000"),
        (0.037, "0.037"),
        (90.0, "90"),
        (0, "0"),
        (-3.25, "-3.25"),
        (1234.56, "1234.6"),
    ],
)
def test_a_number_is_shown_without_noise(value: float, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(
    ("value", "unit", "converted", "to", "shown"),
    [
        (230, "umol/L", 2.6017, "mg/dL", "230 umol/L = 2.60 mg/dL"),
        (12, "kPa", 90.0074, "mm[Hg]", "12 kPa = 90.0 mm[Hg]"),
        (30000, "/uL", 30.0, "10*3/uL", "30000 /uL = 30.0 10*3/uL"),
        (160, "[lb_av]", 72.5748, "kg", "160 [lb_av] = 72.6 kg"),
        (0.01, "mg/kg/h", 0.166667, "ug/kg/min", "0.01 mg/kg/h = 0.1667 ug/kg/min"),
    ],
)
def test_a_conversion_is_shown_with_both_units(value: float, unit: str, converted: float, to: str, shown: str) -> None:
    assert show_conversion(value, unit, converted, to) == shown


def test_the_table_of_units_is_what_the_library_says_of_them() -> None:
    path = Path(__file__).parents[2] / "tools" / "make_units.py"
    spec = importlib.util.spec_from_file_location("make_units", path)
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    shipped = files("bedside").joinpath("units.json").read_text("utf-8")
    assert shipped == tool.table()
    assert set(json.loads(shipped)) == set(" ".join(tool.COMMON).split())


def test_every_concept_has_a_unit_of_the_table() -> None:
    shipped = json.loads(files("bedside").joinpath("units.json").read_text("utf-8"))
    assert {concept.unit for concept in vocabulary().values() if concept.unit} <= shipped.keys()
