"""What somebody else has, told beside what the writer takes or has: "my brother has fits on it, no problems here"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.matching import Mention
from bedside.words.tokens import Token

BESIDE_MINE = ("beside_mine", "mine_not_begun")
OF_NOW = frozenset(("now", "help", "ambulance", "urgent", "emergency", "suddenly", "keeps", "please", "just", "999", "911"))
"""With one of these a danger that is told of somebody else may be there as it is written."""
LIFE = frozenset(("suicidal", "suicide_attempt", "head_injury", "head_injury_thinned", "unresponsive", "heavy_bleeding"))
ACUTE = frozenset(("chest_pain", "pleuritic_pain", "dyspnea", "severe_dyspnea", "throat_swelling", "face_droop", "confusion"))
CLOSING = frozenset(("yet", "thank", "thankfully", "luckily", "myself", "but", "touch", "though", "today"))
FARTHEST = 12
HAVING = frozenset(("has", "have", "had", "gets", "get", "got", "suffers", "with", "epileptic", "diabetic"))
"""With one of these somebody else has it for long, or had it once; "my wife collapsed, I never have" may be of now."""
TAKING = frozenset(("takes", "took", "taking", "same", "starting", "started"))
YEARS = frozenset(("years", "decades", "died", "lifelong"))
WHERE = frozenset(
    (
        *("floor", "stairs", "sofa", "settee", "couch", "bed", "loo", "toilet", "way", "phone", "ward", "street", "bathroom"),
        *("carpet", "pavement", "ground", "bus", "train", "chair", "kitchen", "landing", "drive", "step", "steps", "side"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "holiday", "oxygen", "me", "us"),
    )
)
"""Behind "on" one of these is no medicine."""


def mine_beside(tokens: Sequence[Token]) -> bool:
    """Whether the writer tells of the own medicine beside somebody else's, and nothing of this moment: "my brother has fits on
    it, no problems here", "my mum had a stroke on it, so I'm scared to take them"."""
    told = any(at(tokens, place, phrases("person", key)) for place in range(len(tokens)) for key in BESIDE_MINE)
    now = any(at(tokens, place, phrases("past", "these_days")) or _going_on(tokens, place) for place in range(len(tokens)))
    taking = (place for place, token in enumerate(tokens) if token.text in single("person", "relatives"))
    return told and not now and any(_takes_it(tokens, place) or _long_ago(tokens, place) for place in taking)


def writer_is_without(tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Whether the writer says to have nothing of what somebody else has, which is nothing of this moment."""
    now = any(_going_on(tokens, place) for place in range(len(tokens))) or any(acute(tokens, each) for each in mentions)
    return not now and any(without_it(tokens, place) for place in range(len(tokens)))


def acute(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is of this moment by its kind: "has chest pain", "can't breathe", thoughts of ending one's life, or a blow to
    the head."""
    has = {token.text for token in tokens[max(0, mention.first - 2) : mention.first + 2]} & {"has", "is", "can", "'s"}
    return mention.entry.id in LIFE or (mention.entry.id in ACUTE and bool(has))


def spared_places(tokens: Sequence[Token], last: int) -> list[int]:
    """The places behind what somebody else has at which the writer says not to have it, in its sentence or right behind it."""
    _, end = sentence(tokens, last)
    near = [*range(last, end), *range(end + 1, min(end + 2, len(tokens)))]
    return [place for place in near if without_it(tokens, place) or (place < end and spared(tokens, place))]


def _going_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether something is going on: "is having a fit", or a word of now."""
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if place > 1 and [token.text for token in tokens[place - 2 : place + 1]] in (["me", ",", "just"], ["me", ":", "just"]):
        return False
    return tokens[place].text in OF_NOW or (tokens[place].text in ("is", "are", "'s") and behind.endswith("ing"))


def _long_ago(tokens: Sequence[Token], place: int) -> bool:
    """Whether the sentence of a relative tells of years: "Dad had cancer, and bled for years"."""
    begin, end = sentence(tokens, place)
    return bool({token.text for token in tokens[begin:end]} & YEARS)


def _takes_it(tokens: Sequence[Token], place: int) -> bool:
    """Whether the sentence of a relative says that it came with a medicine: "has fits on it", "takes the same as me"."""
    begin, end = sentence(tokens, place)
    for each in range(begin, end - 1):
        where = {token.text for token in tokens[each + 1 : each + 4]} & WHERE
        whose = each > begin and tokens[each - 1].text in ("is", "was", "'s", "been", "are")
        if tokens[each].text in TAKING or (tokens[each].text == "on" and not where and not whose):
            return True
    return False


def spared(tokens: Sequence[Token], place: int) -> bool:
    """Whether the writer says "I don't" or "I haven't", and no more, of what somebody else has; or "I have never had one"."""
    words = [token.text for token in tokens[place : place + 4]]
    closed = len(words) < 4 or not words[3][0].isalnum()
    if len(words) >= 3 and words[0] == "i" and words[1] in ("do", "have", "am", "did") and words[2] == "not" and closed:
        return True
    size = at(tokens, place, phrases("person", "never_had"))
    begin, _ = sentence(tokens, place)
    had = {token.text for token in tokens[max(0, begin - FARTHEST) : place]} & HAVING
    if not size or not had or any(at(tokens, each, phrases("past", "these_days")) for each in range(len(tokens))):
        return False
    going_on = any(one.text in ("is", "are", "am", "'s") and other.text.endswith("ing") for one, other in pairwise(tokens))
    behind = tokens[place + size].text if place + size < len(tokens) else ""
    return not going_on and not behind[:1].isalnum()


def without_it(tokens: Sequence[Token], place: int) -> bool:
    """Whether the writer has neither of what somebody else has: "my wife has a cough and a fever, I have neither"."""
    size = at(tokens, place, phrases("person", "without_it"))
    begin, _ = sentence(tokens, place)
    begin = begin if place > begin else sentence(tokens, max(0, begin - 2))[0]
    people = single("person", "relatives") | single("person", "others") | single("person", "crowd")
    named = any(token.text in people for token in tokens[begin:place])
    behind = [token.text for token in tokens[place + size : place + size + 2]]
    closed = not behind or not behind[0][0].isalnum() or behind[0] in CLOSING or behind == ["so", "far"]
    return bool(size) and named and closed
