"""Is this still usual? A toxicity after the last dose, held against how long it was published to last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from bedside.after.grave import Alarm, alarms, met
from bedside.after.schedule import End
from bedside.answer import Missing
from bedside.chart import SECOND, Chart, clock, moment
from bedside.criterion import Criterion, Flag, Truth, concepts_of, rebuilt, walk
from bedside.explain import Finding, explain
from bedside.measure import Evidence, standing_of
from bedside.medicine import Medicine, RecoveryRow, Usual
from bedside.patient import Patient
from bedside.quantity import show

Word = Literal["grave", "not usual", "not known", "usual", "recovered"]
"""The graver first: what an answer says is in this order."""
ONE_CYCLE = 1 << 40
"""Seconds: the whole course is read as one cycle, so that its baseline is what was measured before the course."""
HOUR = 3600 * SECOND
DAY = 24 * HOUR
NOTHING_SINCE = "nothing recorded since the last dose"
NO_BASELINE = "no baseline from before the course"
FIRST = "baseline, before the first course"


@dataclass(frozen=True)
class Standing:
    """What is known of one toxicity: `told` is its newest record, `days` how long after the last dose that counts.

    `truth` says whether it is there; `standing` whether that is usual; `grave` are the rules of guides that it meets.
    """

    row: RecoveryRow
    told: Evidence
    days: float | None
    truth: Truth
    standing: Word
    say: str
    evidence: tuple[Evidence, ...]
    missing: tuple[Missing, ...]
    grave: tuple[Alarm, ...] = ()


@dataclass(frozen=True)
class Sight:
    """What every row is read in.

    `course` has the doses of the latest course alone, `record` those of all courses, None where there is one course; so
    the baseline of the one is from before the latest course, of the other from before the first. `ward` is the chart as
    guides read it. `own` are the flags that rows name: a finding that has a row of its own is told there.
    """

    course: Chart
    record: Chart | None
    ward: Chart
    alarms: tuple[Alarm, ...]
    own: frozenset[str]
    last: int
    now: int
    usual: Usual


def standings(medicine: Medicine, known: Patient, ward: Chart, end: End, now: datetime) -> tuple[Standing, ...]:
    """Every toxicity of the file after the course of `end`, the graver first. Nothing where the file has no [usual]."""
    if medicine.usual is None:
        return ()
    sight = Sight(
        course=_chart(medicine, known, end.first, now),
        record=_chart(medicine, known, None, now) if end.course > 1 else None,
        ward=ward,
        alarms=alarms(medicine),
        own=frozenset().union(*(_named(row.rule.when) for row in medicine.recovery)),
        last=moment(end.last),
        now=moment(now),
        usual=medicine.usual,
    )
    order = get_args(Word)
    return tuple(sorted((standing(row, sight) for row in medicine.recovery), key=lambda found: order.index(found.standing)))


def _chart(medicine: Medicine, patient: Patient, first: datetime | None, now: datetime) -> Chart:
    """The chart in which recovery is read: what its rows ask about, and the doses from `first` on."""
    asked = {concept for row in medicine.recovery for concept in concepts_of(row.rule.when)}
    dose = medicine.rhythm.dose
    known = (o for o in patient.observations if o.at <= now)
    kept = (o for o in known if o.concept in asked or (o.concept == dose and (first is None or o.at >= first)))
    return Chart.of(Patient.of(kept), replace(medicine.screen_rhythm, cycle_gap=ONE_CYCLE))


def standing(row: RecoveryRow, sight: Sight) -> Standing:
    """Whether the toxicity of `row` is still there, whether that is usual, and whether it is grave all the same."""
    concepts = concepts_of(row.rule.when)
    if any(sight.course.words[concept].numeric for concept in concepts):
        return _measured(row, concepts[0], sight)
    return _found(row, sight)


def _measured(row: RecoveryRow, concept: str, sight: Sight) -> Standing:
    """A number is judged at its own time: a reading at home is not stale because it is a day old."""
    newest, fresh = standing_of(concept, sight.course, sight.now)
    if newest.at is None or newest.at <= sight.last:
        return _unseen(row, newest)
    told, _ = standing_of(concept, sight.course, newest.at)
    finding = explain(row.rule.when, sight.course, newest.at)
    missing = [] if fresh else [_missing(newest, newest.standing)]
    lacking = next((e for e in finding.evidence if e.lacking and finding.truth is Truth.UNKNOWN), None)
    if lacking:
        why = lacking.standing if lacking.at == newest.at else NO_BASELINE
        missing.append(_missing(newest, why))
    grave = met(sight.alarms, sight.ward, frozenset({concept}), (newest.at,))
    found = _judged(row, told, newest.at, finding, missing, sight, grave)
    return _since_the_first_course(found, sight) if found.standing == "recovered" else found


def _since_the_first_course(found: Standing, sight: Sight) -> Standing:
    """Back to where this course began is not recovered, where an earlier course began lower."""
    assert found.told.at is not None
    if sight.record is None or not any(e.standing == "baseline" for e in found.evidence):
        return found
    first = explain(found.row.rule.when, sight.record, found.told.at)
    known = [replace(e, standing=FIRST) for e in first.evidence if e.standing == "baseline"]
    if first.truth is Truth.NO:
        return found
    begun = next(e for e in found.evidence if e.standing == "baseline")
    told = f"{_days(found.told.at, sight)} it counts as back at the {_amount(begun)} from before this course"
    if not known:
        return replace(found, say=f"{told}; what it was before the first course is not known. {found.row.rule.say}")
    say = f"{told}, and not at the {_amount(known[0])} from before the first: whether that is usual is not known."
    evidence = (*found.evidence, *known)
    return replace(found, truth=Truth.YES, standing="not known", say=f"{say} {found.row.rule.say}", evidence=evidence)


def _amount(evidence: Evidence) -> str:
    assert isinstance(evidence.value, int | float)
    return f"{show(evidence.value)} {evidence.unit}"


def _found(row: RecoveryRow, sight: Sight) -> Standing:
    """A finding is there until somebody denies it, or reviews without repeating it; both after the last dose.

    What implies it and has a row of its own is told there; while that is there, this one is not called recovered.
    """
    last, now, chart = sight.last, sight.now, sight.course
    own = _named(row.rule.when)
    tree = rebuilt(row.rule.when, lambda node: _without(node, sight.own - own))
    concepts, finding, whole = concepts_of(tree), explain(tree, chart, now), explain(row.rule.when, chart, now)
    if finding.truth is not Truth.YES and whole.truth is Truth.YES:
        return _told_elsewhere(row, whole, sight)
    seen = [e.at for e in finding.evidence if e.at is not None and not e.standing.startswith("cleared")]
    newest = _flag(concepts, finding, chart)
    enough = max(seen, default=last) > last if finding.truth is Truth.YES else min(seen, default=last) > last
    if finding.truth is Truth.UNKNOWN or not enough:
        lacking = [_missing(e, e.standing) for e in finding.evidence if e.lacking]
        old = [_missing(e, NOTHING_SINCE) for e in finding.evidence if not e.lacking and (e.at or 0) <= last]
        return replace(_unseen(row, newest), truth=Truth.UNKNOWN, missing=tuple(lacking + old))
    reviews = [standing_of(c, chart, now) for c in concepts if chart.words[c].kind == "review"]
    stale = [_missing(e, e.standing) for e, fresh in reviews if not fresh]
    if finding.truth is not Truth.YES:
        return _judged(row, newest, max(seen), finding, stale, sight)
    flags = [e for e in finding.evidence if chart.words[e.concept].kind == "flag" and e.at is not None and e.at > last]
    grave = met(sight.alarms, sight.ward, frozenset(e.concept for e in flags), {now, *(e.at for e in flags if e.at)})
    return _judged(row, newest, now, finding, stale, sight, grave)


def _told_elsewhere(row: RecoveryRow, whole: Finding, sight: Sight) -> Standing:
    told = max(whole.evidence, key=lambda e: e.at or 0)
    label = sight.course.words[told.concept].label
    say = (
        f"{label} is there, which has a row of its own: whether anything of this is there besides is not known. {row.rule.say}"
    )
    return Standing(row, told, None, Truth.UNKNOWN, "not known", say, whole.evidence, ())


def _named(tree: Criterion) -> frozenset[str]:
    """The flags that a criterion names itself, without those that imply them."""
    return frozenset(node.concept for node in walk(tree) if isinstance(node, Flag))


def _without(node: Criterion, apart: frozenset[str]) -> Criterion:
    if not isinstance(node, Flag):
        return node
    return replace(node, cases=tuple(case for case in node.cases if case.concept not in apart))


def _flag(concepts: tuple[str, ...], finding: Finding, chart: Chart) -> Evidence:
    """The flag that was recorded last, of those behind the finding; else the first that the row names."""
    flags = [concept for concept in concepts if chart.words[concept].kind == "flag"]
    told = [e for e in finding.evidence if e.concept in flags and e.at is not None]
    newest = max(told, key=lambda e: e.at or 0, default=Evidence(flags[0], None, "", None, "never"))
    if finding.truth is not Truth.NO:
        return newest
    looked = max((e.at for e in finding.evidence if e.at is not None), default=None)
    return replace(newest, value=False, at=looked)


def _unseen(row: RecoveryRow, newest: Evidence) -> Standing:
    missing = (_missing(newest, NOTHING_SINCE),)
    say = f"Nothing was recorded since the last dose, so this is not known. {row.rule.say}"
    return Standing(row, newest, None, Truth.UNKNOWN, "not known", say, (), missing)


def _judged(
    row: RecoveryRow,
    told: Evidence,
    counted: int,
    finding: Finding,
    missing: Iterable[Missing],
    sight: Sight,
    grave: tuple[Alarm, ...] = (),
) -> Standing:
    """What is said of a toxicity that was looked at since the last dose; `counted` is the moment that counts."""
    missing = tuple(missing)
    word, why = _word(row, counted - sight.last, finding.truth, sight.usual)
    if finding.truth is Truth.UNKNOWN:
        why = f"whether that is too much is not known ({missing[-1].why})" if missing else "it is not known"
    if grave:
        guides = ", ".join(dict.fromkeys(alarm.guide for alarm in grave))
        word, why = (
            "grave",
            f"it needs a look now, however long it has lasted: a dose would be held or stopped for it by {guides}",
        )
    again = "" if not any("stale" in each.why for each in missing) else " The record is old: look again."
    say = f"{_days(counted, sight)} {why}.{again} {row.rule.say}"
    return Standing(row, told, _whole(counted, sight), finding.truth, word, say, finding.evidence, missing, grave)


def _whole(counted: int, sight: Sight) -> float:
    """The days since the last dose, in tenths, rounded down: a 14th day that is not over is not told as 14 days."""
    return (counted - sight.last) * 10 // DAY / 10


def _days(counted: int, sight: Sight) -> str:
    hours = (counted - sight.last) // HOUR
    if hours < 48:
        return (
            f"{hours} {'hour' if hours == 1 else 'hours'} after the last dose" if hours else "Within an hour of the last dose"
        )
    days = _whole(counted, sight)
    return f"{show(days)} {'day' if days == 1 else 'days'} after the last dose"


def _word(row: RecoveryRow, elapsed: int, truth: Truth, usual: Usual) -> tuple[Word, str]:
    if truth is Truth.UNKNOWN:
        return "not known", ""
    if truth is Truth.NO:
        return "recovered", "it is not there"
    share = _recovered(row, elapsed)
    if share is None and row.within is not None:
        return "not known", "it is still there; by then people were looked at, and nobody knows how soon each was well"
    if share is None:
        beyond = row.lasts is not None
        why = "it is still there, longer than anybody has published" if beyond else "it is still there; no source gives a time"
        return "not known", f"{why}, so whether that is usual is not known"
    if share < usual.share:
        return "usual", "it is still there, and that is usual, which tells how long, not how bad"
    return "not usual", "it is still there, and that is no longer usual"


def _recovered(row: RecoveryRow, elapsed: int) -> float | None:
    """The percentage that was published to have recovered by then; None where no source says."""
    if row.figures:
        return max((share for after, share in row.figures if after * SECOND <= elapsed), default=0.0)
    if row.within is not None and row.within * SECOND <= elapsed:
        return 100.0
    if row.within is not None:
        return None if row.unclear_from is not None and row.unclear_from * SECOND <= elapsed else 0.0
    return 0.0 if row.lasts is not None and elapsed <= row.lasts * SECOND else None


def _missing(evidence: Evidence, why: str) -> Missing:
    return Missing(evidence.concept, why, None if evidence.at is None else clock(evidence.at))
