"""Is it over, danger or not: an earlier time is told of it, and that it ended and did not come back.

"Chest pain in June, nothing since" tells of both; "chest pain this morning, fine now" tells of no earlier time, and is read as
if it were there. Over a danger is still told, one level lower: only what is long ago is not urgent.
"""

from __future__ import annotations

from collections.abc import Iterator

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import NEGATORS, SUBJECTS, Scene

FOLLOWING = 2
"""How many sentences behind its own may tell the end."""
HELD = frozenset(("since", "from", "like", "as", "than", "same", "until", "till"))
"""Behind one of these an earlier time tells how long it has lasted, or what it is held beside."""
WITH_ITS_END = frozenset(
    [
        "diarrhea",
        "vertigo",
        "cough",
        "limb_swelling",
        "swelling",
        "nausea",
        "vomiting",
        "rash",
        "itching",
        "tremor",
        "dizziness",
        "headache",
        "cramps",
        "hot_flashes",
        "night_sweats",
        "hiccups",
        "abdominal_pain",
        "joint_swelling",
        "myalgia",
        "arthralgia",
        "peeling",
        "acne",
        "reflux",
    ]
)
"""What may be told in one phrase with its end; of others "gone" may be the trouble itself, "my hearing is gone"."""
WENT = frozenset(("stopped", "gone", "cleared", "faded", "vanished", "disappeared", "resolved", "settled"))
WENT_AWAY = frozenset((("went", "away"), ("dried", "up"), ("went", "down"), ("died", "down")))
TURNED = frozenset(("up", "to", "into", "worse", "mad", "again", "bad", "red", "hard", "hot", "beyond"))
"""Behind "gone" one of these says what became of it."""
NEAR = 3
SOON = 6
"""So many words behind a "but" it may be told that it came anew."""


def ended(scene: Scene) -> tuple[int, ...]:
    """The places of the earlier time and of the end that are told of a mention; empty where either lacks."""
    earlier, dose = _earlier(scene)
    if not earlier:
        return ()
    for end in _ends(scene):
        if end[0] < earlier[0] or (dose and not _told_later(scene, end)):
            continue
        if not _recent(scene, end[0]) and not _anew(scene, end):
            return (*earlier, *end)
    return ()


def ends_itself(scene: Scene) -> tuple[int, ...]:
    """The word of the mention itself that ends it, "the runs have stopped", "swelling gone from my legs"."""
    if scene.mention.entry.id not in WITH_ITS_END:
        return ()
    for place in scene.mention.taken[1:]:
        away = (scene.text(place), scene.text(place + 1)) in WENT_AWAY
        negated = {scene.text(place - 1), scene.text(place - 2)} & NEGATORS
        turned = {scene.text(place + 1 + away), scene.text(place + 2 + away)} & TURNED
        if (scene.text(place) in WENT or away) and not negated and not turned:
            return (place,)
    return ()


def as_is(scene: Scene) -> tuple[int, ...]:
    """What is said to have gone with what stands before it: "the rash is gone and so is the itch"."""
    place = scene.mention.first - 1
    while scene.text(place) in ("the", "my", "his", "her", "all"):
        place -= 1
    if scene.text(place) not in ("is", "has", "are", "have", "did") or scene.text(place - 1) != "so":
        return ()
    begin, _ = sentence(scene.tokens, place)
    gone = any(at(scene.tokens, each, phrases("past", "after")) for each in range(begin, place))
    return (place - 1, place) if gone else ()


def _earlier(scene: Scene) -> tuple[tuple[int, ...], bool]:
    """The words of its sentence that set it in an earlier time, and whether they only name a dose or an operation."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    home = any(at(scene.tokens, place, phrases("past", "left_hospital")) for place in range(len(scene.tokens)))
    for key in ("earlier", "in_hospital", "earlier_dose") if home else ("earlier", "earlier_dose"):
        for place in range(begin, end):
            size = at(scene.tokens, place, phrases("past", key))
            if size and scene.text(place - 1) not in HELD and scene.text(place - 2) not in HELD:
                return tuple(range(place, place + size)), key == "earlier_dose"
    return (), False


def _ends(scene: Scene) -> Iterator[tuple[int, ...]]:
    """Every place behind a mention, in its sentence or soon behind, at which words say that it ended."""
    _, end = sentence(scene.tokens, scene.mention.last)
    for _more in range(FOLLOWING):
        end = sentence(scene.tokens, end + 1)[1] if end + 1 < len(scene.tokens) else end
    for place in range(scene.mention.last + 1, end):
        size = at(scene.tokens, place, phrases("past", "ended_since"))
        near = {scene.text(each) for each in range(place - NEAR, place)}
        if scene.text(place + size + 1) not in SUBJECTS:
            near.add(scene.text(place + size))
        negated = {scene.text(place - 1), scene.text(place - 2)} & NEGATORS
        if size and not negated and not near & single("past", "not_the_end"):
            yield tuple(range(place, place + size))


def _told_later(scene: Scene, end: tuple[int, ...]) -> bool:
    """Whether the end, or what stands before it, tells of a later time than a dose: the next one, or ever since."""
    told = {scene.text(place) for place in range(scene.mention.last + 1, end[-1] + NEAR)}
    return bool(told & single("past", "later_dose"))


def _recent(scene: Scene, end: int) -> bool:
    """Whether what is told before its end is of these days."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    return any(at(scene.tokens, place, phrases("past", "these_days")) for place in range(begin, end))


def _anew(scene: Scene, end: tuple[int, ...]) -> bool:
    """Whether it is said anywhere behind it that it came again, or goes on."""
    place = scene.mention.last + 1
    while place < len(scene.tokens):
        size = at(scene.tokens, place, phrases("past", "no_return"))
        if size or place in end:
            place += max(1, size)
            continue
        turned = place > end[-1] and scene.text(place) in single("past", "then_anew")
        near = range(place + 1, min(place + SOON, len(scene.tokens)))
        if scene.text(place) in single("past", "anew") or (
            turned and any(at(scene.tokens, each, phrases("past", "these_days")) for each in near)
        ):
            return True
        place += 1
    return False
