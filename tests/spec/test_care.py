"""What to do now: which rows are shown for which firing rules, in which order, and that they change nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from people import ALDESLEUKIN, AT, GUIDES, fact, ready

from bedside import Decision, Measure, Observation, Patient, check
from bedside.criterion import Flag, walk
from bedside.faces.words import answer_lines
from beside import ward


def measures(guide: str, *facts: Observation) -> dict[str, Measure]:
    """What is shown of the ready person with these facts, by id, in its order."""
    found = check(ALDESLEUKIN, Patient.of([*ready(), *facts]), AT, guide).measures
    assert len({each.id for each in found}) == len(found)
    return {each.id.removeprefix("care."): each for each in found}


def shown(rows: str, *facts: Observation) -> list[tuple[str, tuple[str, ...]]]:
    """What Exemplin shows after one dose less than ends a cycle: the row, and the rules it is for."""
    given = max(o.at for o in ready() if o.concept == "il2_dose")
    anew = {o.concept for o in facts} - {"il2_dose"}
    some = [o for o in ready() if o.concept not in anew and (o.concept, o.at) != ("il2_dose", given)]
    answer = check(ward(rows), Patient.of([*some, *facts]), AT, "ward")
    return [(each.id, each.rules) for each in answer.measures]


def row(key: str, more: str, kind: str = "fluids", source: str = "trial, 9") -> str:
    return f'[[care]]\nid = "{key}"\nkind = "{kind}"\n{more}\nsay = "Do."\nsource = "{source}"\nread = "recalled"\n'


# --- which rows; each cites the table that it comes from


@pytest.mark.parametrize(
    ("guide", "facts", "expected"),
    [
        ("uspi-2024", [("systolic_bp", 84.0)],
         ["pressure.fluids", "pressure.vasopressor", "pressure.label", "pressure.watch", "pressure.next_dose"]),
        ("uspi-2024", [("oxygen_saturation", 88.0)], ["lungs.oxygen"]),
        ("uspi-2024", [("mental_status_change", True)], ["mind.confusion", "mind.haloperidol", "mind.medicines"]),
        ("uspi-2024", [("bullous_dermatitis", True)], ["skin.no_steroid", "skin.itch"]),
        ("uspi-2024", [("hepatic_failure_signs", True)], ["liver.medicines", "liver.glucose"]),
        ("uspi-2024", [("anaphylaxis", True)], ["none_named", "intensive"]),
        ("uspi-2024", [("atrial_fibrillation", True)], ["none_named"]),
        ("consensus-2014", [("extremity_tightness", True)], ["none_named"]),
        ("consensus-2014", [("infection_suspected", True)],
         ["infection.cultures", "infection.catheter", "infection.line"]),
        ("consensus-2014", [("weight", 101.0)], ["fluid.diuretic", "kidneys.indomethacin"]),
        ("consensus-2014", [("refractory_vomiting", True)], ["none_named", "gut.vomiting"]),
        ("consensus-2014", [("frank_blood", True)], ["none_named", "bleeding.stomach"]),
        ("community-2015", [("dopamine_rate", 1.0)], ["pressure.vasopressor"]),
        ("community-2015", [("heart_rate", 125.0)], ["heart_rate.causes"]),
        ("til-2024", [("phenylephrine_rate", 0.6)], ["pressure.vasopressor", "pressure.next_dose"]),
        ("uspi-2024", [("cardiac_tamponade", True)], ["none_named", "intensive"]),
        ("uspi-2024", [("sustained_ventricular_tachycardia", True)], ["none_named", "intensive"]),
        ("uspi-2024", [("uncontrolled_arrhythmia", True)], ["none_named", "intensive"]),
        ("uspi-2024", [("repetitive_seizures", True)], ["none_named", "intensive"]),
        ("uspi-2024", [("bowel_ischemia_or_perforation", True)], ["none_named", "intensive"]),
        ("uspi-2024", [("gi_bleeding_needing_surgery", True)],
         ["none_named", "intensive", "bleeding.stomach"]),
        ("til-2024", [("creatinine", 2.6)],
         ["kidneys.medicines", "kidneys.clearance", "kidneys.indomethacin"]),
    ],
)  # fmt: skip
def test_each_group_of_criteria_has_its_measures(guide: str, facts: list[tuple[str, float]], expected: list[str]) -> None:
    found = measures(guide, *(fact(concept, 0.2, value) for concept, value in facts))
    assert list(found) == [*expected, "steroid.none", "steroid.life"]


def test_nothing_fires_nothing_is_shown() -> None:
    assert all(measures(guide) == {} for guide in GUIDES)


def test_what_fires_in_one_guide_only_is_shown_in_that_one_only() -> None:
    low = fact("oxygen_saturation", 0.2, 88.0)
    assert [guide for guide in GUIDES if "lungs.oxygen" in measures(guide, low)] == ["uspi-2024", "uspi-2012"]


@pytest.mark.parametrize(
    ("facts", "there"),
    [
        ([("creatinine", 2.0)], False),
        ([("creatinine", 2.1)], True),
        ([("platelets", 50.0)], False),
        ([("platelets", 49.9)], True),
    ],
)
@pytest.mark.parametrize("guide", GUIDES)
def test_the_rule_to_stop_indomethacin_holds_under_every_guide(guide: str, facts: list[tuple[str, float]], there: bool) -> None:
    """til-consensus-2024, table 2, fever: creatinine above 2, platelets below 50, or falling urine."""
    found = measures(guide, *(fact(concept, 0.2, value) for concept, value in facts))
    assert ("kidneys.indomethacin" in found) is there


def test_a_rule_without_a_measure_says_so_and_names_the_rule() -> None:
    found = measures("consensus-2014", fact("vivid_dreams", 0.2, True), fact("heart_rate", 0.2, 110.0))
    assert found["heart_rate.causes"].rules == ("consensus-2014.relative.heart_rate",)
    none = found["none_named"]
    assert (none.kind, none.rules) == ("none named", ("consensus-2014.relative.vivid_dreams",))
    assert (none.source, none.read, none.same_source) == ("", "", False)
    assert none.say.startswith("No measure is named in the sources that were read.")


def test_every_measure_speaks_of_something_that_some_guide_asks_about() -> None:
    asked: set[str] = {ALDESLEUKIN.rhythm.dose}
    for guide in ALDESLEUKIN.guides.values():
        for rule in guide.rules:
            for node in walk(rule.when):
                if isinstance(node, Flag):
                    asked |= {node.concept, *(case.concept for case in node.cases)}
                elif hasattr(node, "quantity") and hasattr(node.quantity, "concept"):
                    asked.add(node.quantity.concept)
    for care in ALDESLEUKIN.cares:
        assert set(care.on) <= asked, care.id


@pytest.mark.parametrize(
    ("concept", "value", "told"),
    [
        ("systolic_bp", 80.0, "[label-old, warnings, capillary leak syndrome] recalled, not yet verified against the document"),
        ("lethargy", True, "[label-old, boxed warning, lethargy] read at second hand"),
        ("occult_blood", True, "[card-2007, before treatment] read at second hand; not this rule's own document"),
    ],
)
def test_how_a_measure_was_read_stands_beside_it(concept: str, value: float, told: str) -> None:
    answer = check(ALDESLEUKIN, Patient.of([*ready(), fact(concept, 0.2, value)]), AT, "uspi-2024")
    assert told in " ".join(line.strip() for line in answer_lines(answer, ""))


# --- for which rules, of whose document


def test_a_row_is_for_the_rules_that_rest_on_what_it_names() -> None:
    drip = row("drip", 'on = ["systolic_bp", "heart_rate"]')
    assert shown(drip, fact("systolic_bp", 0.2, 80.0)) == [("drip", ("pressure",))]
    both = shown(drip, fact("systolic_bp", 0.2, 80.0), fact("heart_rate", 0.2, 140.0))
    assert both == [("drip", ("pressure", "pulse"))]


def test_an_alternative_that_is_not_there_brings_no_measure() -> None:
    buffer = row("buffer", 'on = ["acidosis"]', "buffer")
    assert shown(buffer, fact("creatinine", 0.2, 3.5)) == [("none_named", ("kidney",))]
    assert shown(buffer, fact("acidosis", 0.2, True)) == [("buffer", ("kidney",))]
    gone = [fact("acidosis", 0.4, True), fact("acidosis", 0.2, False), fact("creatinine", 0.2, 3.5)]
    assert shown(buffer, *gone) == [("none_named", ("kidney",))]


def test_the_weight_that_urine_is_divided_by_is_not_what_fires() -> None:
    rows = row("water", 'on = ["weight"]') + row("drip", 'on = ["urine_output"]')
    assert shown(rows, fact("urine_output", 8.2, 20.0), fact("urine_output", 0.4, 10.0)) == [("drip", ("urine",))]


def test_a_case_of_a_finding_is_treated_as_the_finding_and_as_the_case() -> None:
    rows = row("quiet", 'on = ["mental_status_change"]') + row("wake", 'on = ["coma"]')
    assert shown(rows, fact("coma", 0.2, True)) == [("quiet", ("mind",)), ("wake", ("mind",))]
    assert shown(rows, fact("mental_status_change", 0.2, True)) == [("quiet", ("mind",))]


def test_a_limit_of_doses_is_reached_by_the_dose() -> None:
    rows = row("rest", 'on = ["il2_dose"]')
    assert shown(rows, fact("il2_dose", 1, 48e6)) == [("rest", ("doses",))]


def test_a_hold_that_lasts_still_has_its_measure() -> None:
    later = [fact("systolic_bp", 1, 80.0), fact("systolic_bp", 0.2, 95.0)]
    assert shown(row("drip", 'on = ["systolic_bp"]'), *later) == [("drip", ("pressure",))]


def test_a_criterion_of_its_own_needs_no_rule() -> None:
    rows = row("stop", 'when = "creatinine > 2 mg/dL"')
    assert shown(rows, fact("creatinine", 0.2, 2.1)) == [("stop", ())]
    assert shown(rows, fact("creatinine", 0.2, 2.0)) == []
    assert shown(rows, fact("creatinine", 0.2, 3.5)) == [("none_named", ("kidney",)), ("stop", ())]


def test_a_row_with_both_is_shown_for_either() -> None:
    rows = row("either", 'on = ["heart_rate"]\nwhen = "creatinine > 2 mg/dL"')
    assert shown(rows, fact("heart_rate", 0.2, 140.0)) == [("either", ("pulse",))]
    assert shown(rows, fact("creatinine", 0.2, 2.1)) == [("either", ())]


def test_the_document_is_the_same_when_one_of_the_rules_cites_it() -> None:
    rows = row("drip", 'on = ["systolic_bp", "heart_rate"]', source="trial, 9")
    for facts, same in (
        ([fact("systolic_bp", 0.2, 80.0)], False),
        ([fact("heart_rate", 0.2, 140.0)], True),
        ([fact("systolic_bp", 0.2, 80.0), fact("heart_rate", 0.2, 140.0)], True),
    ):
        (measure,) = check(
            ward(rows), Patient.of([o for o in [*ready(), *facts] if o.concept != "il2_dose"]), AT, "ward"
        ).measures
        assert measure.same_source is same


# --- in which order


def test_measures_of_the_strongest_rules_come_first_then_what_stands_alone_and_cautions_last() -> None:
    rows = row("care", "", "caution") + row("alone", 'when = "creatinine > 2 mg/dL"')
    rows += row("mild", 'on = ["heart_rate"]') + row("grave", 'on = ["creatinine"]')
    rows += row("warn", 'on = ["heart_rate"]', "caution")
    facts = [fact("heart_rate", 0.2, 140.0), fact("creatinine", 0.2, 3.5), fact("mental_status_change", 0.2, True)]
    assert [key for key, _ in shown(rows, *facts)] == ["none_named", "grave", "mild", "alone", "warn", "care"]


def test_a_rule_is_as_strong_as_the_strongest_step_that_counts_it() -> None:
    """Two mild rules hold, one grave rule stops the cycle; within one strength the order is that of the file."""
    rows = (
        row("rate", 'on = ["heart_rate"]') + row("wake", 'on = ["mental_status_change"]') + row("drip", 'on = ["systolic_bp"]')
    )
    mild = [fact("heart_rate", 0.2, 140.0), fact("systolic_bp", 0.2, 80.0)]
    assert [key for key, _ in shown(rows, *mild)] == ["rate", "drip"]
    assert [key for key, _ in shown(rows, *mild, fact("mental_status_change", 0.2, True))] == ["wake", "rate", "drip"]


def test_a_part_of_a_step_that_does_not_hold_gives_its_rules_no_strength() -> None:
    """One relative criterion is to be corrected, though the step of "3 of relative or any absolute" holds for another."""
    found = list(measures("consensus-2014", fact("heart_rate", 0.2, 110.0), fact("creatinine", 0.2, 3.5)))
    assert found.index("kidneys.medicines") < found.index("heart_rate.causes")


def test_what_is_for_the_same_rules_stands_together_and_what_is_no_measure_below() -> None:
    rows = row("ward", 'on = ["heart_rate", "systolic_bp"]', "setting") + row("drip", 'on = ["systolic_bp"]')
    rows += row("rate", 'on = ["heart_rate"]') + row("drip_2", 'on = ["systolic_bp"]')
    mild = [fact("heart_rate", 0.2, 140.0), fact("systolic_bp", 0.2, 80.0)]
    assert [key for key, _ in shown(rows, *mild)] == ["drip", "drip_2", "rate", "ward"]


@pytest.mark.parametrize("guide", GUIDES)
def test_in_the_file_what_threatens_life_comes_before_the_rest(guide: str) -> None:
    """Pressure, lungs, heart, mind: then infection, kidneys, bleeding, liver, gut, skin, fever, and what comes before."""
    systems = [care.id.split(".")[1] for care in ALDESLEUKIN.cares]
    first = [systems.index(name) for name in ("pressure", "lungs", "heart_rate", "mind", "infection", "kidneys", "bleeding")]
    assert first == sorted(first)


# --- what is no measure


@pytest.mark.parametrize("kind", ["setting", "premedication"])
def test_a_setting_and_premedication_are_no_measure_for_a_rule(kind: str) -> None:
    assert shown(row("ward", 'on = ["heart_rate"]', kind), fact("heart_rate", 0.2, 140.0)) == [
        *(("none_named", ("pulse",)), ("ward", ("pulse",))),
    ]


def test_what_our_reading_put_beside_a_criterion_says_so() -> None:
    for care in ALDESLEUKIN.cares:
        if care.kind in ("setting", "premedication") and care.on and care.id != "care.intensive":
            assert (care.read == "secondary" and "our reading" in care.say) or care.id == "care.infection.line", care.id


# --- what speaks against a measure


def test_a_measure_is_not_shown_where_something_speaks_against_it() -> None:
    drip = row("drip", 'on = ["systolic_bp"]\nunless = "severe_volume_overload"')
    low, full = fact("systolic_bp", 0.2, 80.0), fact("severe_volume_overload", 0.2, True)
    assert shown(drip, low) == [("drip", ("pressure",))]
    assert shown(drip, low, full) == [("not_shown", ("pressure",))]
    assert shown(drip + row("watch", 'on = ["systolic_bp"]'), low, full) == [("watch", ("pressure",)), ("not_shown", ())]
    assert shown(drip, full) == []


def test_what_is_not_shown_is_told_with_what_speaks_against_it() -> None:
    found = measures("uspi-2024", fact("systolic_bp", 0.2, 84.0), fact("rales_half", 0.2, True))
    assert "pressure.fluids" not in found
    told = found["not_shown"]
    assert (told.kind, told.rules, told.source, told.read) == ("not shown", (), "", "")
    assert told.say == (
        "The sources name a measure that does not fit here: fluids (against it: Moist rales up to half of the chest)."
    )


def test_where_it_is_not_known_whether_something_speaks_against_it_the_sentence_says_make_sure() -> None:
    unreviewed = [o for o in ready() if o.concept != "lungs_review"]
    record = Patient.of([*unreviewed, fact("systolic_bp", 0.2, 84.0)])
    fluids = next(m for m in check(ALDESLEUKIN, record, AT, "uspi-2024").measures if m.id == "care.pressure.fluids")
    assert fluids.say.endswith(" Make sure of: Lungs reviewed before the dose (breathing, auscultation).")
    known = measures("uspi-2024", fact("systolic_bp", 0.2, 84.0))["pressure.fluids"]
    assert "Make sure" not in known.say


def test_two_things_that_are_not_known_are_both_named_once() -> None:
    given = Patient.of([o for o in [*ready(), fact("il2_dose", 1, 48e6)] if o.concept not in ("neuro_review",)])
    found = {m.id: m.say for m in check(ALDESLEUKIN, given, AT, "til-2024").measures}
    end = found["care.fever.hydromorphone"].partition(" Make sure of: ")[2]
    assert end == "Mental status reviewed before the dose (orientation, serial sevens, WORLD backward), Respiratory rate."


UNLESS = {  # a measure, what would show it, and each finding that speaks against it
    "pressure.fluids": ("systolic_bp 84", ("severe_volume_overload", "rales_third", "rales_half")),
    "pressure.vasopressor": ("systolic_bp 84", ("sustained_ventricular_tachycardia", "uncontrolled_arrhythmia")),
    "pressure.label": ("systolic_bp 84", ("sustained_ventricular_tachycardia", "uncontrolled_arrhythmia")),
    "mind.haloperidol": ("mental_status_change", ("coma", "lethargy", "sustained_ventricular_tachycardia")),
    "skin.itch": ("bullous_dermatitis", ("coma", "lethargy")),
    "fever.acetaminophen": ("temperature 38.5", ("coma", "lethargy", "mental_status_change", "hepatic_failure_signs")),
    "fever.indomethacin": ("temperature 38.5", ("coma", "frank_blood", "occult_blood", "gi_bleeding_needing_surgery")),
    "fever.meperidine": ("il2_dose 48000000", ("coma", "lethargy", "mental_status_change", "seizure", "dialysis")),
    "fever.hydromorphone": ("il2_dose 48000000", ("coma", "lethargy", "mental_status_change", "severe_abdominal_pain")),
}


@pytest.mark.parametrize(("key", "against"), [(key, each) for key, (_, found) in UNLESS.items() for each in found])
@pytest.mark.parametrize("guide", ["uspi-2024", "consensus-2014"])
def test_no_measure_beside_its_own_contraindication(guide: str, key: str, against: str) -> None:
    concept, _, value = UNLESS[key][0].partition(" ")
    shows = fact(concept, 1, float(value) if value else True)
    plain, with_ = measures(guide, shows), measures(guide, shows, fact(against, 0.2, True))
    assert key not in with_
    assert key in plain or not check(ALDESLEUKIN, Patient.of([*ready(), shows]), AT, guide).firing


def test_the_worst_hour_shows_nothing_that_could_kill() -> None:
    """Coma, 6 breaths a minute, creatinine 4.2, rales, overload, frank blood, 78 systolic, 38.5 degrees, a dose an hour ago."""
    flags = ("coma", "rales_half", "severe_volume_overload", "frank_blood")
    numbers = {"respiratory_rate": 6.0, "creatinine": 4.2, "systolic_bp": 78.0, "temperature": 38.5, "il2_dose": 48e6}
    facts = [fact(flag, 0.2, True) for flag in flags] + [fact(key, 1, value) for key, value in numbers.items()]
    for guide in GUIDES:
        found = measures(guide, *facts)
        told = " ".join(m.say for key, m in found.items() if key != "kidneys.indomethacin").lower()
        for word in (
            "meperidine",
            "hydromorphone",
            "haloperidol",
            "acetaminophen",
            "indomethacin",
            "250 to 500 ml",
            "500 ml over",
        ):
            assert word not in told, (guide, word)
        assert {"rigors", "fever"} <= set(found["not_shown"].say.replace(",", "").replace(":", "").split())


# --- beside which decisions


def test_a_row_stands_beside_the_decisions_that_it_names_alone() -> None:
    rows = row("next", 'on = ["heart_rate", "creatinine"]\ndecisions = ["correct", "hold"]')
    assert shown(rows, fact("heart_rate", 0.2, 140.0)) == [("next", ("pulse",))]
    assert shown(rows, fact("creatinine", 0.2, 3.5)) == [("none_named", ("kidney",))]


@pytest.mark.parametrize(
    ("facts", "decision", "there"),
    [
        ([], Decision.GIVE, True),
        ([("heart_rate", 110.0)], Decision.CORRECT, True),
        ([("frank_blood", True)], Decision.HOLD, False),
    ],
)
def test_what_comes_before_the_first_dose_is_told_while_that_may_come(
    facts: list[tuple[str, float]], decision: Decision, there: bool
) -> None:
    for hours in (0, 300):  # no dose ever, and the last one longer ago than the rest between cycles
        some = [o for o in ready() if o.concept != "il2_dose"] + [fact("il2_dose", hours, 48e6)] * bool(hours)
        record = Patient.of([*some, *(fact(concept, 0.2, value) for concept, value in facts)])
        answer = check(ALDESLEUKIN, record, AT, "consensus-2014")
        assert answer.decision is decision
        assert (
            any("before the first dose" in m.say.lower() and m.id.startswith("care.before") for m in answer.measures) is there
        )


@pytest.mark.parametrize("finding", ["anaphylaxis", "sustained_ventricular_tachycardia"])
def test_nothing_is_prepared_for_a_first_dose_that_never_comes(finding: str) -> None:
    record = Patient.of([o for o in [*ready(), fact(finding, 0.2, True)] if o.concept != "il2_dose"])
    answer = check(ALDESLEUKIN, record, AT, "uspi-2024")
    assert answer.decision is Decision.STOP_FOR_GOOD
    assert not any(m.id.startswith("care.before") for m in answer.measures)


def test_within_the_rest_between_cycles_nothing_is_first() -> None:
    assert not any(key.startswith("before.") for key in measures("consensus-2014"))


def test_below_a_stop_no_measure_speaks_of_the_next_dose() -> None:
    found = measures("community-2015", fact("phenylephrine_rate", 0.2, 2.5), fact("heart_rate", 0.2, 145.0))
    assert "pressure.vasopressor" in found
    assert not any("next dose" in m.say or "time of the dose" in m.say for m in found.values())


# --- in an answer


def test_measures_change_no_decision() -> None:
    bare = replace(ALDESLEUKIN, cares=())
    record = Patient.of([*ready(), fact("systolic_bp", 0.2, 84.0)])
    with_, without = (check(medicine, record, AT, "uspi-2024") for medicine in (ALDESLEUKIN, bare))
    assert with_.decision is without.decision is Decision.HOLD
    assert replace(with_, measures=()) == without


def test_the_json_of_a_measure() -> None:
    answer = check(ALDESLEUKIN, Patient.of([*ready(), fact("creatinine", 0.2, 2.6)]), AT, "til-2024").to_json()
    assert answer["measures"][1] == {  # type: ignore[index]
        "id": "care.kidneys.clearance",
        "kind": "monitoring",
        "for": ["til-2024.hold.creatinine"],
        "say": "Clearance that stays poor stops interleukin-2. Written for interleukin-2 after TIL cells.",
        "source": "til-consensus-2024, table 2, oliguria",
        "read": "primary",
        "same_source": True,
    }


def test_the_words_stand_below_why_and_tell_another_document() -> None:
    record = Patient.of([*ready(), fact("creatinine", 0.2, 2.6), fact("vivid_dreams", 0.2, True)])
    lines = list(answer_lines(check(ALDESLEUKIN, record, AT, "consensus-2014"), ""))
    why, what = lines.index("Why"), lines.index("What to do now (information for trained staff)")
    assert why < what < lines.index("What the guide makes of it")
    assert "[til-consensus-2024, table 2, oliguria]; not this rule's own document" in " ".join(map(str.strip, lines))
    (place,) = [place for place, line in enumerate(lines) if line.startswith("  - none named: No measure is named")]
    assert lines[place + 2] == "      For: consensus-2014.relative.vivid_dreams"


def test_the_words_show_the_steps_that_decide_and_the_json_all_that_hold() -> None:
    """A hold makes no promise of this slot; what an answer rests on stays whole in its JSON."""
    record = Patient.of([*ready(), fact("frank_blood", 0.2, True), fact("vivid_dreams", 0.2, True)])
    answer = check(ALDESLEUKIN, record, AT, "consensus-2014")
    assert (answer.decision, answer.deciding) == (Decision.HOLD, ("consensus-2014.decide.hold",))
    told = " ".join(line.strip() for line in answer_lines(answer, ""))
    assert "the dose may still be given in this slot" not in told
    assert "leave this dose out and look again at the next slot." in told
    steps = [reason.rule.id for reason in answer.firing if reason.rule.group == "decide"]
    assert steps == ["consensus-2014.decide.correct", "consensus-2014.decide.hold"]
    assert {reason["rule"] for reason in answer.to_json()["reasons"] if reason["truth"] == "yes"} >= set(steps)  # type: ignore[attr-defined]
