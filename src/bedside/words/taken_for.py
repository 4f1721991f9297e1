"""What a medicine is taken for, and what only names somebody: "spiro for acne", "migraine group", "migraines down to 3".

Nobody who tells what a medicine does tells of an effect with these. Where it is said that they are not held down, they count.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import Scene
from bedside.words.lexicon import lexicon
from bedside.words.matching import Mention
from bedside.words.remedies import remedy
from bedside.words.tokens import Token, text_at

TREATED = frozenset(
    (
        *("acne", "anxiety", "depression", "insomnia", "headache", "nerve_pain", "neuralgia", "back_pain", "pain", "panic"),
        *("arthralgia", "arthritis_inflamed", "reflux", "heartburn", "skin_disease", "hypertension", "hot_flashes"),
        *("bone_pain", "myalgia", "limb_pain"),
    )
)
"""Conditions that somebody has for long, and takes a medicine for."""
MOODS = frozenset(("irritability", "mood_swings", "crying"))
"""What is told as held down too, and is seldom what a medicine is said to be for."""
KNOWN = frozenset(("uti",))
"""A danger that whoever takes a medicine for it has had seen to: "on cipro for a UTI"."""
GRAVER = {
    "back_pain": frozenset(("urine_none", "urine_retention", "urine_leak", "incontinence_stool", "leg_weakness", "tingling")),
    "headache": frozenset(
        (
            "stiff_neck",
            "vision_blurred",
            "vision_double",
            "light_sensitive",
            "arm_weakness",
            "leg_weakness",
            "confusion",
            "fever",
        )
    ),
}
"""With one of these a pain is a sign of something else, whatever is taken for it or said of it."""
BEGAN = frozenset(("myocardial_infarction", "stroke", "mini_stroke", "thrombosis", "atrial_fibrillation"))
"""What somebody may have had before a medicine, and takes it since: "on apixaban after my stroke"."""
INFECTIONS = frozenset(
    (
        *("pneumonia", "bronchial_infection", "bladder_infection", "kidney_infection", "cellulitis", "tooth_infection"),
        "infection",
    )
)
"""What somebody had who "took it for a chest infection"."""
SHORTEST_UNKNOWN = 4
FARTHEST = 8
"""A medicine so many words before "for" is still what is taken: "amitriptyline 10 mg at night for nerve pain"."""
TURNING = frozenset(("but", "still", "except", "stopped", "not", "never"))
TAKING = 3
JOINING = frozenset(("and", "or", "&", ",", "/", "plus"))
ENDING = frozenset(
    (
        *("but", "and", "or", "&", "plus", "though", "although", "it", "i", "which", "since", "because", "for", "after"),
        *(",", "a", "very", "so"),
    )
)
"""Before one of these a list of what a medicine is for has ended, and nothing is told of its last part."""
HELPED = frozenset(
    (
        *("it", "that", "this", "they", "really", "does", "do", "help", "helps", "helped", "works", "working", "is", "has"),
        *("a", "lot", "so", "much", "and", "which", "definitely", "well", "wonders", "brilliantly", "loads", "very"),
    )
)
"""Whoever says no more than this says that it helps."""
NOT = frozenset(("not", "never", "no", "hardly"))
WHOSE = frozenset(
    ("my", "the", "his", "her", "a", "an", "some", "this", "our", "chronic", "bad", "severe", "mild", "recurrent")
)


def treated_for(tokens: Sequence[Token], mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether it is only what a medicine is taken for, "spiro for acne", and nobody says that it is not held down. Of two that
    stand in one list both are: "works for my depression and anxiety"."""
    if any(_treated(tokens, each) for each in _listed_before(tokens, mention, mentions)):
        return True
    return _treated(tokens, mention)


def _listed_before(tokens: Sequence[Token], mention: Mention, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The conditions before it in one list that ends behind it: anxiety, of "for anxiety and mild depression"."""
    if mention.entry.id not in TREATED or not _list_ends(tokens, mention.last + 1):
        return ()
    found: list[Mention] = []
    place = mention.first
    while True:
        place -= 1
        while text_at(tokens, place) in WHOSE:
            place -= 1
        if text_at(tokens, place) not in JOINING:
            return found
        before = next((each for each in mentions if each.last == place - 1 and each.entry.id in TREATED), None)
        if before is None:
            return found
        found.append(before)
        place = before.first


def _list_ends(tokens: Sequence[Token], place: int) -> bool:
    """Whether what stands here tells nothing of what is before it: "and insomnia started" is an effect."""
    return place >= len(tokens) or tokens[place].hard or text_at(tokens, place) in ENDING


def _treated(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether one mention by itself is only what a medicine is taken for."""
    if _helped(tokens, mention):
        return True
    if _not_held(tokens, mention):
        return False
    return _for_it(tokens, mention) or _names_a_group(tokens, mention) or _fewer(tokens, mention)


def held_down(tokens: Sequence[Token], mention: Mention, cue: Sequence[int]) -> bool:
    """Whether a condition that lasts is denied by a word that it was there before: "no longer depressed", "less anxious", "no
    panic attacks any more"."""
    said = {tokens[place].text for place in (*mention.taken, *cue)} & single("uncertain", "held_down")
    _, end = sentence(tokens, mention.last)
    behind = range(mention.last + 1, min(end, mention.last + 1 + TAKING))
    ended = any(at(tokens, place, phrases("uncertain", "any_more")) for place in behind)
    return mention.entry.id in TREATED | MOODS and (bool(said) or ended)


def part_of_a_danger(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a pain is told beside what makes it grave: "took codeine for back pain and wet myself"."""
    graver = GRAVER.get(mention.entry.id, frozenset())
    return any(each.entry.id in graver and not each.fine for each in mentions)


def _helped(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is only what a medicine helped with: "helped the pain, killed my stomach"; not "did not help the pain"."""
    place = mention.first - 1
    if mention.entry.id not in TREATED or text_at(tokens, place) not in ("the", "my", "with", "his", "her"):
        return False
    place -= text_at(tokens, place - 1) == "with"
    denied = {text_at(tokens, each) for each in range(place - TAKING - 1, place - 1)} & NOT
    worse = {token.text for token in tokens} & (single("uncertain", "not_held") - single("uncertain", "helps"))
    return text_at(tokens, place - 1) in single("uncertain", "helps") and not denied and not worse


def seen_to(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is a danger that somebody takes a medicine for, and does not say to be worse: "on cipro for a UTI"."""
    return mention.entry.id in KNOWN and not _not_held(tokens, mention) and _for_it(tokens, mention)


def _not_held(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is said not to be held down by what is taken: in its sentence, the next one, or one that names it again."""
    named = {tokens[place].stem for place in mention.taken}
    begin, end = sentence(tokens, mention.first)
    for place, token in enumerate(tokens):
        first, last = sentence(tokens, place)
        near = begin <= place <= sentence(tokens, min(end + 1, len(tokens) - 1))[1]
        near = near or bool(named & {each.stem for each in tokens[first:last]})
        if near and token.text in single("uncertain", "not_held") and not _helping(tokens, place):
            return True
    return False


def _helping(tokens: Sequence[Token], place: int) -> bool:
    """Whether a sentence says no more than that it helps: "It helps!", "it does help a lot"; not "nothing helps"."""
    begin, end = sentence(tokens, place)
    told = {token.text for token in tokens[begin:end] if token.word}
    return tokens[place].text in single("uncertain", "helps") and told <= HELPED


def _for_it(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether "for" stands before it, and a medicine before that."""
    place = mention.first - (text_at(tokens, mention.first) != "for")
    while text_at(tokens, place) in WHOSE:
        place -= 1
    if place < 1 or text_at(tokens, place) != "for":
        return False
    if mention.entry.id in TREATED and remedy(tokens[place - 1].text):
        return True
    begin, _ = sentence(tokens, place)
    for before in range(place - 1, max(begin, place - FARTHEST) - 1, -1):
        if text_at(tokens, before) in TURNING or not _lasting(tokens, mention):
            return False
        if remedy(tokens[before].text) or _taken(tokens, before) or _praised(tokens, before):
            return True
    return False


def _praised(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is said that something is good for it: "works for my fibro", "a godsend for my gout"."""
    denied = {text_at(tokens, each) for each in range(place - TAKING, place)} & NOT
    return tokens[place].text in single("uncertain", "fine_for") and not denied


def _lasting(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is called by the name of a condition that lasts, or that a medicine is taken for."""
    named = {tokens[place].text for place in mention.taken} & single("uncertain", "conditions_treated")
    return bool(named)


def _taken(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word that the lexicon does not know stands behind one as "take": the name of a medicine, "on cipro"."""
    word = tokens[place].text
    if word in ("it", "this", "these", "them") and text_at(tokens, place - 1) in single("uncertain", "taking"):
        return True
    unknown = word.isalpha() and len(word) >= SHORTEST_UNKNOWN and tokens[place].stem not in lexicon().stems
    before = {text_at(tokens, each) for each in range(place - TAKING, place)}
    return unknown and bool(before & single("uncertain", "taking"))


def taken_after(scene: Scene) -> tuple[int, ...]:
    """The words that say that a medicine is taken since it, "put on amiodarone after his heart attack"; none of these days."""
    tokens, place = scene.tokens, scene.mention.first - 1
    begin, end = sentence(tokens, scene.mention.first)
    while text_at(tokens, place) in WHOSE or text_at(tokens, place).isdigit():
        place -= 1
    near = range(max(begin, place - FARTHEST), place)
    took = {text_at(tokens, each) for each in near} & {"took", "finished"}
    treated = scene.mention.entry.id in INFECTIONS and text_at(tokens, place) == "for" and bool(took)
    treated = treated and not _not_held(tokens, scene.mention)
    later = scene.mention.entry.id in BEGAN and text_at(tokens, place) in ("after", "since", "following")
    if place <= begin or not (later or treated):
        return ()
    medicine = any(remedy(tokens[each].text) or _taken(tokens, each) for each in near)
    lately = any(at(tokens, each, phrases("past", "these_days")) for each in range(begin, end))
    return (place,) if medicine and not lately else ()


def _names_a_group(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it only names a group, or who somebody is: "migraine group", "epilepsy mum here"."""
    behind = mention.last + 1
    named = {tokens[place].text for place in mention.taken} & single("uncertain", "conditions_treated")
    return bool(named) and at(tokens, behind, phrases("uncertain", "groups")) > 0


def _fewer(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is only told that there is less of it: "migraines down from 15 to 3 a month", "my nerve pain is better"."""
    if mention.entry.id not in TREATED:
        return False
    behind = mention.last + 1
    if _lasting(tokens, mention) and text_at(tokens, behind) in ("is", "are", "'s", "feels", "got"):
        behind += 1 + text_at(tokens, behind + 1).isdigit()
        size = at(tokens, behind, phrases("uncertain", "much_better"))
        return size > 0 and text_at(tokens, behind + size) not in ("than", "when", "if", "without", "off", "with")
    while text_at(tokens, behind) in ("are", "have", "has", "is", "went", "gone", "come", "came", "now", "right", "dropped"):
        behind += 1
    down = at(tokens, behind, phrases("uncertain", "down_to"))
    halved = text_at(tokens, mention.first - 1) in WHOSE and text_at(tokens, mention.first - 2) in ("halved", "cut", "cuts")
    return bool(down) or halved
