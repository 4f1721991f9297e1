"""Is this still usual? A toxicity after the last dose, held against how long it was published to last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bedside.answer import Missing
from bedside.chart import SECOND, Chart, clock, moment
from bedside.criterion import Truth, concepts_of
from bedside.explain import Finding, explain
from bedside.measure import Evidence, standing_of
from bedside.medicine import Medicine, RecoveryRow, Usual
from bedside.patient import Patient
from bedside.quantity import show

Word = Literal["usual", "not usual", "recovered", "not known"]
ONE_CYCLE = 1 << 40
"""Seconds: the whole course is read as one cycle, so that its baseline is what was measured before the course."""
DAY = 86400 * SECOND
NOTHING_SINCE = "nothing recorded since the last dose"
NO_BASELINE = "no baseline from before the course"


@dataclass(frozen=True)
class Standing:
    """What is known of one toxicity: `told` is its newest record, `days` how long after the last dose that counts.

    `truth` says whether it is there; `standing` whether that is usual.
    """

    row: RecoveryRow
    told: Evidence
    days: float | None
    truth: Truth
    standing: Word
    say: str
    evidence: tuple[Evidence, ...]
    missing: tuple[Missing, ...]


def chart_of_course(medicine: Medicine, patient: Patient, first: datetime, now: datetime) -> Chart:
    """The chart in which recovery is read: what its rows ask about, and the doses of the latest course alone."""
    asked = {concept for row in medicine.recovery for concept in concepts_of(row.rule.when)}
    dose = medicine.rhythm.dose
    known = (o for o in patient.observations if o.at <= now)
    kept = (o for o in known if o.concept in asked or (o.concept == dose and o.at >= first))
    return Chart.of(Patient.of(kept), replace(medicine.screen_rhythm, cycle_gap=ONE_CYCLE))


def standing(row: RecoveryRow, chart: Chart, last: datetime, now: datetime, usual: Usual) -> Standing:
    """Whether the toxicity of `row` is still there after the dose at `last`, and whether that is usual."""
    concepts = concepts_of(row.rule.when)
    if any(chart.words[concept].numeric for concept in concepts):
        return _measured(row, concepts[0], chart, moment(last), moment(now), usual)
    return _found(row, concepts, chart, moment(last), moment(now), usual)


def _measured(row: RecoveryRow, concept: str, chart: Chart, last: int, now: int, usual: Usual) -> Standing:
    """A number is judged at its own time: a reading at home is not stale because it is a day old."""
    newest, fresh = standing_of(concept, chart, now)
    if newest.at is None or newest.at <= last:
        return _unseen(row, newest)
    told, _ = standing_of(concept, chart, newest.at)
    finding = explain(row.rule.when, chart, newest.at)
    missing = [] if fresh else [_missing(newest, newest.standing)]
    lacking = next((e for e in finding.evidence if e.lacking and finding.truth is Truth.UNKNOWN), None)
    if lacking:
        why = lacking.standing if lacking.at == newest.at else NO_BASELINE
        missing.append(_missing(newest, why))
    return _judged(row, told, newest.at - last, finding, missing, usual)


def _found(row: RecoveryRow, concepts: tuple[str, ...], chart: Chart, last: int, now: int, usual: Usual) -> Standing:
    """A finding is there until somebody denies it, or reviews without repeating it; both after the last dose."""
    finding = explain(row.rule.when, chart, now)
    seen = [e.at for e in finding.evidence if e.at is not None and not e.standing.startswith("cleared")]
    newest = _flag(concepts, finding, chart)
    enough = max(seen, default=last) > last if finding.truth is Truth.YES else min(seen, default=last) > last
    if finding.truth is Truth.UNKNOWN or not enough:
        lacking = [_missing(e, e.standing) for e in finding.evidence if e.lacking]
        old = [_missing(e, NOTHING_SINCE) for e in finding.evidence if not e.lacking and (e.at or 0) <= last]
        return replace(_unseen(row, newest), truth=Truth.UNKNOWN, missing=tuple(lacking + old))
    reviews = [standing_of(c, chart, now) for c in concepts if chart.words[c].kind == "review"]
    stale = [_missing(e, e.standing) for e, fresh in reviews if not fresh]
    counted = now if finding.truth is Truth.YES else max(seen)
    return _judged(row, newest, counted - last, finding, stale, usual)


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
    row: RecoveryRow, told: Evidence, elapsed: int, finding: Finding, missing: Iterable[Missing], usual: Usual
) -> Standing:
    word, why = _word(row, elapsed, finding.truth, usual)
    missing = tuple(missing)
    days = round(elapsed / DAY, 1)
    again = "" if not any("stale" in each.why for each in missing) else " The record is old: look again."
    if finding.truth is Truth.UNKNOWN:
        why = f"whether that is too much is not known ({missing[-1].why})" if missing else "it is not known"
    say = f"{show(days)} {'day' if days == 1 else 'days'} after the last dose {why}.{again} {row.rule.say}"
    return Standing(row, told, days, finding.truth, word, say, finding.evidence, missing)


def _word(row: RecoveryRow, elapsed: int, truth: Truth, usual: Usual) -> tuple[Word, str]:
    if truth is Truth.UNKNOWN:
        return "not known", ""
    if truth is Truth.NO:
        return "recovered", "it is not there"
    share = _recovered(row, elapsed)
    if share is None:
        beyond = row.lasts is not None
        why = "it is still there, longer than anybody has published" if beyond else "it is still there; no source gives a time"
        return "not known", f"{why}, so whether that is usual is not known"
    if share < usual.share:
        return "usual", "it is still there, and that is usual"
    return "not usual", "it is still there, and that is no longer usual"


def _recovered(row: RecoveryRow, elapsed: int) -> float | None:
    """The percentage that was published to have recovered by then; None where no source says."""
    if row.figures:
        return max((share for after, share in row.figures if after * SECOND <= elapsed), default=0.0)
    if row.within is not None:
        return 100.0 if row.within * SECOND <= elapsed else 0.0
    return 0.0 if row.lasts is not None and elapsed <= row.lasts * SECOND else None


def _missing(evidence: Evidence, why: str) -> Missing:
    return Missing(evidence.concept, why, None if evidence.at is None else clock(evidence.at))
