"""What a "not" does not deny: "no headaches until I started it" tells of headaches, "no effect on the pain" of pain."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.tokens import Token, text_at

WITHIN = 8
"""So many words behind a mention say that it began then."""

PARTS = frozenset(("calf", "ankle", "elbow", "wrist", "shoulder", "thigh", "ear", "side", "hip", "breast", "left", "right"))
WISHED = frozenset(("the", "this", "these", "that", "my", "all", "such"))
ANEW = frozenset(["i", "we", "he", "she", "it", "my", "his", "her", "the", "not", "no", "is", "am", "was", "will", "can"])
"""Behind an "and" one of these begins something else: "no fever and I see nobody until Monday"."""
ENDING = frozenset((",", "and", "but", "so", "now"))
NEVER = frozenset(("not", "never", "hardly", "barely", "scarcely", "rarely", "unable", "impossible"))
TIMES = frozenset(("day", "night", "hour", "meal", "time", "morning", "step", "mouthful"))
"""Behind what is never or not so, "without" says that it is there; so it does behind "no night"."""

NONE = frozenset(("no", "not", "none", "never", "neither", "nothing", "nor", "without", "fine", "either"))
"""With one of these what is now is as it was before."""

CAME_SINCE = frozenset(
    ("but", "now", "then", "since", "started", "starting", "later", "came", "began", "lied", "lie", "really", "actually")
)
"""Behind a "no" to a question one of these may tell that it came since, or that it was no true answer."""
LIKENED = frozenset(("colour", "color", "shade"))
LIKENED_WITHIN = 3


def likened(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether what is told ends with what it has the colour of: "urine the colour of beetroot, and I've not had any" is of the
    beetroot."""
    return bool({text_at(tokens, place) for place in range(max(first, last - LIKENED_WITHIN), last)} & LIKENED)


def begun_since(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether words in a mention or behind it say that it has begun since: "none until I started", "never before this drug"."""
    for place in range(first + 1, min(last + 1 + WITHIN, len(tokens))):
        told, before = tokens[place].text, tokens[place - 1].text
        stops = tokens[place].hard or told in (",", "but", "so", "because") or (before == "and" and told in ANEW)
        if stops and place > last:
            return False
        if at(tokens, place, phrases("denied", "until_now")) or _before_and_now(tokens, place):
            return True
    return False


def _before_and_now(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "before" there is held beside what is now: "never a rash before, now I'm covered"."""
    if tokens[place].text != "before" or [token.text for token in tokens[place + 1 : place + 2]] not in ([","], ["but"]):
        return False
    _, end = sentence(tokens, place)
    behind = [token.text for token in tokens[place + 2 : end]]
    return "now" in behind[:2] and not set(behind) & NONE


def never_without(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "without" stands behind what is not done or cannot be: "can't lie flat without gasping", "no night without"."""
    if tokens[place].text != "without":
        return False
    for before in range(place - 1, max(0, place - 2 * WITHIN) - 1, -1):
        word, behind = tokens[before].text, tokens[before + 1].text
        if tokens[before].hard or word in ENDING:
            return False
        if word in NEVER or (word in ("no", "any", "one") and behind in TIMES):
            return True
    return False


def denies_nothing(tokens: Sequence[Token], cue: tuple[int, ...], between: range) -> bool:
    """Whether a "no", a "not" or a "without" denies nothing of what stands behind it; `between` are the places up to that."""
    if tokens[cue[-1]].text == "without" and wished_away(tokens, cue[0], cue[-1] + 1):
        return True
    return without_effect(tokens, between) or never_without(tokens, cue[-1]) or wished(tokens, cue[0])


def of_a_deed(tokens: Sequence[Token], cue: int, between: range, covered: frozenset[int]) -> bool:
    """Whether a "without" is of what somebody did not do, and something else is told behind: "wet myself without noticing, and
    the back pain is worse"; not "without feeling sick and dizzy"; `between` are the places up to that."""
    if tokens[cue].text != "without" or cue + 1 in covered or tokens[cue + 1].text not in single("denied", "deeds"):
        return False
    return any(tokens[place].text in (",", "and") for place in between)


def wished(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "not" there is only wished for: "I wish it did not hurt", "I wish I was not bleeding"; not "I wish to say"."""
    for before in range(place - 1, max(0, place - WITHIN) - 1, -1):
        if tokens[before].hard or tokens[before].text == ",":
            return False
        if tokens[before].text in ("wish", "wishing"):
            return tokens[before + 1].text != "to"
    return False


def uncontrolled(tokens: Sequence[Token], last: int) -> bool:
    """Whether it is only not held down: "can not get the pain under control"."""
    return bool(at(tokens, last + 1, phrases("denied", "held_down")))


def without_effect(tokens: Sequence[Token], between: range) -> bool:
    """Whether the words between a denial and a mention say that nothing helped: "no effect on", "not touched my"."""
    return any(at(tokens, place, phrases("denied", "helped")) for place in between)


def turned_back(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "not" or "nothing" stands just before a place: "has not cured my", "nothing takes away"."""
    return bool({token.text for token in tokens[max(0, place - 3) : place]} & single("denied", "not_yet"))


def of_a_list(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word that the lexicon does not know is one of a list of what is denied: "no redness, swelling or pus"."""
    if place < 1 or place + 1 >= len(tokens) or tokens[place].text in ("yes", "now"):
        return False
    before, behind = tokens[place - 1].text, tokens[place + 1].text
    return before in ("no", "any", "without", ",", "or", "nor") and behind in (",", "or", "nor")


def wished_away(tokens: Sequence[Token], place: int, after: int) -> bool:
    """Whether all would be well without it: "I would be fine without the chest pain", "I could do without this"."""
    before = [token.text for token in tokens[max(0, place - 4) : place]]
    named = after < len(tokens) and tokens[after].text in WISHED
    return named and ("would" in before or before[-1:] == ["do"])


def other_side(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "not" there, behind a part of the body, only leaves out the other side: "the left leg not the right swells"."""
    behind = [token.text for token in tokens[place + 1 : place + 4] if token.text not in ("the", "my", "his", "her")]
    place -= 1 + (place > 0 and tokens[place - 1].text == ",")
    part = place >= 0 and tokens[place].text in single("denied", "parts") | PARTS
    return part and behind[:1] in (["right"], ["left"], ["other"])


def asked_whether(tokens: Sequence[Token], first: int, covered: frozenset[int]) -> bool:
    """Whether somebody else only asked if there is what is told at `first`: "he asked if I had chest pain", not "she asked if I
    would ring about it" or "about the chest pain". `covered` are the places of what is told."""
    begin, _ = sentence(tokens, first)
    for place in range(begin, first):
        size = at(tokens, place, phrases("denied", "asked_whether"))
        mine = place > begin and tokens[place - 1].text in ("i", "we")
        between = (each for each in range(place + size, first) if each not in covered)
        if size and not mine and all(tokens[each].text in single("denied", "between_asked") for each in between):
            return True
    return False


def owned_up(tokens: Sequence[Token], behind: int) -> bool:
    """Whether anything from a place on says that the answer was no true one: "I said none. I lied"."""
    told = [token.text for token in tokens[behind:]]
    untrue = any(word == "not" and then in ("honest", "truthful", "true") for word, then in itertools.pairwise(told))
    return untrue or "lied" in told or "fibbed" in told


def came_since(tokens: Sequence[Token], behind: int) -> bool:
    """Whether anything from a place on may say that what was answered with a "no" is there all the same."""
    return bool({token.text for token in tokens[behind:]} & CAME_SINCE)


def only_before(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether all was well only before: "my periods were like clockwork before. Now I get two a month"."""
    told = {token.text for token in tokens[max(0, first - 1) : last + 1]}
    behind = text_at(tokens, last + 2)
    ended = not behind[:1].isalnum() or behind in single("denied", "before_what")
    return text_at(tokens, last + 1) in ("before", "beforehand") and ended and bool(told & {"was", "were", "had", "used"})
