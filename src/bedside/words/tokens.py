"""A text as words in order: each with its place, its one form, and the marks between them.

>>> [token.text for token in read("I can't sleep, temp 39.2")]
['i', 'can', 'not', 'sleep', ',', 'temp', '39.2']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bedside.words.stems import stem

PIECE = re.compile(
    r"(?P<kin>(?<=\bmy )(?:(?:other|better) half(?! of| a| tablet| pill| dose)|oh|[mfsb]il)\b)"
    r"|\b(?:w/o|w/|b4|2day|2nite|2nd|n/v|[dn]&v|d/v|c/o|h/o|24/7)(?![^\W_])|\d+(?:[.,]\d+)*|'s\b|[^\W\d_]{2,}in'(?![^\W_])|[^\W\d_]+(?:'[^\W\d_]+)*|\n+|[^\w\s]|_",
    re.IGNORECASE,
)
DRAWN, DRAWN_EO = re.compile(r"([a-z])\1{2,}"), re.compile(r"([eo])\1{2,}")
"""A letter that is drawn out, and one of those that may stand twice."""
HARD = frozenset(".!?;\n")
"""The marks that end a sentence."""
KIN = {
    "other half": "partner",
    "better half": "partner",
    "oh": "partner",
    "mil": "mother",
    "fil": "father",
    "sil": "sister",
    "bil": "brother",
}
"""Who somebody is, behind a "my" alone: "my OH", not "oh no", and "my MIL", not "5 mil"."""
SPLIT: dict[str, tuple[str, ...]] = {
    "d&v": ("diarrhea", "and", "vomiting"),
    "d/v": ("diarrhea", "and", "vomiting"),
    "n&v": ("nausea", "and", "vomiting"),
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "cnt": ("can", "not"),
    "wont": ("will", "not"),
    "shant": ("will", "not"),
    "dont": ("do", "not"),
    "dnt": ("do", "not"),
    "doesnt": ("does", "not"),
    "dosent": ("does", "not"),
    "doesent": ("does", "not"),
    "didnt": ("did", "not"),
    "isnt": ("is", "not"),
    "arent": ("are", "not"),
    "aint": ("is", "not"),
    "wasnt": ("was", "not"),
    "werent": ("were", "not"),
    **{
        head + tail: (word, "not")
        for tail in ("nae", "na")
        for head, word in {
            "can": "can",
            "did": "did",
            "din": "do",
            "does": "does",
            "is": "is",
            "was": "was",
            "have": "have",
            "has": "has",
            "would": "would",
            "could": "could",
            "wul": "will",
            "win": "will",
            "should": "should",
            "wer": "were",
        }.items()
        if head + tail not in ("isna",)
    },
    "nowt": ("nothing",),
    "owt": ("anything",),
    "havent": ("have", "not"),
    "havnt": ("have", "not"),
    "hasnt": ("has", "not"),
    "hadnt": ("had", "not"),
    "couldnt": ("could", "not"),
    "wouldnt": ("would", "not"),
    "shouldnt": ("should", "not"),
    "im": ("i", "am"),
    "iam": ("i", "am"),
    "ive": ("i", "have"),
    "gonna": ("going", "to"),
    "wanna": ("want", "to"),
    "gotta": ("got", "to"),
    "kinda": ("kind", "of"),
    "sorta": ("sort", "of"),
    "alot": ("a", "lot"),
    "dunno": ("do", "not", "know"),
    "w/o": ("without",),
    "w/": ("with",),
    "b4": ("before",),
    "2day": ("today",),
    "2nite": ("tonight",),
    "n/v": ("nausea", "and", "vomiting"),
    "c/o": ("complaining", "of"),
    "h/o": ("history", "of"),
    "hes": ("he", "is"),
    "shes": ("she", "is"),
    "theres": ("there", "is"),
    "thats": ("that", "is"),
    "whats": ("what", "is"),
}
TAILS = {"m": "am", "ve": "have", "re": "are", "ll": "will", "d": "would"}
SHORT = {
    "u": "you",
    "ur": "your",
    "r": "are",
    "&": "and",
    "n": "and",
    "nd": "and",
    "cuz": "because",
    "coz": "because",
    "cos": "because",
    "bc": "because",
    "tho": "though",
    "thru": "through",
    "nite": "night",
    "nites": "nights",
    "yest": "yesterday",
    "w": "with",
    "hrs": "hours",
    "hr": "hour",
    "mins": "minutes",
    "min": "minutes",
    "wks": "weeks",
    "wk": "week",
    "wkend": "weekend",
    "yrs": "years",
    "yr": "year",
    "pls": "please",
    "plz": "please",
    "v": "very",
    "abt": "about",
    "hv": "have",
    "hav": "have",
    "hve": "have",
    "bin": "been",
    "teh": "the",
    "ppl": "people",
    "mum": "mother",
    "mom": "mother",
    "mam": "mother",
    "mommy": "mother",
    "mummy": "mother",
    "dad": "father",
    "daddy": "father",
    "hubby": "husband",
    "hubbie": "husband",
    "dh": "husband",
    "nanny": "nan",
    "missus": "wife",
}
HAD_BEFORE = frozenset(("a", "an", "the", "no", "some", "my", "been", "another", "one", "two", "three", "terrible", "awful"))
"""Before one of these "I'd" is "I had"."""
NOWT, FEW = "nowt", 4
"""So many words behind a "not" this is anything: "can't keep nowt down"."""
ANY_NUMBER = "0"
"""In a phrase, any number in figures."""


@dataclass(frozen=True)
class Token:
    """One word or mark: as it is read, its one form, and where it stands in the text."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def hard(self) -> bool:
        """Whether a sentence ends here."""
        return self.text[0] in HARD


def read(text: str) -> tuple[Token, ...]:
    """The words and marks of a text, short forms written out."""
    flat = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'").replace("`", "'")
    if len(flat) != len(text):
        text = flat
    found: list[Token] = []
    for piece in PIECE.finditer(flat):
        said = piece[0].lower()
        for word in (KIN[said],) if piece["kin"] else _written_out(said):
            if found and word in HAD_BEFORE and found[-1].text == "would":
                found[-1] = _had(found[-1], flat)
            if piece[0].lower() == NOWT and any(each.text == "not" for each in found[-FEW:]):
                word = "anything"
            found.append(Token(word, stem(word) if word[0].isalpha() else word, piece.start(), piece.end()))
    return tuple(found)


def _had(token: Token, flat: str) -> Token:
    """The "would" of "I'd" as "had"; one that is written out stays."""
    short = "'" in flat[token.start : token.end]
    return replace(token, text="had", stem=stem("had")) if short else token


def plain(word: str) -> str:
    """A word without accents, and without letters drawn out: "soooo" is "so"."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return DRAWN.sub(r"\1\1" if DRAWN_EO.search(word) else r"\1", word) if DRAWN.search(word) else word


def _written_out(piece: str) -> Iterator[str]:
    if piece.startswith("\n"):
        yield "\n"
        return
    if piece in SPLIT or not piece[0].isalpha():
        yield from SPLIT.get(piece, (SHORT.get(piece, piece),))
        return
    piece = plain(piece)
    head, _, tail = piece.partition("'")
    if tail == "t" and head.endswith("n"):
        yield from SPLIT.get(head + "t", (head[:-1], "not"))
    elif piece in SPLIT:
        yield from SPLIT[piece]
    elif tail in TAILS:
        yield from (SHORT.get(head, head), TAILS[tail])
    elif tail == "s":
        yield from (SHORT.get(head, head), "'s")
    else:
        whole = piece.replace("'", "")
        yield from SPLIT.get(whole, (SHORT.get(whole, whole),))


def text_at(tokens: Sequence[Token], place: int) -> str:
    """The word at a place; empty outside the text."""
    return tokens[place].text if 0 <= place < len(tokens) else ""
