"""What a text says of each thing: present, denied, past, uncertain, or told of another person; with the words that said so.

Nothing that somebody else says denies what the patient has. A denial that is in doubt is no denial of a danger.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bedside.words import person
from bedside.words.asked_of_it import asked_of_it
from bedside.words.beside_mine import spared_places
from bedside.words.company_kept import only_one
from bedside.words.cues import at, ids, phrases, sentence, single
from bedside.words.denial import Scene, compared, denial, upset
from bedside.words.doubt import asked, asks_itself, uncertain
from bedside.words.dreamt import only_told
from bedside.words.earlier_medicine import ended_later, on_an_earlier_medicine
from bedside.words.excepted import (
    all_but,
    contradicted,
    doubled,
    excepted,
    feared_for_nothing,
    not_come,
    not_it,
    supposed_without,
)
from bedside.words.explained import DENYING, EXPLAINING, TURNING, brings_it_on, counted, explains
from bedside.words.general import (
    asked_ahead,
    asked_before_starting,
    asked_for_then,
    asked_in_general,
    asked_of_the_asker,
    asked_what_it_is,
    claimed,
    listed_as_side_effect,
    listed_by_paper,
    named_by_paper,
    of_anybody,
    on_paper,
    read_of,
    spoken_of,
)
from bedside.words.kept_for import kept_for, said_of_all
from bedside.words.last_time import last_time
from bedside.words.lessened import lessened, taken_away
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.not_now import was_before
from bedside.words.opinion import said_by_others
from bedside.words.over import healed, past
from bedside.words.person import Subject
from bedside.words.quoted import FEARS, quoted
from bedside.words.roles import another_relative
from bedside.words.taken import taken_as_told
from bedside.words.taken_for import held_down, part_of_a_danger, seen_to, taken_after, treated_for
from bedside.words.tokens import Token
from bedside.words.undenied import asked_whether, begun_since, never_without, other_side, wished

DOWN = frozenset(("just", "only", "probably", "nothing"))
FOUND = frozenset(("say", "says", "said", "told", "confirmed", "called", "calls"))
"""What staff say so is no mere opinion: "the nurse says this is CRS"."""
VAGUE = frozenset(("malaise", "daily_life"))
"""Told of somebody else, these name nothing: "since my sister got ill", "my boy is off school"."""
AT_ONCE = frozenset(("swallowed_thing",))
"""Whoever writes of one of these writes for whoever has it: a child is somebody else, and a battery burns within hours."""
HAVING = frozenset(("had", "has", "was", "is", "kept"))
SEEMED = frozenset(("looked", "looks", "seemed", "seems", "sounded", "sounds"))
"""Between staff and how somebody is one of these says who is so: "the doctor looked worried"."""
OF_STAFF = frozenset(
    (
        "who",
        "that",
        "off",
        "with",
        "away",
        "came",
        "visited",
        "a",
        "an",
        "very",
        "terrible",
        "bad",
        "awful",
        "nasty",
        "dreadful",
        "clearly",
    )
)
OF_NOBODY = (asked_what_it_is, asked_for_then, asked_before_starting, listed_by_paper, listed_as_side_effect)
"""Each of these tells that nobody has what is spoken of."""
OF_ANYBODY = (asked_ahead, of_anybody, asked_of_it, kept_for, said_of_all)
"""Each of these tells that nobody has what is no danger."""
Status = Literal["present", "denied", "past", "other person", "uncertain"]


@dataclass(frozen=True)
class Standing:
    """One mention, what is said of it, and the places of the words that say so.

    `general` says that a text only asks of it, and nobody has it.
    """

    mention: Mention
    status: Status
    places: tuple[int, ...]
    general: bool = False


@dataclass(frozen=True)
class Heard:
    """What a text says of its mentions, whether a carer writes, and the mentions that only name what is treated."""

    standings: tuple[Standing, ...]
    carer: bool
    treated: tuple[Mention, ...]


def standings(tokens: Sequence[Token], mentions: Sequence[Mention], words: Lexicon, dangers: Collection[str]) -> Heard:
    """What is said of every mention; of `dangers` a doubtful denial is none."""
    covered = frozenset(
        place for mention in mentions for place in mention.taken if not (mention.fine and tokens[place].text in DENYING)
    )
    subjects = _subjects(tokens, mentions)
    carer = person.carer_writes(tokens, mentions, subjects)
    found: list[Standing] = []
    treated: list[Mention] = []
    general = asked_in_general(tokens)
    for mention, whom in zip(mentions, subjects, strict=True):
        named = any(told(tokens, mention) for told in OF_NOBODY) and not asked_of_the_asker(mention)
        if named or (general and not spoken_of(tokens, mention) and not asked_of_the_asker(mention)):
            if _dangerous(mention, dangers) and not on_paper(tokens, mention):
                found.append(Standing(mention, "uncertain", mention.taken, general=True))
            continue
        if not _dangerous(mention, dangers) and any(asks(tokens, mention) for asks in OF_ANYBODY):
            continue
        if taken_as_told(tokens, mention) or _read_or_told(tokens, mention, len(mentions) > 1):
            continue
        mention = _turned(mention, Scene(tokens, mention, covered, words.filler), mentions, words)
        scene = Scene(tokens, mention, covered, words.filler)
        if supposed_without(scene) or (mention.fine and upset(scene)):
            continue
        status, cue = _status(scene, whom, carer, _dangerous(mention, dangers))
        if status == "uncertain" and not _dangerous(mention, dangers) and _played_down(scene, whom):
            continue
        if _treated(scene, mentions, dangers):
            treated.append(mention)
            continue
        if _said_beside(scene, mentions, dangers):
            continue
        if status == "other person" and (mention.entry.id in VAGUE or _only_an_animal(mention, tokens, whom, dangers)):
            continue
        found.append(Standing(mention, status, (*mention.taken, *cue)))
        if status == "denied" and held_down(tokens, mention, cue):
            treated.append(mention)
        free = spared_places(tokens, mention.last) if status == "other person" else []
        if free:
            found.append(Standing(mention, "denied", (*mention.taken, *range(free[0], min(free[0] + 3, len(tokens))))))
    return Heard(tuple(_over_by(each, found, tokens, dangers) for each in found), carer, tuple(treated))


def _subjects(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Subject]:
    """Whom each mention is about; a friend who is the only one spoken of is the patient."""
    found = [person.subject(tokens, mention) for mention in mentions]
    if not only_one(tokens, mentions, [whom.who for whom in found]):
        return found
    return [replace(whom, who="third") if whom.who == "other" else whom for whom in found]


def _read_or_told(tokens: Sequence[Token], mention: Mention, beside: bool) -> bool:
    """Whether it is only of a dream, a story, a page or, with something `beside`, a leaflet."""
    return only_told(tokens, mention) or read_of(tokens, mention) or (beside and named_by_paper(tokens, mention))


def _over_by(standing: Standing, found: Sequence[Standing], tokens: Sequence[Token], dangers: Collection[str]) -> Standing:
    """A mention, as over where what a medicine did is told to be over later."""
    later = [(each.mention, each.status) for each in found if each.mention.entry == standing.mention.entry]
    over = standing.status == "present" and not _dangerous(standing.mention, dangers)
    return replace(standing, status="past") if over and ended_later(tokens, standing.mention, later) else standing


def _treated(scene: Scene, mentions: Sequence[Mention], dangers: Collection[str]) -> bool:
    """Whether it is told only as what a medicine is taken for, beside something else; a danger only where no other is told that
    it may have come to."""
    others = [each for each in mentions if each != scene.mention and not each.fine]
    if _dangerous(scene.mention, dangers):
        graver = any(_dangerous(each, dangers) for each in others)
        return bool(others) and not graver and seen_to(scene.tokens, scene.mention)
    return bool(others) and not part_of_a_danger(scene.mention, mentions) and treated_for(scene.tokens, scene.mention, mentions)


def _said_beside(scene: Scene, mentions: Sequence[Mention], dangers: Collection[str]) -> bool:
    """Whether it is told only as what explains something else that is told, or what brings it on."""
    if _dangerous(scene.mention, dangers):
        return False
    others = any(each != scene.mention and not each.fine for each in mentions)
    others = others and not part_of_a_danger(scene.mention, mentions)
    if others and (explains(scene) or said_by_others(scene, mentions)):
        return True
    return len(mentions) > 1 and brings_it_on(scene)


def _turned(mention: Mention, scene: Scene, mentions: Sequence[Mention], words: Lexicon) -> Mention:
    """A mention that says that all is well, or is denied, as what it tells where that is turned: "breathing fine until today",
    "not breathless at rest, only on the stairs"."""
    if mention.fine and (never_without(scene.tokens, mention.first) or wished(scene.tokens, mention.first)):
        return replace(mention, fine=False, taken=mention.taken[1:])
    alone = sum(each.taken == mention.taken for each in mentions) == 1
    begun = scene.text(mention.first) in DENYING and begun_since(scene.tokens, mention.first, mention.last)
    but = (alone or not mention.fine) and (excepted(scene) or doubled(scene))
    severe = but and mention.entry.severity == "severe"
    only = mention.fine and _only_so(scene)
    if not (mention.fine and (begun or but or only)) and not (severe and denial(scene)):
        return mention
    milder = words.get(mention.entry.of) if severe else None
    return replace(mention, fine=False, entry=milder or mention.entry)


def _only_so(scene: Scene) -> bool:
    """Whether a "not" at the beginning denies something else: "not just tired", "did not expect the hair loss", and in "the
    left leg not the right is swollen" only the other side."""
    place = scene.mention.first
    if scene.text(place) not in ("not", "never") or place + 1 in scene.mention.taken:
        return False
    return bool(at(scene.tokens, place + 1, phrases("denied", "not_denied"))) or other_side(scene.tokens, place)


def _only_an_animal(mention: Mention, tokens: Sequence[Token], whom: Subject, dangers: Collection[str]) -> bool:
    return mention.entry.id not in dangers and _an_animal(tokens, whom)


def _dangerous(mention: Mention, dangers: Collection[str]) -> bool:
    return mention.entry.id in dangers or any(sign in dangers for sign in mention.signs)


def _staff_has_it(scene: Scene) -> bool:
    """Whether somebody of the staff has it: "the nurse who came had a cough", not "the doctor had a look at my rash"."""
    between = [scene.text(scene.mention.first)]
    if scene.text(scene.mention.first - 1) in SEEMED and scene.text(scene.mention.first - 2) in single("person", "staff"):
        return True
    for place in range(scene.mention.first - 1, max(-1, scene.mention.first - 1 - EXPLAINING * 2), -1):
        word = scene.text(place)
        if word in single("person", "staff"):
            return bool(HAVING & set(between)) and scene.text(place - 1) not in ("no", "not")
        if scene.tokens[place].hard or not (word in HAVING | OF_STAFF or scene.plain(place)) or place in scene.covered:
            return False
        between.append(word)
    return False


def _status(scene: Scene, whom: Subject, carer: bool, danger: bool) -> tuple[Status, tuple[int, ...]]:
    """The status of one mention, and the words beside it that say so."""
    if not danger and not scene.mention.fine and _staff_has_it(scene):
        return "other person", ()
    now = danger and (_at_this_moment(scene) or scene.mention.entry.id in AT_ONCE)
    if _of_another(scene, whom, carer) and not now:
        return "other person", (whom.place,) if whom.place >= 0 else ()
    if scene.mention.fine and compared(scene):
        return "uncertain", ()
    if healed(scene):
        return "past", ()
    another = _told_by_another(scene, whom, carer)
    denied = _if_denied(scene, whom, another, danger)
    if denied:
        return denied
    other = () if danger else all_but(scene) or not_it(scene) or feared_for_nothing(scene)
    if other:
        return "denied", other
    if another and whom.who == "nobody" and _opinion(scene, whom):
        return "uncertain", (whom.reporter,)
    less = () if danger else lessened(scene)
    if less:
        return "denied", less
    over = past(scene, danger) or taken_after(scene) or last_time(scene.tokens, scene.mention.first, scene.mention.last)
    over = over or (() if danger else taken_away(scene) or on_an_earlier_medicine(scene))
    if over:
        return ("uncertain" if another else "past"), over
    unsure = uncertain(scene)
    come_not = not_come(scene, unsure, danger)
    if come_not:
        return "denied", come_not
    if unsure or asked(scene.tokens, scene.mention.first) or asks_itself(scene):
        return "uncertain", unsure
    return "present", ()


def _if_denied(scene: Scene, whom: Subject, another: bool, danger: bool) -> tuple[Status, tuple[int, ...]] | None:
    """What a denial makes of one mention, and the words that say so; None where nothing denies it."""
    denied = ("denied", ()) if scene.mention.fine else None if excepted(scene) or doubled(scene) else denial(scene)
    asks = denied is not None and asked_whether(scene.tokens, scene.mention.first, scene.covered)
    if denied and not asks and whom.who in ("third", "other") and denied[1] and scene.text(denied[1][0]) == "i":
        denied = None
    if denied is None or contradicted(scene):
        return None
    before = was_before(scene)
    if before:
        return "past", before
    kind, cue = denied
    tested = scene.mention.entry.id in ids("denied", "told_by_tests") and _of_staff(scene, whom)
    behind = scene.text(cue[-1] + 1) if cue else ""
    answer = asks and (not behind[:1].isalnum() or behind in single("denied", "at_all"))
    said = ("i", "told", "no", "nope") if len(cue) > 2 else ("i", "told")
    own = cue and cue[0] > scene.mention.last and (answer or scene.text(cue[0]) in said)
    if another and not tested and not own:
        return "uncertain", (*cue, whom.reporter)
    return ("denied" if kind == "denied" or not danger else "uncertain"), cue


def _of_another(scene: Scene, whom: Subject, carer: bool) -> bool:
    crowd = whom.place >= 0 and scene.text(whom.place) in single("uncertain", "crowd")
    if crowd and (asked_of_the_asker(scene.mention) or claimed(scene.tokens) or _held_beside(scene)):
        return False
    begin, end = sentence(scene.tokens, scene.mention.first)
    told = (place for place in range(begin, end) if at(scene.tokens, place, phrases("person", "inherited")))
    if whom.who != "me" and any(not _parted(scene, place) for place in told):
        return True
    if carer and another_relative(scene.tokens, whom.place, scene.mention.first):
        return True
    if carer:
        return whom.who == "other" or (whom.who == "me" and scene.mention.entry.id in FEARS)
    return whom.who in ("third", "other")


def _parted(scene: Scene, place: int) -> bool:
    """Whether a "but" or "so" stands between the mention and what is told of others there."""
    between = range(min(place, scene.mention.last), max(place, scene.mention.first))
    return bool({scene.text(each) for each in between} & {"but", "so", "though", "however"})


def _held_beside(scene: Scene) -> bool:
    """Whether a crowd is asked whether they have it too: "does anyone else get chest pain", "do people get it this bad"."""
    _, end = sentence(scene.tokens, scene.mention.first)
    begin, _ = sentence(scene.tokens, scene.mention.first)
    asks = end < len(scene.tokens) and scene.tokens[end].text == "?"
    asks = asks or scene.text(begin) in single("uncertain", "asks_what") | single("uncertain", "asking_of_all")
    return asks and any(at(scene.tokens, place, phrases("uncertain", "as_mine")) for place in range(begin, end))


def _at_this_moment(scene: Scene) -> bool:
    """Whether a danger is of this moment: whoever has it, help is asked for."""
    now = phrases("person", "at_this_moment")
    return any(at(scene.tokens, place, now) for place in range(len(scene.tokens)))


def _told_by_another(scene: Scene, whom: Subject, carer: bool) -> bool:
    """Whether somebody else than the patient says so. What the patient tells a carer is the patient's own word."""
    if whom.reporter < 0:
        return False
    staff = scene.text(whom.reporter) in set(phrases("person", "staff"))
    return staff or not carer or whom.who == "me"


def _of_staff(scene: Scene, whom: Subject) -> bool:
    """Whether it is told by those who treat: a doctor, or "they"."""
    return scene.text(whom.reporter) in single("person", "staff") | {"they"}


def _an_animal(tokens: Sequence[Token], whom: Subject) -> bool:
    """Whether it is a pet's, which is no effect of a medicine."""
    return whom.place >= 0 and tokens[whom.place].text in single("person", "animals")


def _opinion(scene: Scene, whom: Subject) -> bool:
    """Whether somebody says what it is: "she thinks it is just indigestion"."""
    between = {scene.text(place) for place in range(whom.reporter, scene.mention.first)}
    if scene.text(whom.reporter) in single("person", "staff") and between & FOUND and not between & DOWN:
        return False
    if quoted(scene.tokens, whom.reporter):
        return True
    return bool(between & {"it", "its", "this", "that"}) and not between & TURNING


def _played_down(scene: Scene, whom: Subject) -> bool:
    """Whether somebody else only explains it away: "my daughter thinks it is just indigestion" tells of no indigestion."""
    if counted(scene):
        return False
    between = {scene.text(place) for place in range(whom.reporter, scene.mention.first)}
    staff = whom.reporter >= 0 and scene.text(whom.reporter) in single("person", "staff")
    return whom.reporter >= 0 and not staff and whom.who == "nobody" and bool(between & DOWN) and _opinion(scene, whom)
