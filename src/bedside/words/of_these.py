"""A list that is denied by a word for all of it: "chest pain, breathlessness: none of these", "none of the following: fever".

The list is only offered: somebody asks for it, a paper names it, or it stands alone, so that nobody has said to have it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.tokens import Token, text_at
from bedside.words.undenied import asked_whether, likened

LONGEST = 30
"""A list of more words is none."""
HEADING = 5
"""So many words and a colon at most head a list."""
LISTING = frozenset((",", "and", "or", "&", "/", "nor", "any", "a", "an", "the", "of", "my", "in"))
MARKS = frozenset((":", "-", "?", ",", ";", ".", "(", ")", "\n"))
WHO = frozenset(("i", "we", "he", "she"))
HAVING = frozenset(
    (
        *("have", "has", "had", "do", "does", "did", "am", "is", "get", "got", "gets", "getting", "said", "noticed", "felt"),
        *("feel", "feels", "experienced", "seen", "really", "actually", "not", "never", "suffer", "from", "ever", "been"),
    )
)
"""What may stand between whoever has none of a list and the word that says so."""
TURNS = frozenset(("but", "though", "although", "until", "till", "except", "apart", "only"))
TAKEN_BACK = frozenset(("both", "well", "bit", "actually", "really", "maybe", "slightly", "some", "lied"))
ALL_THE_SAME = frozenset(
    (
        *("both", "all", "them", "those", "these", "did", "had", "it", "one", "some", "began", "started", "came", "lied"),
        *("until", "till", "except", "apart", "before", "was", "were", "have", "do", "yesterday"),
    )
)
"""Behind a "but" one of these may tell that they were there all the same."""


def none_of_these(tokens: Sequence[Token], first: int, last: int, covered: frozenset[int]) -> tuple[int, ...]:
    """The places of the words that deny the whole list in which the words from `first` to `last` stand; none where there are
    none, or something more is said of it."""
    return _behind(tokens, first, last, covered) or _ahead(tokens, first, covered)


def _behind(tokens: Sequence[Token], first: int, last: int, covered: frozenset[int]) -> tuple[int, ...]:
    if likened(tokens, first, last):
        return ()
    offered = asked_whether(tokens, first, covered) or _by_paper(tokens, first)
    alone = _stands_alone(tokens, first, covered)
    place = last + 1
    while place < len(tokens) and place - last < LONGEST and (offered or alone):
        begins = text_at(tokens, place - 1) in MARKS or text_at(tokens, place - 1) in ("and", "but", "though")
        size = _of_all(tokens, place) if begins else 0
        if size:
            told = range(place, place + size)
            return tuple(told) if _closed(tokens, place + size) else ()
        word = text_at(tokens, place)
        if not (place in covered or word in LISTING or word in MARKS or (offered and _of_the_question(tokens, place))):
            return ()
        place += 1
    return ()


def _of_the_question(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word still belongs to what is asked: the lexicon need not know all that somebody asks for."""
    begin, _ = sentence(tokens, place)
    told = {token.text for token in tokens[begin : place + 1]}
    return bool(told & {"about", "for", "if", "whether", *single("uncertain", "names")}) and not told & TURNS


def _by_paper(tokens: Sequence[Token], first: int) -> bool:
    """Whether a leaflet or a form names it."""
    begin, _ = sentence(tokens, first)
    told = {token.text for token in tokens[begin:first]}
    return bool(told & single("uncertain", "papers") and told & single("uncertain", "names"))


def _stands_alone(tokens: Sequence[Token], first: int, covered: frozenset[int]) -> bool:
    """Whether nothing but the list stands before a place in its sentence, or before its heading: "effects: nausea, rash"."""
    begin, _ = sentence(tokens, first)
    heads = [place + 1 for place in range(begin, min(begin + HEADING, first)) if text_at(tokens, place) == ":"]
    own = {token.text for token in tokens[begin : heads[0]]} & single("person", "me") if heads else set()
    begin = heads[0] if heads and not own else begin
    return all(place in covered or text_at(tokens, place) in LISTING for place in range(begin, first))


def _ahead(tokens: Sequence[Token], first: int, covered: frozenset[int]) -> tuple[int, ...]:
    place = first - 1
    while place > 0 and first - place < LONGEST and (place in covered or text_at(tokens, place) in LISTING):
        place -= 1
    if text_at(tokens, place) not in (":", "-"):
        return ()
    begin, _ = sentence(tokens, place)
    for start in range(begin, place):
        size = _of_all(tokens, start)
        if size and start + size == place:
            return tuple(range(start, place))
    return ()


def _of_all(tokens: Sequence[Token], begin: int) -> int:
    """How many words from a place on deny all of a list: "none of these", "I have had neither", "he has not got either"."""
    place = begin + (at(tokens, begin, phrases("denied", "answering")) or text_at(tokens, begin) in WHO)
    while text_at(tokens, place) in HAVING:
        place += 1
    negated = {"not", "never"} & {text_at(tokens, each) for each in range(begin, place)}
    size = at(tokens, place, phrases("denied", "any_of_these" if negated else "none_of_these"))
    return place + size - begin if size else 0


def _closed(tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing more is said of the list from a place on: "none of these", "none of these today, but I am dizzy"."""
    while text_at(tokens, place) in single("denied", "at_all"):
        place += 1
    word = text_at(tokens, place)
    if word and word not in MARKS and word not in ("but", "so", "and", "just"):
        return False
    rest = {token.text for token in tokens[place : sentence(tokens, place)[1]]} if word else set()
    return not (rest & TAKEN_BACK or (rest & TURNS and rest & ALL_THE_SAME))
