"""A small guide of a ward, and hours after the first dose: what stories about a course are told with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bedside.concepts import vocabulary
from bedside.grammar import parse
from bedside.load import load_medicine
from bedside.medicine import Decision, Guide, Medicine, Rule, Step

ALDESLEUKIN = load_medicine("aldesleukin")
START = datetime.fromisoformat("2026-05-04T08:00:00+00:00")


def hours(number: float) -> datetime:
    """So many hours after the first dose."""
    return START + timedelta(hours=number)


def guided(*steps: tuple[str, str], regimen: str = "high-dose") -> Medicine:
    """Aldesleukin with one small guide, "ward"."""
    rules = tuple(
        Step(Rule(do, "", parse(when, vocabulary(), {}), when, f"{when}.", "ward, card", "secondary"), Decision(do))
        for do, when in steps
    )
    guide = Guide("ward", "The ward's card", "ward", regimen, (), rules)
    return replace(ALDESLEUKIN, guides={"ward": guide})
