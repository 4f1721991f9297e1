"""An infection, or a discharge, that is told of a place is one of that place: "my scar is hot and oozing".

The place that the words themselves name counts first, then one right behind them, then the nearest before them. Which place
is what is data, in `cues.toml`. Whatever it is of, an infection stays as urgent as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bedside.words.cues import by_place, sentence, single
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.stems import stem
from bedside.words.tokens import Token

INFECTION = "infection"
TELLING = frozenset(
    stem(word)
    for word in (
        *("infected", "infection", "infections", "pus", "abscess", "septic", "oozing", "weeping", "festering", "gunge", "gunk"),
        *("mucky", "manky", "matter", "smelly", "stinks", "nasty", "green", "yellow", "swab"),
    )
)
"""Without one of these nothing is said of a place: "they put me on antibiotics"."""
DISCHARGE = "vaginal_discharge"
TABLES = {INFECTION: ("infected",), DISCHARGE: ("infected", "discharge")}
"""Of which tables the places are: a discharge has places of its own besides."""
PLACED = {INFECTION: TELLING, DISCHARGE: frozenset((stem("discharge"),))}
"""What may have a place, and the words without one of which nothing is said of it."""
BEHIND = 4
BEFORE = 12
WHO = frozenset(("i", "he", "she", "we", "they", "you"))
"""Before one of these another clause has ended: "my chest is tight, I have an infection"."""
LINKS = frozenset(("in", "on", "of", "round", "around", "under", "at", "from", "by", "inside", "near", "where", "with"))
"""A place right behind an infection follows one of these: "pus from my ear"."""
HOW = frozenset(("infected", "septic", "festering", "abscessed", "weeping", "oozing"))
"""Behind one of these the place stands at once: "an infected insect bite"."""
IT = frozenset(("it", "this", "that", "they", "which", "could", "maybe", "might", "probably", "looks", "now", "is", "smells"))
"""A sentence that begins with one of these speaks of what the one before told: "I cut my shin. It looks infected"."""


def infected(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, an infection or a discharge that has a place as that of the place."""
    return tuple(_placed(mention, tokens, words) for mention in mentions)


def _placed(mention: Mention, tokens: Sequence[Token], words: Lexicon) -> Mention:
    said = {tokens[place].stem for place in mention.taken}
    if mention.entry.id not in PLACED or not said & PLACED[mention.entry.id]:
        return mention
    known = by_place(*TABLES[mention.entry.id])
    found = next(
        (known[tokens[place].stem] for place in _near(mention, tokens) if tokens[place].stem in known), mention.entry.id
    )
    if found == mention.entry.id:
        return mention
    entry = words[found]
    if mention.entry.id == DISCHARGE:
        return replace(mention, entry=entry)
    return replace(mention, entry=replace(entry, flag=entry.flag or mention.entry.flag), signs=mention.signs | {INFECTION})


def _near(mention: Mention, tokens: Sequence[Token]) -> Iterator[int]:
    """The places of the text that may name where it is, the likeliest first."""
    yield from range(mention.first, mention.last + 1)
    begin, end = sentence(tokens, mention.first)
    behind = mention.last + 1
    if behind < end and (tokens[behind].text in LINKS or tokens[mention.last].text in HOW):
        for place in range(behind, min(end, behind + BEHIND)):
            if not tokens[place].word or tokens[place].text in ("and", "but"):
                break
            yield place
    for place in range(mention.first - 1, max(begin, mention.first - BEFORE) - 1, -1):
        if tokens[place].text in WHO:
            return
        yield place
    if begin > 1 and mention.first - BEFORE <= begin and tokens[begin].text in IT | single("uncertain", "before"):
        last = sentence(tokens, begin - 2)[0]
        yield from range(begin - 2, max(last, begin - 2 - BEFORE) - 1, -1)
