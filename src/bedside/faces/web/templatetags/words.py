"""What templates call: `{{ reading.at|clock:now }}`, `{{ concept|label }}`, `{% decision answer.decision %}`."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.urls import get_script_prefix, reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_noop

import bedside
from bedside.faces.web import words
from bedside.faces.web.person.plain import LOOKS, PAGES, PLAIN

WITHOUT_WORDS = (gettext_noop("chosen from the list"), gettext_noop("yes to"), gettext_noop("no to"))
"""How the words of an effect begin that nobody wrote."""

register = template.Library()
CHIPS = 3
"""So many of what is missing are named on a board."""
ALL_LOOKS = {**LOOKS, "decision": {str(told): look for told, look in words.LOOKS.items()}, "screening": words.SCREENED}
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
    """A citation of a rule of urgency with the titles of its documents in place of their keys."""
    return "; ".join(_titled(each) for each in citation.split("; "))


def _titled(citation: str) -> str:
    key, comma, place = citation.partition(",")
    known = bedside.urgency_sources().get(key)
    return f"{known['title']}{comma}{place}" if known else citation


@register.filter
def json_time(told: str | None) -> datetime | None:
    """A time of an answer's JSON."""
    return bedside.parse_time(told) if told else None


@register.simple_tag
def decision(told: str, size: str = "") -> SafeString:
    """The badge of a decision: its icon, its word, its tone."""
    return _badge("decision", told, size)


@register.simple_tag
def screening(told: str, size: str = "") -> SafeString:
    """The badge of what `screen` decided."""
    return _badge("screening", told, size)


@register.simple_tag
def look(words_of: str, told: str, size: str = "small") -> SafeString:
    """The badge of a word of a verb: its icon, its word, its tone."""
    return _badge(words_of, told, size)


def _badge(words_of: str, told: str, size: str) -> SafeString:
    return standing("parts/decision.html", words_of=words_of, told=str(told), size=size)


@register.filter
def look_of(told: str, words_of: str) -> words.Look:
    """How a word of a verb is shown."""
    return ALL_LOOKS[words_of][told]


@register.simple_tag
def source(citation: str, read: str = "primary") -> SafeString:
    """Where a statement comes from, and how that was read."""
    return standing("parts/source.html", source=citation, read=read)


@register.simple_tag
def fires(rule: Any) -> SafeString:
    """What a rule says, in a few words."""
    return standing("parts/fires.html", say=rule.say, read=rule.read)


@register.simple_tag
def short(answer: bedside.Answer) -> SafeString:
    """Why, in a few words: the rules that fire, else what is missing."""
    firing = answer.firing
    told = [f"{fires(reason.rule)} " for reason in firing if reason.rule.group != "decide"]
    if answer.missing:
        told.append(standing("parts/unknown.html", n=len(answer.missing)))
    elif not firing:
        told.append(standing("parts/none_fires.html"))
    if answer.silent_about:
        named = ", ".join(words.label(concept) for concept in answer.silent_about)
        told.append(format_html(' <span class="short">{} {}.</span>', standing("parts/silent.html"), named))
    return mark_safe("".join(told))


@register.simple_tag
def chips(missing: Sequence[bedside.Missing]) -> SafeString:
    """The first things that are missing, and how many more there are."""
    told = [words.label(lack.concept) for lack in missing[:CHIPS]]
    told += [f"+{len(missing) - CHIPS}"] if len(missing) > CHIPS else []
    each = format_html_join("", '<span class="chip">{}</span>', ((name,) for name in told))
    return format_html('<span class="chips">{}</span>', each)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture that stands beside a word, and says nothing by itself."""
    return standing("parts/icon.html", name=name)


@register.filter
def means(told: str, words_of: str) -> str:
    """What a badge means, in a sentence."""
    return str(LOOKS[words_of][told].means)


@register.filter
def screened_means(told: str) -> str:
    """What a decision of `screen` means, in a sentence."""
    return str(words.SCREENED[told].means)


NOBODY = "00000000-0000-0000-0000-000000000000"
"""Stands in what every person's pages have in common where the id of the person goes."""


@register.simple_tag
def standing(part: str, about: object = "", **keys: Hashable) -> SafeString:
    """A part of every page that each process draws once for a language and these keys, which are all that it sees.

    `about` is the id of the person whose page it is; what is drawn is that of nobody, and the id is put in afterwards.
    """
    told = _drawn_once(part, get_language(), get_script_prefix(), tuple(sorted(keys.items())))
    return mark_safe(told.replace(NOBODY, escape(str(about))) if about else told)


@register.simple_tag
def address(route: str, about: object) -> str:
    """The address of a page about a person; as `url`, for a list of many."""
    return _address_of_nobody(route, get_script_prefix()).replace(NOBODY, str(about))


@lru_cache(maxsize=100)
def _address_of_nobody(route: str, prefix: str) -> str:  # noqa: ARG001
    return reverse(route, args=[NOBODY])


@lru_cache(maxsize=1000)
def _drawn_once(part: str, language: str | None, prefix: str, keys: tuple[tuple[str, Hashable], ...]) -> str:  # noqa: ARG001
    return get_template(part).render({"nobody": NOBODY, "LANGUAGE_CODE": language, **dict(keys)})
