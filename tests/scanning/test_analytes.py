"""The table of analytes: codes, names, units and conversions hold together, and the conversions are the published ones."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest

from bedside.concepts import vocabulary
from bedside.quantity import UnitError, convert, library_meaning, read_unit
from bedside.scanning import analytes as table
from bedside.scanning.analytes import LANGUAGES, Analyte, analytes, named, printed_unit, same_specimen, specimen, spelled

EVERY = tuple(analytes().values())
QUANTITIES = tuple(each for each in EVERY if each.kind == "quantity")


def check_digit(code: str) -> bool:
    """LOINC's own: Luhn's modulus 10 over the digits before the dash."""
    digits, _, check = code.partition("-")
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return (10 - sum(each // 10 + each % 10 for each in doubled) % 10) % 10 == int(check)


def spellings() -> Iterator[tuple[str, str]]:
    return ((code, text) for code, told in table._table("units").items() for text in told)


# --- what the tables hold


def test_the_table_is_as_long_as_it_says() -> None:
    assert len(EVERY) >= 150
    assert sum(1 for _ in spellings()) >= 150
    assert sum(bool(each.concept) for each in EVERY) >= 35


@pytest.mark.parametrize("analyte", EVERY, ids=lambda each: each.id)
def test_an_analyte_holds_together(analyte: Analyte) -> None:
    assert set(analyte.names) == set(LANGUAGES) and all(analyte.names.values())
    for code in (analyte.loinc, analyte.loinc_moles):
        assert not code or check_digit(code), code
    assert analyte.loinc or analyte.loinc_moles or analyte.read == "recalled"
    assert analyte.specimen in {"blood", "serum", "plasma", "urine", "stool"}
    if analyte.concept:
        assert vocabulary()[analyte.concept].numeric
    if analyte.kind != "quantity":
        return
    assert analyte.possible and analyte.limits, "without a possible range nothing is impossible"
    low, high = analyte.possible
    assert low <= analyte.limits[0] < analyte.limits[1] <= high
    for unit in analyte.units:
        assert analyte.takes(unit), unit
        there = analyte.canonical(analyte.limits[1], unit)
        assert math.isfinite(there)


@pytest.mark.parametrize("analyte", QUANTITIES, ids=lambda each: each.id)
def test_every_unit_is_ucum_and_is_printed_somehow(analyte: Analyte) -> None:
    known = {code for code, _ in spellings()}
    for unit in analyte.units:
        assert read_unit(unit).factor > 0
        assert unit in known or unit in {"1", "{SG}", "ppth", "mmol/kg", "mg/d", "{INR}"}, unit


@pytest.mark.parametrize("code", sorted({code for code, _ in spellings()}))
def test_every_printed_unit_means_what_ucumvert_parses(code: str) -> None:
    meaning = library_meaning(code)
    assert meaning.factor > 0
    assert meaning == read_unit(code)


def test_a_spelling_of_two_codes_is_declared_by_standing_under_both() -> None:
    several = {text: printed_unit(text) for _, text in spellings() if len(printed_unit(text)) > 1}
    assert several == {"G/L": ("g/L", "10*9/L"), "mil/mmc": ("10*3/mm3", "10*6/mm3")}


@pytest.mark.parametrize(("text", "code"), [(text, code) for code, text in spellings()])
def test_a_printed_unit_is_read(text: str, code: str) -> None:
    assert code in printed_unit(text)


def test_names_are_unique_or_declared_ambiguous() -> None:
    found: dict[str, tuple[str, ...]] = {}
    for each in EVERY:
        for name in (name for names in each.names.values() for name in names):
            held = found.get(spelled(name), ())
            found[spelled(name)] = held if each.id in held else (*held, each.id)
    assert {name: keys for name, keys in found.items() if len(keys) > 1} == dict(table.ambiguous())


def test_the_notice_of_loinc_travels_with_the_codes() -> None:
    from importlib.resources import files

    text = files("bedside").joinpath("scanning", "analytes.toml").read_text("utf-8")
    assert "http://loinc.org/license" in text and "Regenstrief Institute, Inc." in text


def test_the_codes_of_the_vocabulary_are_codes_of_the_analyte() -> None:
    for each in EVERY:
        if each.concept == each.id:
            assert each.loinc in vocabulary()[each.id].loinc, each.id


# --- names


@pytest.mark.parametrize(
    ("printed", "ids"),
    [
        ("ALT", "alt"),
        ("GPT (ALT)", "alt"),
        ("SGPT", "alt"),
        ("TGP", "alt"),
        ("ALAT (SGPT)", "alt"),
        ("AST/GOT", "ast"),
        ("AST/ALT", ""),
        ("HGB", "hemoglobin"),
        ("Hämoglobin", "hemoglobin urine_blood"),
        ("Erys", "erythrocytes"),
        ("Leukozyten", "leukocytes urine_leukocyte_esterase urine_sediment_leukocytes"),
        ("Thrombo", "platelets"),
        ("Quick", "prothrombin_activity"),
        ("PCR", "crp urine_protein_creatinine"),
        ("VES", "esr"),
        ("BSG", "esr"),
        ("VSG", "esr"),
        ("fT4", "free_t4"),
        ("Neutrophils", "neutrophils neutrophils_percent"),
        ("NEUT%", "neutrophils_percent"),
        ("Neutrophils #", "neutrophils"),
        ("Neutrófilos (absolutos)", "neutrophils"),
        ("Creatinine, serum", "creatinine"),
        ("Creatinine (urine)", "urine_creatinine"),
        ("Creatinina (orina)", "urine_creatinine"),
        ("Bilirubin, direct", "direct_bilirubin"),
        ("Bilirubin, delta", ""),
        ("Bilirubin (neonatal)", ""),
        ("Calcium (ionized)", "ionized_calcium"),
        ("Albumin/Creatinine", ""),
        ("Protein C", "protein_c"),
        ("TG", "triglycerides thyroglobulin"),
        ("Urea", "urea"),
        ("BUN", "urea_nitrogen"),
        ("Aldosterone/renin", ""),
        ("Reference range", ""),
        ("", ""),
    ],
)
def test_what_a_printed_name_may_mean(printed: str, ids: str) -> None:
    assert [each.id for each in named(printed)] == ids.split()


@pytest.mark.parametrize(
    ("heading", "is_of"),
    [
        ("Urinalysis", "urine"),
        ("HÄMATOLOGIE", "blood"),
        ("Orina", "urine"),
        ("Gerinnung", "plasma"),
        ("Selles", "stool"),
        ("Other", None),
    ],
)
def test_what_a_heading_says_was_examined(heading: str, is_of: str | None) -> None:
    assert specimen(heading) == is_of


def test_blood_serum_and_plasma_are_not_kept_apart() -> None:
    assert same_specimen("serum", "blood") and same_specimen("plasma", "serum") and same_specimen("urine", "urine")
    assert not same_specimen("serum", "urine")


# --- units


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("G/DL", ("g/dL",)),
        ("G/L", ("g/L", "10*9/L")),
        ("g/l", ("g/L",)),
        ("K/uL", ("10*3/uL",)),
        ("x 10⁹ / L", ("10*9/L",)),
        ("10 3/uL", ()),
        ("MMOL/L", ("mmol/L",)),
        ("µmol/l", ("umol/L",)),
        ("μmol/l", ("umol/L",)),
        ("mg%", ("mg/dL",)),
        ("Mio/µl", ("10*6/uL",)),
        ("UI/L", ("[IU]/L",)),
        ("mm/1h", ("mm/h",)),
        ("bananas", ()),
        ("", ()),
    ],
)
def test_what_a_printed_unit_may_mean(printed: str, codes: tuple[str, ...]) -> None:
    assert printed_unit(printed) == codes


@pytest.mark.parametrize(
    ("analyte", "unit", "takes"),
    [
        ("creatinine", "mg/dL", True),
        ("creatinine", "umol/L", True),
        ("creatinine", "mg/g", False),
        ("creatinine", "", False),
        ("neutrophils", "%", False),
        ("neutrophils", "10*3/mm3", True),
        ("neutrophils_percent", "10*9/L", False),
        ("alt", "[IU]/L", True),
        ("alt", "ukat/L", True),
        ("alt", "mmol/L", False),
        ("inr", "", True),
        ("d_dimer", "ng/mL{FEU}", False),
        ("d_dimer_feu", "ng/mL", False),
        ("hemoglobin_a1c", "mmol/mol", True),
        ("urine_nitrite", "", True),
    ],
)
def test_which_units_an_analyte_takes(analyte: str, unit: str, takes: bool) -> None:
    assert analytes()[analyte].takes(unit) is takes


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "to", "wanted", "digits"),
    [
        # MIRACUM table of LOINC pairs and units (miracum/loinc-conversion, data/conversion.tsv), with its factors.
        ("creatinine", 1, "umol/L", "mg/dL", 0.01131, 5),
        ("glucose", 1, "mmol/L", "mg/dL", 18.02, 2),
        ("bilirubin", 1, "umol/L", "mg/dL", 0.05847, 5),
        ("calcium", 1, "mg/dL", "mmol/L", 0.249500998, 3),
        ("urea", 1, "mmol/L", "mg/dL", 6.006, 2),
        ("cholesterol", 1, "mmol/L", "mg/dL", 38.67, 2),
        ("uric_acid", 1, "umol/L", "mg/dL", 0.01681, 5),
        ("magnesium", 1, "mg/dL", "mmol/L", 0.411, 3),
        ("phosphate", 1, "mmol/L", "mg/dL", 3.097, 3),
        ("free_t4", 1, "pmol/L", "ng/dL", 0.07769, 5),
        ("free_t3", 1, "pmol/L", "pg/mL", 0.651, 3),
        ("iron", 1, "umol/L", "ug/dL", 5.585, 3),
        ("vitamin_d", 1, "nmol/L", "ng/mL", 0.4006, 3),
        ("vitamin_b12", 1, "pmol/L", "pg/mL", 1.3554, 4),
        ("folate", 1, "nmol/L", "ng/mL", 0.4414, 4),
        ("cortisol", 1, "nmol/L", "ug/dL", 0.03625, 5),
        ("testosterone", 1, "nmol/L", "ng/dL", 28.84, 2),
        ("estradiol", 1, "pmol/L", "pg/mL", 0.2724, 4),
        ("pth", 1, "pmol/L", "pg/mL", 9.425, 3),
        ("hemoglobin", 1, "mmol/L", "g/dL", 1.61, 2),
        ("digoxin", 1, "nmol/L", "ng/mL", 0.7809, 4),
        ("homocysteine", 1, "mg/L", "umol/L", 1 / 0.135, 1),
        ("direct_bilirubin", 1, "umol/L", "mg/dL", 0.05847, 5),
        ("hdl_cholesterol", 1, "mmol/L", "mg/dL", 38.67, 2),
        ("transferrin", 1, "umol/L", "mg/dL", 7.955, 3),
        ("tibc", 1, "umol/L", "ug/dL", 5.585, 3),
        ("copper", 1, "umol/L", "ug/dL", 6.355, 3),
        ("zinc", 1, "umol/L", "mg/L", 0.06538, 5),
        ("selenium", 1, "umol/L", "ng/mL", 78.97, 2),
        ("vitamin_a", 1, "umol/L", "ug/mL", 0.2865, 4),
        ("ammonia", 1, "ug/dL", "umol/L", 0.587, 3),
        ("ionized_calcium", 1, "mg/dL", "mmol/L", 0.25, 2),
        ("lactate", 1, "mg/dL", "mmol/L", 0.111, 3),
        ("total_t3", 1, "nmol/L", "ng/dL", 65.1, 1),
        ("total_t4", 1, "ug/dL", "nmol/L", 12.87, 2),
        ("acth", 1, "pmol/L", "pg/mL", 4.541, 3),
        ("aldosterone", 1, "pmol/L", "ng/dL", 0.03605, 5),
        ("progesterone", 1, "nmol/L", "ng/mL", 0.3145, 4),
        ("free_testosterone", 1, "pmol/L", "pg/mL", 0.2884, 4),
        ("dheas", 1, "umol/L", "ug/dL", 36.85, 2),
        ("c_peptide", 1, "pmol/L", "ng/mL", 0.00302, 5),
        ("ferritin", 1, "pmol/L", "ng/mL", 0.445, 1),
        ("nt_probnp", 1, "pmol/L", "pg/mL", 8.457, 3),
        ("myoglobin", 1, "nmol/L", "ug/L", 17.51, 2),
        ("urine_creatinine", 1, "mmol/L", "mg/dL", 11.31, 2),
        ("urine_urobilinogen", 1, "umol/L", "mg/dL", 0.05927, 5),
        ("vancomycin", 1, "umol/L", "ug/mL", 1.449, 3),
        ("valproate", 1, "umol/L", "ug/mL", 0.1442, 4),
        ("carbamazepine", 1, "umol/L", "ug/mL", 0.2363, 4),
        ("phenytoin", 1, "umol/L", "ug/mL", 0.2523, 4),
        ("lithium", 1, "mmol/L", "ug/mL", 6.94, 2),
        # Of amount of substance and charge, by definition.
        ("sodium", 140, "meq/L", "mmol/L", 140, 6),
        ("calcium", 5, "meq/L", "mg/dL", 10.02, 2),
        # Units of catalytic activity: 1 ukat/L is 60 U/L, by definition; reports print IU and mean U.
        ("alt", 1, "ukat/L", "U/L", 60, 6),
        ("alt", 42, "[IU]/L", "U/L", 42, 6),
        ("tsh", 2.1, "u[IU]/mL", "m[IU]/L", 2.1, 6),
        ("anti_tpo", 34, "k[IU]/L", "[IU]/mL", 34, 6),
        # NGSP and IFCC: 48 mmol/mol is 6.5 %, 53 is 7.0 %.
        ("hemoglobin_a1c", 48, "mmol/mol", "%", 6.5, 1),
        ("hemoglobin_a1c", 53, "mmol/mol", "%", 7.0, 1),
        ("leukocytes", 5600, "/uL", "10*3/uL", 5.6, 6),
        ("platelets", 250, "10*9/L", "10*3/uL", 250, 6),
        ("hematocrit", 0.42, "L/L", "%", 42, 6),
        ("urine_albumin_creatinine", 3, "mg/mmol", "mg/g", 26.52, 2),
    ],
)
def test_conversions_are_the_published_ones(analyte: str, value: float, unit: str, to: str, wanted: float, digits: int) -> None:
    assert analytes()[analyte].unit == to or to != analytes()[analyte].unit
    there = analytes()[analyte].canonical(value, unit)
    own = analytes()[analyte].unit
    found = there if to == own else convert(there, own, to, analytes()[analyte].molar_mass, analytes()[analyte].valence)
    assert found == pytest.approx(wanted, abs=0.6 * 10**-digits)


@pytest.mark.parametrize(
    ("analyte", "factor", "unit"),
    [
        ("creatinine", 88.4, "umol/L"),
        ("bilirubin", 17.1, "umol/L"),
        ("triglycerides", 1 / 88.57, "mmol/L"),
        ("urea_nitrogen", 1 / 2.8, "mmol/L"),
    ],
)
def test_the_usual_factors_from_mg_per_dl(analyte: str, factor: float, unit: str) -> None:
    """The factors that laboratories print in their own conversion tables (recalled)."""
    assert analytes()[analyte].canonical(factor, unit) == pytest.approx(1, rel=2e-3)


def test_urea_is_kept_as_its_nitrogen() -> None:
    """1 mmol/L of either is 6.006 mg/dL of urea and 2.801 of its nitrogen (MIRACUM: 22664-7 and 14937-7)."""
    assert analytes()["urea"].recorded(6.006, "mg/dL") == (pytest.approx(2.801, abs=0.002), "mg/dL")
    assert analytes()["urea"].recorded(1, "mmol/L") == (pytest.approx(2.801, abs=0.002), "mg/dL")
    assert analytes()["urea_nitrogen"].recorded(1, "mmol/L") == (pytest.approx(2.801, abs=0.002), "mg/dL")


def test_what_a_day_holds_is_kept_as_what_one_day_held() -> None:
    assert analytes()["protein_24h_urine"].recorded(350, "mg/(24.h)") == (pytest.approx(0.35), "g")
    assert analytes()["creatinine"].recorded(88.4, "umol/L") == (pytest.approx(1.0, abs=0.001), "mg/dL")


def test_what_the_vocabulary_lacks_is_not_recorded() -> None:
    with pytest.raises(UnitError, match="not in the vocabulary"):
        analytes()["zinc"].recorded(70, "ug/dL")


@pytest.mark.parametrize(
    ("analyte", "unit", "code"),
    [
        ("creatinine", "mg/dL", "2160-0"),
        ("creatinine", "umol/L", "14682-9"),
        ("calcium", "mmol/L", "2000-8"),
        ("calcium", "mg/dL", "17861-6"),
        ("urea", "mmol/L", "22664-7"),
        ("sodium", "meq/L", "2951-2"),
        ("corrected_calcium", "mg/dL", ""),
        ("corrected_calcium", "mmol/L", "29265-6"),
        ("alt", "ukat/L", "1742-6"),
        ("inr", "", "6301-6"),
    ],
)
def test_the_code_says_mass_or_amount(analyte: str, unit: str, code: str) -> None:
    assert analytes()[analyte].code(unit) == code


def test_a_unit_that_measures_something_else_is_refused() -> None:
    with pytest.raises(UnitError):
        analytes()["neutrophils"].canonical(60, "%")
    with pytest.raises(UnitError):
        analytes()["crp"].canonical(5, "mmol/L")
