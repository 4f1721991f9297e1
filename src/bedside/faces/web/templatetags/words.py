"""What templates call: `{{ reading.at|clock:now }}`, `{{ concept|label }}`, `{% decision answer.decision %}`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext

import bedside
from bedside.faces.web import words

register = template.Library()
register.filter("label", words.label)
register.filter("value", words.value)
register.filter("away", words.away)
register.filter("clock", words.clock)


@register.filter
def said(sentence: str) -> str:
    """A sentence of a medicine's file in the reader's language."""
    return gettext(sentence) if sentence else ""


@register.filter
def how_read(read: str) -> str:
    """How a rule's document was read, where it was not the document itself."""
    return str(words.READ[read])


@register.filter
def json_time(told: str | None) -> datetime | None:
    """A time of an answer's JSON."""
    return bedside.parse_time(told) if told else None


@register.inclusion_tag("parts/decision.html")
def decision(told: str, size: str = "") -> dict[str, Any]:
    """The badge of a decision: its icon, its word, its tone."""
    return {"look": words.LOOKS[bedside.Decision(told)], "size": size}


@register.inclusion_tag("parts/decision.html")
def screening(told: str, size: str = "") -> dict[str, Any]:
    """The badge of what `screen` decided."""
    return {"look": words.SCREENED[told], "size": size}


@register.inclusion_tag("parts/source.html")
def source(citation: str, read: str = "primary") -> dict[str, Any]:
    """Where a statement comes from, and how that was read."""
    return {"source": citation, "read": read}
