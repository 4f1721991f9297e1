"""Is an allergy only known, and not had now: "allergic to penicillin"?"""

from __future__ import annotations

from bedside.words.cues import at, phrases, single
from bedside.words.denial import Scene


def known_allergy(scene: Scene) -> tuple[int, ...]:
    """What somebody is known not to bear, "allergic to penicillin", where nobody says that it was had, or what it did."""
    place = scene.mention.last
    if scene.mention.entry.id != "allergic_reaction" or _given_now(scene):
        return ()
    told = [scene.text(each) for each in range(scene.mention.first, place + 4)]
    to = next((each for each, word in enumerate(told) if word in ("to", ":")), -1)
    known = bool(set(told[to + 1 : to + 3]) & single("past", "known_allergy"))
    return (place,) if to > 0 and told[0].startswith("allerg") and known else ()


def _given_now(scene: Scene) -> bool:
    """Whether anything tells that it was had these days; "is this tablet ok" only asks."""
    asked: set[int] = set()
    for place in range(len(scene.tokens)):
        asked |= set(range(place, place + at(scene.tokens, place, phrases("past", "asked_if_safe"))))
    return any(scene.text(place) in single("past", "given_now") for place in range(len(scene.tokens)) if place not in asked)
