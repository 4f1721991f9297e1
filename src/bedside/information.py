"""What to know beside a decision: rows of the medicine file whose criterion is a known yes. None of them decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bedside.answer import Information
from bedside.chart import Chart, moment
from bedside.criterion import Truth
from bedside.explain import Finding, explain
from bedside.measure import Evidence
from bedside.medicine import Inform, Medicine
from bedside.patient import Patient

NOT_KNOWN = "not known"


def inform(medicine: Medicine, patient: Patient, at: datetime) -> tuple[Information, ...]:
    """What there is to know of this person at `at`, from what was known then; and what is not known."""
    return informed(medicine, Chart.known(patient, at, medicine.rhythm), moment(at))


def informed(medicine: Medicine, chart: Chart, now: int) -> tuple[Information, ...]:
    """The same, of a chart."""
    found = weigh_informs(medicine, chart, now)
    known = (
        Information(row.id, row.topic, row.about, row.say, row.source, row.read, finding, row.points)
        for row, finding in found
        if finding.truth is Truth.YES
    )
    return (*known, *_not_known(found, chart))


def weigh_informs(medicine: Medicine, chart: Chart, now: int) -> list[tuple[Inform, Finding]]:
    """Every row with what is known of its criterion; a row without one always holds."""
    always = Finding(Truth.YES, ())
    return [(row, explain(row.when, chart, now) if row.when else always) for row in medicine.informs]


def _not_known(found: Sequence[tuple[Inform, Finding]], chart: Chart) -> Iterator[Information]:
    """One entry a topic for what its rows ask about and the record does not say."""
    lacking: dict[str, dict[str, Evidence]] = {}
    for row, finding in found:
        if finding.truth is Truth.UNKNOWN:
            asked = (evidence for evidence in finding.evidence if evidence.lacking and evidence.concept in row.asks)
            lacking.setdefault(row.topic, {}).update({evidence.concept: evidence for evidence in asked})
    for topic, told in lacking.items():
        if told:
            each = "; ".join(f"{chart.words[concept].label} ({e.standing})" for concept, e in sorted(told.items()))
            say = f"Not known: {each}. What depends on it is left out here."
            finding = Finding(Truth.UNKNOWN, tuple(e for _, e in sorted(told.items())))
            yield Information(f"{topic}.not_known", topic, NOT_KNOWN, say, "", "", finding)
