"""Pain or a swelling that is told beside a place is of that place: "my eye is red and it hurts", "belly tight, no pain".

The nearest part of the body before it in the same sentence counts, and one that stands right behind it before that; where
a sentence begins with it and names none, the sentence before it counts. Cramps beside loose stools are of the belly. Words such
as "sore" tell of pain where such a place stands before them, and of nothing elsewhere. What is felt where is data, in
`cues.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bedside.words.cues import BEGINNING, by_place, sentence, table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token

PAIN, CRAMP, BELLY, SKIN, MUSCLES = "pain", "cramps", "abdominal_pain", "skin_pain", "myalgia"
SORES = frozenset(("sore", "tender", "sores"))
"""Alone these may be a sore, or a way to speak of feelings."""
ACHY = frozenset(("achy", "achey"))
"""Who is so, with no place named, has aching muscles."""
LIMBS = "limb_swelling"
NO_SWELLING = frozenset(("no", "not", "any", "without", "swelling", "swollen", "swellings"))
"""Who says no more than this speaks of the ankles, unless of something that swells elsewhere."""
SWELLS = frozenset(
    (
        "hives",
        "rash",
        "itching",
        "allergic_reaction",
        "toothache",
        "dental",
        "wound",
        "line_site",
        "injection_site",
        "cellulitis",
    )
)
WEAK = "weakness"
OF = {PAIN: "aching", "swelling": "swelling", WEAK: "weak"}
"""What may have a place, and the table of the places."""
STOOLS = frozenset(("diarrhea", "heavy_diarrhea", "blood_stool", "flatulence", "bloating"))
LOOSE = frozenset(
    ("diarrhea", "heavy_diarrhea", "colitis", "bloating", "abdominal_distension", "flatulence", "blood_stool", "constipation")
)
FARTHEST = 20
"""A part of the body named more words before is not what hurts."""
BEHIND = 3
OF_THE_BODY = frozenset(("my", "his", "her", "the", "lower", "upper", "bad", "sore", "mid", "whole", "and"))
"""Behind one of these "back" is a part of the body, and not what "came back"."""
EVERYWHERE = frozenset(("all", "over", "everywhere", "anywhere", "nowhere", "whole", "body", "i", "we", "everything", "every"))
"""Behind one of these, or before it, pain is of no one place."""
ALL_OVER = EVERYWHERE - {"over", "i", "we"}
"""Beside one of these a swelling is of no one place."""
OF_TIME = frozenset(
    (
        *("morning", "mornings", "day", "days", "night", "nights", "time", "evening", "afternoon", "hour", "hours", "week"),
        *("weekend", "month", "year", "few", "second", "other", "step", "single"),
    )
)
"""Behind "every" or "all" one of these is a time: "my knees ache every morning"."""
ON = frozenset(
    ("on", "of", "in", "under", "over", "round", "around", "up", "down", "my", "his", "her", "the", "both", "left", "right")
)
"""Between what the skin has and where it has it stand only these: "blisters on my hands"."""
BEGINS = 4
"""With at most so many words before it, what has no place begins its sentence."""
WHEN = frozenset(("when", "if", "where", "whenever", "as", "while", "so"))
SORE = frozenset(("sore", "painful", "tender", "throbbing", "throbs", "achy"))
BURNS = frozenset(("burning", "burns", "stinging", "stings", "smarts"))
BURNT = frozenset((SKIN, "eye_pain", "mouth_pain", "anal_pain", "dysuria"))
"""What burns or stings is pain only of these."""
NOUN = frozenset(
    ("a", "the", "this", "that", "each", "every", "open", "cold", "bed", "pressure", "heat", "one", "another", "little", "of")
)
"""Behind one of these "sore" is a sore."""
NEGATORS = frozenset(("no", "not", "without", "never", "nor", "any"))


def ached(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, pain and swellings that have no place of their own with that of what is named beside them."""
    found: list[Mention] = []
    for mention in mentions:
        told_of = mention.entry.id in OF and (mention.entry.id != WEAK or _of_them(mention, tokens))
        entry = _entry(mention, found, tokens) if told_of else _cramp(mention, found, mentions, tokens)
        said = {tokens[place].text for place in mention.taken}
        if mention.entry.id == PAIN and said <= SORES and (entry is None or _a_sore(mention, tokens)):
            continue
        entry = entry or (MUSCLES if mention.entry.id == PAIN and said <= ACHY else None)
        entry = entry or (LIMBS if said <= NO_SWELLING and _no_swelling(mention, found, tokens) else None)
        found.append(replace(mention, entry=words[entry]) if entry else mention)
    return tuple(sorted((*found, *_sore(found, tokens, words)), key=lambda each: (each.taken, each.entry.id)))


def _of_them(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is told of "they", and names no part: "my arms tingle but they are not weak"."""
    place = mention.first
    while place > 0 and tokens[place].text != "they" and mention.first - place < BEHIND:
        place -= 1
    return tokens[place].text == "they"


def _no_swelling(mention: Mention, found: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether it says that nothing is swollen, with no place named, and tells of nothing else that swells."""
    _, end = sentence(tokens, mention.first)
    everywhere = any(_everywhere(tokens, place, mention) for place in _near(mention, tokens, end))
    elsewhere = any(each.entry.id in SWELLS for each in found)
    return mention.entry.id == "swelling" and _denied(mention, tokens) and not everywhere and not elsewhere


def _a_sore(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is a sore, and not what feels sore."""
    plural = tokens[mention.first].text == "sores"
    return plural or (mention.first > 0 and tokens[mention.first - 1].text in NOUN)


def _sore(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> Iterator[Mention]:
    """Pain that one word tells beside a place: "left calf twice the size, sore and warm"."""
    taken = {place for each in mentions for place in range(each.first, each.last + 1)}
    for place, token in enumerate(tokens):
        if token.text not in SORE | BURNS or place in taken or (place and tokens[place - 1].text in NOUN):
            continue
        mention = Mention(words[PAIN], (place,))
        begin, end = sentence(tokens, place)
        before = [each for each in mentions if begin <= each.first < place]
        entry = _place(mention, before, tokens, begin, place)
        if token.text in BURNS and entry not in BURNT:
            continue
        if entry and not any(each.entry.id == entry and begin <= each.first < end for each in mentions):
            yield replace(mention, entry=words[entry])


def _entry(mention: Mention, before: Sequence[Mention], tokens: Sequence[Token]) -> str | None:
    """What pain or swelling it is; None where no place is named, and of "nothing hurts", which is of no one place."""
    begin, end = sentence(tokens, mention.first)
    if any(_everywhere(tokens, place, mention) for place in _near(mention, tokens, end)):
        return None
    for place in range(mention.last + 1, min(end, mention.last + 1 + BEHIND)):
        if not tokens[place].word:
            break
        if tokens[place].text == "back" and place + 1 < end and tokens[place + 1].text == "of":
            break
        if tokens[place].stem in by_place(OF[mention.entry.id]) and not _returning(tokens, place):
            return by_place(OF[mention.entry.id])[tokens[place].stem]
    if any(tokens[place].text == "nothing" for place in mention.taken):
        return None
    found = _place(mention, before, tokens, begin, mention.first)
    if found or mention.first - begin > BEGINS or not begin:
        return found
    if any(tokens[place].text in EVERYWHERE for place in range(begin, mention.first)):
        return None
    return _place(mention, before, tokens, sentence(tokens, begin - 2)[0] if begin > 1 else 0, begin - 1)


def _near(mention: Mention, tokens: Sequence[Token], end: int) -> range:
    """The places of the mention and of the words right behind it, before any mark: "it aches, I am on it" is of no "I"."""
    place = mention.last + 1
    while place < min(end, mention.last + BEHIND) and tokens[place].word:
        place += 1
    return range(mention.first, place)


def _everywhere(tokens: Sequence[Token], place: int, mention: Mention) -> bool:
    """Whether a word says that it is of no one place; the "i" of "hurts when I walk" does not, nor "over" of a swelling."""
    everywhere = EVERYWHERE if mention.entry.id == PAIN else ALL_OVER
    behind = [token.text for token in tokens[place + 1 : place + 3] if token.text != "the"]
    if tokens[place].text in ("every", "all") and behind and (behind[0] in OF_TIME or behind[0].endswith("ing")):
        return False
    return tokens[place].text in everywhere and (place == 0 or tokens[place - 1].text not in WHEN | {"at"})


def _place(mention: Mention, before: Sequence[Mention], tokens: Sequence[Token], begin: int, end: int) -> str | None:
    """What it is by the nearest place, or the nearest thing that is told, between two places of the text."""
    of = mention.entry.id
    taken = {place: each.entry.id for each in before for place in each.taken}
    for place in range(end - 1, max(begin, end - FARTHEST) - 1, -1):
        if tokens[place + 1].text == "of" or _returning(tokens, place) or _not_there(tokens, place):
            continue
        told = taken.get(place, "")
        known = by_place(OF[of]).get(tokens[place].stem) or _beside(of, "beside").get(told)
        if known is None and _denied(mention, tokens):
            known = _beside(of, "unless").get(told)
        if known:
            return SKIN if of == PAIN and _of_the_skin(place, taken, tokens, begin) else known
        if _everywhere(tokens, place, mention):
            return None
    return None


def _not_there(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is said of a place that it is not that one: "it's my joints, not the muscles, that hurt"."""
    before = [token.text for token in tokens[max(0, place - 2) : place]]
    return before[-1:] == ["not"] or (before[:1] == ["not"] and before[-1] in ("the", "my"))


def _returning(tokens: Sequence[Token], place: int) -> bool:
    """Whether "back" is no part of the body: "the pain came back"."""
    return tokens[place].text == "back" and tokens[place - 1].text not in OF_THE_BODY


def _of_the_skin(place: int, taken: Mapping[int, str], tokens: Sequence[Token], begin: int) -> bool:
    """Whether the place is only where the skin has something: "blisters on my hands"."""
    while place > begin and (tokens[place - 1].text in ON or _beside(PAIN, "beside").get(taken.get(place, "")) == SKIN):
        if _beside(PAIN, "beside").get(taken.get(place, "")) == SKIN:
            return True
        place -= 1
    return _beside(PAIN, "beside").get(taken.get(place - 1, "")) == SKIN


def _denied(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is said not to be there."""
    return mention.fine or any(tokens[place].text in NEGATORS for place in range(max(0, mention.first - 3), mention.first))


def _cramp(mention: Mention, before: Sequence[Mention], after: Sequence[Mention], tokens: Sequence[Token]) -> str | None:
    """Whether cramps are of the belly: told beside loose stools or wind, of no muscle."""
    begin, _ = sentence(tokens, mention.first)
    if begin > 1 and tokens[begin].text in BEGINNING:
        begin, _ = sentence(tokens, begin - 2)
    alone = mention.entry.id == CRAMP and sum(tokens[place].text not in BEGINNING for place in mention.taken) == 1
    loose = any(each.entry.id in LOOSE and each.first >= begin for each in before)
    return BELLY if alone and (loose or _with_stools(mention, after, tokens)) else None


def _with_stools(cramp: Mention, after: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether "cramping" is joined at once to loose stools: "cramping and going ten times a day"."""
    joined = cramp.last + 2 < len(tokens) and tokens[cramp.last + 1].text in ("and", "with", "plus", "&", ",")
    near = (cramp.last + 1, cramp.last + 2, cramp.last + 3)
    return joined and any(each.entry.id in STOOLS | {"constipation"} and each.first in near for each in after)


@cache
def _beside(of: str, key: str) -> dict[str, str]:
    """What it is beside another thing that is told; under "unless" only where it is said not to be there."""
    return {other: entry for entry, row in table(OF[of]).items() for other in row.get(key, "").split()}
