"""One form for every form of a word: "aching", "aches" and "ache" are the same to the lexicon.

This is coarse on purpose. Phrases of the lexicon and words of a text go through the same door, so that a form which is odd
("breath" for "breathe") is odd on both sides.
"""

from __future__ import annotations

from functools import cache

VOWELS = frozenset("aeiouy")
DOUBLED = frozenset(("bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"))
SHORTEST = 3
IRREGULAR = {
    form: word
    for word, forms in {
        "be": "is are was were am been being",
        "have": "has had having",
        "feel": "felt feeling feels",
        "get": "got gets gotten getting",
        "go": "goes went going",
        "throw": "threw thrown throwing throws",
        "bleed": "bled",
        "fall": "fell fallen falling falls",
        "lose": "lost losing loses loosing loose",
        "sleep": "slept",
        "eat": "ate eaten",
        "drink": "drank drunk",
        "shake": "shook shaken shaking shakes shakey shaky",
        "break": "broke broken",
        "see": "saw seen seeing sees",
        "hear": "heard",
        "keep": "kept",
        "wake": "woke woken waking wakes",
        "come": "came coming comes",
        "foot": "feet",
        "tooth": "teeth",
        "say": "said says saying",
        "think": "thought thinking thinks",
        "take": "took taken taking",
        "give": "gave given giving",
        "bitten": "bite bites biting",
        "burn": "burnt burned",
        "swell": "swelled",
        "stand": "stood",
        "speak": "spoke spoken",
        "bruise": "bruised bruising bruises",
        "do": "does did done doing",
        "tell": "told",
        "gain": "gained gaining",
        "man": "men",
        "woman": "women",
        "child": "children",
        "pass": "passed passes passing",
        "blister": "blistered blistering blisters blistery",
        "tingle": "tingly tingling tingles tingled",
        "wheeze": "wheezy wheezing wheezes",
        "ache": "achey achy aching aches ached",
        "gripey": "gripe gripes griped griping gripey gripy",
    }.items()
    for form in forms.split()
}
KEPT = frozenset(
    [
        "forearmed",
        "tired",
        "dying",
        "nothing",
        "something",
        "anything",
        "everything",
        "during",
        "evening",
        "morning",
        "king",
        "ring",
        "wing",
        "thing",
        "sing",
        "bring",
        "spring",
        "string",
        "sting",
        "this",
        "his",
        "hers",
        "us",
        "yes",
        "gas",
        "bus",
        "plus",
        "has",
        "always",
        "perhaps",
        "news",
        "lens",
        "pus",
        "as",
        "is",
        "was",
        "its",
        "sometimes",
        "besides",
        "series",
        "species",
        "red",
        "bed",
        "fed",
        "led",
        "shed",
        "need",
        "feed",
        "speed",
        "indeed",
        "hundred",
        "used",
        "bored",
        "need",
        "only",
        "weekly",
        "early",
        "daily",
        "belly",
        "family",
        "jelly",
        "ugly",
        "fly",
        "reply",
        "apply",
        "july",
        "rely",
        "diabetes",
        "rabies",
        "herpes",
        "scabies",
        "less",
        "unless",
        "loss",
        "mess",
        "stress",
        "class",
        "glass",
        "grass",
        "address",
        "across",
        "kidney",
        "seeing",
        "being",
        "fasting",
        "wedding",
        "pudding",
        "ceiling",
        "sibling",
        "hearing",
        "meeting",
        "clothing",
        "sobbing",
        "drugged",
        "stoned",
        "annoying",
        "emotionally",
        "boiling",
        "bugged",
        "speeding",
        "wired",
        "poorly",
        "winded",
        "depressing",
        "frustrating",
        "fitting",
        "fits",
        "addicted",
        "drained",
        "raging",
        "gutted",
        "headed",
        "piled",
        "fainted",
        "spine",
        "spotting",
        "hardly",
        "properly",
    ]
)


@cache
def stem(word: str) -> str:
    """The one form of a word in lower case."""
    if word in IRREGULAR:
        return _short(IRREGULAR[word])
    if word in KEPT or len(word) <= SHORTEST or not word.isalpha():
        return word
    return _short(_bare(word))


def _bare(word: str) -> str:
    """A word without its ending."""
    if word.endswith("ness") and len(word) > 6:
        word = word[:-4]
        return word if word in KEPT else _verb(word)
    if word.endswith("ly") and len(word) > 5:
        word = word[:-2]
    return _verb(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")) and len(word) > 5:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _verb(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and word not in KEPT and len(rest) >= SHORTEST and VOWELS & set(rest):
            if ending == "ed" and rest.endswith("e"):
                return word
            return rest[:-1] if rest[-2:] in DOUBLED else rest
    return word


def _short(word: str) -> str:
    """Without the silent e, and with i for y, so that "shaking" meets "shake" and "dizziness" meets "dizzy"."""
    if len(word) > SHORTEST and word.endswith("e"):
        word = word[:-1]
    if len(word) > SHORTEST and word.endswith("y") and word[-2] not in VOWELS:
        word = word[:-1] + "i"
    return word
