"""Is it over, danger or not: an earlier time is told of it, and that it ended and did not come back.

"Chest pain in June, nothing since" tells of both; "chest pain this morning, fine now" tells of no earlier time, and is read as
if it were there. Over a danger is still told, one level lower: only what is long ago is not urgent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import NEGATORS, OWN, SUBJECTS, Scene

YEAR = re.compile(r"(19|20)\d\d")
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
NEAR = 3
DATED_WITHIN = 5
"""So soon behind "that was" the time is told."""
SOON = 6
"""So many words behind a "but" it may be told that it came anew."""


def ended(scene: Scene) -> tuple[int, ...]:
    """The places of the earlier time and of the end that are told of a mention; empty where either lacks."""
    earlier, dose = _earlier(scene)
    if not earlier:
        return ()
    _, stop = sentence(scene.tokens, scene.mention.first)
    for end in _ends(scene):
        if end[0] < earlier[0] < stop or (dose and not _told_later(scene, end)):
            continue
        if not _recent(scene, end[0]) and not _anew(scene, end):
            return tuple(sorted({*earlier, *end}))
    return ()


def ends_itself(scene: Scene) -> tuple[int, ...]:
    """The word of the mention itself that ends it, "the runs have stopped", "swelling gone from my legs"."""
    if scene.mention.entry.id not in WITH_ITS_END:
        return ()
    behind = scene.mention.last + 1
    closed = scene.text(behind) == "over" and "all" not in (scene.text(behind - 1), scene.text(behind - 2))
    if closed and (behind + 1 >= len(scene.tokens) or not scene.tokens[behind + 1].word):
        return (behind,)
    for place in scene.mention.taken[1:]:
        away = (scene.text(place), scene.text(place + 1)) in WENT_AWAY
        negated = {scene.text(place - 1), scene.text(place - 2)} & NEGATORS
        turned = {scene.text(place + 1 + away), scene.text(place + 2 + away)} & single("past", "turned")
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
    later = _dated_behind(scene, end)
    if later:
        return later, False
    for key in ("earlier", "in_hospital", "earlier_dose") if home else ("earlier", "earlier_dose"):
        for place in range(begin, end):
            size = at(scene.tokens, place, phrases("past", key))
            if size and scene.text(place - 1) not in HELD and scene.text(place - 2) not in HELD:
                return tuple(range(place, place + size)), key == "earlier_dose"
    for place in range(begin, end - 1):
        year = scene.text(place) == "in" and YEAR.fullmatch(scene.text(place + 1))
        if year and scene.text(place - 1) not in HELD and scene.text(place - 2) not in HELD:
            return (place, place + 1), False
    return (), False


def _dated_behind(scene: Scene, end: int) -> tuple[int, ...]:
    """The words of the next sentence that only date what was told: "I had chest pain on the hills. That was 2 years ago"."""
    begin = end + 1
    if scene.text(begin) not in ("that", "this", "it", "all") or scene.text(begin + 1) not in ("was", "is", "'s"):
        return ()
    for place in range(begin + 2, begin + 2 + DATED_WITHIN):
        size = at(scene.tokens, place, phrases("past", "earlier")) or int(bool(YEAR.fullmatch(scene.text(place))))
        if size:
            return tuple(range(begin, place + size))
    return ()


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
    """Whether the end, or what stands before it, tells of a later time than a dose: the next one, this one, or ever since."""
    told = {scene.text(place) for place in range(scene.mention.last + 1, end[-1] + NEAR)}
    this_one = "this" in {scene.text(place) for place in end}
    if this_one:
        return clause_ends(scene, end[-1] + 1)
    return bool(told & single("past", "later_dose"))


def _recent(scene: Scene, end: int) -> bool:
    """Whether what is told before its end is of these days."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    return any(
        at(scene.tokens, place, phrases("past", "these_days")) and (scene.text(place - 1), scene.text(place)) != ("for", "an")
        for place in range(begin, end)
    )


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


def clause_ends(scene: Scene, place: int) -> bool:
    """Whether a clause ends before a place."""
    return place >= len(scene.tokens) or not scene.tokens[place].word or scene.text(place) in ("and", "but")


def comes_again(scene: Scene, place: int) -> bool:
    """Whether it has come again since: "short of breath in 2019 and now it is back"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    if any(scene.text(each) in ("back", "again", "returned", "restarted") for each in range(place, end)):
        return True
    size = at(scene.tokens, place + 1, phrases("past", "these_days")) if scene.text(place) in ("and", "&", ",") else 0
    return size > 0 and clause_ends(scene, place + 1 + size)


def all_over(scene: Scene) -> tuple[int, ...]:
    """Whether the end of the sentence says that it stopped, or that all of what it told is over."""
    _, end = sentence(scene.tokens, scene.mention.last)
    for place in range(scene.mention.last + 1, end):
        size = at(scene.tokens, place, phrases("past", "then_ended"))
        all_of_it = {"over", "all"} & {scene.text(each) for each in range(place, place + size)}
        nothing = {scene.text(each) for each in range(place - NEAR, place)} & (NEGATORS | {"nothing", "none", "neither"})
        if size and not nothing and clause_ends(scene, place + size) and not comes_again(scene, place):
            return tuple(range(place, place + size)) if all_of_it or not _told_between(scene, place) else ()
    return ()


def _told_between(scene: Scene, end: int) -> bool:
    """Whether anything else is told between a mention and a place."""
    return any(place in scene.covered for place in range(scene.mention.last + 1, end))


def like_it(scene: Scene) -> bool:
    """Whether what is there now is held beside what was: "it feels like the stroke I had in 2020"."""
    before = {scene.text(place) for place in range(scene.mention.first - 4, scene.mention.first)}
    held = before & {"like", "same", "similar"} and scene.text(scene.mention.first - 1) in (
        *OWN,
        "the",
        "a",
        "that",
        "when",
        "had",
    )
    return bool(held) and not before & NEGATORS
