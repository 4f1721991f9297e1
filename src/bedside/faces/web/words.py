"""What the pages call things: decisions with their icons, concepts, values, times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

import bedside
from bedside import Decision
from bedside.faces.words import number

MORE = (" (", " over the interval", " reviewed before", " in serum")
TIME, ID = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z"), re.compile(r"\b[a-z0-9]+(_[a-z0-9]+)+\b")
WRITTEN = (
    ("mm[Hg]", "mmHg"),
    ("Cel", "°C"),
    ("[degF]", "°F"),
    ("[IU]", "IU"),
    ("10*3/uL", "×10³/µL"),
    ("10*9/L", "×10⁹/L"),
)
"""Units in UCUM, and as people write them."""
MICRO = re.compile(r"\bu(?=(g|mol|L)\b)")
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Look:
    """How a decision is shown: a word, an icon and a tone, so that none of them stands alone; `means` in a sentence."""

    word: str | Promise
    icon: str
    tone: str
    means: str | Promise


LOOKS = {
    Decision.GIVE: Look(
        gettext_lazy("Give"),
        "give",
        "go",
        gettext_lazy("The dose may be given: every rule of this guide is known not to apply."),
    ),
    Decision.CORRECT: Look(
        gettext_lazy("Correct"),
        "correct",
        "wait",
        gettext_lazy("Not now: start the corrective measure and check again. The dose may still be given in this slot."),
    ),
    Decision.HOLD: Look(
        gettext_lazy("Hold"),
        "hold",
        "wait",
        gettext_lazy("Leave this slot's dose out; it is not made up. Look again at the next slot."),
    ),
    Decision.STOP_CYCLE: Look(gettext_lazy("Stop cycle"), "stop", "stop", gettext_lazy("No more doses in this cycle.")),
    Decision.STOP_FOR_GOOD: Look(
        gettext_lazy("Stop for good"), "stop-for-good", "stop", gettext_lazy("No more doses of this medicine, ever.")
    ),
    Decision.NOT_READY: Look(
        gettext_lazy("Not ready"), "not-ready", "unknown", gettext_lazy("Something is not known. Measure it, then ask again.")
    ),
}
READ = {
    "primary": "",
    "secondary": gettext_lazy("read at second hand"),
    "recalled": gettext_lazy("recalled, not yet verified against the document"),
}
SCREENED = {
    "candidate": Look(
        gettext_lazy("Candidate"), "give", "go", gettext_lazy("Nothing that is asked for speaks against treatment.")
    ),
    "needs judgement": Look(
        gettext_lazy("Needs judgement"),
        "correct",
        "wait",
        gettext_lazy("Nothing excludes treatment; something is for the team to judge."),
    ),
    "not a candidate": Look(
        gettext_lazy("Not a candidate"), "stop", "stop", gettext_lazy("Something that is known speaks against treatment.")
    ),
    "not known": Look(
        gettext_lazy("Not known yet"), "not-ready", "unknown", gettext_lazy("Something has still to be measured or asked.")
    ),
}
"""How each decision of `screen` is shown."""


def label(concept: str) -> str:
    """What a concept is called, without what the vocabulary adds to tell it from others."""
    return _label(concept, get_language())


@cache
def _label(concept: str, language: str | None) -> str:  # noqa: ARG001
    told = bedside.vocabulary()[concept].label
    for more in MORE:
        told = told.split(more)[0]
    return _(told)


def unit(code: str) -> str:
    """A UCUM unit as people write it."""
    for ucum, written in WRITTEN:
        code = code.replace(ucum, written)
    told = spelt(code).strip("{}")
    return {"a": _("years"), "score": "", "doses": _("doses"), "holds": _("held slots")}.get(told, told)


def coded(text: str) -> str:
    """A unit as it is shown here, in UCUM again: what a page shows can be typed into it.

    >>> coded("88 µmol/L"), coded("118 mmHg")
    ('88 umol/L', '118 mm[Hg]')
    """
    for ucum, written in WRITTEN:
        text = text if ucum in text else text.replace(written, ucum)
    return text.replace("µ", "u").replace("μ", "u")


def spelt(text: str) -> str:
    """A text in which every unit is spelt in one way, however its file spells it."""
    return MICRO.sub("µ", text.replace("mm Hg", "mmHg"))


def value(told: object, code: str = "") -> str:
    """A value with its unit, in words where it is no number; large amounts of IU in millions."""
    if told is None:
        return _("nothing recorded")
    if isinstance(told, bool):
        return _("yes") if told else _("no")
    if told == "done":
        return _("done")
    if code == "[IU]" and isinstance(told, (int, float)) and told >= 1e6:
        return _("%(number)s million IU") % {"number": number(told / 1e6)}
    return f"{number(told)} {unit(code)}".strip()


def span(time: timedelta) -> str:
    """A duration in one or two units."""
    if time >= 2 * DAY:
        return ngettext("%(n)d day", "%(n)d days", time // DAY) % {"n": time // DAY}
    hours, rest = divmod(time, HOUR)
    if hours:
        return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest // MINUTE}
    return _("%(minutes)d min") % {"minutes": rest // MINUTE}


def away(time: datetime, now: datetime) -> str:
    """How far a time lies from now."""
    if abs(time - now) < MINUTE:
        return _("now")
    if time > now:
        return _("in %(span)s") % {"span": span(time - now)}
    return _("%(span)s ago") % {"span": span(now - time)}


def local(time: datetime) -> datetime:
    """A time in the time zone of this installation."""
    return time.astimezone(get_current_timezone())


def clock(time: datetime, now: datetime) -> str:
    """A time as people say it: today, yesterday, tomorrow, or the date, and the clock."""
    there, here = local(time), local(now)
    days = (there.date() - here.date()).days
    day = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}.get(days)
    if day is None:
        day = date_format(there, "j M" if there.year == here.year else "j M Y")
    return f"{day} {there:%H:%M}"


def readable(sentence: str) -> str:
    """A sentence of the core with its times and units as people say them, and the names of concepts instead of their ids."""
    told = TIME.sub(lambda found: date_format(local(bedside.parse_time(found[0])), "j M Y H:i"), spelt(sentence))
    vocabulary = bedside.vocabulary()
    return ID.sub(lambda found: label(found[0]) if found[0] in vocabulary else found[0], told)


def evidence(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Evidence, from an answer's JSON, ready to be shown."""
    told = []
    for row in rows:
        at = bedside.parse_time(str(row["at"])) if row["at"] else None
        shown = {"label": label(row["concept"]), "value": value(row["value"], row["unit"]), "at": at}
        told.append(shown | {"standing": row["standing"], "conversion": row.get("conversion", "")})
    return told


def said(text: str) -> str:
    """A concept by its name, and any other text in the reader's language, where it has a translation."""
    return label(text) if text in bedside.vocabulary() else _(text)
