"""What templates call: `{{ reading.at|clock:now }}`, `{{ concept|label }}`, `{% decision answer.decision %}`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, gettext_noop

import bedside
from bedside.faces.web import words
from bedside.faces.web.person.plain import LOOKS, PAGES, PLAIN

WITHOUT_WORDS = (gettext_noop("chosen from the list"), gettext_noop("yes to"), gettext_noop("no to"))
"""How the words of an effect begin that nobody wrote."""

register = template.Library()
register.filter("label", words.label)
register.filter("value", words.value)
register.filter("away", words.away)
register.filter("clock", words.clock)


@register.filter
def said(sentence: str) -> str:
    """A sentence of a medicine's file in the reader's language, or marked as English where it has no translation."""
    told = gettext(sentence) if sentence else ""
    if told != sentence or (get_language() or "en").startswith("en"):
        return words.readable(told)
    return format_html('<span lang="en">{}</span>', words.readable(told)) if told else ""


@register.filter
def plain(word: str | None, words_of: str) -> str:
    """A word of a verb as a person reads it."""
    return str(PLAIN[words_of][word]) if word else ""


@register.filter
def page(route: str) -> str:
    """What the page of a route is called; the route itself where it is no page about a person or a ward."""
    return str(PAGES.get(route, route))


@register.filter
def how_read(read: str) -> str:
    """How a rule's document was read, where it was not the document itself."""
    return str(words.READ[read])


@register.filter
def read_fully(read: str) -> str:
    """The same with the document itself told, too."""
    return str(words.READ[read] or gettext("read in the document itself"))


@register.filter
def dialled(number: str) -> str:
    """A telephone number as an address that a phone can call; empty where it is more than one number, or none."""
    return re.sub(r"[^+0-9]", "", number) if re.fullmatch(r"\+?[0-9][0-9 ()/-]*", number) else ""


@register.filter
def as_told(told: str) -> str:
    """The words of an effect: quoted where somebody wrote them, in the reader's language where they were chosen or answered."""
    head, _, rest = told.partition(": ")
    if head in WITHOUT_WORDS:
        return f"{gettext(head)}: {gettext(rest)}"
    return format_html('<q lang="en">{}</q>', told)


@register.filter
def titled(citation: str) -> str:
    """A citation of a rule of urgency with the title of its document in place of the key."""
    key, comma, place = citation.partition(",")
    known = bedside.urgency_sources().get(key)
    return f"{known['title']}{comma}{place}" if known else citation


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


@register.inclusion_tag("parts/decision.html")
def look(words_of: str, told: str, size: str = "small") -> dict[str, Any]:
    """The badge of a word of a verb: its icon, its word, its tone."""
    return {"look": LOOKS[words_of][told], "size": size}


@register.filter
def means(told: str, words_of: str) -> str:
    """What a badge means, in a sentence."""
    return str(LOOKS[words_of][told].means)


@register.filter
def screened_means(told: str) -> str:
    """What a decision of `screen` means, in a sentence."""
    return str(words.SCREENED[told].means)
