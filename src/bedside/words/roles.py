"""Who a word for somebody means: the writer, "I'm a student", or another, "a chap I know", "old Tom next door"."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.remedies import remedy
from bedside.words.tokens import Token, text_at

BEING = frozenset(("am", "was", "as", "being", "is", "'s"))
POINTING = frozenset(("there", "here", "that", "it", "this", "what", ""))
"""Before "is" one of these says of nobody what they are."""
WITHIN = 4
"""So few words stand between one of those and what the writer is: "I'm a newly retired postman"."""
ARTICLES = frozenset(("a", "an", "the"))
FORMER = frozenset(
    ("retired", "semi", "ex", "former", "old", "young", "newly", "busy", "self", "employed", "part", "time", "-")
)
"""Before what somebody is, a text that begins with it may say no more than this: "retired teacher, 63, dizzy"."""
DISTANT = frozenset(("uncle", "aunt", "auntie"))
KNOWING = frozenset(("know", "knows", "knew", "recognise", "recognises", "recognize", "recognizes", "called", "calls"))
INTRODUCED = frozenset((",", "here", "aged", "age", "("))
MINE = frozenset(("my", "old", "our"))
BIRTH = frozenset(("had", "having", "have", "delivered", "deliver", "expecting", "birthed"))
"""Whose baby this is told of has borne it, and what follows is told of the mother: "had the baby 8 days ago, gushing blood"."""
UNBORN = frozenset(("born", "moved", "moving", "kicks"))
"""Behind "baby" one of these speaks of the birth, or of a baby that is not born."""
LIVING_THERE = frozenset(
    (
        *(
            "live",
            "lives",
            "lived",
            "living",
            "at",
            "the",
            "from",
            "to",
            "is",
            "am",
            "was",
            "are",
            "were",
            "went",
            "gone",
            "go",
        ),
        *("me", "him", "her", "them", "us", "it", "people", "they", "he", "she", "i", "over", "moved", "baby", "and", "house"),
        *("go", "room", "bed", "ward", "in", "or"),
    )
)
"""Behind one of these "next door" is a place."""


def of_oneself(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word for somebody only says what the writer, or whoever was named, is: "I'm a student", "my dad is a
    retired postman with chest pain", "teacher here, 52"."""
    if _introduced(tokens, place):
        return True
    before = place - 1
    while before >= 0 and place - before <= WITHIN and tokens[before].word and tokens[before].text not in BEING:
        before -= 1
    if text_at(tokens, before) not in BEING:
        return False
    of_whom = tokens[before].text in ("as", "being") or text_at(tokens, before - 1) not in POINTING
    return of_whom and bool({token.text for token in tokens[before + 1 : place]} & ARTICLES)


def _introduced(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence begins with what the writer does for a living, and nobody else is said to: "bus driver, 58, on"."""
    place -= place > 0 and at(tokens, place - 1, phrases("person", "roles")) > 1
    size = at(tokens, place, phrases("person", "roles"))
    begin, _ = sentence(tokens, place)
    behind = text_at(tokens, place + size)
    told = {token.text for token in tokens[begin:place]}
    return size > 0 and told <= FORMER | {"a", "an"} and (behind in INTRODUCED or behind[:1].isdigit())


def looked_at(tokens: Sequence[Token], place: int) -> bool:
    """Whether the writer is whom somebody else does not know: "she does not know me", "forgets who I am"."""
    before = tokens[place - 1].text if place else ""
    return (tokens[place].text == "me" and before in KNOWING) or (tokens[place].text == "i" and before == "who")


def stranger(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word for a person and where they were met name a stranger: "a chap I know", "a woman on the forum"."""
    named = tokens[place].text in single("person", "strangers") and text_at(tokens, place - 1) not in MINE
    return named and at(tokens, place + 1, phrases("person", "met_at")) > 0


def known_to_me(tokens: Sequence[Token], place: int) -> bool:
    """Whether "I" only says of a stranger that the writer knows them."""
    return place > 0 and stranger(tokens, place - 1)


def next_door(tokens: Sequence[Token], place: int) -> bool:
    """Whether "next door" says who somebody is, "old Tom next door had a stroke", and not where it was or who lives there."""
    before = text_at(tokens, place - 1) if place else ""
    named = before.isalpha() and before not in LIVING_THERE
    said = {text_at(tokens, place + 2), text_at(tokens, place + 3)} & single("person", "says")
    return named and not said and (text_at(tokens, place), text_at(tokens, place + 1)) == ("next", "door")


def borne(tokens: Sequence[Token], place: int) -> bool:
    """Whether a baby is only named as the birth of the writer's: "I had my baby last week", "since the baby was born"."""
    before = [token.text for token in tokens[max(0, place - 3) : place]]
    while before and before[-1] in ("a", "the", "my", "our", "her", "new", "first", "second"):
        before.pop()
    behind = [token.text for token in tokens[place + 1 : place + 4]]
    return bool(before and before[-1] in BIRTH) or bool(UNBORN & set(behind))


def another_relative(tokens: Sequence[Token], place: int, first: int) -> bool:
    """Whether a carer who writes of somebody's treatment tells what an uncle or aunt had: "my father is on abiraterone, his
    legs swell. My uncle had heart failure". Not where a time of these days is told, nor where they are named again.
    """
    if place < 1 or tokens[place].text not in DISTANT or tokens[place - 1].text not in ("my", "our", "his", "her"):
        return False
    begin, end = sentence(tokens, place)
    treated = any(token.text in single("person", "treated") or remedy(token.text) for token in tokens[:begin])
    known = any(token.text in single("person", "relatives") - DISTANT for token in tokens[:begin])
    had = {"had", "died", "lost"} & {token.text for token in tokens[place + 1 : first + 1]}
    lately = any(at(tokens, each, phrases("past", "these_days")) for each in range(begin, end))
    once = [token.text for token in tokens].count(tokens[place].text) == 1 and place == begin + 1
    return once and treated and known and bool(had) and not lately
