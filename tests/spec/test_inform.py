"""What is told of glucose beside a decision: by what was measured, what was asked, and what is not known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from people import ALDESLEUKIN, AT, GUIDES, fact, ready

from bedside import Decision, Information, Observation, Patient, Truth, check, check_all, inform, observe, vocabulary
from bedside.faces.table import comparison_table
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
    assert "      Glucose in serum: 65 mg/dL, 2026-05-05 15:00 UTC (fresh); 1 hour old" in lines[place:]
    assert "      [label-2024, table 2, hepatic] recalled, not yet verified against the document" in lines[place:]


# --- right below the decision


def pointer(*facts: Observation) -> list[str]:
    lines = list(answer_lines(check(ALDESLEUKIN, Patient.of([*ready(), *facts]), AT, "uspi-2024"), ""))
    assert lines[1].startswith("GIVE: ")
    return [line for place, line in enumerate(lines) if line.startswith("Beside this: ") and place == 2]


@pytest.mark.parametrize(
    ("value", "hours", "told"),
    [
        (25, 25, "Beside this: glucose in serum 25 mg/dL, 25 hours old: see For information."),
        (69.9, 1, "Beside this: glucose in serum 69.9 mg/dL, 1 hour old: see For information."),
        (180, 0.5, "Beside this: glucose in serum 180 mg/dL, 30 minutes old: see For information."),
        (70, 1, None),
        (179.9, 1, None),
        (25, 27, None),
    ],
)
def test_a_low_or_high_glucose_stands_right_below_the_decision_with_its_age(
    value: float, hours: float, told: str | None
) -> None:
    assert pointer(NONE, glucose(value, hours=hours)) == ([told] if told else [])


def test_the_pointer_is_there_when_nobody_asked_about_diabetes() -> None:
    assert pointer(glucose(25)) == pointer(NONE, glucose(25)) == pointer(DIABETES, glucose(25)) != []


def test_all_guides_have_the_pointer_below_their_table(capsys: pytest.CaptureFixture[str]) -> None:
    comparison_table(check_all(ALDESLEUKIN, Patient.of([*ready(), glucose(25, hours=25)]), AT), ALDESLEUKIN)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    told = lines.index("Beside this: glucose in serum 25 mg/dL, 25 hours old: --guide shows more.")
    assert lines[told - 1].startswith("└")


def test_a_sentence_that_asks_to_act_at_once_tells_the_age_of_its_reading() -> None:
    lines = list(answer_lines(check(ALDESLEUKIN, Patient.of([*ready(), glucose(25, hours=25)]), AT, "uspi-2024"), ""))
    place = next(place for place, line in enumerate(lines) if "raised at once" in line)
    assert lines[place + 1] == "      Glucose in serum: 25 mg/dL, 2026-05-04 15:00 UTC (fresh); 25 hours old"
    at_once = [row for row in ALDESLEUKIN.informs if "at once" in row.say]
    assert at_once and all("glucose" in row.points for row in at_once)


def test_a_reading_is_told_once_below_sentences_that_follow_each_other() -> None:
    lines = list(answer_lines(check(ALDESLEUKIN, Patient.of([*ready(), NONE, glucose(25)]), AT, "uspi-2024"), ""))
    assert sum(line.startswith("      Glucose in serum: 25 mg/dL") for line in lines) == 1


def test_what_bedside_looked_for_itself_is_not_read_at_second_hand() -> None:
    told_ = " ".join(answer_lines(check(ALDESLEUKIN, Patient.of([*ready(), glucose(25)]), AT, "uspi-2024"), ""))
    assert "[bedside, what was looked for and not found] read" not in told_


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
