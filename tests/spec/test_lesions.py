"""Lesions in records: families of the vocabulary, what is refused, and that no other verb notices them."""

from __future__ import annotations

import json

import pytest

from bedside import (
    BadRecord,
    Patient,
    RecordError,
    check_all,
    check_many,
    load_medicine,
    load_record,
    observe,
    parse_time,
    plan_record,
    read_record,
    screen,
    vocabulary,
)
from bedside.chart import Chart
from bedside.files import demo_record
from bedside.grammar import GrammarError, parse
from lesions import on_day

HEAD = "time,concept,value,unit,note\n"
AT = "2026-01-05T10:00:00Z"


def record(*rows: str) -> Patient:
    return read_record((HEAD + "\n".join(f"{AT},{row}" for row in rows)).encode(), "record.csv")


def test_a_family_makes_a_concept_for_each_of_its_lesions() -> None:
    words = vocabulary()
    found = words.find("target:lung-1")
    assert found is not None and (found.id, found.kind, found.unit, found.possible) == (
        "target:lung-1",
        "lesion",
        "mm",
        (0, 500),
    )
    assert found.label == "Target lesion lung-1" and "target:lung-1" in words and words["new:a_2"].kind == "lesion"
    assert words.family("target") is words["target"] and words.family("creatinine") is None
    assert {key for key, concept in words.items() if concept.kind == "lesion"} == {"target", "nontarget", "new"}
    for name in ("target:", "target:lung 1", "target:a:b", "creatinine:a", "lesion:a"):
        assert words.find(name) is None and name not in words


@pytest.mark.parametrize(
    ("row", "value", "amount"),
    [
        ("target:a,42,mm,organ=lung", 42.0, 42.0),
        ("target:a,4.2,cm,organ=lung", 4.2, 42.0),
        ("target:a,0,mm,", 0.0, 0.0),
        ("nontarget:b,present,,", "present", None),
        ("nontarget:b,Absent,,", "absent", None),
        ("nontarget:b,progression,,", "progression", None),
        ("new:c,present,,", "present", None),
        ("target:a,not evaluable,,", "not evaluable", None),
        ("nontarget:b,not evaluable,,", "not evaluable", None),
        ("new:c,not evaluable,,", "not evaluable", None),
    ],
)
def test_what_a_record_may_say_of_a_lesion(row: str, value: object, amount: float | None) -> None:
    (found,) = record(row).observations
    assert found.value == value
    assert found.amount == pytest.approx(amount) if amount is not None else found.amount != found.amount


def test_json_lines_say_the_same() -> None:
    line = json.dumps({"time": AT, "concept": "target:a", "value": 42, "unit": "mm", "note": "organ=lung"})
    assert read_record(line.encode(), "r.jsonl").observations == record("target:a,42,mm,organ=lung").observations


@pytest.mark.parametrize(
    ("row", "field", "told"),
    [
        ("target:a,-3,mm,", "value", "outside 0-500 mm"),
        ("target:a,501,mm,", "value", "outside 0-500 mm"),
        ("target:a,60,cm,", "value", "outside 0-500 mm"),
        ("target:a,42,,", "unit", "has no unit; write mm"),
        ("target:a,42,kg,", "unit", "mm would be right"),
        ("target:a,present,,", "value", "is a number in mm, or not evaluable, not 'present'"),
        ("target:a,true,,", "value", "is a number in mm"),
        ("target:a,not evaluable,mm,", "unit", "leave it empty"),
        ("nontarget:b,12,mm,", "unit", "has no unit, but 'mm' was written"),
        ("nontarget:b,12,,", "value", "one of present, absent, progression, not evaluable, not 12.0"),
        ("nontarget:b,done,,", "value", "one of present, absent"),
        ("new:c,absent,,", "value", "one of present, not evaluable, not 'absent'"),
        ("target,42,mm,", "concept", "write target:ID"),
        ("nontarget,present,,", "concept", "write nontarget:ID"),
        ("new:,present,,", "concept", "write new:ID"),
        ("target:lung 1,42,mm,", "concept", "letters, digits, - and _"),
        ("heart_rate,present,,", "value", "is a number in /min, not 'present'"),
    ],
)
def test_what_is_refused(row: str, field: str, told: str) -> None:
    with pytest.raises(BadRecord) as trouble:
        record(row)
    (fault,) = trouble.value.faults
    assert fault.field == field and told in fault.message


def test_a_correction_names_a_lesion_by_its_id_and_time() -> None:
    right = observe("target:a", on_day(0), 24, "mm", corrects=f"target:a@{AT}", entered=on_day(1))
    patient = record("target:a,42,mm,").add(right)
    assert [o.value for o in patient.as_of(on_day(0)).observations] == [42.0]
    assert [o.value for o in patient.as_of(on_day(2)).observations] == [24]


def test_a_lesion_of_another_name_cannot_be_corrected() -> None:
    wrong = observe("target:b", on_day(0), 24, "mm", corrects=f"target:b@{AT}", entered=on_day(1))
    with pytest.raises(RecordError, match="to correct"):
        record("target:a,42,mm,").add(wrong)


@pytest.mark.parametrize(
    "text", ["target:a > 20 mm", "target > 20 mm", "nontarget:b", "new:c", "highest target:a over 8 h > 1 mm"]
)
def test_no_rule_can_ask_about_a_lesion(text: str) -> None:
    with pytest.raises(GrammarError, match="lesions are judged by RECIST alone"):
        parse(text, vocabulary())


def test_no_other_verb_notices_lesions() -> None:
    aldesleukin, at = load_medicine("aldesleukin"), parse_time("2026-05-05T16:00:00Z")
    plain = load_record(demo_record())
    early = observe("target:a", parse_time("2026-01-01T00:00:00Z"), 42, "mm", note="organ=lung")
    more = plain.add(early, observe("nontarget:b", at, "present"), observe("new:c", at, "not evaluable"))
    assert Chart.of(more, aldesleukin.rhythm).series == Chart.of(plain, aldesleukin.rhythm).series
    assert check_all(aldesleukin, more, at).to_json() == check_all(aldesleukin, plain, at).to_json()
    assert screen(aldesleukin, more, at).to_json() == screen(aldesleukin, plain, at).to_json()
    assert plan_record(aldesleukin, more, at).to_json() == plan_record(aldesleukin, plain, at).to_json()
    assert check_many(aldesleukin, [more], [at], "uspi-2024") == check_many(aldesleukin, [plain], [at], "uspi-2024")
