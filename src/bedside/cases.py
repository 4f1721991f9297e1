"""Readable cases of a medicine: an invented person, a change to the record, and what a rule must then say.

    [base.ready]                            [[case]]
    at    = 2026-05-05T16:00:00Z            from   = "ready"
    facts = ["-2 h  creatinine 1.1 mg/dL"]  change = ["creatinine 3.0 mg/dL"]

A change is a fact without a time (in place of the newest reading of its concept, at the time of that one, or 40 minutes
ago where there is none), a fact with a time (in place of a reading of that very moment, or else one more), or
"without CONCEPT", which takes all readings of it away. A base may stand on another: its own facts are then added. A
note is written in round brackets behind the value: "-60 d  target:lung-1 42 mm (organ=lung)".
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bedside.after.schedule import NEXT as DUE
from bedside.after.schedule import OVERDUE, WATCHED, nearest
from bedside.answer import Answer, Missing, Reason
from bedside.care import weigh_cares
from bedside.chart import Chart, moment
from bedside.criterion import Truth
from bedside.grammar import GrammarError, duration
from bedside.information import weigh_informs
from bedside.medicine import Medicine
from bedside.patient import Observation, Patient, RecordError, Value, observe
from bedside.records import LESION_WORDS
from bedside.response.recist import RULES
from bedside.response.retreatment import Needed
from bedside.verbs.check import check
from bedside.verbs.course import course
from bedside.verbs.follow_up import follow_up
from bedside.verbs.respond import respond
from bedside.verbs.screen import screen

TIMED = re.compile(r"(now|[+-]\S+ \S+)\s+(?=[a-z])(.+)")
UNRECORDED = timedelta(minutes=-40)
NOTED = re.compile(r"(.*?)\s*(?:\((.*)\))?")
WORDS: Mapping[str, Value] = {"true": True, "false": False, "done": "done", **{word: word for word in LESION_WORDS}}
NEEDED = ("name", "tests", "truth", "from", "expect", "cites")
ALLOWED = frozenset(NEEDED) | {"verb", "guide", "change", "missing"}


class CaseError(ValueError):
    """A case that cannot be read: which one, and why."""


@dataclass(frozen=True)
class Case:
    """One person at one time, and what is expected: the truth of the row `tests`, what is said, what is missing.

    `expect` is the decision, or where the verb says something of each row (a toxicity is usual, a visit is due) that of
    the row: of a rule of RECIST the response of the latest assessment, of what another course needs its guide's answer.
    `cites` is the source that the tested row must have; `guide` is empty where the verb takes none.
    """

    name: str
    verb: str
    guide: str
    tests: str
    truth: Truth
    patient: Patient
    at: datetime
    expect: str
    cites: str
    missing: tuple[str, ...]


Record = tuple[datetime, tuple[Observation, ...]]


def read_cases(text: str) -> tuple[Case, ...]:
    """The cases that the TOML `text` describes. Raises CaseError with the first that cannot be read."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise CaseError(f"the cases are not TOML: {trouble}") from None
    bases: dict[str, Record] = {}
    for name, row in data.get("base", {}).items():
        bases[name] = _base(name, row, bases)
    cases = tuple(_case(row, bases) for row in data.get("case", ()))
    for (guide, name), times in Counter((case.guide, case.name) for case in cases).items():
        if times > 1:
            raise CaseError(f"the case {name!r} of {guide or 'screen'} is there {times} times")
    return cases


def _base(name: str, row: Mapping[str, Any], bases: Mapping[str, Record]) -> Record:
    at, known = bases[row["from"]] if row.get("from") in bases else (row.get("at"), ())
    at = row.get("at", at)
    if not isinstance(at, datetime) or at.utcoffset() is None:
        raise CaseError(f"base {name!r}: 'at' is a time with an offset, or 'from' names a base above")
    changed = _changed(f"base {name!r}", known, row.get("change", ()), at)
    return at, changed + tuple(_fact(f"base {name!r}", line, at) for line in row.get("facts", ()))


def _case(row: Mapping[str, Any], bases: Mapping[str, Record]) -> Case:
    where = f"case {row.get('name', '')!r}"
    lacking, odd = [key for key in NEEDED if key not in row], sorted(row.keys() - ALLOWED)
    if lacking or odd:
        raise CaseError(f"{where}: lacks {', '.join(lacking) or 'nothing'}; unknown keys: {', '.join(odd) or 'none'}")
    verb, guide = row.get("verb", "check"), row.get("guide", "")
    if verb not in VERBS:
        raise CaseError(f"{where}: the verb is one of {', '.join(VERBS)}, not {verb!r}")
    if (guide and VERBS[verb].guide == "never") or (not guide and VERBS[verb].guide == "always"):
        raise CaseError(f"{where}: the verb {verb} comes {'without' if guide else 'with'} a guide")
    if row["from"] not in bases or row["truth"] not in [truth.word for truth in Truth]:
        raise CaseError(f"{where}: no base {row['from']!r}, or the truth {row['truth']!r} is not yes, no or unknown")
    at, known = bases[row["from"]]
    return Case(
        name=row["name"],
        verb=verb,
        guide=guide,
        tests=row["tests"],
        truth=Truth[row["truth"].upper()],
        patient=Patient.of(_changed(where, known, row.get("change", ()), at)),
        at=at,
        expect=row["expect"],
        cites=row["cites"],
        missing=tuple(row.get("missing", ())),
    )


def _changed(where: str, known: Iterable[Observation], changes: Iterable[str], at: datetime) -> tuple[Observation, ...]:
    record = tuple(known)
    for line in changes:
        if line.startswith("without "):
            name = line.removeprefix("without ").strip()
            if not any(o.concept == name for o in record):
                raise CaseError(f"{where}: {line!r}: there is no {name} to take away")
            record = tuple(o for o in record if o.concept != name)
        else:
            new = _fact(where, line, at, record)
            record = (*(o for o in record if (o.concept, o.at) != (new.concept, new.at)), new)
    return record


def _fact(where: str, line: str, at: datetime, record: tuple[Observation, ...] | None = None) -> Observation:
    timed = TIMED.fullmatch(line)
    concept, _, rest = (timed[2] if timed else line).partition(" ")
    noted = NOTED.fullmatch(rest.strip())
    told, note = (noted[1], noted[2] or "") if noted else (rest, "")
    if timed is None and record is None:
        raise CaseError(f"{where}: {line!r} has no time; write one before it, such as '-40 min'")
    try:
        value, unit = _value(told.strip())
        times = [o.at for o in record or () if o.concept == concept and o.at <= at]
        when = at + _offset(timed[1]) if timed else max(times, default=at + UNRECORDED)
        return observe(concept, when, value, unit, note=note)
    except (RecordError, GrammarError, ValueError) as trouble:
        raise CaseError(f"{where}: {line!r}: {trouble}") from None


def _offset(text: str) -> timedelta:
    if text == "now":
        return timedelta()
    seconds = timedelta(seconds=duration(text[1:]))
    return -seconds if text[0] == "-" else seconds


def _value(told: str) -> tuple[Value, str]:
    if told in WORDS:
        return WORDS[told], ""
    number, _, unit = told.partition(" ")
    return float(number), unit


@dataclass(frozen=True)
class Row:
    """What an answer says of one row of the file; `said` where the verb says something of each row.

    `decides` is false of rows that are only shown beside the decision.
    """

    truth: Truth
    source: str
    said: str = ""
    decides: bool = True


@dataclass(frozen=True)
class Said:
    """An answer as cases read it."""

    decision: str
    rows: Mapping[str, Row]
    missing: frozenset[str]


@dataclass(frozen=True)
class Verb:
    """How cases ask one verb; `guide` is always, may or never named."""

    guide: str
    ask: Callable[[Medicine, Case], Said]


def _checked(medicine: Medicine, case: Case) -> Said:
    answer = check(medicine, case.patient, case.at, case.guide)
    return Said(str(answer.decision), _rows(answer.reasons) | _beside(medicine, case, answer), _concepts(answer.missing))


def _screened(medicine: Medicine, case: Case) -> Said:
    screening = screen(medicine, case.patient, case.at)
    return Said(screening.decision, _rows(screening.reasons), _concepts(screening.missing))


def _told(medicine: Medicine, case: Case) -> Said:
    """The latest course of a timeline: its state, its cycles, and its slots, each by the word for it."""
    timeline = course(medicine, case.patient, case.at, guide=case.guide or None)
    source = timeline.regimen.source
    rows = {"state": Row(Truth.YES, timeline.state.note.source or "", timeline.state.word)}
    for cycle in timeline.courses[-1].cycles if timeline.courses else ():
        name = f"cycle {cycle.number}"
        ended = cycle.ended.said.step if cycle.ended else None
        rows[name] = Row(Truth.YES, ended.source if ended else source, cycle.state)
        for each in cycle.slots:
            step = each.said.step if each.said else None
            rows[f"{name}, slot {each.slot.number}"] = Row(Truth.YES, step.source if step else source, each.slot.status)
    return Said(timeline.state.word, rows, frozenset())


def _beside(medicine: Medicine, case: Case, answer: Answer) -> dict[str, Row]:
    """The rows that decide nothing: whether each is shown beside the decision."""
    chart, now = Chart.known(case.patient, case.at, medicine.rhythm), moment(case.at)
    known = {row.id: Row(finding.truth, row.source, decides=False) for row, finding in weigh_informs(medicine, chart, now)}
    rules = [reason for reason in answer.reasons if reason.rule in medicine.guides[answer.guide].rules]
    cares = weigh_cares(medicine, rules, answer.decision, chart, now)
    return known | {each.row.id: Row(each.truth, each.row.source, decides=False) for each in cares}


def _rows(reasons: Iterable[Reason]) -> dict[str, Row]:
    return {reason.rule.id: Row(reason.truth, reason.rule.source) for reason in reasons}


def _concepts(missing: Iterable[Missing]) -> frozenset[str]:
    return frozenset(each.concept for each in missing)


def _responded(medicine: Medicine, case: Case) -> Said:
    """Rules of RECIST, yes where they judged the latest assessment, and what each guide asks for before a next course."""
    response = respond(medicine, case.patient, case.at, case.guide or None)
    latest = response.assessments[-1] if response.assessments else None
    fired, said = {rule.id for rule in latest.why} if latest else set[str](), str(latest.response if latest else None)
    rows = {rule.id: Row(Truth.YES if rule.id in fired else Truth.NO, rule.source, said) for rule in RULES.values()}
    for answer in response.retreatment.answers:
        rows |= {needed.rule.id: _needed(needed, answer.decision) for needed in answer.criteria}
    return Said(response.retreatment.decision, rows, _concepts(response.missing))


def _needed(needed: Needed, decision: str) -> Row:
    return Row(needed.truth, needed.rule.source, decision)


def _followed(medicine: Medicine, case: Case) -> Said:
    """Of a row with dates counts the one that is nearest to the time of the question."""
    answer = follow_up(medicine, case.patient, case.at, guide=case.guide or None)
    told = [(found.row, found.status) for found in answer.watch]
    for row in dict.fromkeys(due.row for due in (*answer.due, *answer.rivals)):
        due = nearest((each for each in (*answer.due, *answer.rivals) if each.row == row), case.at)
        told.append((row, due.status))
    rows = {row.id: Row(_truth(status), row.source, status) for row, status in told}
    rows |= {found.row.rule.id: Row(found.truth, found.row.rule.source, found.standing) for found in answer.recovery}
    return Said("", rows, _concepts(answer.missing))


def _truth(status: str) -> Truth:
    return Truth.YES if status in (DUE, OVERDUE, WATCHED) else Truth.NO


VERBS: Mapping[str, Verb] = {
    "check": Verb("always", _checked),
    "follow_up": Verb("may", _followed),
    "screen": Verb("never", _screened),
    "course": Verb("may", _told),
    "respond": Verb("may", _responded),
}


def faults_of(case: Case, medicine: Medicine) -> tuple[str, ...]:
    """Where `medicine` does not say what the case expects; empty where it does."""
    said = VERBS[case.verb].ask(medicine, case)
    row = said.rows.get(case.tests)
    if row is None:
        return (f"there is no rule {case.tests!r} here",)
    return tuple(_differences(case, said, row))


def _differences(case: Case, said: Said, row: Row) -> Iterable[str]:
    if row.truth is not case.truth:
        yield f"{case.tests} is {row.truth.word}, expected {case.truth.word}"
    if (row.said or said.decision) != case.expect:
        firing = ", ".join(rule for rule, each in said.rows.items() if each.decides and each.truth is Truth.YES)
        yield f"decided {row.said or said.decision!r}, expected {case.expect!r}; firing: {firing or 'nothing'}"
    if row.source != case.cites:
        yield f"{case.tests} cites {row.source!r}, expected {case.cites!r}"
    for concept in case.missing:
        if concept not in said.missing:
            yield f"{concept} is not named as missing; named: {', '.join(sorted(said.missing)) or 'nothing'}"


def untested(cases: Iterable[Case], medicine: Medicine) -> tuple[str, ...]:
    """The rules, the decide rows, the rules of RECIST, and every other row that says something, which no case has reached."""
    seen = {case.tests for case in cases if case.truth is Truth.YES}
    guides = medicine.guides.values()
    rules = [*medicine.screen, *(r for g in guides for r in (*g.rules, *(step.rule for step in g.steps)))]
    judged = [*(RULES if medicine.respond else ()), *(row.id for row in medicine.retreat)]
    after = [*(row.id for row in medicine.follow_up), *(row.rule.id for row in medicine.recovery)]
    beside = [*(row.id for row in medicine.informs), *(row.id for row in medicine.cares)]
    return tuple(name for name in (*(rule.id for rule in rules), *judged, *after, *beside) if name not in seen)
