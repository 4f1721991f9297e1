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
THINGS = frozenset(("the", "my", "a", "an", "his", "her", "our", "to"))
"""With one of these behind "when I was on" no medicine is meant: "when I was on the stairs"."""
RETURNED = frozenset(("memory", "insomnia", "libido_low", "orgasm", "hair_loss"))
"""Of these "came back" and "is back" tell that the trouble is over."""
TURNED = frozenset(
    (
        "like",
        "dark",
        "brown",
        "red",
        "pink",
        "black",
        "white",
        "yellow",
        "grey",
        "gray",
        "green",
        "pale",
        "up",
        "from",
        "to",
        "worse",
        "off",
        "mad",
        "bad",
        "septic",
        "nasty",
        "numb",
        "cold",
        "hot",
        "stiff",
        "hard",
        "soft",
        "dry",
        "blind",
        "deaf",
        "thick",
        "funny",
        "weird",
        "sour",
        "mouldy",
        "crusty",
    )
)
"""Behind "gone" one of these says what became of it, not that it is over: "urine gone like cola"."""
HELD_BESIDE = frozenset(("like", "as", "than"))
"""Behind one of these what was is only held beside what is: "a water infection like last time"."""
ENDED = frozenset(
    (
        "gone",
        "went",
        "stopped",
        "settled",
        "cleared",
        "resolved",
        "healed",
        "passed",
        "subsided",
        "vanished",
        "disappeared",
        "then",
    )
)
"""With one of these it is over, however long it lasted."""
PASSED = frozenset(("passed", "cleared", "settled", "stopped", "resolved", "wore"))
"""Behind "that" or "it" one of these begins a sentence that ends what the one before it told."""
ASKING = frozenset(("is", "could", "can", "do", "does", "am", "will", "should", "would", "are", "what", "how", "when"))


def past(scene: Scene, danger: bool) -> tuple[int, ...]:
    """The places of the words that say that it is over; none where it may go on.

    Of a danger fewer words say so. Of anything else words behind a list end all of it: "vomiting and diarrhea last week, both
    gone now".
    """
    listed = not danger
    over = _year(scene, listed) or _year_before(scene) or _before_it(scene) or _next_sentence(scene, danger)
    over = over or _stopped_later(scene) or _stopped_within(scene)
    if over:
        return over
    if not danger and _returned(scene):
        return tuple(range(scene.mention.first, scene.mention.last + 1))
    behind = [*_right(scene, phrases("past", "after"), listed)]
    behind += [*_of_all(scene)] if danger else [*_right(scene, phrases("past", "over_with"), listed)]
    behind += _right(scene, phrases("past", "eased"), listed) if not danger else []
    behind += _right(scene, phrases("past", "taken_away"), listed) if not danger else []
    ahead = [*_left(scene, phrases("past", "before")), *(_left(scene, phrases("past", "ended")) if not danger else [])]
    ahead += [cue for cue in _left(scene, phrases("past", "while_on")) if not danger and scene.text(cue[-1] + 1) not in THINGS]
    for cue in (*ahead, *behind):
        if scene.text(cue[0]) == "over" and scene.text(cue[0] - 1) == "all":
            continue
        if scene.text(cue[0] - 1) in HELD_BESIDE:
            continue
        if not _goes_on(scene, cue) and not (danger and _compared(scene, cue)):
            return cue
    return ()


def _compared(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether what was is only held beside what is: "I fainted today like I did as a child"."""
    long_ago = {scene.text(place) for place in cue} & single("past", "long_ago")
    between = {scene.text(place) for place in range(scene.mention.last + 1, cue[0])}
    return bool(long_ago and between & single("past", "recent"))


def _year(scene: Scene, listed: bool) -> tuple[int, ...]:
    """The year that it is told of, soon behind it, "a clot in my leg in 2009"; with `listed` behind a list."""
    first = _behind_list(scene) if listed else scene.mention.last + 1
    for begin in range(first, min(first + YEAR_WITHIN - 1, len(scene.tokens))):
        word = scene.text(begin)
        if not scene.tokens[begin].word or begin in scene.covered or word in single("past", "going_on"):
            return ()
        if word == "in" and YEAR.fullmatch(scene.text(begin + 1)):
            return () if _again(scene, begin + 2) else (begin, begin + 1)
    return ()


def _year_before(scene: Scene) -> tuple[int, ...]:
    """The year with which its sentence begins: "in 2019 I had chest pains"."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    told = scene.text(begin) == "in" and bool(YEAR.fullmatch(scene.text(begin + 1)))
    near = scene.mention.first - begin <= YEAR_WITHIN and scene.text(scene.mention.first - 1) in ("had", "got", "a", "some")
    return (begin, begin + 1) if told and near and not _again(scene, begin + 2) else ()


def _before_it(scene: Scene) -> tuple[int, ...]:
    """The words that set what was before a medicine beside what is now: "Before Lyrica: pain, no sleep. After Lyrica: ..."."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    first = [scene.text(place) for place in range(begin, min(begin + 4, scene.mention.first))]
    later = {scene.text(place) for place in range(end + 1, min(end + 5, len(scene.tokens)))}
    if "before" in first[:2] and ":" in first and later & {"after", "now"}:
        return (begin + first.index("before"),)
    return ()


def _returned(scene: Scene) -> bool:
    """Whether what was lost is back: "my memory came back", "drive is back"."""
    return scene.text(scene.mention.last) == "back" and scene.mention.entry.id in RETURNED


def _again(scene: Scene, place: int) -> bool:
    """Whether it has come again since: "short of breath in 2019 and now it is back"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    return any(scene.text(each) in ("back", "again", "returned", "restarted") for each in range(place, end))


def _of_all(scene: Scene) -> list[tuple[int, ...]]:
    """Words behind a list that end all of it, and say so: "fever and sore throat are gone", "both gone now"."""
    cues = _right(scene, phrases("past", "after"), True)
    return [cue for cue in cues if {scene.text(cue[0] - 1), scene.text(cue[0] - 2)} & ALL_OF_IT]


def _next_sentence(scene: Scene, danger: bool) -> tuple[int, ...]:
    """Whether the next sentence, or the end of this, is only that there was nothing since: "had a hypo on Sunday. None since.",
    "a nosebleed last week, five minutes, none since"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    if scene.text(end - 1) == "since" and scene.text(end - 2) in ("none", "nothing") and scene.text(end - 3) in (",", "and"):
        others = any(place in scene.covered for place in range(scene.mention.last + 1, end - 2))
        return () if others or end - 2 <= scene.mention.last else (end - 2, end - 1)
    begin = end + 1
    for key in ("then_since", "then_over"):
        size = at(scene.tokens, begin, phrases("past", key))
        if size and (key == "then_since" or _ends(scene, begin + size)):
            return tuple(range(begin, begin + size))
    passed = scene.text(begin) in ("that", "it", "this") and scene.text(begin + 1) in PASSED and scene.text(begin + 2) != "out"
    return (begin, begin + 1) if passed and not danger else ()


def _ends(scene: Scene, place: int) -> bool:
    """Whether a clause ends before a place."""
    return place >= len(scene.tokens) or not scene.tokens[place].word or scene.text(place) in ("and", "but")


def _stopped_within(scene: Scene) -> tuple[int, ...]:
    """A "stopped" between the words of the mention: "my hands have stopped shaking"."""
    for place in range(scene.mention.first + 1, scene.mention.last):
        stopped = scene.text(place) in ("stopped", "quit", "ceased") and scene.tokens[place + 1].text.endswith("ing")
        if stopped and place not in scene.mention.taken and not NEGATORS & {scene.text(place - 1), scene.text(place - 2)}:
            return (place,)
    return ()


def _stopped_later(scene: Scene) -> tuple[int, ...]:
    """Whether a later clause of the sentence ends it, and nothing is told between: "they gave me pethidine, it stopped"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    for place in range(scene.mention.last + 1, end):
        if place in scene.covered:
            return ()
        size = at(scene.tokens, place, phrases("past", "then_stopped"))
        begins = scene.text(place - 1) in (",", "and", "then", "but")
        if size and begins and _ends(scene, place + size) and not _again(scene, place):
            return tuple(range(place, place + size))
    return ()


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
    behind = cue[0] > scene.mention.last
    nearest = [scene.text(place) for place in range(max(0, cue[0] - 3), cue[0]) if place > scene.mention.last or not behind]
    over = bool({scene.text(place) for place in cue} & ENDED)
    if any(_lasts(word, over) for word in nearest):
        return True
    if cue[0] > scene.mention.last and scene.text(cue[-1]) == "gone" and scene.text(cue[-1] + 1) in TURNED:
        return True
    if cue[0] > scene.mention.last:
        middle = {scene.text(place) for place in range(scene.mention.last + 1, cue[0])}
        over = over or "had" in middle
        return any(_lasts(word, over) for word in middle) or (scene.text(cue[-1] + 1) in ("and", "then") and _back(scene, cue))
    return scene.text(cue[0]) in ("stopped", "quit", "finished") and not _doing(scene, cue)


def _lasts(word: str, over: bool) -> bool:
    """Whether a word says that it goes on; "for" does not where it is said to have ended: "sore for a week, gone now"."""
    return word in single("past", "going_on") and not (over and word == "for")


def _back(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether it came back: "went away and came back"."""
    behind = {scene.text(place) for place in range(cue[-1] + 1, cue[-1] + 6)}
    return bool(behind & {"back", "again", "returned", "returns"})


def _doing(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether "stopped" stands right before what was done: "stopped vomiting"."""
    if scene.mention.first - cue[-1] <= 2 and scene.text(scene.mention.first).endswith("ing"):
        return True
    mine = scene.text(cue[0] - 1) in ("i", "we", "have", "had", "he", "she", "they", "and", ",", "")
    return not mine and scene.text(cue[-1] + 1) in (*OWN, "the", "all") and scene.mention.first - cue[-1] <= 2


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
            own = scene.text(scene.mention.first - 1) in (*OWN, "the", "this")
            return () if own and not _to_return(scene) else (place,)
        if word in SUBJECTS and scene.text(place - 1) not in single("uncertain", "conditions"):
            return ()
        place, steps = place - 1, steps + 1
    return ()


def _to_return(scene: Scene) -> bool:
    """Whether it is told of as what may come back: "if the rash comes back"."""
    words = {scene.text(place) for place in range(scene.mention.first, scene.mention.last + 3)}
    return bool(words & {"back", "returns", "returned", "recurs", "reappears"})


def asked(tokens: Sequence[Token], place: int) -> bool:
    """Whether the sentence around a place is a question from its first word on."""
    begin, end = sentence(tokens, place)
    words = {token.text for token in tokens[begin:place]}
    usual = bool(words & single("uncertain", "usual"))
    marked = end < len(tokens) and tokens[end].text == "?"
    general = begin + 1 < place and tokens[begin + 1].text in single("uncertain", "agents")
    return (marked or general) and tokens[begin].text in ASKING and not usual
