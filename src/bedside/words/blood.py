"""Blood that is told beside something is blood of that: "been sick twice, no blood in it" speaks of blood in the vomit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bedside.words.cues import sentence
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token

BLOOD = "bleeding"
WORD = "blood"
BEGINNING = frozenset(("no", "not", "blood", "any"))
"""A sentence that begins with one of these may speak of what the one before told: "fourteen loose ones. No blood"."""
OF: Mapping[str, str] = {
    "vomiting": "blood_vomit",
    "refractory_vomiting": "blood_vomit",
    "nausea": "blood_vomit",
    "cough": "hemoptysis",
    "wet_cough": "hemoptysis",
    "diarrhea": "blood_stool",
    "heavy_diarrhea": "blood_stool",
    "constipation": "blood_stool",
    "dysuria": "blood_urine",
    "dark_urine": "blood_urine",
    "urine_frequent": "blood_urine",
    "urine_urgent": "blood_urine",
    "urine_low": "blood_urine",
    "urine_none": "blood_urine",
    "urine_retention": "blood_urine",
    "urine_leak": "blood_urine",
    "uti": "blood_urine",
}
"""What blood is, by what it is told beside."""


def placed(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, blood that has no place of its own with that of the nearest thing before it in the same sentence."""
    found: list[Mention] = []
    for mention in mentions:
        if mention.entry.id == BLOOD and any(tokens[place].text == WORD for place in mention.taken):
            begin, _ = sentence(tokens, mention.first)
            if begin > 1 and tokens[begin].text in BEGINNING:
                begin, _ = sentence(tokens, begin - 2)
            near = [each for each in found if each.first >= begin and each.entry.id in OF]
            if near:
                mention = replace(mention, entry=words[OF[near[-1].entry.id]])
        found.append(mention)
    return tuple(found)
