"""Scans to assessments: what RECIST 1.1 says at each date, from what was seen up to then, with the rules that said it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bedside.answer import Json, Missing, json_time
from bedside.planning.remarks import Note
from bedside.quantity import show
from bedside.response.best import Points
from bedside.response.recist import (
    CR,
    NE,
    NODE,
    NOT_EVALUABLE,
    PD,
    PR,
    PRESENT,
    RULES,
    SD,
    SMALLEST,
    SMALLEST_NODE,
    Rule,
    gone,
    measurable,
    of_nontargets,
    of_targets,
    overall,
    total,
)
from bedside.response.scans import Baseline, Scan, organ_of, value_of


@dataclass(frozen=True)
class Assessment:
    """What RECIST says of one date. `why` begins with the row of the table that decided.

    Sums are millimetres, changes are percent; None where they are not known. `smallest` is the smallest sum before.
    """

    date: date
    at: datetime
    days: int
    sum: float | None
    change_from_baseline: float | None
    change_from_nadir: float | None
    target: str | None
    nontarget: str | None
    new: bool
    new_lesions: tuple[str, ...]
    equivocal: tuple[str, ...]
    response: str | None
    why: tuple[Rule, ...]

    def to_json(self) -> Json:
        return {
            "at": json_time(self.at),
            "date": self.date.isoformat(),
            "days": self.days,
            "sum": None if self.sum is None else round(self.sum, 3) + 0.0,
            "change_from_baseline": percent(self.change_from_baseline),
            "change_from_nadir": percent(self.change_from_nadir),
            "target": self.target,
            "nontarget": self.nontarget,
            "new": self.new,
            "new_lesions": list(self.new_lesions),
            "equivocal": list(self.equivocal),
            "response": self.response,
            "why": [{"rule": w.id, "say": w.say, "source": w.source, "read": w.read} for w in self.why],
        }


def percent(value: float | None) -> float | None:
    """A percentage as it is written: one place, and no minus before zero."""
    return None if value is None else round(round(value, 6), 1) + 0.0


@dataclass(frozen=True)
class _Past:
    """What the assessments so far leave behind for the next."""

    smallest: float | None
    complete: bool = False
    new: Mapping[str, date] | None = None


def judge(scans: tuple[Scan, ...], baseline: Baseline) -> tuple[Assessment, ...]:
    """Every assessment in order; each rests on those before it alone."""
    first = baseline.scan
    start = total(first.measured) if first.measured else None
    zero = None if start is None else 0.0
    made = [Assessment(first.date, first.at, 0, start, zero, zero, None, None, False, (), (), None, ())]
    past = _Past(start)
    for scan in scans[1:]:
        found = _judge(scan, baseline, start, past)
        made.append(found)
        sums = [mm for mm in (past.smallest, found.sum) if mm is not None]
        seen = dict.fromkeys(found.new_lesions, scan.date) | dict(past.new or {})
        past = _Past(min(sums, default=None), past.complete or found.response == CR, seen)
    return tuple(made)


def _judge(scan: Scan, baseline: Baseline, start: float | None, past: _Past) -> Assessment:
    measured = {lesion: scan.measured.get(lesion) for lesion in baseline.scan.measured}
    others = {lesion: scan.judged("nontarget").get(lesion, NOT_EVALUABLE) for lesion in baseline.scan.of("nontarget")}
    fresh = tuple(lesion for lesion, word in scan.judged("new").items() if word == PRESENT)
    new, why = bool(fresh or past.new), list[Rule]()
    target = nontarget = None
    if measured and start is not None and past.smallest is not None:
        said = of_targets(measured, baseline.nodes, start, past.smallest, past.complete)
        target = said.word
        why.append(_told(said.rule, _which_targets(said.rule, scan, measured, baseline.nodes)))
    if others:
        said = of_nontargets(others, baseline.nodes, past.complete)
        nontarget = said.word
        why.append(_told(said.rule, _which_others(said.rule, others)))
    if fresh:
        why.append(_told("recist.new.present", fresh))
    elif past.new:
        why.append(_told("recist.new.earlier", (f"{lesion} on {day}" for lesion, day in past.new.items())))
    row = overall(target, nontarget, new)
    sum_mm = total(measured) if measured else None
    return Assessment(
        date=scan.date,
        at=scan.at,
        days=(scan.date - baseline.scan.date).days,
        sum=sum_mm,
        change_from_baseline=_change(sum_mm, start),
        change_from_nadir=_change(sum_mm, past.smallest),
        target=target,
        nontarget=nontarget,
        new=new,
        new_lesions=fresh,
        equivocal=tuple(lesion for lesion, word in scan.judged("new").items() if word == NOT_EVALUABLE),
        response=row.overall,
        why=(RULES[row.rule], *why),
    )


def _change(sum_mm: float | None, reference: float | None) -> float | None:
    return None if sum_mm is None or not reference else 100 * (sum_mm - reference) / reference


def _told(rule: str, names: Iterator[str] | tuple[str, ...] = ()) -> Rule:
    """The rule, with the lesions that it is about here."""
    named = ", ".join(names)
    return replace(RULES[rule], say=f"{RULES[rule].say[:-1]}: {named}.") if named else RULES[rule]


def _which_targets(rule: str, scan: Scan, measured: Mapping[str, float | None], nodes: frozenset[str]) -> Iterator[str]:
    for lesion, mm in measured.items():
        if rule == "recist.reappeared" and mm is not None and not gone(mm, lesion in nodes):
            yield f"{lesion}, {value_of(scan.seen[lesion])}"
        if rule in ("recist.target.NE", "recist.target.measured_alone") and mm is None:
            yield f"{lesion} was not"


def _which_others(rule: str, others: Mapping[str, str]) -> Iterator[str]:
    about = {
        "recist.reappeared": PRESENT,
        "recist.nontarget.persisting": PRESENT,
        "recist.nontarget.PD": "progression",
        "recist.nontarget.NE": NOT_EVALUABLE,
    }
    yield from (lesion for lesion, word in others.items() if word == about.get(rule))


def points(assessments: tuple[Assessment, ...]) -> Points:
    """Days and responses after the baseline, as best response and duration count them.

    Where a lesion that was first unclear is later certainly new, progression counts from the scan that first showed it.
    After a complete response disease that is there again is progression already; a word below it that is not says only
    that not everything could be judged, or that a node was seen, and so it neither confirms nor ends the response.
    """
    sure, met, told = _first_certain(assessments), False, list[tuple[int, str]]()
    for a in assessments[1:]:
        word = NE if met and a.response in (PR, SD) else a.response or ""
        told.append((a.days, PD if any(a.date < sure.get(e, a.date) for e in a.equivocal) else word))
        met = met or a.response == CR
    return told


def _first_certain(assessments: tuple[Assessment, ...]) -> dict[str, date]:
    """When each new lesion was first certain."""
    return {lesion: found.date for found in reversed(assessments) for lesion in found.new_lesions}


def remarks(scans: tuple[Scan, ...], baseline: Baseline, assessments: tuple[Assessment, ...]) -> Iterator[Note]:
    """What a person should know beside the answers, in the order of time."""
    yield from _on_baseline(baseline, scans[1:])
    sure = _first_certain(assessments)
    for found in assessments[1:]:
        for lesion in found.equivocal:
            told = f"On {found.date} {lesion} could not be judged: it is not counted as new; look at it again at the next scan"
            if found.date < sure.get(lesion, found.date):
                told = f"{lesion} was unclear on {found.date} and is certain since: progression counts from {found.date}"
            yield Note(f"{told}.", "recist-2009, section 4.3.5", "secondary")
    for scan in scans[1:]:
        for lesion in scan.measured.keys() & baseline.scan.measured.keys():
            if organ_of(scan.seen[lesion]) and not baseline.organs[lesion]:
                yield Note(f"The organ of {lesion} is written on {scan.date} only: correct the baseline if it is a node.")


def _on_baseline(baseline: Baseline, later: tuple[Scan, ...]) -> Iterator[Note]:
    for lesion, mm in baseline.scan.measured.items():
        node = lesion in baseline.nodes
        if mm is not None and not measurable(mm, node):
            limit = f"{show(SMALLEST_NODE)} mm across, as a node" if node else f"{show(SMALLEST)} mm"
            told = f"{lesion} has {show(round(mm, 3))} mm at the baseline, less than the {limit} that RECIST asks of a target"
            yield Note(f"{told}: it would be a non-target lesion.", "recist-2009, section 3.1", "secondary")
        if not baseline.organs[lesion]:
            told = f"No organ is written for {lesion}: it is taken for no node, so only 0 mm is gone, and it counts in no organ"
            yield Note(f"{told}. Write organ=lung, or organ={NODE}, in its note.")
    for lesion, word in baseline.scan.judged("nontarget").items():
        if word == NOT_EVALUABLE:
            yield Note(f"{lesion} could not be judged at the baseline; it is followed as if it was there.")
    if not later:
        yield Note(f"Only the baseline of {baseline.scan.date} is known: a response needs an assessment after it.")


def lacking(scans: tuple[Scan, ...], baseline: Baseline) -> Iterator[Missing]:
    """The lesions that the latest assessment left open."""
    latest = scans[-1]
    for lesion in baseline.scan.seen if len(scans) > 1 else ():
        found = latest.seen.get(lesion)
        if found is not None and found.value != NOT_EVALUABLE:
            continue
        known = [s.at for s in scans if lesion in s.seen and s.seen[lesion].value != NOT_EVALUABLE]
        what = "not evaluable" if found is not None else "not recorded"
        yield Missing(lesion, f"{what} on {latest.date}", max(known, default=None))
