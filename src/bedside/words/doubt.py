"""Is it over, or uncertain? The words before and behind a phrase that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bedside.words.cues import Phrases, at, phrases, sentence, single
from bedside.words.denial import NEGATORS, OWN, SUBJECTS, Scene
from bedside.words.tokens import Token

YEAR = re.compile(r"(19|20)\d\d")
YEAR_WITHIN = 6
NEAR = 7
BEHIND = 9
LEADING = frozenset(("all", "both", "been", "but", "and", "it", "they", "has", "have", "is", "are", "now", "that", "'s"))
"""What may stand between a comma and the words that end what was told."""
ALL_OF_IT = frozenset(("are", "both", "all"))
"""Before words that end something, one of these says that they end all that was listed."""
TURNED = frozenset(
    ("like", "dark", "brown", "red", "pink", "black", "white", "yellow", "up", "from", "to", "worse", "off", "mad")
)
"""Behind "gone" one of these says what became of it, not that it is over: "urine gone like cola"."""
ASKING = frozenset(("is", "could", "can", "do", "does", "am", "will", "should", "would", "are", "what", "how", "when"))


def past(scene: Scene, danger: bool) -> tuple[int, ...]:
    """The places of the words that say that it is over; none where it may go on.

    Of a danger fewer words say so. Of anything else words behind a list end all of it: "vomiting and diarrhea last week, both
    gone now".
    """
    listed = not danger
    year = _year(scene)
    if year:
        return year
    behind = [*_right(scene, phrases("past", "after"), listed), *_next_sentence(scene)]
    behind += _of_all(scene) if danger else []
    behind += _right(scene, phrases("past", "eased"), listed) if not danger else []
    for cue in (*_left(scene, phrases("past", "before")), *behind):
        if scene.text(cue[0]) == "over" and scene.text(cue[0] - 1) == "all":
            continue
        if not _goes_on(scene, cue) and not (danger and _compared(scene, cue)):
            return cue
    return ()


def _compared(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether what was is only held beside what is: "I fainted today like I did as a child"."""
    long_ago = {scene.text(place) for place in cue} & single("past", "long_ago")
    between = {scene.text(place) for place in range(scene.mention.last + 1, cue[0])}
    return bool(long_ago and between & single("past", "recent"))


def _year(scene: Scene) -> tuple[int, ...]:
    """The year that it is told of, soon behind it: "shingles in 2015", "a clot in my leg in 2009"."""
    for begin in range(scene.mention.last + 1, min(scene.mention.last + YEAR_WITHIN, len(scene.tokens))):
        word = scene.text(begin)
        if not scene.tokens[begin].word or begin in scene.covered or word in single("past", "going_on"):
            return ()
        if word == "in" and YEAR.fullmatch(scene.text(begin + 1)):
            return () if _again(scene, begin + 2) else (begin, begin + 1)
    return ()


def _again(scene: Scene, place: int) -> bool:
    """Whether it has come again since: "short of breath in 2019 and now it is back"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    return any(scene.text(each) in ("back", "again", "returned") for each in range(place, end))


def _of_all(scene: Scene) -> list[tuple[int, ...]]:
    """Words behind a list that end all of it, and say so: "fever and sore throat are gone", "both gone now"."""
    cues = _right(scene, phrases("past", "after"), True)
    return [cue for cue in cues if {scene.text(cue[0] - 1), scene.text(cue[0] - 2)} & ALL_OF_IT]


def _next_sentence(scene: Scene) -> list[tuple[int, ...]]:
    """Whether the next sentence is only that there was nothing since: "had a hypo on Sunday. None since."."""
    _, end = sentence(scene.tokens, scene.mention.last)
    begin = end + 1
    closed = begin + 2 >= len(scene.tokens) or not scene.tokens[begin + 2].word
    if scene.text(begin) in ("none", "nothing") and scene.text(begin + 1) == "since" and closed:
        return [(begin, begin + 1)]
    return []


def uncertain(scene: Scene) -> tuple[int, ...]:
    """The places of the words that say that it is not known, or only feared."""
    for cue in (*_inside(scene), *_left(scene, phrases("uncertain", "before"))):
        if not _about_usual(scene, cue):
            return cue
    behind = scene.mention.last + 1
    size = at(scene.tokens, behind, phrases("uncertain", "after"))
    return tuple(range(behind, behind + size)) or _condition(scene)


def _inside(scene: Scene) -> list[tuple[int, ...]]:
    """Cues between the words of the mention itself: "my ankles may be a bit swollen"."""
    free = [place for place in range(scene.mention.first, scene.mention.last) if place not in scene.mention.taken]
    sizes = {place: at(scene.tokens, place, phrases("uncertain", "before")) for place in free}
    return [tuple(range(place, place + size)) for place, size in sizes.items() if size and place + size <= scene.mention.last]


def _left(scene: Scene, known: Phrases) -> list[tuple[int, ...]]:
    """Cues before the mention in the same clause, the nearest first."""
    found, place = [], scene.mention.first - 1
    while place >= 0 and scene.mention.first - place <= NEAR + 3:
        token = scene.tokens[place]
        if token.hard or (token.text in ("but", "however", "though") and place not in scene.covered):
            break
        size = at(scene.tokens, place, known)
        if (size > 1 or (size and place not in scene.covered)) and place + size <= scene.mention.first:
            found.append(tuple(range(place, place + size)))
        if token.text == "," and scene.text(place + 1) in (*SUBJECTS, *OWN, "now", "today"):
            break
        if token.text == "and" and scene.text(place + 1) in (*SUBJECTS, *OWN, "now", "today"):
            break
        place -= 1
    return found


def _right(scene: Scene, known: Phrases, listed: bool) -> list[tuple[int, ...]]:
    """Cues behind the mention, before the clause ends; with `listed` behind the list that it begins as well."""
    found: list[tuple[int, ...]] = []
    begin = _behind_list(scene) if listed else scene.mention.last + 1
    for place in range(begin, min(begin + BEHIND, len(scene.tokens))):
        token = scene.tokens[place]
        size = at(scene.tokens, place, known)
        ends = token.text in ("and", "because", "since", "while", "if", "so", "or") or (token.text == "when" and not size)
        if token.hard or place in scene.covered or ends:
            break
        if token.text == "," and scene.text(place + 1) not in ("but",):
            return [*found, *_closing(scene, place + 1, known)]
        if size and _closes(scene, place + size) and not _part_of_it(scene, place):
            found.append(tuple(range(place, place + size)))
    return found


def _behind_list(scene: Scene) -> int:
    """The place behind a list of other mentions that begins with this one: behind "vomiting and diarrhea"."""
    place = scene.mention.last + 1
    while scene.text(place) in ("and", "or", ",") and place + 1 in scene.covered:
        place += 1
        while place in scene.covered:
            place += 1
    return place


def _closing(scene: Scene, place: int, known: Phrases) -> list[tuple[int, ...]]:
    """A cue of several words right behind a comma: "a dizzy spell, gone by tea time"."""
    while at(scene.tokens, place, known) < 2 and scene.text(place) in LEADING:
        place += 1
    size = at(scene.tokens, place, known)
    return [tuple(range(place, place + size))] if size > 1 and _closes(scene, place + size) else []


def _part_of_it(scene: Scene, place: int) -> bool:
    """Whether "any more" belongs to what is told, and ends nothing: "I can not sleep any more"."""
    inside = {scene.text(each) for each in scene.mention.taken}
    return scene.text(place) in ("any", "anymore") and bool(NEGATORS & inside)


def _closes(scene: Scene, behind: int) -> bool:
    """Whether a cue ends its clause where it must: "nothing since", not "nothing since breakfast stays down"."""
    return scene.text(behind - 1) != "since" or behind >= len(scene.tokens) or not scene.tokens[behind].word


def _goes_on(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether the same words say that it has begun then, or that it is not over: "since last year", "has not gone"."""
    around = [scene.text(place) for place in range(max(0, cue[0] - 4), cue[0])]
    if NEGATORS & set(around) and cue[0] > scene.mention.last:
        return True
    if any(word in single("past", "going_on") for word in around[-3:]):
        return True
    if cue[0] > scene.mention.last and scene.text(cue[-1]) == "gone" and scene.text(cue[-1] + 1) in TURNED:
        return True
    if cue[0] > scene.mention.last:
        middle = {scene.text(place) for place in range(scene.mention.last + 1, cue[0])}
        return bool(middle & single("past", "going_on")) or (scene.text(cue[-1] + 1) in ("and", "then") and _back(scene, cue))
    return scene.text(cue[0]) in ("stopped", "quit", "finished") and not _doing(scene, cue)


def _back(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether it came back: "went away and came back"."""
    behind = {scene.text(place) for place in range(cue[-1] + 1, cue[-1] + 6)}
    return bool(behind & {"back", "again", "returned", "returns"})


def _doing(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether "stopped" stands right before what was done: "stopped vomiting"."""
    return scene.mention.first - cue[-1] <= 2 and scene.text(scene.mention.first).endswith("ing")


def _about_usual(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether the question is only whether it is usual: "is this normal, my legs swell"."""
    between = {scene.text(place) for place in range(cue[0], scene.mention.first)}
    return bool(between & single("uncertain", "usual"))


def _condition(scene: Scene) -> tuple[int, ...]:
    """Whether the mention stands in a condition: "if I get a fever"."""
    place, steps = scene.mention.first - 1, 0
    if any(scene.text(inside) in SUBJECTS for inside in range(scene.mention.first + 1, scene.mention.last)):
        return ()
    while place >= 0 and steps <= NEAR:
        word = scene.text(place)
        if scene.tokens[place].hard or word in (",", "but", "then"):
            return ()
        if word in single("uncertain", "conditions") and place not in scene.covered:
            return () if scene.text(scene.mention.first - 1) in (*OWN, "the", "this") else (place,)
        if word in SUBJECTS and scene.text(place - 1) not in single("uncertain", "conditions"):
            return ()
        place, steps = place - 1, steps + 1
    return ()


def asked(tokens: Sequence[Token], place: int) -> bool:
    """Whether the sentence around a place is a question from its first word on."""
    begin, end = sentence(tokens, place)
    words = {token.text for token in tokens[begin:place]}
    usual = bool(words & single("uncertain", "usual"))
    marked = end < len(tokens) and tokens[end].text == "?"
    general = begin + 1 < place and tokens[begin + 1].text in single("uncertain", "agents")
    return (marked or general) and tokens[begin].text in ASKING and not usual
