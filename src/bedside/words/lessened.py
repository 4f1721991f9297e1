"""Is there less of it, or was it taken away? "I am less anxious", "I worry less", "the steroid took away my nausea".

Whoever is "less tired" tells of no tiredness, while "less pain" still tells of pain: so this holds for how somebody feels, told
in one of the words of a list, and never of a danger.
"""

from __future__ import annotations

from bedside.words.cues import at, phrases, single
from bedside.words.denial import NEGATORS, OWN, Scene
from bedside.words.undenied import turned_back

NOT_LESS = NEGATORS | {"no", "or"}
"""Before "less" one of these takes it back: "no less tired", "more or less depressed"."""
LISTING = frozenset(("and", "or", ",", "&", *OWN, "the", "all", "of"))
"""What may stand in a list of what was taken away."""
AHEAD = 8
TAKING = frozenset(("took", "takes", "taken", "taking"))
"""Before what is told, and "away" behind it, one of these took it away: "it took my hot flushes away"."""


def lessened(scene: Scene) -> tuple[int, ...]:
    """The place of a "less" that says that somebody does not feel so; none where there is no such word."""
    place, first, last = scene.mention.first - 1, scene.text(scene.mention.first), scene.text(scene.mention.last)
    if first in single("denied", "lessened"):
        if scene.text(place) in ("and", "or") and scene.text(place - 2) == "less":
            place -= 2
        if scene.text(place) == "less" and scene.text(place - 1) not in NOT_LESS:
            return (place,)
    behind = scene.mention.last + 1
    if last in single("denied", "worrying") and scene.text(behind) == "less" and scene.text(behind + 1) != "than":
        return (behind,)
    return ()


def taken_away(scene: Scene) -> tuple[int, ...]:
    """The places of the words that say what took it away, right before it or before the list that it is in."""
    behind = scene.mention.last + 1
    took = next((each for each in range(scene.mention.first - 3, scene.mention.first) if scene.text(each) in TAKING), -1)
    if took >= 0 and scene.text(behind) == "away" and not turned_back(scene.tokens, took):
        return took, behind
    for begin in range(scene.mention.first - 1, max(-1, scene.mention.first - 1 - AHEAD), -1):
        if scene.tokens[begin].hard:
            return ()
        size = at(scene.tokens, begin, phrases("past", "took_away"))
        between = range(begin + size, scene.mention.first)
        if size and all(scene.plain(each) or scene.text(each) in LISTING for each in between):
            return () if turned_back(scene.tokens, begin) else tuple(range(begin, begin + size))
    return ()
