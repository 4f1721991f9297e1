"""What somebody else only takes it for, or is not worried about: "room mate says panic attack", "the nurse wasn't worried".

Whoever treats may find something out, and is left alone; so is what others see: "my wife says I am anxious and snappy lately".
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import NEGATORS, Scene
from bedside.words.matching import Mention

GUESSED = frozenset(
    (
        *("anxiety", "panic", "fatigue", "heartburn", "reflux", "flatulence", "head_cold", "gastro_bug", "hay_fever"),
        *("hot_flashes", "cramps", "constipation", "bloating"),
    )
)
"""What people take other things for."""
OF_ONESELF = frozenset(("anxiety", "panic", "fatigue"))
"""What others say that somebody is, where it is only what they take other things for."""
MOODS = frozenset(
    (
        *("anxiety", "panic", "irritability", "depression", "crying", "fatigue", "insomnia", "malaise", "restless_body"),
        *("agitation", "mood_swings", "sleepiness"),
    )
)
"""Told beside nothing but these, a mood that others see is one."""
BETWEEN = frozenset(
    (
        *("that", "it", "this", "it's", "'s", "is", "was", "must", "might", "could", "be", "just", "only", "probably", "prob"),
        *("i", "am", "you", "are", "having", "getting", "being", "a", "an", "the", "some", "bit", "of", "my", "all", "old"),
        *("maybe", "sounds", "like", "looks", "will", "me", "so", ":"),
    )
)
"""What may stand between who says it and what it is taken for."""
WORRY = frozenset(
    ("worried", "worry", "worries", "concerned", "bothered", "alarmed", "anxious", "panicked", "panicking", "fazed")
)
SEEMING = frozenset(
    (
        *("is", "was", "are", "were", "'s", "seem", "seemed", "seems", "look", "looked", "do", "does", "did", "has", "have"),
        *("been", "not", "that", "too", "very", "all", "overly", "really", "at", "even", "particularly", "unduly", "sound"),
        *("sounded", "get", "getting", "got", "never", "so", "a", "bit", "remotely", "especially"),
    )
)
"""What may stand between somebody and how worried they are."""
EVERYBODY = frozenset(("they", "nobody", "anyone", "everyone"))
BECAUSE = frozenset(("because", "from", "due", "cos", "over", "about"))
"""Behind what it is taken for, one of these says why: "my husband says panic attack because of the new job"."""
NEAR = 4


def said_by_others(scene: Scene, mentions: Sequence[Mention]) -> bool:
    """Whether it is only what somebody else takes what is told for, or somebody else's worry about it."""
    others = [each for each in mentions if each.taken != scene.mention.taken and not each.fine]
    if not any(each.entry.id not in MOODS | {scene.mention.entry.id} for each in others):
        return False
    return _worry_of_another(scene) or _taken_for(scene) or _worry_about_it(scene, others)


def _worry_about_it(scene: Scene, others: Sequence[Mention]) -> bool:
    """Whether somebody is only worried about what is told: "I'm worried about the rash", "a bit concerned about it"."""
    place = scene.mention.last
    worded = {scene.text(each) for each in scene.mention.taken}
    if scene.mention.entry.id != "anxiety" or not worded & WORRY:
        return False
    place += scene.text(place) != "about"
    near = range(place + 1, place + 1 + NEAR)
    told = any(each.first in near for each in others) or scene.text(place + 1) in ("it", "this", "that", "them", "these")
    return scene.text(place) == "about" and told


def _worry_of_another(scene: Scene) -> bool:
    """Whether it is staff who are or are not worried, or somebody else who is not."""
    worded = {scene.text(place) for place in scene.mention.taken}
    if scene.mention.entry.id not in ("anxiety", "panic") or not worded & WORRY:
        return False
    place = scene.mention.last
    while scene.text(place) in SEEMING | WORRY:
        place -= 1
    between = {scene.text(each) for each in range(place + 1, scene.mention.last + 1)}
    staff = scene.text(place) in single("person", "staff") | EVERYBODY
    relative = scene.text(place) in single("person", "relatives") | single("person", "others")
    return staff or (relative and bool(between & NEGATORS))


def _taken_for(scene: Scene) -> bool:
    """Whether somebody says no more than what it is: "hubby says I'm panicking", "dad reckons it's wind"."""
    if scene.mention.entry.id not in GUESSED or not _closed(scene):
        return False
    begin, _ = sentence(scene.tokens, scene.mention.first)
    place = scene.mention.first - 1
    inside = {scene.text(each) for each in scene.mention.taken}
    while place > begin and scene.text(place) in BETWEEN:
        place -= 1
    if scene.text(place) not in single("person", "says") | {"blames", "blame"} or inside & NEGATORS:
        return False
    between = {scene.text(each) for each in range(place + 1, scene.mention.last + 1)}
    if between & {"i", "you"} and scene.mention.entry.id not in OF_ONESELF:
        return False
    who = range(max(begin, place - NEAR), place)
    told = {scene.text(each) for each in who}
    if told & {"i", "we"} or told & single("person", "staff"):
        return False
    return any(
        scene.text(each) in single("person", "relatives") or at(scene.tokens, each, phrases("person", "others")) for each in who
    )


def _closed(scene: Scene) -> bool:
    """Whether the clause ends behind it."""
    behind = scene.mention.last + 1
    turned = scene.text(behind) in ("and", "or", "&")
    why = scene.text(behind) in BECAUSE
    return behind >= len(scene.tokens) or why or (not scene.tokens[behind].word and not turned)
