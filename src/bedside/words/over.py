"""Is it over? The words before and behind a phrase that say so."""

from __future__ import annotations

import re
from itertools import pairwise

from bedside.words.allergic import known_allergy
from bedside.words.cues import Phrases, at, phrases, sentence, single
from bedside.words.denial import NEGATORS, OWN, SUBJECTS, Scene
from bedside.words.ended import YEAR, all_over, as_is, clause_ends, comes_again, ended, ends_itself, like_it
from bedside.words.gone_by import long_over
from bedside.words.undenied import turned_back

SHORT_YEAR = re.compile(r"\d\d")
YEAR_WITHIN = 6
NEAR = 7
BEHIND = 9
LEADING = frozenset(("all", "both", "been", "but", "and", "it", "they", "has", "have", "is", "are", "now", "that", "'s"))
"""What may stand between a comma and the words that end what was told."""
ALL_OF_IT = frozenset(("are", "both", "all"))
"""Before words that end something, one of these says that they end all that was listed."""
THINGS = frozenset(("the", "my", "a", "an", "his", "her", "our", "to"))
"""With one of these behind "when I was on" no medicine is meant: "when I was on the stairs"."""
WENT = frozenset(("went", "gone", "cleared", "settled", "disappeared", "vanished", "faded", "resolved", "stopped"))
THEN = frozenset(("after", "since", "with", "within", "when", "once"))
"""Behind one of those these say what ended it: "the itch went after two days of the cream"."""
RETURNED = frozenset(("memory", "insomnia", "libido_low", "orgasm", "hair_loss", "taste", "smell", "aphonia", "hoarseness"))
"""Of these "came back" and "is back" tell that the trouble is over."""
AGAIN = frozenset(("again", "same", "another", "returned"))
HAVING = frozenset(("had", "have", "having", "got"))
"""Behind one of these "one" is another: "I had fits as a child, and had one this morning"."""
OTHERS_YEAR = frozenset(("died", "dead", "passed", "buried", "born", "married", "retired", "moved", "sold", "closed"))
"""Behind one of these a year is of that: "she asked for her husband, who died in 2004"."""
AROUND = 5
"""So near to one of those a time of these days tells that a danger is there anew."""
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
DEEDS = frozenset(("suicide_attempt", "dose_grave", "missed_dose"))
"""What somebody did is not undone where something stopped: "she cut her wrists, it has stopped" tells of the blood."""
ENDING = frozenset(("has", "have", "had", "is", "'s", "it", "all", "but", "and", "now", "that"))
"""These stand beside words that end something, and tell no time."""
TIMES = frozenset(("during", "morning", "evening", "following", "nothing", "everything"))
HEALED = frozenset(("healed", "cleared", "resolved", "vanished", "disappeared", "subsided", "faded"))
WENT_OFF = {"weight_gain": frozenset(("off", "gone", "went")), "limb_swelling": frozenset(("gone",))}
"""In a phrase that all is well one of these says that something was there before; of some things also one of those."""
PASSED = frozenset(("passed", "cleared", "settled", "stopped", "resolved", "wore"))
"""Behind "that" or "it" one of these begins a sentence that ends what the one before it told."""


def past(scene: Scene, danger: bool) -> tuple[int, ...]:
    """The places of the words that say that it is over; none where it may go on.

    Of a danger fewer words say so. Of anything else words behind a list end all of it: "vomiting and diarrhea last week, both
    gone now".
    """
    found = _past(scene, danger)
    words = {scene.text(place) for place in found if place not in scene.mention.taken}
    return () if scene.mention.entry.id in DEEDS and words <= ENDED | ENDING else found


def _past(scene: Scene, danger: bool) -> tuple[int, ...]:
    listed = not danger
    if danger and (_again_today(scene) or like_it(scene)):
        return ()
    over = _year(scene, listed) or _year_before(scene) or _before_it(scene) or ended(scene) or _next_sentence(scene, danger)
    over = over or _stopped_later(scene) or _stopped_within(scene) or known_allergy(scene) or long_over(scene, danger)
    if over:
        return over
    over = () if danger else _stopped_later(scene, "then_went") or all_over(scene) or ends_itself(scene) or as_is(scene)
    if over:
        return over
    if not danger and _returned(scene):
        return tuple(range(scene.mention.first, scene.mention.last + 1))
    behind = [*_right(scene, phrases("past", "after"), listed)]
    behind += [*_of_all(scene)] if danger else [*_right(scene, phrases("past", "over_with"), listed)]
    behind += _right(scene, phrases("past", "eased"), listed) if not danger else []
    behind += _right(scene, phrases("past", "taken_away"), listed) if not danger else []
    ahead = [*left(scene, phrases("past", "before")), *(left(scene, phrases("past", "ended")) if not danger else [])]
    ahead += [cue for cue in left(scene, phrases("past", "while_on")) if not danger and not _of_a_thing(scene, cue[-1] + 1)]
    for cue in (*ahead, *behind):
        if (scene.text(cue[0]) == "over" and scene.text(cue[0] - 1) == "all") or _oneself(scene, cue) or _since_now(scene, cue):
            continue
        if scene.text(cue[0] - 1) in OTHERS_YEAR:
            continue
        ahead_of_it = cue[0] < scene.mention.first
        if scene.text(cue[0] - 1) in HELD_BESIDE or (ahead_of_it and (turned_back(scene.tokens, cue[0]) or _is_back(scene))):
            continue
        if cue[0] > scene.mention.last and scene.text(cue[-1]) == "stopped" and _deed(scene, cue):
            continue
        if not _goes_on(scene, cue) and not (danger and _compared(scene, cue)):
            return cue
    return ()


def _of_a_thing(scene: Scene, place: int) -> bool:
    """Whether no medicine is named behind "when I was on": "the stairs", not "the steroids"."""
    medicine = single("denied", "medicines") | single("person", "treated")
    return scene.text(place) in THINGS and not {scene.text(place + 1), scene.text(place + 2)} & medicine


def _again_today(scene: Scene) -> bool:
    """Whether it is said behind it that the same is there these days: "it settled, tonight it is the same again"."""
    place = scene.mention.last + 1
    while place < len(scene.tokens):
        size = at(scene.tokens, place, phrases("past", "no_return"))
        near = range(max(scene.mention.last + 1, place - AROUND), min(place + AROUND, len(scene.tokens)))
        anew = not size and (scene.text(place) in AGAIN or (scene.text(place) == "one" and scene.text(place - 1) in HAVING))
        if anew and any(at(scene.tokens, each, phrases("past", "these_days")) for each in near):
            return True
        place += max(1, size)
    return False


def _oneself(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether it is the writer who would be gone, and nothing that ended: "better off if I was gone"."""
    before = [scene.text(place) for place in range(cue[0] - 1, cue[0] - 4, -1)]
    return before[0] in ("was", "were", "am") and "i" in before[1:]


def _since_now(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether an earlier time is of another clause, and it has lasted since one of these days: "my shunt was put in last year,
    head hurts since this morning"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    apart = any(scene.text(place) == "," for place in range(cue[-1] + 1, scene.mention.first))
    behind = range(scene.mention.last + 1, end)
    return apart and any(
        scene.text(place) == "since" and at(scene.tokens, place + 1, phrases("past", "these_days")) for place in behind
    )


def _compared(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether what was is only held beside what is: "I fainted today like I did as a child"."""
    long_ago = {scene.text(place) for place in cue} & single("past", "long_ago")
    between = {scene.text(place) for place in range(scene.mention.last + 1, cue[0])}
    return bool(long_ago and between & single("past", "recent"))


def _year(scene: Scene, listed: bool) -> tuple[int, ...]:
    """The year that it is told of, soon behind it, "a clot in my leg in 2009"; with `listed` behind a list."""
    first = _behind_list(scene) if listed else scene.mention.last + 1
    if scene.text(first - 1) in OTHERS_YEAR:
        return ()
    for begin in range(first, min(first + YEAR_WITHIN - 1, len(scene.tokens))):
        word = scene.text(begin)
        if not scene.tokens[begin].word or begin in scene.covered or word in single("past", "going_on") | HELD_BESIDE:
            return ()
        if word in OTHERS_YEAR:
            return ()
        size = _year_told(scene, begin) if word in ("in", "back") else 0
        if size:
            return () if comes_again(scene, begin + size) else tuple(range(begin, begin + size))
    return ()


def _year_told(scene: Scene, begin: int) -> int:
    """How many words tell a year that begins here, "in 2009", "in '74", "back in 1982"; 0 where they tell none."""
    at = begin + (scene.text(begin) == "back")
    if scene.text(at) != "in":
        return 0
    short = scene.text(at + 1) == "'" and SHORT_YEAR.fullmatch(scene.text(at + 2)) is not None
    return at + 3 - begin if short else (at + 2 - begin if YEAR.fullmatch(scene.text(at + 1)) else 0)


def _year_before(scene: Scene) -> tuple[int, ...]:
    """The year with which its sentence begins: "in 2019 I had chest pains"."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    told = scene.text(begin) == "in" and bool(YEAR.fullmatch(scene.text(begin + 1)))
    near = scene.mention.first - begin <= YEAR_WITHIN and scene.text(scene.mention.first - 1) in ("had", "got", "a", "some")
    return (begin, begin + 1) if told and near and not comes_again(scene, begin + 2) else ()


def _before_it(scene: Scene) -> tuple[int, ...]:
    """The words that set what was before a medicine beside what is now: "Before Lyrica: pain, no sleep. After Lyrica: ..."."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    first = [scene.text(place) for place in range(begin, min(begin + 4, scene.mention.first))]
    later = {scene.text(place) for place in range(end + 1, min(end + 5, len(scene.tokens)))}
    if "before" in first[:2] and ":" in first and later & {"after", "now"}:
        return (begin + first.index("before"),)
    gone = scene.text(end + 1) == "now" and scene.text(end + 2) in ("nothing", "none", "gone", "it", "they", "i")
    if first[:1] == ["before"] and gone and scene.text(end + 3) not in ("is", "are", "am", "have", "has", "can", "get", "feel"):
        return (begin,)
    return ()


def _returned(scene: Scene) -> bool:
    """Whether what was lost is back: "my memory came back", "drive is back"."""
    return scene.text(scene.mention.last) in ("back", "again") and scene.mention.entry.id in RETURNED


def _of_all(scene: Scene) -> list[tuple[int, ...]]:
    """Words behind a list that end all of it, and say so: "fever and sore throat are gone", "both gone now"."""
    cues = _right(scene, phrases("past", "after"), True)
    return [cue for cue in cues if {scene.text(cue[0] - 1), scene.text(cue[0] - 2)} & ALL_OF_IT]


def _next_sentence(scene: Scene, danger: bool) -> tuple[int, ...]:
    """Whether the next sentence, or the end of this, is only that there was nothing since: "had a hypo on Sunday. None since.",
    "a nosebleed last week, five minutes, none since"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    begin, told = end + 1, [scene.text(place) for place in (end - 3, end - 2, end - 1)]
    if told[2] == "since" and told[1] in ("none", "nothing", "not") and told[0] in (",", "and", "but"):
        others = any(place in scene.covered for place in range(scene.mention.last + 1, end - 2))
        return () if others or end - 2 <= scene.mention.last else (end - 2, end - 1)
    for key in ("then_since", "then_over"):
        size = at(scene.tokens, begin, phrases("past", key))
        if size and (key == "then_since" or clause_ends(scene, begin + size)):
            return tuple(range(begin, begin + size))
    passed = scene.text(begin) in ("that", "it", "this") and scene.text(begin + 1) in PASSED and scene.text(begin + 2) != "out"
    return (begin, begin + 1) if passed and not danger else ()


def _stopped_within(scene: Scene) -> tuple[int, ...]:
    """A "stopped" between the words of the mention: "my hands have stopped shaking", "the itch went after the cream"."""
    for place in range(scene.mention.first + 1, scene.mention.last):
        word, behind = scene.text(place), scene.text(place + 1)
        stopped = word in ("stopped", "quit", "ceased") and behind.endswith("ing")
        stopped = stopped or (word in WENT and behind in THEN and not scene.mention.fine)
        if stopped and place not in scene.mention.taken and not NEGATORS & {scene.text(place - 1), scene.text(place - 2)}:
            return (place,)
    return ()


def _stopped_later(scene: Scene, key: str = "then_stopped") -> tuple[int, ...]:
    """Whether a later clause of the sentence ends it, and nothing is told between: "they gave me pethidine, it stopped"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    for place in range(scene.mention.last + 1, end):
        if place in scene.covered:
            return ()
        size = at(scene.tokens, place, phrases("past", key))
        begins = scene.text(place - 1) in (",", "and", "then", "but")
        if size and begins and (key != "then_stopped" or clause_ends(scene, place + size)) and not comes_again(scene, place):
            return tuple(range(place, place + size))
    return ()


def left(scene: Scene, known: Phrases) -> list[tuple[int, ...]]:
    """Cues before the mention in the same clause, the nearest first."""
    found, place = [], scene.mention.first - 1
    while place >= 0 and scene.mention.first - place <= NEAR + 3:
        token = scene.tokens[place]
        if token.hard or (token.text in ("but", "however", "though") and place not in scene.covered):
            break
        size = at(scene.tokens, place, known)
        if (size > 1 or (size and place not in scene.covered)) and place + size <= scene.mention.first:
            found.append(tuple(range(place, place + size)))
        if token.text == "," and scene.text(place + 1) in (*SUBJECTS, *OWN, "now", "today", "this"):
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
    while place in scene.covered or (scene.text(place) in ("and", "or", ",") and _next(scene, place) in scene.covered):
        place = _next(scene, place) if place not in scene.covered else place
        while place in scene.covered:
            place += 1
    return place


def _next(scene: Scene, place: int) -> int:
    """The place behind an "and", or behind "and the"."""
    return place + 1 + (scene.text(place + 1) in ("the", "my", "his", "her", "all"))


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


def _deed(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether it is told what somebody stopped: "then stopped talking", "flared when I stopped the cream"."""
    word = scene.text(cue[-1] + 1)
    return (word.endswith("ing") and word not in TIMES) or scene.text(cue[0] - 1) in ("i", "we")


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
    if (
        cue[0] > scene.mention.last
        and scene.text(cue[-1]) == "gone"
        and scene.text(cue[-1] + 1) in single("past", "turned") | {"off", "from"}
    ):
        return True
    if cue[0] > scene.mention.last:
        middle = {scene.text(place) for place in range(scene.mention.last + 1, cue[0])}
        over = over or "had" in middle
        return any(_lasts(word, over) for word in middle) or (
            scene.text(cue[-1] + 1) in ("and", "then", "but") and _back(scene, cue)
        )
    never = bool(NEGATORS & {scene.text(cue[0] - 1), scene.text(cue[0] - 2)})
    return scene.text(cue[0]) in ("stopped", "quit", "finished") and (never or not _doing(scene, cue))


def _lasts(word: str, over: bool) -> bool:
    """Whether a word says that it goes on; "for" does not where it is said to have ended: "sore for a week, gone now"."""
    return word in single("past", "going_on") and not (over and word == "for")


def _back(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether it came back: "went away and came back"; not "the hair loss stopped and it is growing back"."""
    behind = [scene.text(place) for place in range(cue[-1], cue[-1] + 6)]
    grows = {after for word, after in pairwise(behind) if word.startswith("grow") or word == "grew"}
    return bool((set(behind[1:]) - (grows & {"back", "again"})) & {"back", "again", "returned", "returns"})


def _is_back(scene: Scene) -> bool:
    """Whether behind it stands that it is there again: "that was years ago, the pain is back"; not "is back to normal"."""
    place = scene.mention.last + (scene.text(scene.mention.last) not in ("back", "again"))
    while scene.text(place) in (",", "and", "but", "now", "it", "they", "is", "are", "has", "have", "'s"):
        place += 1
    return at(scene.tokens, place, phrases("past", "is_back")) > at(scene.tokens, place, phrases("past", "no_return"))


def _doing(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether "stopped" stands right before what was done: "stopped vomiting"."""
    if scene.mention.first - cue[-1] <= 2 and scene.text(scene.mention.first).endswith("ing"):
        return True
    mine = scene.text(cue[0] - 1) in ("i", "we", "have", "had", "he", "she", "they", "and", ",", "")
    return not mine and scene.text(cue[-1] + 1) in (*OWN, "the", "all") and scene.mention.first - cue[-1] <= 2


def healed(scene: Scene) -> bool:
    """Whether words that all is well say that it was not: "my mouth has healed", "the rash has cleared"."""
    inside = {scene.text(place) for place in scene.mention.taken}
    known = HEALED | WENT_OFF.get(scene.mention.entry.id, frozenset())
    return scene.mention.fine and bool(known & inside) and not inside & (NEGATORS | {"no"})
