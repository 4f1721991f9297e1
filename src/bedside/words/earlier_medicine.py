"""What an earlier medicine did, and is over with it: "it made me sleep all day so they moved me to another one", "it gave me
cramps, off it since Easter and no more".

Only what is no danger is told so: of a danger it may not be sure that it went with the medicine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import NEGATORS, Scene
from bedside.words.matching import Mention
from bedside.words.tokens import Token

FOLLOWING = 2
"""How many sentences behind its own may tell of the other medicine."""
NEAR = 3
"""A word of another effect so near before an end is what ended."""
NOW_WITHIN = 4
"""So far from its beginning a sentence names the medicine of now: "losartan now", "on Targin now"."""
CLOSING = frozenset(
    (
        *("in", "within", "by", "after", "since", "completely", "overnight", "entirely", "and", "for", "straight", "once"),
        *("thank", "thankfully", "now", "with", "immediately", "altogether", "totally", "eventually"),
    )
)
"""What may stand behind words that end it."""
WHERE = frozenset(
    (
        *("a", "the", "my", "icu", "itu", "hdu", "hospice", "another", "resus", "rehab", "bed", "hospital", "side", "ward"),
        *("intensive", "his", "her", "theatre", "high", "oxygen", "iv", "naloxone", "narcan", "steroids", "antibiotics"),
        *("dialysis", "fluids", "prednisolone", "adrenaline", "hydrocortisone"),
    )
)
"""Whoever is moved to one of these has no other medicine in its stead, but is treated for what it did."""
GOING_ON = frozenset(("still", "worse", "again", "keeps", "also", "too", "until", "till", "sadly"))
"""With one of these it may go on."""


def on_an_earlier_medicine(scene: Scene) -> tuple[int, ...]:
    """The places of the words that tell of the other medicine, and that it ended; empty where they do not."""
    _begin, end = sentence(scene.tokens, scene.mention.first)
    size = at(scene.tokens, end + 1, phrases("past", "ended_when"))
    if size:
        return tuple(range(end + 1, end + 1 + size))
    off = _taken_off_for_it(scene)
    if off or not told_as_over(scene.tokens, scene.mention):
        return off
    swap = _swapped_in_it(scene, scene.mention.last + 1, end)
    if swap and not _told(scene, swap[-1] + 1, end):
        return swap
    turn = swap or _turn(scene, end)
    if not turn:
        return _seen_to(scene, end + 1)
    for place in range(turn[-1] + 1, _last(scene, end)):
        size = at(scene.tokens, place, phrases("past", "ended_with_it"))
        if scene.text(place) in GOING_ON:
            return ()
        if size and _closes(scene, place + size) and not _of_another(scene, place, place + size):
            return tuple(sorted({*turn, *range(place, place + size)}))
    return ()


def _taken_off_for_it(scene: Scene) -> tuple[int, ...]:
    """The words that say that an earlier medicine was given up for it: "switched me from lisinopril because of the cough"."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    place = scene.mention.first - 1
    while scene.text(place) in ("the", "a", "an", "my", "awful", "terrible", "bad", "that", "constant"):
        place -= 1
    why = next(
        (
            size
            for size in range(min(3, place + 1), 0, -1)
            if at(scene.tokens, place - size + 1, phrases("past", "given_up_for")) == size
        ),
        0,
    )
    if not why or any(scene.text(each) in GOING_ON for each in range(begin, end)):
        return ()
    off = any(at(scene.tokens, each, phrases("past", "taken_off")) for each in range(begin, place))
    lately = any(at(scene.tokens, each, phrases("past", "these_days")) for each in range(begin, end))
    return tuple(range(place - why + 1, place + 1)) if off and not lately else ()


def told_as_over(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether its sentence tells what something did, and no time of these days: "it gave me cramps"."""
    begin, end = sentence(tokens, mention.first)
    did = any(at(tokens, place, phrases("past", "made_by")) for place in range(begin, mention.last))
    return did and not any(at(tokens, place, phrases("past", "these_days")) for place in range(begin, end))


def ended_later(tokens: Sequence[Token], mention: Mention, told: Sequence[tuple[Mention, str]]) -> bool:
    """Whether all that is told later of the same thing is that it is over: "it gave me cramps. Off it now, no more cramps"."""
    later = [(each, status) for each, status in told if each.first > mention.last]
    over = all(
        status == "past" or (status == "denied" and (_no_more(tokens, each) or (each.fine and _since(tokens, mention, each))))
        for each, status in later
    )
    return bool(later) and over and told_as_over(tokens, mention)


def _since(tokens: Sequence[Token], mention: Mention, later: Mention) -> bool:
    """Whether another medicine is told of between the two: "kept me up all night, off it now and sleeping like a baby"."""
    return any(at(tokens, place, phrases("past", "swapped")) for place in range(mention.last + 1, later.first))


def _no_more(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is denied by a "no more"."""
    words = [each.text for each in tokens[max(0, mention.first - 2) : mention.last + 1]]
    return ("no", "more") in pairwise(words)


def _closes(scene: Scene, place: int) -> bool:
    """Whether a clause ends before a place, or tells only when it did: "it stopped in two weeks"."""
    return place >= len(scene.tokens) or not scene.tokens[place].word or scene.text(place) in CLOSING


def _last(scene: Scene, end: int) -> int:
    """Where the sentences end that may tell of it."""
    for _more in range(FOLLOWING):
        end = sentence(scene.tokens, end + 1)[1] if end + 1 < len(scene.tokens) else end
    return end


def _turn(scene: Scene, end: int) -> tuple[int, ...]:
    """The words of the next sentences that begin with another medicine."""
    for place in _beginnings(scene, end):
        size = at(scene.tokens, place, phrases("past", "swapped"))
        if size:
            return tuple(range(place, place + size))
        for now in range(place + 1, min(place + NOW_WITHIN, len(scene.tokens))):
            words = range(place, now)
            named = any(scene.tokens[each].stem not in scene.filler and each not in scene.covered for each in words)
            subject = {scene.text(each) for each in words} & (single("person", "me") | single("person", "third") | {"it", "is"})
            if scene.text(now) == "now" and named and not subject:
                return tuple(range(place, now + 1))
    return ()


def _beginnings(scene: Scene, end: int) -> Iterator[int]:
    """Where the sentences behind its own begin, and the clauses behind their marks."""
    last = _last(scene, end)
    for place in range(end + 1, last):
        if scene.tokens[place - 1].hard or not scene.tokens[place - 1].word or scene.text(place - 1) in ("and", "then"):
            yield place


def _seen_to(scene: Scene, begin: int) -> tuple[int, ...]:
    """The words of the next sentence that name what put an end to it: "Wellbutrin sorted that"."""
    for place in range(begin + 1, min(begin + NOW_WITHIN, len(scene.tokens))):
        size = at(scene.tokens, place, phrases("past", "seen_to"))
        named = not any(each in scene.covered or not scene.tokens[each].word for each in range(begin, place))
        if size and named and _closes(scene, place + size) and scene.text(begin) not in ("nothing", "none", "not"):
            return tuple(range(place, place + size))
    return ()


def _swapped_in_it(scene: Scene, begin: int, end: int) -> tuple[int, ...]:
    """The words of the sentence itself that tell of another medicine: "so they moved me to Abilify"."""
    for place in range(begin, end):
        size = at(scene.tokens, place, phrases("past", "so_swapped"))
        behind = [scene.text(each) for each in range(place + size, min(end, place + size + NOW_WITHIN))]
        if size and (scene.text(place + size - 1) == "to" or "to" in behind or "for" in behind):
            to = next((each for each, word in enumerate(behind) if word in ("to", "for", "onto")), -1)
            return tuple(range(place, place + size)) if behind[to + 1 : to + 2] and behind[to + 1] not in WHERE else ()
        if size and scene.text(place) in ("grew", "came"):
            return tuple(range(place, place + size))
    return ()


def _told(scene: Scene, begin: int, end: int) -> bool:
    """Whether the rest of the sentence says that it goes on."""
    return any(scene.text(place) in GOING_ON | {"but", "now"} for place in range(begin, end))


def _of_another(scene: Scene, begin: int, end: int) -> bool:
    """Whether what ended is something else that is told, or nothing did: "the new one has not fixed it"."""
    before = range(max(0, begin - NEAR), begin)
    negated = {scene.text(place) for place in before} & NEGATORS
    own = frozenset(scene.mention.taken)
    other = any(place in scene.covered - own for place in (*before, end, end + 1))
    return bool(negated) or other
