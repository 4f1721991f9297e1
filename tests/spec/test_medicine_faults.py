"""What a medicine file may not say: each fault with its line, its rule, and the nearest repair; all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bedside.load import MedicineError, load_medicine, read_medicine

EXEMPLIN = """\
# Exemplin is imaginary; every number here is an example, none is advice.
[medicine]
name = "Exemplin"
dose = "il2_dose"
cycle_gap = "96 h"
baseline_age = "14 d"
notice = "Imaginary."

[sources]
label = { title = "Exemplin label", year = 2024 }
trial = { title = "Exemplin trial", year = 2022 }

[observe]
systolic_bp = { fresh = "2 h" }
heart_rate = { fresh = "2 h" }
creatinine = { fresh = "14 h", screen = "14 d" }
circulation_review = { fresh = "2 h" }

[regimens.standard]
title = "Six doses"
source = "label, section 2"
read = "primary"
units_per_kg = 1000
mg_per_kg = 0.1
infusion = "15 min"
interval = "8 h"
longest_interval = "12 h"
doses = 6
days = 3
starts = [1]
say = "Six doses, one every 8 hours."

[guides.ward]
title = "Ward rules"
source = "label, section 5"
regimen = "standard"

[[check]]
id = "pressure"
guide = "ward"
group = "mild"
when = "systolic_bp < 90 mm[Hg]"
say = "The pressure is low."
source = "label, section 5.2"
read = "primary"

[[check]]
id = "pulse"
guide = "ward"
group = "mild"
when = "heart_rate > 130 /min"
say = "The heart is fast."
source = "trial, table 4"
read = "secondary"

[[check]]
id = "kidney"
guide = "ward"
group = "grave"
when = "creatinine >= 3 mg/dL"
say = "The creatinine is high."
source = "label, section 5.3"
read = "primary"

[[check]]
id = "rhythm"
guide = "ward"
group = "grave"
when = "atrial_fibrillation"
say = "The heart fibrillates."
source = "label, section 5.4"
read = "primary"

[[decide]]
id = "hold"
guide = "ward"
when = "any mild"
do = "hold"
say = "Hold."
source = "label, section 2"
read = "primary"

[[decide]]
id = "stop"
guide = "ward"
when = "2 of mild or any grave"
do = "stop cycle"
say = "Stop."
source = "label, section 2"
read = "primary"
"""


def faults(text: str) -> list[str]:
    """What the reader says of a file, one entry a fault; none for a good file."""
    try:
        read_medicine(text, "exemplin.toml", "exemplin")
    except MedicineError as trouble:
        assert str(trouble) == "\n".join(map(str, trouble.faults))
        return [str(fault) for fault in trouble.faults]
    return []


def with_(old: str, new: str, text: str = EXEMPLIN) -> str:
    assert old in text
    return text.replace(old, new, 1)


def line_of(part: str, text: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_good_file_has_no_fault_and_says_what_it_says() -> None:
    medicine = read_medicine(EXEMPLIN, "exemplin.toml", "exemplin")
    assert (medicine.id, medicine.name, list(medicine.guides)) == ("exemplin", "Exemplin", ["ward"])
    guide = medicine.guides["ward"]
    assert [rule.id for rule in guide.rules] == ["pressure", "pulse", "kidney", "rhythm"]
    assert [(step.rule.id, str(step.do)) for step in guide.steps] == [("hold", "hold"), ("stop", "stop cycle")]
    assert medicine.rhythm.fresh["creatinine"] == 14 * 3600
    assert medicine.screen_rhythm.fresh["creatinine"] == 14 * 86400
    assert medicine.screen_rhythm.fresh["heart_rate"] == 2 * 3600
    assert medicine.source_of("trial, table 4").title == "Exemplin trial"


def test_the_digest_is_of_the_whole_file() -> None:
    one, same, other = (
        read_medicine(text, "exemplin.toml", "exemplin").digest
        for text in (EXEMPLIN, EXEMPLIN, with_("is imaginary", "is invented"))
    )
    assert one == same != other
    assert len(one) == 64


FOLLOWS = """starts = [1]
follows = "discharge"
soonest = "3 h"
latest = "24 h"
follows_source = "label, section 3"
follows_read = "recalled\""""

ONE_FAULT = {  # what is planted, in place of what: the line's key, the rule, the sentence
    "a rule without a source": (
        'source = "label, section 5.2"\n', "", 38, "check", "the key 'source' is missing; every rule has a source"),
    "an unknown source": (
        '"trial, table 4"', '"trail, table 4"', 53, "pulse", "found source 'trail', expected one of label, trial"),
    "an unknown way of reading": (
        'read = "secondary"', 'read = "skimmed"', 54, "pulse",
        "found read 'skimmed', expected primary, secondary, recalled"),
    "an unknown action": (
        'do = "hold"', 'do = "pause"', 78, "hold",
        "found do 'pause', expected correct, hold, stop cycle, stop for good"),
    "giving as an action": (
        'do = "hold"', 'do = "give"', 78, "hold", "found do 'give', expected correct, hold, stop cycle, stop for good"),
    "a duplicate id": (
        'id = "pulse"', 'id = "pressure"', 39, "pressure", "the id 'pressure' is used 2 times"),
    "an unknown guide": (
        'id = "kidney"\nguide = "ward"', 'id = "kidney"\nguide = "word"', 58, "kidney",
        "found guide 'word', expected one of ward"),
    "an unknown regimen": (
        'regimen = "standard"', 'regimen = "usual"', 36, "ward", "there is no regimen 'usual'"),
    "an unknown observation": (
        'heart_rate = { fresh = "2 h" }', 'heart_rate = { fresh = "2 h" }\nhart_rate = { fresh = "2 h" }', 16, "hart_rate",
        "found 'hart_rate', expected an observation; did you mean 'heart_rate'?"),
    "an observation that nobody uses": (
        '[observe]\n', '[observe]\nplatelets = { fresh = "26 h" }\n', 14, "platelets",
        "no rule and no monitor uses platelets"),
    "a rule about what is not observed": (
        'heart_rate = { fresh = "2 h" }\n', "", 13, "pulse",
        "heart_rate is not in [observe]: say how long a reading stays fresh"),
    "a flag whose review is not observed": (
        'circulation_review = { fresh = "2 h" }\n', "", 13, "rhythm",
        "circulation_review is not in [observe]: say how long a reading stays fresh"),
    "an unknown dose": (
        'dose = "il2_dose"', 'dose = "il2_dosis"', 4, "medicine",
        "found 'il2_dosis', expected an observation; did you mean 'il2_dose'?"),
    "a dose that is no event": (
        'dose = "il2_dose"', 'dose = "weight"', 4, "medicine", "weight is a quantity, expected an event with a unit"),
    "a group never asked for": (
        'when = "2 of mild or any grave"', 'when = "2 of mild"', 59, "grave",
        "no [[decide]] of ward asks about the group 'grave'"),
    "a missing table": ("[guides.ward]", "[guidelines.ward]", 0, "guides", "the table [guides] is missing"),
    "an unknown key": (
        'say = "The heart is fast."', 'says = "The heart is fast."', 52, "check says",
        "found the key 'says', expected one of id, guide, group, when, source, read, say; did you mean 'say'?"),
    "text where a number belongs": (
        "year = 2024", 'year = "2024"', 10, "sources.label year", "year is a whole number, found '2024'"),
    "a number where text belongs": (
        'id = "kidney"', "id = 7", 57, "check id", "id is text in quotes, found 7"),
    "true where a number belongs": (
        "units_per_kg = 1000", "units_per_kg = true", 23, "regimens.standard units_per_kg",
        "units_per_kg is a number, found True"),
    "a fraction where a whole number belongs": (
        "doses = 6", "doses = 6.5", 28, "regimens.standard doses", "doses is a whole number, found 6.5"),
    "text where a list belongs": (
        "starts = [1]", 'starts = "1"', 30, "regimens.standard starts", "starts is a list, found '1'"),
    "an odd thing in a list": (
        "starts = [1]", 'starts = [1, "15"]', 30, "regimens.standard starts",
        "starts is a list of whole numbers, found '15' in it"),
    "an empty text": ('say = "Hold."', 'say = ""', 79, "decide say", "say is empty"),
    "an empty list": ("starts = [1]", "starts = []", 30, "regimens.standard starts", "starts is empty"),
    "a table that should be many": (
        "[[check]]\nid = \"pressure\"", "[[checks]]\nid = \"pressure\"", 38, "checks",
        "found the table 'checks', expected one of medicine, sources, observe, guides, check, decide, screen, monitor, "
        "inform, care, regimens, preparation, respond, retreat, follow_up, recovery, usual; did you mean 'check'?"),
    "what the first dose follows, without the times": (
        "starts = [1]", 'starts = [1]\nfollows = "discharge"', 31, "standard",
        "follows comes with soonest, latest, follows_source, follows_read"),
    "a first dose that follows no event": (
        "starts = [1]", FOLLOWS.replace("discharge", "heart_rate"), 31, "standard",
        "heart_rate is a quantity, expected an event"),
    "a first dose that follows something unknown": (
        "starts = [1]", FOLLOWS.replace("discharge", "dischage"), 31, "standard",
        "found 'dischage', expected an observation; did you mean 'discharge'?"),
    "what it follows, from nowhere": (
        "starts = [1]", FOLLOWS.replace("label, section 3", "lable"), 34, "standard", "there is no source 'lable'"),
    "what it follows, read no way that there is": (
        "starts = [1]", FOLLOWS.replace("recalled", "guessed"), 35, "standard",
        "found read 'guessed', expected primary, secondary, recalled"),
    "a plain value where a table belongs": (
        'heart_rate = { fresh = "2 h" }', 'heart_rate = "2 h"', 15, "observe heart_rate",
        "found a plain value, expected a table"),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_FAULT)
def test_a_planted_fault_is_told_with_its_line_and_rule(name: str) -> None:
    old, new, line, rule, sentence = ONE_FAULT[name]
    told = faults(with_(old, new))
    place = f"exemplin.toml:{line}" if line else "exemplin.toml"
    assert f"{place}: [{rule}] {sentence}" in told


POINTED = {  # a criterion, and what is said of it: the sentence, and where the caret stands
    "an unknown name": (
        '"systolic_bp < 90 mm[Hg]"', "sytolic_bp < 90 mm[Hg]", 42, "pressure",
        "found 'sytolic_bp', expected an observation, a flag, a review or a group; did you mean 'systolic_bp'?", 0),
    "a unit of something else": (
        '"creatinine >= 3 mg/dL"', "creatinine >= 3 mm[Hg]", 60, "kidney",
        "found 'mm[Hg]', expected a unit of creatinine: mg/dL; mm[Hg] cannot be turned into mg/dL: they measure "
        "different things", 16),
    "an unknown group": (
        '"any mild"', "any mlid", 77, "hold", "found 'mlid', expected the name of a group; did you mean 'mild'?", 4),
    "more than a group has": (
        '"2 of mild or any grave"', "3 of mild or any grave", 86, "stop",
        "found '3', expected 1 to 2, the number of rules in 'mild'", 0),
    "an open bracket": (
        '"systolic_bp < 90 mm[Hg]"', "(systolic_bp < 90 mm[Hg]", 42, "pressure",
        "found the end, expected ')'; close the bracket that was opened", 24),
    "a group inside a check": (
        '"atrial_fibrillation"', "any mild", 69, "rhythm", "found 'mild', expected the name of a group", 4),
}  # fmt: skip


@pytest.mark.parametrize("name", POINTED)
def test_a_criterion_that_cannot_be_read_is_shown_with_a_caret(name: str) -> None:
    old, text, line, rule, sentence, place = POINTED[name]
    (told,) = faults(with_(old, f'"{text}"'))
    first, shown, caret = told.split("\n")
    assert first.startswith(f"exemplin.toml:{line}: [{rule}] {sentence}")
    assert (shown, caret) == (f"    {text}", "    " + " " * place + "^")


MONITOR = """
[[monitor]]
id = "kidneys"
due = "daily"
concepts = ["creatinine"]
say = "Kidney function."
source = "label, section 2"
read = "primary"
"""


def test_a_monitor_may_ask_only_for_what_can_be_observed() -> None:
    assert faults(EXEMPLIN + MONITOR) == []
    (told,) = faults(EXEMPLIN + MONITOR.replace("creatinine", "creatinin"))
    assert told == "exemplin.toml:95: [kidneys] found 'creatinin', expected an observation; did you mean 'creatinine'?"


RESPOND = """
[sources.recist-2009]
title = "Invented"
year = 2009

[sources.recist-faq]
title = "Invented"
year = 2017

[sources.bedside]
title = "Invented"
year = 2026

[respond]
criteria = "RECIST 1.1"
confirm_after = "28 d"
stable_after = "42 d"
say = "Judged by RECIST 1.1."
source = "label, section 6"
read = "primary"
"""
RETREAT = """
[[retreat]]
id = "shrunk"
guide = "ward"
needs = "shrinkage"
say = "It has shrunk."
source = "label, section 6"
read = "primary"
"""
AGAIN = EXEMPLIN + RESPOND + RETREAT


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", None),
        ('criteria = "RECIST 1.1"', 'criteria = "WHO"', "[respond] found criteria 'WHO', expected RECIST 1.1"),
        ("recist-faq", "recist", "[respond] the rules of RECIST cite 'recist-faq', which is not in [sources]"),
        ('stable_after = "42 d"', 'stable_after = "6 weeks"', "[stable_after] found 'weeks', expected s, min, h, d or wk"),
        (RESPOND.partition("[respond]")[2], "", "[respond] the key"),
        ("[respond]" + RESPOND.partition("[respond]")[2], "", "rests on a response: the table [respond] is missing"),
        ('needs = "shrinkage"', 'needs = "luck"', "[shrunk] found needs 'luck', expected one of shrinkage, evaluation, rest,"),
        (
            'needs = "shrinkage"',
            'needs = "rest"',
            "[shrunk] the regimen standard has no next_course_after, which this asks for",
        ),
        ('needs = "shrinkage"', 'needs = "evaluation"', "[shrunk] the regimen standard has no evaluate_after"),
        ('needs = "shrinkage"', 'needs = "shrinkage"\nearly = "7 d"', "[shrunk] early belongs to an evaluation alone"),
        ('guide = "ward"\nneeds', 'guide = "wards"\nneeds', "[shrunk] found guide 'wards', expected one of ward"),
        (RETREAT, RETREAT + RETREAT.replace('"shrunk"', '"again"'), "[shrunk] ward asks for 'shrinkage' 2 times"),
        (RETREAT, RETREAT.replace("label", "leaflet"), "[shrunk] found source 'leaflet', expected one of"),
    ],
)
def test_what_another_course_needs_can_be_answered(old: str, new: str, told: str | None) -> None:
    found = faults(AGAIN.replace(old, new) if old else AGAIN)
    assert (found == []) if told is None else any(told in fault for fault in found), found


def test_what_ends_it_for_good_must_be_decided_somewhere() -> None:
    text = AGAIN.replace('needs = "shrinkage"', 'needs = "nothing permanent"').replace("stop for good", "stop cycle")
    (told,) = faults(text)
    assert "no [[decide]] of ward says stop for good" in told


def test_what_ends_a_course_must_have_a_rule_and_a_rest() -> None:
    told = faults(AGAIN.replace('needs = "shrinkage"', 'needs = "course not ended"'))
    assert any("[shrunk] ward has no [[check]] in the group end_course" in fault for fault in told)
    assert any("[shrunk] the regimen standard has no next_course_after, which this asks for" in fault for fault in told)


AFTER = """
[usual]
share = 80
say = "Usual."
source = "label, section 9"
read = "secondary"

[[follow_up]]
id = "scan"
kind = "imaging"
from = "last dose"
concepts = ["tumor_burden"]
at = ["30 d"]
again = [{ first = "91 d", every = "91 d", until = "364 d" }]
say = "A scan."
source = "label, section 9"
read = "primary"

[[follow_up]]
id = "skin"
kind = "watch"
from = "discharge"
begins = "1 d"
ends = "14 d"
say = "The skin."
source = "label, section 9"
read = "primary"

[[recovery]]
id = "kidney again"
when = "creatinine > 110 % of baseline"
figures = [{ after = "7 d", recovered = 62 }, { after = "14 d", recovered = 84 }]
say = "The kidney recovers."
source = "label, section 9"
read = "primary"
"""

WRONG_AFTER = {  # in place of what, and what is said
    "an unknown kind": (
        'kind = "imaging"', 'kind = "scan"', "found kind 'scan', expected one of visit, blood test, imaging, watch"),
    "an unknown start": ('from = "last dose"', 'from = "start"', "found from 'start', expected one of last dose, discharge"),
    "an unknown concept": ('"tumor_burden"', '"tumor_burdn"', "found 'tumor_burdn', expected an observation; did you mean"),
    "no concept": ('concepts = ["tumor_burden"]\n', "", "what is due needs concepts that show that it was done"),
    "no date": (
        'at = ["30 d"]\nagain = [{ first = "91 d", every = "91 d", until = "364 d" }]\n', "", "and its dates in at or again"),
    "dates out of order": (
        'at = ["30 d"]', 'at = ["30 d", "28 d"]', "the dates of a row come in order and never closer together"),
    "dates that come closer": ('at = ["30 d"]', 'at = ["30 d", "90 d"]', "never closer together, found 30 d, 90 d, 91 d"),
    "a duration that cannot be read": ('at = ["30 d"]', 'at = ["30 days"]', "found 'days', expected s, min, h, d or wk"),
    "half a segment": ('every = "91 d", ', "", "each table of again has first, every and until, found first, until"),
    "a text for a table": (
        'again = [{ first = "91 d", every = "91 d", until = "364 d" }]', 'again = ["91 d"]',
        "again is a list of tables in braces"),
    "a window of what is due": ('kind = "imaging"', 'kind = "imaging"\nends = "14 d"', "begins and ends are for a watch"),
    "dates of a watch": ('begins = "1 d"', 'at = ["1 d"]', "a watch has no dates: at, again, concepts, instead_of and"),
    "a watch that waits": ('begins = "1 d"', 'soonest = "1 d"', "a watch has no dates: at, again, concepts, instead_of and"),
    "done only after its date": (
        'kind = "imaging"', 'kind = "imaging"\nsoonest = "31 d"', "counts from soonest on: at or before its first date"),
    "not known from nowhere": (
        'figures = [{ after = "7 d", recovered = 62 }, { after = "14 d", recovered = 84 }]', 'unclear_from = "7 d"',
        "stands beside within, and is shorter"),
    "not known for no time": (
        'figures = [{ after = "7 d", recovered = 62 }, { after = "14 d", recovered = 84 }]',
        'within = "7 d"\nunclear_from = "7 d"', "stands beside within, and is shorter"),
    "a window that ends first": ('ends = "14 d"', 'ends = "1 d"', "a window ends after it begins"),
    "a rival of nothing": (
        'kind = "imaging"', 'kind = "imaging"\ninstead_of = "scam"', "found instead_of 'scam', expected the id of a row"),
    "an unknown source": (
        'say = "A scan."\nsource = "label', 'say = "A scan."\nsource = "lable', "found source 'lable', expected one of"),
    "an id twice": ('id = "skin"', 'id = "scan"', "the id 'scan' is used 2 times"),
    "no convention": (AFTER.partition("[[follow_up]]")[0], "\n", "needs the table [usual]: from which share on"),
    "more than all": ("share = 80", "share = 101", "share is a percentage, at most 100, found 101"),
    "two measured concepts": (
        "creatinine > 110 % of baseline", "creatinine > 110 % of baseline or systolic_bp < 90 mm[Hg]",
        "asks about creatinine, systolic_bp: a row of recovery asks about one measured concept, or about flags alone"),
    "a number and a flag": (
        "creatinine > 110 % of baseline", "creatinine > 3 mg/dL or atrial_fibrillation",
        "a row of recovery asks about one measured"),
    "a condition": (
        "creatinine > 110 % of baseline", "diabetes", "asks about diabetes: a row of recovery asks about one measured"),
    "two ways to say how long": ("figures = [", 'within = "3 d"\nfigures = [', "says how long in more than one way"),
    "half a figure": (
        "recovered = 62", "share = 62", "each table of figures has after, a duration, and recovered, a percentage"),
    "more than everybody": ("recovered = 84", "recovered = 184", "each table of figures has after, a duration, and recovered"),
    "figures that fall": (
        "recovered = 84", "recovered = 44", "the figures come in order of time, and who has recovered stays recovered"),
    "a criterion that cannot be read": (
        "creatinine > 110 %", "creatinin > 110 %", "found 'creatinin', expected an observation"),
}  # fmt: skip


def test_rows_of_what_comes_after_may_be_left_out_or_be_there() -> None:
    assert faults(EXEMPLIN + AFTER) == []
    medicine = read_medicine(EXEMPLIN + AFTER, "exemplin.toml", "exemplin")
    assert [row.dates for row in medicine.follow_up] == [(30 * 86400, 91 * 86400, 182 * 86400, 273 * 86400, 364 * 86400), ()]
    assert [(row.begins, row.ends) for row in medicine.follow_up] == [(None, None), (86400, 14 * 86400)]
    assert [row.figures for row in medicine.recovery] == [((7 * 86400, 62.0), (14 * 86400, 84.0))]
    assert medicine.usual is not None and medicine.usual.share == 80
    none = read_medicine(EXEMPLIN, "exemplin.toml", "exemplin")
    assert (none.follow_up, none.recovery, none.usual) == ((), (), None)


@pytest.mark.parametrize("name", WRONG_AFTER)
def test_a_fault_of_what_comes_after_is_told_with_its_line(name: str) -> None:
    old, new, sentence = WRONG_AFTER[name]
    told = faults(EXEMPLIN + with_(old, new, AFTER))
    assert any(sentence in fault and re.match(r"exemplin\.toml:\d+: \[", fault) for fault in told), told


BESIDE = """
[[inform]]
id = "sugar"
topic = "glucose"
about = "high or low"
when = "creatinine > 2 mg/dL and not diabetes"
asks = ["diabetes"]
say = "Look at it."
source = "label, section 2"
read = "primary"

[[care]]
id = "drip"
kind = "fluids"
on = ["systolic_bp"]
when = "creatinine > 2 mg/dL"
say = "Fluids."
source = "trial, table 9"
read = "recalled"
"""
BESIDE_FAULTS = {  # what is wrong with a row that decides nothing
    "information without a source": (
        'it."\nsource = "label, section 2"\n', 'it."\n', 92, "inform", "the key 'source' is missing"),
    "information without a reading": (
        '2"\nread = "primary"\n\n[[care]]', '2"\n\n[[care]]', 92, "inform", "the key 'read' is missing"),
    "a measure without a source": ('source = "trial, table 9"\n', "", 102, "care", "the key 'source' is missing"),
    "a measure of an unknown source": ('"trial, table 9"', '"trail, table 9"', 108, "drip", "found source 'trail', expected"),
    "a measure read in an unknown way": ('"recalled"', '"heard"', 109, "drip", "found read 'heard', expected primary"),
    "another about": ('"high or low"', '"high"', 95, "sugar", "found about 'high', expected how often, high or low, whom"),
    "another kind": ('"fluids"', '"water"', 104, "drip", "found kind 'water', expected fluids, vasopressor, oxygen"),
    "a misspelt observation": (
        '["systolic_bp"]', '["sytolic_bp"]', 105, "drip", "found 'sytolic_bp', expected an observation; did you mean"),
    "a criterion that cannot be read": (
        '"creatinine > 2 mg/dL"', '"creatinin > 2 mg/dL"', 106, "drip", "found 'creatinin', expected an observation"),
    "something asked that the row is not about": (
        '["diabetes"]', '["glucose"]', 97, "sugar", "'glucose' is not asked about by this row's own 'when'"),
    "something asked by a row without a criterion": (
        'when = "creatinine > 2 mg/dL and not diabetes"\n', "", 96, "sugar", "'diabetes' is not asked about by this row's own"),
    "a measure for nothing": (
        'on = ["systolic_bp"]\nwhen = "creatinine > 2 mg/dL"\n', "", 102, "drip", "names neither 'on' nor 'when', so it is"),
    "holds": (
        '"creatinine > 2 mg/dL"', '"holds >= 2"', 106, "drip", "holds are counted under one guide, and this row is for all"),
    "something pointed at that the row is not about": (
        'asks = ["diabetes"]', 'points = ["glucose"]', 97, "sugar", "'glucose' is not asked about by this row's own 'when'"),
    "a guard that cannot be read": (
        'kind = "fluids"', 'kind = "fluids"\nunless = "comma"', 105, "drip", "found 'comma', expected an observation"),
    "a guard that counts holds": (
        'kind = "fluids"', 'kind = "fluids"\nunless = "holds >= 2"', 105, "drip", "holds are counted under one guide"),
    "a guard without freshness": (
        'kind = "fluids"', 'kind = "fluids"\nunless = "glucose > 2 mg/dL"', 13, "drip", "glucose is not in [observe]"),
    "a decision that is none": (
        'kind = "fluids"', 'kind = "fluids"\ndecisions = ["wait"]', 105, "drip",
        "found decision 'wait', expected give, correct, hold, stop cycle, stop for good, not ready"),
    "an observation without freshness": (
        '"creatinine > 2 mg/dL"', '"glucose > 2 mg/dL"', 13, "drip", "glucose is not in [observe]: say how long"),
    "an id that a rule has": ('"drip"', '"pulse"', 48, "pulse", "the id 'pulse' is used 2 times"),
    "an unknown key": ('kind = "fluids"', 'sort = "fluids"', 104, "care sort", "found the key 'sort', expected one of"),
}  # fmt: skip


@pytest.mark.parametrize("name", BESIDE_FAULTS)
def test_a_row_that_decides_nothing_is_read_as_strictly(name: str) -> None:
    old, new, line, rule, sentence = BESIDE_FAULTS[name]
    assert faults(EXEMPLIN + BESIDE) == []
    told = faults(with_(old, new, EXEMPLIN + BESIDE))
    near = [fault for fault in told if f"[{rule}] {sentence}" in fault]
    assert near and near[0].split(": ")[0] == f"exemplin.toml:{line}", told


def test_a_caution_may_stand_for_itself() -> None:
    bare = 'on = ["systolic_bp"]\nwhen = "creatinine > 2 mg/dL"\n'
    assert faults(with_('"fluids"', '"caution"', with_(bare, "", EXEMPLIN + BESIDE))) == []


def test_two_rules_with_the_same_criterion_can_never_differ() -> None:
    text = with_('"heart_rate > 130 /min"', '"systolic_bp  <  90 mm[Hg]"').replace('heart_rate = { fresh = "2 h" }\n', "")
    (told,) = faults(text)
    assert told == "exemplin.toml:50: [pulse] says the same as pressure: they can never differ"


def test_one_fault_stays_one_fault() -> None:
    """A rule that cannot be read still names its group, and a group that cannot be asked about is still asked about."""
    for old, new in (('"systolic_bp < 90 mm[Hg]"', '"spb < 90 mm[Hg]"'), ('"any mild"', '"any mlid"')):
        assert len(faults(with_(old, new))) == 1
    assert len(faults(with_('"2 of mild or any grave"', '"2 of mild or any gravel"'))) == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('heart_rate = { fresh = "2 h" }', 'heart_rate = { fresh = "2 hours" }', 15, "heart_rate"),
        ('screen = "14 d"', 'screen = "two weeks"', 16, "creatinine"),
        ('cycle_gap = "96 h"', 'cycle_gap = "96"', 5, "cycle_gap"),
        ('interval = "8 h"', 'interval = "8h"', 26, "interval"),
    ],
)
def test_a_duration_that_cannot_be_read_is_a_fault(old: str, new: str, line: int, key: str) -> None:
    (told,) = faults(with_(old, new))
    assert told.startswith(f"exemplin.toml:{line}: [{key}] found ")
    assert told.endswith("^")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (with_('name = "Exemplin"', 'name = "Exemplin'), 3),
        (with_('name = "Exemplin"', "name"), 3),
        (with_('name = "Exemplin"', 'name = "a"\nname = "b"'), 4),
        (EXEMPLIN + "[medicine]\n", 91),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, line: int) -> None:
    (told,) = faults(text)
    assert told.startswith(f"exemplin.toml:{line}: [toml] ")


def test_a_text_without_end_is_told_of_the_file() -> None:
    (told,) = faults(EXEMPLIN + '[[decide]]\nsay = """without end\n')
    assert told == "exemplin.toml: [toml] Unterminated string (at end of document)"


def test_an_empty_file_misses_every_table_that_is_needed() -> None:
    assert faults("") == [
        f"exemplin.toml: [{table}] the table [{table}] is missing" for table in ("medicine", "sources", "observe", "guides")
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("check = 3\n", "[check] this table is written [[check]]"),
        ("[check]\nid = 'x'\n", "[check] this table is written [[check]]"),
        ("[[medicine]]\nname = 'x'\n", "[medicine] this table is written [medicine]"),
        ("guides = 3\n", "[guides] this table is written [guides.ID]"),
    ],
)
def test_a_table_of_the_wrong_shape_is_told_how_to_be_written(text: str, sentence: str) -> None:
    assert any(told.endswith(sentence) for told in faults(text))


def test_an_empty_vocabulary_of_sources_and_observations_is_a_fault_not_a_failure() -> None:
    text = EXEMPLIN.replace('label = { title = "Exemplin label", year = 2024 }\n', "")
    assert len(faults(text)) >= 7


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("doses = 6", "doses = 0"),
        ("days = 3", "days = -3"),
        ("units_per_kg = 1000", "units_per_kg = -1000"),
        ("units_per_kg = 1000", "units_per_kg = nan"),
        ("mg_per_kg = 0.1", "mg_per_kg = inf"),
        ("starts = [1]", "starts = [15, 1]"),
        ("starts = [1]", "starts = [0]"),
    ],
)
def test_a_regimen_that_cannot_be_is_a_fault(old: str, new: str) -> None:
    assert faults(with_(old, new)) != []


def test_a_guide_without_rules_or_without_decisions_is_a_fault() -> None:
    """A guide that asks nothing would always say give."""
    empty = EXEMPLIN + '[guides.empty]\ntitle = "Empty"\nsource = "label, section 5"\nregimen = "standard"\n'
    assert any("[empty]" in told for told in faults(empty))


# --- files


def test_a_medicine_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(MedicineError, match=r"there is no such medicine or file; shipped: .*aldesleukin"):
        load_medicine("aldeslukin")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "medicine.toml"
    file.write_bytes(EXEMPLIN.encode("utf-8") + b"# \xff\n")
    with pytest.raises(MedicineError, match=r"\[file\] is not UTF-8 text"):
        load_medicine(file)


def test_a_folder_and_its_file_are_the_same_medicine(tmp_path: Path) -> None:
    folder = tmp_path / "exemplin"
    folder.mkdir()
    (folder / "medicine.toml").write_text(EXEMPLIN, "utf-8")
    assert load_medicine(folder) == load_medicine(folder / "medicine.toml") == load_medicine(str(folder))
    assert load_medicine(folder).id == "exemplin"


# --- all at once

BROKEN = EXEMPLIN
for _old, _new in (
    ('"systolic_bp < 90 mm[Hg]"', '"spb < 90 mm[Hg]"'),
    ('"trial, table 4"', '"trail, table 4"'),
    ('"creatinine >= 3 mg/dL"', '"rise in creatinine over 48 h >= 0.3 mm[Hg]"'),
    ('"atrial_fibrillation"', '"(atrial_fibrillation"'),
    ('read = "primary"\n\n[[decide]]\nid = "hold"', 'read = "guessed"\n\n[[decide]]\nid = "hold"'),
    ('"any mild"', '"any mlid"'),
    ('"stop cycle"', '"stop"'),
    ('heart_rate = { fresh = "2 h" }', 'heart_rate = { fresh = "2 h" }\nhart_rate = { fresh = "2 h" }'),
    ('regimen = "standard"', 'regimen = "usual"'),
):
    BROKEN = with_(_old, _new, BROKEN)

SAID = """\
exemplin.toml:16: [hart_rate] found 'hart_rate', expected an observation; did you mean 'heart_rate'?
exemplin.toml:37: [ward] there is no regimen 'usual'
exemplin.toml:43: [pressure] found 'spb', expected an observation, a flag, a review or a group; did you mean 'systolic_bp'?
    spb < 90 mm[Hg]
    ^
exemplin.toml:54: [pulse] found source 'trail', expected one of label, trial
exemplin.toml:61: [kidney] found 'mm[Hg]', expected a unit of creatinine: mg/dL; \
mm[Hg] cannot be turned into mg/dL: they measure different things
    rise in creatinine over 48 h >= 0.3 mm[Hg]
                                        ^
exemplin.toml:70: [rhythm] found the end, expected ')'; close the bracket that was opened
    (atrial_fibrillation
                        ^
exemplin.toml:73: [rhythm] found read 'guessed', expected primary, secondary, recalled
exemplin.toml:78: [hold] found 'mlid', expected the name of a group; did you mean 'mild'?
    any mlid
        ^
exemplin.toml:88: [stop] found do 'stop', expected correct, hold, stop cycle, stop for good"""


def test_every_fault_of_a_file_is_told_at_once_in_the_order_of_its_lines() -> None:
    assert "\n".join(faults(BROKEN)) == SAID


def test_the_same_faults_are_told_in_the_same_order_every_time() -> None:
    assert faults(BROKEN) == faults(BROKEN)
    assert faults("") == faults("")
