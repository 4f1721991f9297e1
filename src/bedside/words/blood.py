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
OF: Mapping[str, str] = {
    "vomiting": "blood_vomit",
    "refractory_vomiting": "blood_vomit",
    "nausea": "blood_vomit",
    "cough": "hemoptysis",
    "wet_cough": "hemoptysis",
    "diarrhea": "blood_stool",
    "constipation": "blood_stool",
    "dysuria": "blood_urine",
    "dark_urine": "blood_urine",
    "urine_frequent": "blood_urine",
}
"""What blood is, by what it is told beside."""


def placed(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, blood that has no place of its own with that of the nearest thing before it in the same sentence."""
    found: list[Mention] = []
    for mention in mentions:
        if mention.entry.id == BLOOD and any(tokens[place].text == WORD for place in mention.taken):
            begin, _ = sentence(tokens, mention.first)
            near = [each for each in found if each.first >= begin and each.entry.id in OF]
            if near:
                mention = replace(mention, entry=words[OF[near[-1].entry.id]])
        found.append(mention)
    return tuple(found)
