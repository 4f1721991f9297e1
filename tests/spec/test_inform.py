"""What is told of glucose beside a decision: by what was measured, what was asked, and what is not known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from people import ALDESLEUKIN, AT, GUIDES, fact, ready

from bedside import Decision, Information, Observation, Patient, Truth, check, check_all, inform, observe, vocabulary
from bedside.faces.words import answer_lines
from beside import ward

DIABETES, NONE = fact("diabetes", 60, True), fact("diabetes", 60, False)


def told(*facts: Observation) -> dict[str, Information]:
    """What is told of the ready person with these facts, by id."""
    found = inform(ALDESLEUKIN, Patient.of([*ready(), *facts]), AT)
    assert len({each.id for each in found}) == len(found)
    return {each.id.removeprefix("glucose."): each for each in found}


def glucose(value: float, unit: str = "mg/dL", hours: float = 1) -> Observation:
    return observe("glucose", AT - timedelta(hours=hours), value, unit)


# --- by the figure; the sources: ada-pocket 3.2 (54, 70), ada-2024 16.1 (140), ada-2016 (180), ctcae-5 (55)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (20, {"low.level_2", "low.grade", "tell.low", "tell.liver", "tell.no_limit"}),
        (53.9, {"low.level_2", "low.grade", "tell.low", "tell.liver", "tell.no_limit"}),
        (54, {"low.level_1", "low.grade", "tell.low", "tell.liver", "tell.no_limit"}),
        (55, {"low.level_1", "tell.low", "tell.liver", "tell.no_limit"}),
        (69.9, {"low.level_1", "tell.low", "tell.liver", "tell.no_limit"}),
        (70, set()),
        (140, set()),
        (140.1, {"high.above_140", "how_often.new_high"}),
        (179.9, {"high.above_140", "how_often.new_high"}),
        (180, {"high.above_140", "high.from_180", "how_often.new_high", "medicines.dextrose", "tell.insulin_needed",
               "tell.new_diabetes", "tell.no_limit"}),
    ],
)  # fmt: skip
def test_each_figure_tells_what_its_source_says(value: float, expected: set[str]) -> None:
    assert told(NONE, glucose(value)).keys() == expected | {"how_often.without_diabetes"}


def test_a_laboratory_that_uses_mmol_is_told_the_same() -> None:
    assert told(NONE, glucose(2.9, "mmol/L")).keys() == told(NONE, glucose(52)).keys()
    (evidence,) = told(NONE, glucose(2.9, "mmol/L"))["low.level_2"].to_json()["evidence"]  # type: ignore[misc]
    assert evidence["conversion"].startswith("2.9 mmol/L = 52.2")


def test_every_figure_in_mg_is_told_in_mmol_too() -> None:
    for row in ALDESLEUKIN.informs:
        if " mg/dL" in row.text:
            assert "mmol/L" in row.say or row.about != "high or low" or "(2.2)" in row.say, row.id


# --- with diabetes and without


def test_people_with_and_without_diabetes_are_told_different_things() -> None:
    with_, without = told(DIABETES, glucose(110)), told(NONE, glucose(110))
    assert without.keys() == {"how_often.without_diabetes"}
    assert with_.keys() == {
        *("how_often.with_diabetes", "tell.worse", "tell.interferon", "medicines.eating_little", "medicines.dextrose"),
    }


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("insulin", {"medicines.eating_little", "medicines.insulin"}),
        ("glucose_lowering_medicine", {"medicines.eating_little", "medicines.tablets"}),
        ("metformin", {"medicines.metformin", "medicines.metformin_illness"}),
        ("systemic_corticosteroid", {"how_often.corticosteroid", "medicines.corticosteroid"}),
    ],
)
def test_each_medicine_has_its_sentence(taken: str, expected: set[str]) -> None:
    plain = told(NONE, glucose(110)).keys()
    assert told(NONE, glucose(110), fact(taken, 60, True)).keys() - plain == expected
    assert told(NONE, glucose(110), fact(taken, 60, False)).keys() == plain


# --- what is not known is said once, and no more than is needed


@pytest.mark.parametrize(
    ("facts", "lacking"),
    [
        ([], {"diabetes": "never", "glucose": "never"}),
        ([NONE], {"glucose": "never"}),
        ([DIABETES], {"glucose": "never"}),
        ([glucose(110)], {"diabetes": "never"}),
        ([NONE, glucose(110, hours=27)], {"glucose": "stale since 2026-05-05T15:00:00Z"}),
        ([NONE, glucose(110), glucose(190)], {"glucose": "readings disagree"}),
        ([NONE, glucose(110)], {}),
        ([DIABETES, glucose(110)], {}),
    ],
)
def test_what_is_not_known_is_one_entry_that_names_it(facts: list[Observation], lacking: dict[str, str]) -> None:
    entry = told(*facts).get("not_known")
    assert (entry is not None) is bool(lacking)
    if entry:
        assert {e.concept: e.standing for e in entry.finding.evidence} == lacking
        assert (entry.truth, entry.about, entry.source, entry.read) == (Truth.UNKNOWN, "not known", "", "")
        assert all(vocabulary()[concept].label in entry.say for concept in lacking)


# --- in an answer


@pytest.mark.parametrize("guide", GUIDES)
def test_a_glucose_of_20_is_told_and_changes_nothing(guide: str) -> None:
    plain, low = (check(ALDESLEUKIN, Patient.of([*ready(), NONE, glucose(v)]), AT, guide) for v in (110, 20))
    assert plain.decision is low.decision is Decision.GIVE
    assert (plain.reasons, plain.missing, plain.silent_about) == (low.reasons, low.missing, low.silent_about)
    assert len(low.information) == 6


def test_an_unknown_glucose_is_never_missing() -> None:
    answer = check(ALDESLEUKIN, Patient.of(ready()), AT, "uspi-2024")
    assert (answer.decision, answer.missing) == (Decision.GIVE, ())


def test_the_json_of_information() -> None:
    answer = check(ALDESLEUKIN, Patient.of([*ready(), NONE, glucose(65)]), AT, "uspi-2024").to_json()
    rows = answer["information"]
    assert rows[2] == {  # type: ignore[index]
        "id": "glucose.tell.low",
        "about": "whom to tell",
        "truth": "yes",
        "say": next(row.say for row in ALDESLEUKIN.informs if row.id == "glucose.tell.low"),
        "source": "ada-2016, recommendations",
        "read": "secondary",
        "evidence": [{"concept": "glucose", "value": 65.0, "unit": "mg/dL", "at": "2026-05-05T15:00:00Z", "standing": "fresh"}],
    }
    assert all(list(row) == list(rows[2]) for row in rows)  # type: ignore[index, attr-defined]


def test_all_guides_carry_the_same_information() -> None:
    comparison = check_all(ALDESLEUKIN, Patient.of([*ready(), glucose(65)]), AT)
    assert len({answer.information for answer in comparison.answers}) == 1


def test_the_words_name_topic_sentence_reading_and_source() -> None:
    answer = check(ALDESLEUKIN, Patient.of([*ready(), NONE, glucose(65)]), AT, "til-2024")
    lines = list(answer_lines(answer, "Notice."))
    place = lines.index("For information: glucose (it does not decide)")
    assert lines[place + 1].startswith("  - Without diabetes: glucose is part of the blood chemistry")
    assert "      Glucose in serum: 65 mg/dL, 2026-05-05 15:00 UTC (fresh)" in lines[place:]
    assert "      [label-2024, table 2, hepatic] recalled, not yet verified against the document" in lines[place:]


# --- a medicine of one's own


def own(rows: str) -> tuple[Information, ...]:
    return check(ward(rows), Patient.of(ready()), AT, "ward").information


ROW = '[[inform]]\nid="r"\ntopic="sleep"\nabout="how often"\nsay="Ask."\nsource="label, 1"\nread="recalled"\n'


def test_a_row_without_a_criterion_always_holds() -> None:
    (row,) = own(ROW)
    assert (row.truth, row.topic, row.finding.evidence) == (Truth.YES, "sleep", ())


def test_a_row_that_is_open_tells_only_what_it_asks() -> None:
    assert own(ROW + 'when="diabetes"\n') == ()
    (row,) = own(ROW + 'when="diabetes and insulin"\nasks=["diabetes"]\n')
    assert (row.id, [e.concept for e in row.finding.evidence]) == ("sleep.not_known", ["diabetes"])


def test_each_topic_says_by_itself_what_is_not_known() -> None:
    rows = ROW + 'when="diabetes"\nasks=["diabetes"]\n'
    other = rows.replace('"r"', '"s"').replace("sleep", "food").replace("diabetes", "insulin")
    assert [row.id for row in own(rows + other)] == ["sleep.not_known", "food.not_known"]


def test_a_medicine_without_such_rows_says_nothing() -> None:
    assert own("") == ()
