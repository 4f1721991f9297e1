"""What is not there now and was there before: "no chest pain now, I did on Monday", "not dizzy today, I was yesterday"."""

from __future__ import annotations

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import Scene

WHO = frozenset(("i", "he", "she", "there", "it", "they", "we"))
HAVING = frozenset(("did", "had", "was", "were", "got", "have", "has", "been"))
SOME = frozenset(
    (
        "some",
        "one",
        "it",
        "any",
        "them",
        "that",
        "a",
        "bit",
        "of",
        "have",
        "had",
        "plenty",
        "few",
        "get",
        "lots",
        "little",
        "there",
    )
)
JOINING = frozenset((",", "but", "though", "although", "-", "and", "yet", "("))
WITHIN = 8
"""So many words behind what is denied it may be told that it was there."""


def was_before(scene: Scene) -> tuple[int, ...]:
    """The places of the words that say that what is denied was there at another time; none where they tell something else."""
    last = scene.mention.last
    for place in range(last + 1, min(last + 1 + WITHIN, len(scene.tokens))):
        if place in scene.covered:
            return ()
        begins = scene.text(place - 1) in JOINING or scene.tokens[place - 1].hard
        size = _had_it(scene, place) if begins else 0
        if size:
            return tuple(range(place, place + size))
    return ()


def _had_it(scene: Scene, begin: int) -> int:
    """How many words from a place on say that it was there, and when: "I did on Monday", "had some last night"."""
    place = begin + (scene.text(begin) in WHO)
    verb = place
    while scene.text(place) in HAVING:
        place += 1
    if place == verb or (verb == begin and scene.text(verb) not in ("had", "was", "did")):
        return 0
    while scene.text(place) in SOME:
        place += 1
    when = place
    while scene.text(when) in single("past", "on_a_day"):
        when += 1
    _, end = sentence(scene.tokens, begin)
    named = {scene.text(each) for each in range(place, when)} & single("past", "days_of_then")
    early = any(at(scene.tokens, each, phrases("past", "earlier")) for each in range(place, when))
    closed = when >= end or not scene.tokens[when].word or scene.text(when) in ("though", "but", "and", "however", "too")
    closed = closed or scene.text(when).replace(".", "", 1).isdigit()
    return when - begin if closed and (named or early) else 0
