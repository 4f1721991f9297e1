"""Blood that is told beside something is blood of that: "been sick twice, no blood in it" speaks of blood in the vomit.

What bleeds is the part of the body named before: "gums sore and bleeding". Which part is what is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from bedside.words.cues import BEGINNING, sentence, table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.stems import stem
from bedside.words.tokens import Token

BLOOD = "bleeding"
WORDS = frozenset(("blood", "bleeding", "bleed", "bleeds", "bled"))
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
    "hemorrhoids": "rectal_bleeding",
    "anal_pain": "rectal_bleeding",
    "anal_fissure": "rectal_bleeding",
}
"""What blood is, by what it is told beside."""
SICK = "nausea"
"""Who only feels sick brings up no blood: beside anything else that may hold blood it counts for that."""
FARTHEST = 12
"""A part of the body named more words before is not what bleeds."""


def placed(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, blood that has no place of its own with that of the nearest thing before it in the same sentence."""
    found: list[Mention] = []
    for mention in mentions:
        if mention.entry.id == BLOOD and any(tokens[place].text in WORDS for place in mention.taken):
            begin, _ = sentence(tokens, mention.first)
            if begin > 1 and tokens[begin].text in BEGINNING:
                begin, _ = sentence(tokens, begin - 2)
            near = [each.entry.id for each in found if each.first >= begin and each.entry.id in OF]
            told = [each for each in near if each != SICK] or near
            if told:
                mention = replace(mention, entry=words[OF[told[-1]]])
        if mention.entry.id == BLOOD and len(mention.taken) == 1:
            begin, _ = sentence(tokens, mention.first)
            before = range(mention.first - 1, max(begin, mention.first - FARTHEST) - 1, -1)
            place = next((_places()[tokens[at].stem] for at in before if tokens[at].stem in _places()), None)
            mention = replace(mention, entry=words[place]) if place else mention
        found.append(mention)
    return tuple(found)


@cache
def _places() -> dict[str, str]:
    """What it is that bleeds, by the stem of each part of the body."""
    return {stem(word): entry for entry, row in table("bleeding").items() for word in row["places"].split()}
