"""Blood that is told beside something is blood of that: "been sick twice, no blood in it" speaks of blood in the vomit.

What bleeds is the part of the body named before: "gums sore and bleeding". Which part is what is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bedside.words.cues import BEGINNING, at, by_place, phrases, sentence
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token

BLOOD = "bleeding"
HEAVY = "heavy_bleeding"
WORDS = frozenset(("blood", "bleeding", "bleed", "bleeds", "bled", "bloody"))
FLOWING = WORDS | {"clots", "clot"}
ALONE = WORDS | frozenset(
    (
        *("no", "nothing", "in", "it", "some", "bit", "of", "with", "them", "spots", "streaks", "drops", "fresh", "still"),
        *("keeps"),
        *("oozing", "seeping", "trickling", "dripping", "leaking"),
    )
)
"""Blood that is told in no other words than these may be of a part of the body named before."""
IT = frozenset(("it", "they", "nothing"))
"""A sentence that begins with one of these speaks of what the one before told: "the tumour hurts. It is not bleeding"."""
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
    "vaginal_dry": "vaginal_bleeding",
    "dyspareunia": "vaginal_bleeding",
    "gum_pain": "gum_bleeding",
    "mouth_sores": "mouth_oozing",
    "hemorrhoids": "rectal_bleeding",
    "anal_pain": "rectal_bleeding",
    "rectal_pain": "rectal_bleeding",
    "anal_fissure": "rectal_bleeding",
    "tumor_pain": "tumor_bleed",
}
"""What blood is, by what it is told beside."""
AS_BLOOD = frozenset(("wound_bleeding", "line_site"))
"""What bleeds there is as urgent as any blood."""
FROM_WITHIN = 5
SICK = "nausea"
"""Who only feels sick brings up no blood: beside anything else that may hold blood it counts for that."""
BEHIND = 8
"""A part of the body named more words behind much blood is not where it comes from."""
BETWEEN = 6
"""Between what holds much blood and the blood stand so few words, and none of those that tell of another place."""
ELSEWHERE = frozenset(("from", "out", "nose", "then", "no", "not", "without", "but", "i", "he", "she"))
INSIDE = frozenset(
    ("liver_bleed", "belly_bleed", "stomach_bleed", "kidney_bleed", "eye_bleed_inside", "wound_bleeding", "mouth_oozing")
)
"""Blood inside the body, or of a wound: as urgent as much blood where that is said of it."""
BESIDE = 6
FARTHEST = 12
"""A part of the body named more words before is not what bleeds."""


def placed(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, blood that has no place of its own with that of the nearest thing before it in the same sentence."""
    found: list[Mention] = []
    for mention in mentions:
        if mention.entry.id == BLOOD and any(tokens[place].text in WORDS for place in mention.taken):
            begin, _ = sentence(tokens, mention.first)
            if begin > 1 and (tokens[begin].text in BEGINNING | IT or _there_is_none(tokens, begin)):
                begin, _ = sentence(tokens, begin - 2)
            near = [each.entry.id for each in found if each.first >= begin and each.entry.id in OF]
            told = [each for each in near if each != SICK] or near
            if told:
                mention = replace(mention, entry=words[OF[told[-1]]])
        if mention.entry.id == BLOOD:
            mention = _of_a_part(mention, tokens, words)
        found.append(_thrown_up(_heavy(mention, tokens, words), found, tokens, words))
    return tuple(found)


def _of_a_part(mention: Mention, tokens: Sequence[Token], words: Lexicon) -> Mention:
    """Blood as that of the part that its words name, or, where they say no more than blood, that is named before."""
    told = [tokens[place].text for place in mention.taken]
    begin, _ = sentence(tokens, mention.first)
    before = range(mention.first - 1, max(begin, mention.first - FARTHEST) - 1, -1) if set(told) <= ALONE else ()
    behind = range(mention.last + 1, min(len(tokens), mention.last + 1 + FROM_WITHIN)) if _from(tokens, mention) else ()
    near = (*mention.taken, *behind, *before)
    place = next((by_place("bleeding")[tokens[at].stem] for at in near if tokens[at].stem in by_place("bleeding")), None)
    if place is None:
        return mention
    signs = mention.signs | {BLOOD} if place in AS_BLOOD else mention.signs
    return replace(mention, entry=words[place], signs=signs)


def _from(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether right behind blood it is told where it comes from: "blood is coming out of my PICC site"."""
    return mention.last + 1 < len(tokens) and tokens[mention.last + 1].text in ("from", "of", "out", "through", "at")


def _thrown_up(mention: Mention, found: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> Mention:
    """Much blood right behind what holds it is blood of that, as urgent as it is: "threw up a bowl of blood"."""
    said = {token.text for token in tokens[mention.first : mention.last + 2]}
    if mention.entry.id != HEAVY or not found or not said & WORDS:
        return mention
    before, between = found[-1], tokens[found[-1].last + 1 : mention.first]
    beside = before.entry.id in OF and before.entry.id != SICK and not before.fine and len(between) <= BETWEEN
    if not beside or any(token.hard or token.text in ELSEWHERE for token in between):
        return mention
    return replace(mention, entry=words[OF[before.entry.id]], signs=mention.signs | {HEAVY})


def _there_is_none(tokens: Sequence[Token], begin: int) -> bool:
    """Whether a sentence begins with "there was no" or "did not see any": then it goes on from the one before."""
    first = [token.text for token in tokens[begin : begin + 4]]
    return first[:1] in (["there"], ["did"], ["have"], ["never"]) and bool({"no", "not", "never"} & set(first))


def _heavy(mention: Mention, tokens: Sequence[Token], words: Lexicon) -> Mention:
    """Much blood as that of the place that it names, or that is named soon behind it, as urgent as it is."""
    if mention.entry.id in INSIDE and _much(mention, tokens):
        return replace(mention, signs=mention.signs | {HEAVY})
    if mention.entry.id != HEAVY or not any(tokens[place].text in FLOWING for place in mention.taken):
        return mention
    _, end = sentence(tokens, mention.last)
    for place in (*mention.taken, *range(mention.last + 1, min(end, mention.last + 1 + BEHIND))):
        if tokens[place].text in (",", "and", "but"):
            break
        entry = by_place("heavy").get(tokens[place].stem)
        if entry:
            return replace(mention, entry=words[entry], signs=mention.signs | {HEAVY})
    return mention


def _much(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether one of the words of much blood stands in a mention or near it, in its own sentence."""
    begin, end = sentence(tokens, mention.first)
    near = range(max(begin, mention.first - BESIDE), min(end, mention.last + 1 + BESIDE))
    return any(at(tokens, place, phrases("much", "blood")) for place in near)
