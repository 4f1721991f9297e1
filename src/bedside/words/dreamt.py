"""What is only dreamt of nobody has: "I dreamt I was fainting, silly really", not "I dreamt of fire and woke on the floor".

The dream reaches to the end of its clause. What somebody woke with, or has awake, is there; and "I never dreamt I would
faint" tells that it came. What happens in a film or a book nobody has either: "in the film the hero bleeds everywhere".
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence
from bedside.words.general import claimed
from bedside.words.matching import Mention
from bedside.words.tokens import Token, text_at

DREAMT = frozenset(("dreamt", "dreamed", "dreaming"))
DREAM = frozenset(("dream", "dreams"))
HAD = frozenset(("had", "have", "having", "in", "was"))
"""Before "a dream" one of these makes it one that somebody had: not "after a dream"."""
OF_A_DREAM = frozenset(
    ("a", "the", "my", "this", "same", "that", "weird", "strange", "silly", "mad", "funny", "recurring", "bad", "awful")
)
TELLING = frozenset(("i", "that", "of", "about", "my", "where", "he", "she", "we", "they", "it", "in", "having"))
"""Behind a dream one of these begins what was dreamt: not "a dream with chest pain"."""
TURNING = frozenset(
    (",", "and", "but", "so", "then", "when", "woke", "wake", "waking", "because", "since", ":", "-", "now", "yet")
)
NEVER = frozenset(("never", "not", "would", "could", "hardly", "ever", "thought", "like"))
FARTHEST = 10
OWN = frozenset(("suicidal", "suicide_attempt", "vivid_dreams", "hallucinations", "insomnia", "sleepwalking", "night_sweats"))
"""These a dream may be a part of, or a sign of."""
AWAKE = frozenset(("real", "still", "again", "today", "awake", "found", "floor", "ambulance"))
"""With one of these anywhere it may have been more than a dream."""

STORIES = frozenset(
    (
        *("film", "movie", "novel", "drama", "soap", "programme", "program", "series", "episode", "play", "story", "book"),
        *("documentary", "thriller", "panto", "pantomime", "whodunnit", "casualty", "holby", "eastenders", "corrie"),
        *("emmerdale", "sitcom", "cartoon"),
    )
)
KINDS = frozenset(("the", "a", "my", "this", "that", "last", "new", "old", "tv", "telly", "crime", "police", "daft", "silly"))
"""Between "in" and a story one of these stands."""
SOMEBODY = frozenset(("the", "a", "an", "this", "one", "some", "someone", "somebody", "everyone", "they", "it"))
"""Behind "in the film" one of these begins who it happens to."""
PEOPLE = frozenset(
    (
        *("man", "woman", "boy", "girl", "lad", "lass", "hero", "heroine", "villain", "character", "actor", "actress"),
        *("chap", "bloke", "fella", "guy", "lady", "gentleman", "detective", "doctor", "nurse", "patient", "person", "child"),
        *("someone", "somebody", "everyone", "they", "he", "she", "lead", "mother", "father"),
    )
)
"""One of these is named in a story; "watching a film and a crushing pain came" is the viewer's."""
WHERE = frozenset(("where", "which", "about"))
OURS = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our", "you"))
FOR_REAL = frozenset(("real", "ambulance", "999", "911", "help", "emergency"))
SEEN = frozenset(("watching", "watched", "watch", "saw", "seen", "reading", "read", "listening"))


def only_told(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is only dreamt, or happens in a story."""
    return dreamt(tokens, mention) or in_a_story(tokens, mention)


def in_a_story(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it happens only in a film, a programme or a book, and not to somebody who watches or reads."""
    if mention.entry.id in OWN or claimed(tokens) or any(token.text in FOR_REAL for token in tokens):
        return False
    begin, end = sentence(tokens, mention.first)
    if OURS & {token.text for token in tokens[begin:end]}:
        return False
    stories = [place for place in range(begin, mention.first) if tokens[place].text in STORIES]
    if not stories or not PEOPLE & {token.text for token in tokens[stories[-1] + 1 : mention.last + 1]}:
        return False
    return _happens(tokens, begin, stories[-1])


def _happens(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether a story is where something happens: "in the film the hero", "a novel where", "watching Casualty and a man"."""
    first = place - 1
    while first >= begin and tokens[first].text in KINDS:
        first -= 1
    behind = place + 1
    while text_at(tokens, behind) in (",", "last", "night", "yesterday", "-"):
        behind += 1
    if text_at(tokens, behind) in WHERE or text_at(tokens, behind + 1) == "which":
        return True
    if text_at(tokens, first) == "in":
        return text_at(tokens, behind) in SOMEBODY
    return (
        text_at(tokens, first) in SEEN and text_at(tokens, behind) == "and" and text_at(tokens, behind + 1) in ("a", "someone")
    )


def dreamt(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is only what somebody dreamt."""
    if mention.entry.id in OWN or claimed(tokens) or any(token.text in AWAKE for token in tokens):
        return False
    begin, _ = sentence(tokens, mention.first)
    for place in range(mention.first - 1, max(begin, mention.first - FARTHEST) - 1, -1):
        word = tokens[place].text
        if word in TURNING:
            return False
        if word in DREAMT or (word in DREAM and _had(tokens, place)):
            before = {tokens[each].text for each in range(max(begin, place - 3), place)}
            told = text_at(tokens, place + 1) in TELLING or place + 1 == mention.first
            return told and not before & NEVER and not _these_days(tokens, mention.last + 1)
    return False


def _had(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is a dream that somebody had: "had a silly dream", "in my dream"."""
    place -= 1
    while text_at(tokens, place) in OF_A_DREAM:
        place -= 1
    return text_at(tokens, place) in HAD


def _these_days(tokens: Sequence[Token], first: int) -> bool:
    """Whether what follows it says that it came true: "I dreamt he fell, and when I looked he had"."""
    words = [token.text for token in tokens[first:] if token.word]
    so = any(at(tokens, place, phrases("denied", "so_it_is")) for place in range(first, len(tokens)))
    return so or words[-1:] in (["had"], ["did"], ["was"], ["is"], ["has"], ["true"])
