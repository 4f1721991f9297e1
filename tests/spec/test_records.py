"""Records as text: what is read, and everything that is refused, with its line, its field, and what would be right."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bedside import records
from bedside.patient import Observation, RecordError
from bedside.records import BadRecord, parse_time, read_record

HEADER = "time,concept,value,unit,note\n"
GOOD = "2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,\n"
AT = datetime(2026, 3, 3, 16, tzinfo=UTC)


def read(content: str | bytes) -> tuple[Observation, ...]:
    return read_record(content.encode() if isinstance(content, str) else content, "record").observations


def faults(content: str | bytes) -> list[str]:
    """Every fault of a record, as the person who wrote it reads them."""
    with pytest.raises(BadRecord) as caught:
        read(content)
    told = [str(fault) for fault in caught.value.faults]
    assert str(caught.value).split("\n")[: len(told)] == told[: records.MOST_FAULTS]
    return told


def row(time: str = "2026-03-03T16:00:00Z", concept: str = "creatinine", value: str = "1.3", unit: str = "mg/dL") -> str:
    return f"{HEADER}{time},{concept},{value},{unit},\n"


# --- CSV that is read


def test_a_row_is_an_observation() -> None:
    (found,) = read(HEADER + "2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,drawn late\n")
    assert (found.concept, found.at, found.value, found.unit, found.note) == ("creatinine", AT, 1.3, "mg/dL", "drawn late")
    assert found.known == AT


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (HEADER + GOOD).encode(),
        HEADER + "\n" + GOOD + "\n,,,,\n",
        (HEADER + GOOD).replace("\n", "\r\n"),
        HEADER + '"2026-03-03T16:00:00Z","creatinine","1.3","mg/dL",""\n',
        HEADER + "2026-03-03T17:00:00+01:00,creatinine,1.3,mg/dL,\n",
        HEADER + " 2026-03-03T16:00:00Z , creatinine , 1.3 , mg/dL ,\n",
        "unit,value,concept,time\nmg/dL,1.3,creatinine,2026-03-03T16:00:00Z\n",
        "time, concept, value, unit\n2026-03-03T16:00:00Z,creatinine,1.3,mg/dL\n",
        HEADER + "2026-03-03T16:00:00Z,loinc:2160-0,1.3,mg/dL,\n",
        (HEADER + GOOD).rstrip("\n"),
        HEADER + "20260303T160000Z,creatinine,1.30,mg/dL,\n",
    ],
    ids=["BOM", "blank lines", "CRLF", "quoted", "offset", "spaces", "order", "no note", "loinc", "no end", "compact"],
)
def test_the_same_row_may_be_written_in_many_ways(content: str | bytes) -> None:
    (found,) = read(content)
    assert (found.concept, found.at, found.value, found.unit, found.amount) == ("creatinine", AT, 1.3, "mg/dL", 1.3)


def test_a_quote_that_runs_over_lines_is_refused_as_it_may_have_swallowed_rows() -> None:
    swallowed = (
        '2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,"late\n2026-03-03T16:00:00Z,coma,true,,\n2026-03-03T16:00:00Z,age,54,a,x"\n'
    )
    (told,) = faults(HEADER + swallowed + GOOD)
    assert told == "record:4: [row] a quoted cell runs over several lines: a quote was opened and not closed on its line"


def test_quotes_hold_commas_and_quotes() -> None:
    content = HEADER + '2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,"late, ""by phone"""\n' + GOOD
    first, second = read(content)
    assert first.note == 'late, "by phone"'
    assert second.note == ""
    assert faults(content + "x,creatinine,1,mg/dL,\n")[0].startswith("record:4: [time] found 'x'")


def test_an_amount_keeps_what_was_written_and_knows_its_own_unit() -> None:
    (found,) = read(row(value="230", unit="umol/L"))
    assert (found.value, found.unit) == (230, "umol/L")
    assert found.amount == pytest.approx(2.6018, abs=1e-4)


@pytest.mark.parametrize(
    ("concept", "value", "expected"),
    [
        ("atrial_fibrillation", "true", True),
        ("atrial_fibrillation", "FALSE", False),
        ("circulation_review", "done", "done"),
        ("diabetes", "True", True),
    ],
)
def test_flags_are_true_or_false_and_reviews_are_done(concept: str, value: str, expected: object) -> None:
    (found,) = read(row(concept=concept, value=value, unit=""))
    assert found.value is expected or found.value == expected


# --- JSON Lines


def lines(*rows: dict[str, object]) -> str:
    return "\n".join(json.dumps(each) for each in rows)


def told(**more: object) -> dict[str, object]:
    return {"time": "2026-03-03T16:00:00Z", "concept": "creatinine", "value": 1.3, "unit": "mg/dL"} | more


def test_json_values_have_their_own_types() -> None:
    creatinine, flag, review, text = read(
        lines(
            told(),
            told(concept="diabetes", value=False, unit=None),
            told(concept="skin_review", value="done", unit=""),
            told(value="1.3"),
        )
    )
    assert (creatinine.value, flag.value, review.value, text.value) == (1.3, False, "done", 1.3)


def test_json_lines_may_be_blank_and_begin_with_a_mark() -> None:
    assert len(read(b"\xef\xbb\xbf\n" + lines(told()).encode() + b"\n\n  \n" + lines(told(value=2)).encode())) == 2


def test_who_entered_what_when_is_kept() -> None:
    (found,) = read(lines(told(entered="2026-03-03T17:30:00+01:00", by="nurse 7", id="a1", note="phone")))
    assert found.known == datetime(2026, 3, 3, 16, 30, tzinfo=UTC)
    assert (found.by, found.id, found.note) == ("nurse 7", "a1", "phone")


def test_corrections_and_withdrawals_are_read() -> None:
    content = lines(
        told(id="a1", value=13),
        told(value=1.3, entered="2026-03-03T18:00:00Z", corrects="a1", id="a2"),
        told(value=None, entered="2026-03-03T19:00:00Z", corrects="creatinine@2026-03-03T17:00:00+01:00"),
    )
    wrong, right, withdrawn = read(content)
    assert (right.corrects, right.value, withdrawn.value) == ("a1", 1.3, None)
    assert withdrawn.corrects in wrong.names


def test_csv_may_correct_too() -> None:
    content = (
        "time,concept,value,unit,note,entered,by,corrects,id\n"
        "2026-03-03T16:00:00Z,creatinine,13,mg/dL,,,,,a1\n"
        "2026-03-03T16:00:00Z,creatinine,,,typing error,2026-03-03T18:00:00Z,nurse 7,a1,\n"
    )
    assert [found.value for found in read(content)] == [13, None]


# --- one row that is refused

REFUSED = {  # what is wrong with the row: its field, and what is said
    "unknown concept": (row(concept="creatinin"), "[concept] I do not know 'creatinin'; did you mean 'creatinine'?"),
    "a synonym": (row(concept="SBP", value="90", unit="mm[Hg]"), "[concept] I do not know 'SBP'; did you mean 'systolic_bp'?"),
    "nothing near": (row(concept="qqqq"), "[concept] I do not know 'qqqq'."),
    "unknown LOINC": (row(concept="loinc:0-0"), "[concept] I do not know 'loinc:0-0'."),
    "wrong unit": (
        row(unit="mm[Hg]"),
        "[unit] creatinine: mm[Hg] cannot be turned into mg/dL: they measure different things; mg/dL would be right"),
    "misspelt unit": (
        row(concept="systolic_bp", value="90", unit="mmHg"),
        "[unit] systolic_bp: 'mmHg' is not a UCUM unit; write mm[Hg]; mm[Hg] would be right"),
    "missing unit": (
        row(unit=""), "[unit] creatinine has no unit; write mg/dL, or one that can be turned into it"),
    "a unit of a flag": (
        row(concept="diabetes", value="true", unit="mg/dL"),
        "[unit] diabetes has no unit, but 'mg/dL' was written; leave it empty"),
    "impossible": (
        row(concept="systolic_bp", value="1200", unit="mm[Hg]"),
        "[value] systolic_bp 1200 mm[Hg]: outside 30-300 mm[Hg], what is possible. Not stored."),
    "impossible in another unit": (
        row(concept="systolic_bp", value="1200", unit="kPa"),
        "[value] systolic_bp 1200 kPa (9000.7 mm[Hg]): outside 30-300 mm[Hg], what is possible. Not stored."),
    "negative": (
        row(concept="urine_output", value="-5", unit="mL"),
        "[value] urine_output -5 mL: outside 0-20000 mL, what is possible. Not stored."),
    "naive time": (
        row(time="2026-03-03T16:00:00"),
        "[time] '2026-03-03T16:00:00' does not say in which time zone; write 2026-03-03T16:00:00Z, or with an offset such "
        "as +01:00"),
    "a date": (
        row(time="2026-03-03"),
        "[time] '2026-03-03' does not say in which time zone; write 2026-03-03T00:00:00Z, or with an offset such as +01:00"),
    "no time": (
        row(time=""), "[time] found ''; write a time such as 2026-03-03T16:00:00Z or 2026-03-03T17:00:00+01:00"),
    "a day that is not": (
        row(time="2026-02-30T16:00:00Z"),
        "[time] found '2026-02-30T16:00:00Z'; write a time such as 2026-03-03T16:00:00Z or 2026-03-03T17:00:00+01:00"),
    "a far year": (row(time="0026-03-03T16:00:00Z"), "[time] '0026-03-03T16:00:00Z' is not in the years 1900 to 2200"),
    "no value": (row(value=""), "[value] is empty; leave the row out when nothing was measured"),
    "a word for a number": (row(value="high"), "[value] found 'high'; expected a number, true, false or done"),
    "a comma": (
        HEADER + '2026-03-03T16:00:00Z,creatinine,"1,3",mg/dL,\n',
        "[value] found '1,3'; write a decimal point and no thousands separator"),
    "a limit": (row(value="<0.2"), "[value] found '<0.2'; a limit is not a measured value"),
    "an underscore": (row(value="1_3"), "[value] found '1_3'; write the number without '_'"),
    "not a number": (row(value="nan"), "[value] creatinine is a number in mg/dL, not nan"),
    "without end": (row(value="inf"), "[value] creatinine is a number in mg/dL, not inf"),
    "true for a number": (row(value="true"), "[value] creatinine is a number in mg/dL, not True"),
    "a number for a flag": (row(concept="diabetes", value="1", unit=""), "[value] diabetes is true or false, not 1.0"),
    "done for a flag": (row(concept="diabetes", value="done", unit=""), "[value] diabetes is true or false, not 'done'"),
    "true for a review": (
        row(concept="skin_review", value="true", unit=""),
        "[value] the value of skin_review is 'done', not True"),
    "a field too few": (HEADER + "2026-03-03T16:00:00Z,creatinine,1.3,mg/dL\n", "[row] has 4 fields, the header has 5"),
    "a field too many": (HEADER + GOOD.strip() + ",\n", "[row] has 6 fields, the header has 5"),
    "text after a quote": (
        HEADER + '2026-03-03T16:00:00Z,"creatinine"x,1.3,mg/dL,\n', "[row] is not CSV: ',' expected after '\"'"),
    "an open quote": (HEADER + '2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,"late\n', "[row] is not CSV: unexpected end of data"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_row_that_is_wrong_is_refused_with_its_field_and_what_would_be_right(name: str) -> None:
    content, sentence = REFUSED[name]
    assert faults(content) == [f"record:2: {sentence}"]


def test_what_is_nearly_possible_is_refused_not_adjusted() -> None:
    limit = row(concept="oxygen_saturation", value="100", unit="%")
    assert read(limit)[0].amount == 100
    assert len(faults(limit.replace("100", "100.1"))) == 1


JSON_REFUSED = {
    "a time that is a number": (told(time=5), "[time] found 5; write it as text in quotes"),
    "a concept that is a number": (told(concept=7), "[concept] found 7; write it as text in quotes"),
    "a list for a value": (told(value=[1.3]), "[value] found [1.3]; expected a number, true, false or done"),
    "no value": (told(value=None), "[value] is empty; leave the row out when nothing was measured"),
    "an unknown key": (
        told(valeu=3), "[valeu] I do not know this key; known: time, concept, value, unit, note, entered, by, corrects, id"),
    "a naive entry": (
        told(entered="2026-03-03T16:00:00"),
        "[entered] '2026-03-03T16:00:00' does not say in which time zone; write 2026-03-03T16:00:00Z, or with an offset such "
        "as +01:00"),
    "a correction without its time": (
        told(corrects="a1"), "[entered] a correction says when it was made: write its time in 'entered'"),
    "a correction of nothing": (
        told(corrects="a1", entered="2026-03-03T18:00:00Z"),
        "[corrects] there is no observation 'a1' to correct; name its id, or concept@time"),
    "a withdrawal without a target": (told(value=""), "[value] is empty; leave the row out when nothing was measured"),
}  # fmt: skip


@pytest.mark.parametrize("name", JSON_REFUSED)
def test_a_json_line_that_is_wrong_is_refused_with_its_key(name: str) -> None:
    content, sentence = JSON_REFUSED[name]
    assert faults("\n" + lines(content)) == [f"record:2: {sentence}"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"time": \n', "record:1: [json] is not one JSON object: "),
        (lines(told()) + "\nnot json\n", "record:2: [json] is not one JSON object: "),
        (lines(told()) + "\n[1]\n", "record:2: [json] is not an object with time, concept, value and unit"),
        (lines(told()) + "\n3\n", "record:2: [json] is not an object with time, concept, value and unit"),
        ("{}\n" + "[" * 100000, "record:2: [json] is not one JSON object: "),
    ],
)
def test_a_line_that_is_no_json_object_is_told(content: str, sentence: str) -> None:
    assert any(fault.startswith(sentence) for fault in faults(content))


def test_a_json_key_given_twice_is_refused() -> None:
    twice = '{"time": "2026-03-03T16:00:00Z", "concept": "creatinine", "value": 1.3, "value": 13, "unit": "mg/dL"}'
    assert len(faults(twice)) == 1


def test_two_observations_with_one_id_are_refused() -> None:
    """A correction that names the id would replace both."""
    assert len(faults(lines(told(id="a1"), told(id="a1", value=2, time="2026-03-03T17:00:00Z")))) >= 1


# --- all at once


def test_several_faults_of_one_row_are_all_told() -> None:
    content = HEADER + "yesterday,creatinin,high,mg/dL,\n"
    fields = sorted(fault.split("]")[0] for fault in faults(content))
    assert fields == ["record:2: [concept", "record:2: [time", "record:2: [value"]


def test_the_time_does_not_hide_an_impossible_value_or_a_wrong_unit() -> None:
    told_of = faults(HEADER + "yesterday,systolic_bp,1200,mm[Hg],\nyesterday,systolic_bp,120,kg,\n")
    assert [fault.split("]")[0] for fault in told_of] == [
        "record:2: [time", "record:2: [value", "record:3: [time", "record:3: [unit",
    ]  # fmt: skip


def test_faults_of_many_rows_are_sorted_by_line_whatever_their_kind() -> None:
    content = (
        HEADER.strip() + ",entered,corrects\n"
        "2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,,2026-03-03T18:00:00Z,nothing\n"
        "2026-03-03T16:00:00Z,creatinin,1.3,mg/dL,,,\n"
        "2026-03-03T16:00:00Z,creatinine,1.3\n"
        "2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,,,\n"
        "2026-03-03T16:00:00,creatinine,1.3,mg/dL,,,\n"
    )
    assert [fault.split("]")[0] for fault in faults(content)] == [
        "record:2: [corrects", "record:3: [concept", "record:4: [row", "record:6: [time",
    ]  # fmt: skip


def test_one_bad_row_refuses_the_whole_record() -> None:
    assert len(faults(HEADER + GOOD * 3 + GOOD.replace("1.3", "1300"))) == 1


def test_very_many_faults_are_counted_not_all_printed() -> None:
    content = HEADER + GOOD.replace("1.3", "high") * (records.MOST_FAULTS + 7)
    with pytest.raises(BadRecord) as caught:
        read(content)
    assert len(caught.value.faults) == records.MOST_FAULTS + 7
    assert str(caught.value).split("\n")[-1] == "and 7 more faults"


# --- times


@pytest.mark.parametrize("text", ["2026-03-03T16:00:00Z", "2026-03-03T17:00:00+01:00", "2026-03-03 16:00Z", "2026-03-03T16Z"])
def test_a_time_has_an_offset(text: str) -> None:
    assert parse_time(text) == AT


@pytest.mark.parametrize(
    "text", ["", "now", "16:00", "2026-03-03T16:00", "2026-03-03T25:00:00Z", "03/03/2026", "1e9", "9999-12-31T23:59:59Z"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_time(text)
    assert caught.value.field == "time"
