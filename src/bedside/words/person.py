"""Who is it about? The patient writes, or somebody who cares for the patient writes, or it is told of somebody else.

A text that speaks of "I" and of somebody else is the patient's: what it says of the other is somebody else's. A text that
speaks of one relative alone ("my husband is confused") is a carer's: the relative is the patient. What somebody says of the
patient ("my wife says I look grey") is about the patient; that somebody denies it does not deny it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bedside.words.beside_mine import acute, mine_beside, spared, writer_is_without
from bedside.words.company_kept import little_one, with_the_writer
from bedside.words.cues import at, phrases, sentence, single
from bedside.words.matching import Mention
from bedside.words.quoted import FEARS, feels_it, quoted
from bedside.words.roles import borne, known_to_me, looked_at, next_door, of_oneself, stranger
from bedside.words.tokens import Token

Who = Literal["me", "third", "other", "nobody"]


THINGS = frozenset(("they", "them", "their"))
"""These may be no people: "my lungs feel as if they were full of water"."""
NAMING = frozenset(("he", "she", "him", "her", "his", "who", "found", "gave", "we", "us", "our", "themselves", "anyone"))
"""Where one of these stands anywhere, "they" may be somebody who was not named."""
OWN_CHILDREN = frozenset(("lad", "lass", "toddler", "teen", "teenager"))
"""Somebody else, but a child of one's own behind "my"."""
SAID_OF_OTHERS = frozenset(("irritability", "agitation", "delusions"))
"""In a phrase of these "my" may be whoever writes of somebody else: "he bites my head off"."""
CARED_OF = frozenset(("unresponsive", "sleepiness", "fall", "syncope"))
CARED_FOR = frozenset(("him", "her", "them", "mother", "father", "wife", "husband"))
"""Whoever stands inside a phrase is who it is told of: "I can not wake her"."""
SAYING = frozenset(("says", "keeps"))
"""A sentence that begins with one of these tells what somebody else says: "says leave me alone, I'm only sleepy"."""
CALLING = frozenset(("calling", "calls", "called", "call", "hits", "hitting", "bites", "shouting"))
"""Who does one of these to the writer is somebody else: "he is calling me by my sister's name"."""
AS_SAID = frozenset(("like", "as", "what"))
"""Behind one of these nobody is quoted: "orange, like they said it would be"."""
ASKS = frozenset(("asks", "asked", "asking"))
"""Who asks about something does not say it: "the nurse asked about bleeding: none"."""
MEASURING = frozenset(("took", "takes", "checked", "checks", "measured", "measures", "read", "reads", "tested", "says", "said"))
CHILDREN = frozenset(("girl", "boy", "son", "daughter", "kid"))
"""A relative's child is somebody else's: a niece, a grandson, a stepchild."""
YOUNG = frozenset(("little", "wee", "young", "youngest", "older", "oldest", "eldest", "middle", "own"))
WITHIN_THINGS = frozenset(("in", "on", "inside", "under", "round", "around"))
"""Behind one of these "them" is no people: "ringing in both ears, no pain in them"."""
WHEN = frozenset(("when", "if", "while", "as", "whenever"))
CROWD = frozenset(("others", "everyone", "everybody", "people"))
COMPARED = frozenset(("when", "while", "whereas", "whilst", "where"))
"""Behind one of these a crowd is only held beside whoever writes: "cold when others are in t shirts"."""
SEEN = frozenset(("people", "children", "kids", "strangers", "men", "women", "man", "woman", "someone", "somebody"))
SEEING = frozenset(("sees", "seeing", "saw", "hears", "hearing", "heard"))
NOT_THERE = frozenset(("there", "real", "room", "corner", "ceiling", "wall", "walls", "curtains", "garden", "bed", "else"))
"""Whom somebody who hallucinates sees, how that is told, and where they are."""
SEEN_WITHIN = 9
INFANTS = frozenset(("baby", "toddler", "newborn", "infant"))
NEXT_DOOR = frozenset(("next", "opposite", "upstairs", "downstairs", "across"))
"""Behind "the baby" one of these says that it is a neighbour's."""
SOMEONE = frozenset(("someone", "somebody", "anyone", "anybody"))
FETCHING = frozenset(("get", "send", "need", "find", "fetch", "call", "want", "getting", "sending"))
"""Behind one of these "someone" is who shall come: "could you get someone, she has collapsed"."""
BEGINNING = frozenset(("he", "she", "they"))
"""With one of these, or a relative, a phrase such as "he is boiling hot" begins with its own subject."""


@dataclass(frozen=True)
class Subject:
    """Whom a mention is told of, by the nearest words to its left, and who reports it if somebody does."""

    who: Who
    place: int = -1
    reporter: int = -1
    feminine: bool | None = None


def subject(tokens: Sequence[Token], mention: Mention) -> Subject:
    """Whom the mention is about, as its own sentence has it."""
    begin, _ = sentence(tokens, mention.first)
    told = () if mention.entry.id in SAID_OF_OTHERS else mention.taken
    called = any(tokens[place].text in CALLING and tokens[place + 1].text == "me" for place in told[:-1])
    mine = (
        place for place in told if tokens[place].text in single("person", "me") and not called and not looked_at(tokens, place)
    )
    inside = [place for place in mine if not (tokens[place].text == "i" and _looking_on(tokens, place))]
    found = Subject("me", inside[0]) if inside else Subject("nobody")
    if not inside and tokens[mention.first].text in BEGINNING | single("person", "relatives"):
        found = Subject("other" if _of_another(tokens, mention.first) else "third", mention.first)
    cared = [place for place in mention.taken if tokens[place].text in CARED_FOR]
    if not inside and cared and mention.entry.id in CARED_OF:
        return Subject("other" if _of_another(tokens, cared[0]) else "third", cared[0])
    for place in range(mention.last, begin - 1, -1):
        if tokens[place].text == "but" and place < mention.first:
            break
        who = _who(tokens, place) if place in inside or place not in mention.taken else "nobody"
        if tokens[place].text in single("person", "staff") and _reports(tokens, place):
            return Subject(found.who, found.place, place)
        if tokens[place].text in THINGS and (mention.first < place or _of_things(tokens, begin, place)):
            continue
        if tokens[place].text == "them" and not _people_before(tokens, place):
            continue
        if who == "nobody" or (found.who != "nobody" and place in inside):
            continue
        if _reports(tokens, place) and not feels_it(tokens, place, mention):
            return Subject(found.who, found.place, place)
        if found.who == "nobody":
            found = Subject(_meant(tokens, begin, place) if who == "third" else who, place)
    if found.who == "me" and tokens[begin].text in SAYING:
        return Subject("third", begin)
    return found


def _meant(tokens: Sequence[Token], begin: int, place: int) -> Who:
    """Whom "she" or "her" means: somebody else's where the person named last before is somebody else, as in "my cousin had a
    clot in her leg"."""
    if tokens[place].text not in single("person", "third"):
        return "third"
    for before in range(place - 1, begin - 1, -1):
        if tokens[before].text in single("person", "relatives") or at(tokens, before, phrases("person", "carer")):
            return "third"
        his = tokens[before - 1].text in ("his", "her", "their") and before > begin
        if not his and at(tokens, before, phrases("person", "others")) and _who(tokens, before) == "other":
            return "other"
    return "third"


def _of_things(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether "they" can only be what the writer has: "my legs are heavy and they feel dead", with nobody else named before."""
    before = {token.text for token in tokens[begin:place]}
    if [token.text for token in tokens[place + 1 : place + 4]] in (["are", "not", "real"], ["are", "not", "there"]):
        return True
    people = single("person", "relatives") | single("person", "others") | single("person", "staff")
    if not {token.text for token in tokens} & (people | NAMING) and not (_reports(tokens, place) or _treats(tokens, place)):
        return True
    return "my" in before and not before & people


def _people_before(tokens: Sequence[Token], place: int) -> bool:
    """Whether anybody was named before a "them": without that it is the tablets, or the eyelids."""
    people = single("person", "relatives") | single("person", "others") | {"he", "she", "they", "him", "her", "found", "gave"}
    if tokens[place - 1].text in WITHIN_THINGS:
        return False
    return bool({token.text for token in tokens[:place]} & people)


def _who(tokens: Sequence[Token], place: int) -> Who:
    word = tokens[place].text
    if _names_nobody(tokens, place) or _fetched(tokens, place):
        return "nobody"
    if word in INFANTS and _alone(tokens) and not _of_a_neighbour(tokens, place):
        return "nobody" if _beside(tokens, place) else "third"
    if _found(tokens, place) and at(tokens, place, phrases("person", "others")):
        return "third"
    beside_it = [token.text for token in tokens[place + 1 : place + 2]]
    if beside_it == ["next"] and at(tokens, place, phrases("person", "others")):
        return "nobody" if _beside(tokens, place) else "other"
    if with_the_writer(tokens, place):
        return "me"
    if next_door(tokens, place):
        return "nobody" if _beside(tokens, place - 1) else "other"
    if (word in OWN_CHILDREN and place and tokens[place - 1].text in ("my", "our")) or little_one(tokens, place):
        return "nobody" if _beside(tokens, place) else "third"
    if word in single("person", "relatives") and (_of_another(tokens, place) or _unknown(tokens, place)):
        return "other"
    if word in single("person", "relatives") and not (place and tokens[place - 1].text in ("old", "the") and word == "man"):
        return "nobody" if word == "man" or _beside(tokens, place) else "third"
    others = any(at(tokens, place, phrases("person", each)) for each in ("others", "roles"))
    if others or stranger(tokens, place):
        return "nobody" if _beside(tokens, place) or of_oneself(tokens, place) else "other"
    if word == "we" or _treats(tokens, place):
        return "nobody"
    if word in single("person", "third"):
        return "third"
    owned = place + 1 < len(tokens) and _who_named(tokens, place + 1)
    if word == "me" and (_beside(tokens, place) or (place and tokens[place - 1].text in single("person", "says"))):
        return "nobody"
    if word == "i" and (_looking_on(tokens, place) or known_to_me(tokens, place)):
        return "nobody"
    if word == "i" and place + 1 < len(tokens) and tokens[place + 1].text in ("think", "thought", "guess", "suppose", "reckon"):
        return "nobody"
    if word in ("my", "our") and (_of_a_crowd(tokens, place) or _of_a_place(tokens, place)):
        return "nobody"
    own = word in single("person", "me") and not (word == "mine" and place and tokens[place - 1].text == "of")
    return "me" if own and not (word == "my" and owned) else "nobody"


def _names_nobody(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word for somebody names nobody: dog tired, a birth, others one is held beside, or whom one only sees."""
    word, before = tokens[place].text, tokens[place - 1].text if place else ""
    tired = word == "dog" and "tired" in {token.text for token in tokens[place + 1 : place + 3]}
    held_beside = word in CROWD and before in COMPARED
    return tired or held_beside or (word == "baby" and borne(tokens, place)) or (word in SEEN and _only_seen(tokens, place))


def _only_seen(tokens: Sequence[Token], place: int) -> bool:
    """Whether people are only seen by somebody, and are not there: "she sees people in the corner, does not know the day"."""
    before = {token.text for token in tokens[max(0, place - 3) : place]}
    behind = tokens[place + 1 : place + SEEN_WITHIN]
    closed = not behind or not behind[0].word or behind[0].text == "and"
    return bool(before & SEEING) and (closed or any(token.text in NOT_THERE for token in behind))


def _treats(tokens: Sequence[Token], place: int) -> bool:
    """Whether "they" are those who give the treatment: "they gave it to me, face swelling"."""
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return tokens[place].text == "they" and behind in single("person", "treating")


def _of_another(tokens: Sequence[Token], place: int) -> bool:
    """Whether a relative is somebody else's: "my best friend's boy", "my sister's little girl", "my late wife"."""
    before = place - 1
    if before >= 0 and tokens[before].text == "late" and tokens[before - 1].text in ("my", "his", "her", "our"):
        return not _beside(tokens, before)
    while before > 0 and tokens[before].text in YOUNG:
        before -= 1
    if before >= 0 and tokens[before].text == "whose":
        return True
    if before < 1 or tokens[before].text != "'s" or _beside(tokens, before - 1):
        return False
    child = tokens[place].text in CHILDREN and tokens[before - 1].text in single("person", "relatives")
    return child or bool(at(tokens, before - 1, phrases("person", "others")))


def _unknown(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word as for a relative ends what names a stranger: "some girl", "a poor man"."""
    known = phrases("person", "others")
    return any(place >= back and at(tokens, place - back, known) == back + 1 for back in (1, 2)) and not _beside(tokens, place)


def _of_a_crowd(tokens: Sequence[Token], place: int) -> bool:
    """Whether "my" only says which people: "everybody in my group", "a lady at my church"."""
    if place < 2 or tokens[place - 1].text not in ("in", "at", "from", "on"):
        return False
    known = phrases("person", "others")
    return any(
        at(tokens, before, known) in (place - before, place - 1 - before) for before in range(max(0, place - 3), place - 1)
    )


def _of_a_place(tokens: Sequence[Token], place: int) -> bool:
    """Whether "my" only says where it was: "had a fit at my house", "collapsed on my kitchen floor"."""
    ahead = tokens[place - 1].text if place else ""
    near = {token.text for token in tokens[place + 1 : place + 3]}
    return ahead in single("person", "where") and bool(near & single("person", "places"))


def _alone(tokens: Sequence[Token]) -> bool:
    """Whether nobody but a child is spoken of: then it is the patient, as in "baby of 10 months hot after her needles"."""
    mine = (place for place, token in enumerate(tokens) if token.text in single("person", "me"))
    return all(tokens[place].text == "my" and tokens[place + 1].text in INFANTS for place in mine if place + 1 < len(tokens))


def _of_a_neighbour(tokens: Sequence[Token], place: int) -> bool:
    """Whether a child is a neighbour's: "the baby next door"."""
    return place + 1 < len(tokens) and tokens[place + 1].text in NEXT_DOOR


def _found(tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody found the person named there, and so looks after who is ill: "found my flatmate on the floor"."""
    return [token.text for token in tokens[max(0, place - 2) : place]] in (["found", "my"], ["found", "our"], ["found", "the"])


def _fetched(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is somebody who shall come: "could you get someone, she has collapsed"."""
    return tokens[place].text in SOMEONE and place > 0 and tokens[place - 1].text in FETCHING


def _looking_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether the writer only looks on, and the clause is closed: "he shouts when I open the curtains, his head hurts"."""
    begin, end = sentence(tokens, place)
    third = any(token.text in BEGINNING for token in tokens[begin:place])
    closed = any(tokens[after].text == "," for after in range(place, min(end, place + 6)))
    return third and closed and place > begin and tokens[place - 1].text in WHEN


def _beside(tokens: Sequence[Token], place: int) -> bool:
    """Whether a person stands behind a word such as "with", or only lends a name: whoever is named so is not who feels it."""
    if [token.text for token in tokens[place + 1 : place + 3]] in (["'s", "name"], ["'s", "names"], ["'s", "birthday"]):
        return True
    before = [token.text for token in tokens[max(0, place - 3) : place]]
    while before and before[-1] in ("a", "my", "the", "other", "his", "her", "some", "these", "those", "our", "all", "many"):
        before.pop()
    return bool(before) and before[-1] in single("person", "beside")


def _who_named(tokens: Sequence[Token], place: int) -> bool:
    """Whether "my" belongs to a person: my wife, my dear old mother."""
    for after in range(place, min(place + 3, len(tokens))):
        if tokens[after].text in single("person", "relatives") | single("person", "staff") | single("person", "others"):
            return True
    return False


def _reports(tokens: Sequence[Token], place: int) -> bool:
    """Whether the person at `place` says something: "my wife says", "the doctor told me", "according to my son"."""
    if tokens[place].text in single("person", "me") or (place and tokens[place - 1].text in AS_SAID):
        return False
    if any(tokens[before].text == "according" for before in range(max(0, place - 3), place)):
        return True
    if quoted(tokens, place):
        return True
    for after in range(place + 1, min(place + 4, len(tokens))):
        word = tokens[after].text
        if word in ASKS and tokens[after + 1 : after + 2] and tokens[after + 1].text in ("about", "for", "after"):
            return False
        if word in single("person", "says"):
            return True
        if not (
            word in ("has", "have", "had", "is", "was", "always", "keeps", "also", "just", "and", "'s", "who", "really", "even")
            or word in single("person", "relatives")
        ):
            return False
    return False


def carer_writes(tokens: Sequence[Token], mentions: Sequence[Mention], subjects: Sequence[Subject]) -> bool:
    """Whether the text is written by somebody who cares for the patient."""
    if any(_cares(tokens, place) or _is_carer(tokens, place) for place in range(len(tokens))):
        return True
    told = list(zip(mentions, subjects, strict=True))
    if not any(each.who == "third" for each in subjects):
        return False
    if writer_is_without(tokens, mentions) or any(
        at(tokens, place, phrases("person", "for_oneself")) for place in range(len(tokens))
    ):
        return False
    mine = any(each.who == "me" and mention.entry.id not in FEARS for mention, each in told)
    if mine_beside(tokens) and not any(acute(tokens, mention) for mention in mentions):
        return False
    return _treated_third(tokens) or (not mine and not _treated_me(tokens))


def _cares(tokens: Sequence[Token], place: int) -> bool:
    """Whether the writer says there to care for somebody: "looking after him", not "looking after me"."""
    size = at(tokens, place, phrases("person", "carer"))
    return bool(size) and (place + size >= len(tokens) or tokens[place + size].text not in ("me", "myself"))


def _is_carer(tokens: Sequence[Token], place: int) -> bool:
    """Whether the writer says "I am just the night carer" there."""
    if tokens[place].text != "i" or place + 1 >= len(tokens) or tokens[place + 1].text != "am":
        return False
    behind = [token.text for token in tokens[place + 2 : place + 8]]
    while behind and behind[0] in single("person", "kind_of_carer"):
        behind.pop(0)
    return bool(behind) and behind[0] in single("person", "carers")


def _treated_third(tokens: Sequence[Token]) -> bool:
    """Whether it is the other person who has the treatment: "my husband had his second infusion"."""
    return any(
        _near(tokens, place, single("person", "third") | single("person", "relatives"), single("person", "me"))
        for place in _treatments(tokens)
    )


def _treated_me(tokens: Sequence[Token]) -> bool:
    if any(at(tokens, place, phrases("person", "myself")) or spared(tokens, place) for place in range(len(tokens))):
        return True
    return any(_near(tokens, place, single("person", "me"), single("person", "third")) for place in _treatments(tokens))


def measured_of_another(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a number was measured of somebody else, "grandson has a temperature of 39", who did not measure it."""
    whom = subject(tokens, mention)
    own = any(at(tokens, place, phrases("person", key)) for place in range(len(tokens)) for key in ("myself", "for_oneself"))
    now = any(at(tokens, place, phrases("person", "at_this_moment")) for place in range(len(tokens)))
    measuring = {token.text for token in tokens[max(0, whom.place) : mention.first]} & MEASURING
    patient = whom.who == "third" and _treated_third(tokens)
    return (whom.who == "other" or (whom.who == "third" and own and not patient)) and not (measuring or now)


def _treatments(tokens: Sequence[Token]) -> list[int]:
    return [place for place, token in enumerate(tokens) if token.text in single("person", "treated")]


def _near(tokens: Sequence[Token], place: int, these: frozenset[str], those: frozenset[str]) -> bool:
    """Whether the nearest person before `place` in its sentence is one of these and not one of those."""
    begin, _ = sentence(tokens, place)
    for before in range(place - 1, begin - 1, -1):
        word = tokens[before].text
        if word in these and not (word == "my" and _who_named(tokens, before + 1)):
            return True
        if word in those and not (word == "my" and _who_named(tokens, before + 1)):
            return False
    return False
