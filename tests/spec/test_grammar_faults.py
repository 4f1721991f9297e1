"""What cannot be read as a criterion: the place of the caret, what stands there, what was expected, the nearest repair."""

from __future__ import annotations

import pytest

from bedside.concepts import vocabulary
from bedside.grammar import GrammarError, duration, parse

GROUPS = {
    "relative": (("one", parse("diabetes", vocabulary())), ("two", parse("pregnancy", vocabulary()))),
    "absolute": (("three", parse("chest_pain", vocabulary())),),
}
NAME = "an observation, a flag, a review or a group"
OPERATOR = "<, <=, >, >= or ="
JOINT = "'and', 'or', 'for', 'until' or the end"
LASTS = "s, min, h, d or wk"
WRITE_ONE = "write one, such as 'systolic_bp < 90 mm[Hg]'"
BRACKET = "close the bracket that was opened"
DIFFERENT = "they measure different things"

FAULTS = [  # what stands before the caret, what is found there, what comes after, what was expected, the repair
    ("", "", "", "a criterion", WRITE_ONE),
    ("", "", "   ", "a criterion", WRITE_ONE),
    # names
    ("", "spb", " < 90 mm[Hg]", NAME, "did you mean 'systolic_bp'?"),
    ("", "systolic", " < 90 mm[Hg]", NAME, "did you mean 'systolic_bp'?"),
    ("", "Creatinin", " < 3 mg/dL", NAME, "did you mean 'creatinine'?"),
    ("", "serum", " < 3 mg/dL", NAME, ""),
    ("systolic_bp < 90 mm[Hg] and ", "diabete", "", NAME, "did you mean 'diabetes'?"),
    ("", "and", " diabetes", NAME, ""),
    ("not", "", "", NAME, ""),
    ("ever", "", "", NAME, ""),
    ("", "90", " mm[Hg] > systolic_bp", NAME, ""),
    ("systolic_bp < 90 mm[Hg] and", "", "", NAME, ""),
    ("systolic_bp < 90 mm[Hg] or ", "or", " diabetes", NAME, ""),
    ("baseline ", "diabetes", " > 3", "something that is measured", "diabetes is a condition: it stands alone"),
    ("rise in ", "chest_pain", " over 24 h > 0", "something that is measured", "chest_pain is a flag: it stands alone"),
    ("", "il2_dose", " > 3 [IU]", "something that is measured", "il2_dose is an event: it stands alone"),
    # comparisons
    ("systolic_bp", "", "", OPERATOR, ""),
    ("systolic_bp ", "90", " mm[Hg]", OPERATOR, ""),
    ("systolic_bp ", "between", " 80 and 90", OPERATOR, ""),
    ("systolic_bp ", "!", "= 90 mm[Hg]", OPERATOR, ""),
    ("urine_output ", "over", " 8 h < 80 mL", OPERATOR, ""),
    ("systolic_bp =", "=", " 90 mm[Hg]", "a number", ""),
    ("systolic_bp =", ">", " 90 mm[Hg]", "a number", ""),
    ("systolic_bp <", "", "", "a number", ""),
    ("systolic_bp < ", "ninety", " mm[Hg]", "a number", ""),
    ("systolic_bp < ", "90mm[Hg]", "", "a number", "write '90 mm[Hg]'"),
    ("systolic_bp < ", "1e2", " mm[Hg]", "a number", ""),
    ("systolic_bp < ", "1,5", " mm[Hg]", "a number", ""),
    # units
    ("systolic_bp < 90", "", "", "a unit of systolic_bp: mm[Hg]", "write mm[Hg] after the number"),
    ("ecog > 1", "", "", "a unit of ecog: {score}", "write {score} after the number"),
    ("systolic_bp < 90 ", "mmHg", "", "a unit of systolic_bp: mm[Hg]", "'mmHg' is not a UCUM unit; write mm[Hg]"),
    ("systolic_bp < 90 ", "spans", "", "a unit of systolic_bp: mm[Hg]", "'spans' is not a UCUM unit"),
    ("systolic_bp < 90 ", "mg/dL", "", "a unit of systolic_bp: mm[Hg]",
     f"mg/dL cannot be turned into mm[Hg]: {DIFFERENT}"),
    ("total urine_output over 8 h < 80 ", "mL/h", "", "a unit of urine_output: mL",
     f"mL/h cannot be turned into mL: {DIFFERENT}"),
    ("weight > ", "0", " % of baseline", "a number above zero", ""),
    ("total urine_output over 8 h < ", "0", " mL/kg", "a number above zero", ""),
    ("highest weight over 8 h > 115 ", "%", " of baseline", "the newest value alone before '% of baseline'", ""),
    ("doses >= ", "2.5", "", "a whole number", ""),
    ("doses >= ", "two", "", "a number", ""),
    ("holds >= 3 ", "doses", "", JOINT, ""),
    ("time since last dose > 8", "", "", LASTS, ""),
    ("time since last dose > 8 ", "hours", "", LASTS, "did you mean 'h'?"),
    ("time since last dose > 8 ", "mg", "", LASTS, ""),
    # windows
    ("rise ", "creatinine", " over 24 h > 0 mg/dL", "'in'", "write 'rise in NAME over 24 h'"),
    ("fall ", "creatinine", " over 24 h > 0 mg/dL", "'in'", "write 'fall in NAME over 24 h'"),
    ("rise in creatinine ", ">", " 0 mg/dL", "'over'", "say over what time: 'over 8 h'"),
    ("highest systolic_bp ", ">", " 140 mm[Hg]", "'over'", "say over what time: 'over 8 h'"),
    ("total urine_output ", "<", " 80 mL", "'over'", "say over what time: 'over 8 h'"),
    ("previous ", "urine_output", " over 8 h < 80 mL", "'total'", "write 'previous total NAME over 8 h'"),
    ("total ", "systolic_bp", " over 8 h < 80 mm[Hg]", "a volume gathered over time, such as urine_output", ""),
    # durations
    ("diabetes for", "", "", "a number", ""),
    ("diabetes for ", "h", "", "a number", ""),
    ("diabetes for ", "2h", "", "a number", "write '2 h'"),
    ("diabetes for 2", "", "", LASTS, ""),
    ("diabetes for 2 ", "hours", "", LASTS, "did you mean 'h'?"),
    ("diabetes for 2 ", "months", "", LASTS, ""),
    ("diabetes for 2 ", "x", "", LASTS, ""),
    ("diabetes for ", "0", " h", "a duration of whole seconds above zero", ""),
    ("diabetes for ", "-1", " h", "a duration of whole seconds above zero", ""),
    ("diabetes for ", "0.5", " s", "a duration of whole seconds above zero", ""),
    # brackets and joints
    ("(diabetes", "", "", "')'", BRACKET),
    ("(diabetes and (pregnancy)", "", "", "')'", BRACKET),
    ("diabetes", ")", "", JOINT, ""),
    ("(", ")", "", NAME, ""),
    ("diabetes ", "adn", " pregnancy", JOINT, "did you mean 'and'?"),
    ("diabetes ", "pregnancy", "", JOINT, ""),
    ("diabetes ", "<", " 3", JOINT, ""),
    ("systolic_bp < 90 mm[Hg] ", "<", " 100 mm[Hg]", JOINT, ""),
    ("diabetes until", "", "", NAME, ""),
    # groups
    ("any", "", "", "the name of a group", "groups here: relative, absolute"),
    ("any ", "relativ", "", "the name of a group", "did you mean 'relative'?"),
    ("2 of ", "relativ", "", "the name of a group", "did you mean 'relative'?"),
    ("any relative ", "<", " 3", JOINT, ""),
    ("any relative for 8", "", "", LASTS, ""),
    ("", "3", " of relative", "1 to 2, the number of rules in 'relative'", ""),
    ("any absolute or ", "2", " of absolute", "1 to 1, the number of rules in 'absolute'", ""),
]  # fmt: skip


@pytest.mark.parametrize(("before", "found", "after", "expected", "repair"), FAULTS)
def test_a_criterion_that_cannot_be_read_is_pointed_at(before: str, found: str, after: str, expected: str, repair: str) -> None:
    text = before + found + after
    with pytest.raises(GrammarError) as caught:
        parse(text, vocabulary(), GROUPS)
    fault = caught.value
    assert fault.caret() == f"    {text}\n    {' ' * len(before)}^"
    assert (
        fault.sentence()
        == str(fault)
        == f"found {repr(found) if found else 'the end'}, expected {expected}" + (f"; {repair}" if repair else "")
    )


@pytest.mark.parametrize("text", ["diabetes for 2 h for 3 h", "diabetes until pregnancy until chest_pain"])
def test_a_word_that_may_not_come_twice_is_not_offered_as_its_own_repair(text: str) -> None:
    with pytest.raises(GrammarError) as caught:
        parse(text, vocabulary(), GROUPS)
    word = text.split()[-3] if "for" in text else text.split()[-2]
    assert caught.value.found == repr(word)
    assert repr(word) not in caught.value.expected + caught.value.repair


def test_none_of_a_group_is_no_number_of_rules() -> None:
    with pytest.raises(GrammarError) as caught:
        parse("0 of relative", vocabulary(), GROUPS)
    assert (caught.value.at, caught.value.found) == (0, "'0'")
    assert "at most 2" not in caught.value.expected, "0 is at most 2"


@pytest.mark.parametrize("text", ["² of relative", "systolic_bp < ² mm[Hg]", "diabetes for ² h", "\0", "systolic_bp < 90 \0"])
def test_odd_characters_are_refused_like_any_other_word(text: str) -> None:
    with pytest.raises(GrammarError):
        parse(text, vocabulary(), GROUPS)


@pytest.mark.parametrize("text", ["(" * 3000 + "diabetes" + ")" * 3000, "not " * 3000 + "diabetes"], ids=["brackets", "nots"])
def test_brackets_without_end_are_refused(text: str) -> None:
    with pytest.raises(GrammarError):
        parse(text, vocabulary(), GROUPS)


def test_a_group_without_groups_in_sight_is_no_group() -> None:
    with pytest.raises(GrammarError, match="found 'relative', expected the name of a group"):
        parse("any relative", vocabulary())


# --- durations alone, as `fresh = "8 h"`


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30 s", 30), ("15 min", 900), ("8 h", 28800), ("1.5 h", 5400), ("14 d", 1209600), ("7 wk", 4233600), (" 2  h ", 7200)],
)
def test_a_duration_is_whole_seconds(text: str, seconds: int) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("before", "found", "after", "expected", "repair"),
    [
        ("", "", "", "a number", ""),
        ("8", "", "", LASTS, ""),
        ("", "eight", " h", "a number", ""),
        ("8 ", "hrs", "", LASTS, "did you mean 'h'?"),
        ("8 ", "days", "", LASTS, "did you mean 'd'?"),
        ("8 ", "weeks", "", LASTS, "did you mean 'wk'?"),
        ("1 ", "year", "", LASTS, ""),
        ("8 h ", "2", "", "nothing more", ""),
        ("", "0", " h", "a duration of whole seconds above zero", ""),
    ],
)
def test_a_duration_that_cannot_be_read_is_pointed_at(before: str, found: str, after: str, expected: str, repair: str) -> None:
    with pytest.raises(GrammarError) as caught:
        duration(before + found + after)
    assert caught.value.caret() == f"    {before + found + after}\n    {' ' * len(before)}^"
    assert str(caught.value) == f"found {repr(found) if found else 'the end'}, expected {expected}" + (
        f"; {repair}" if repair else ""
    )


def test_too_many_brackets_are_a_fault_of_the_text() -> None:
    text = "(" * 5000 + "coma"
    with pytest.raises(GrammarError) as caught:
        parse(text, vocabulary(), GROUPS)
    fault = caught.value
    assert (fault.text, fault.at) == (text, 40)
    repair = "too many brackets or 'not's stand inside each other"
    assert str(fault) == f"found '(', expected a criterion that a person can read; {repair}"
    assert parse("not " * 39 + "coma", vocabulary(), GROUPS)
    assert parse(" or ".join(["ever (not coma)"] * 60), vocabulary(), GROUPS)


@pytest.mark.parametrize(
    ("unit", "meant"),
    [
        ("sec", "s"),
        ("seconds", "s"),
        ("mins", "min"),
        ("Minutes", "min"),
        ("hr", "h"),
        ("hrs", "h"),
        ("hours", "h"),
        ("day", "d"),
        ("days", "d"),
        ("week", "wk"),
        ("weeks", "wk"),
        ("months", ""),
        ("m", ""),
        ("ss", ""),
    ],
)
def test_a_unit_of_time_that_is_written_out_is_repaired(unit: str, meant: str) -> None:
    for text in (f"coma for 2 {unit}", f"time since last dose > 2 {unit}"):
        with pytest.raises(GrammarError) as caught:
            parse(text, vocabulary(), GROUPS)
        assert caught.value.repair == (f"did you mean {meant!r}?" if meant else ""), text


@pytest.mark.parametrize("text", ["coma for 2 h for 3 h", "coma until seizure until lethargy"])
def test_what_can_stand_once_is_bracketed(text: str) -> None:
    with pytest.raises(GrammarError, match="expected 'and', 'or' or the end; bracket what comes before it"):
        parse(text, vocabulary(), GROUPS)


@pytest.mark.parametrize(
    ("word", "meant"), [("und", "and"), ("orr", "or"), ("fort", "for"), ("untill", "until"), ("maybe", "")]
)
def test_a_word_between_two_criteria_is_repaired(word: str, meant: str) -> None:
    with pytest.raises(GrammarError) as caught:
        parse(f"coma {word} seizure", vocabulary(), GROUPS)
    assert caught.value.repair == (f"did you mean {meant!r}?" if meant else "")
