"""Is it uncertain, feared or only asked? The words around a phrase that say so."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import OWN, SUBJECTS, Scene
from bedside.words.over import NEAR, left
from bedside.words.tokens import Token

ASKING = frozenset(("is", "could", "can", "do", "does", "am", "will", "should", "would", "are", "what", "how", "when"))


def uncertain(scene: Scene) -> tuple[int, ...]:
    """The places of the words that say that it is not known, or only feared."""
    for cue in (*_inside(scene), *left(scene, phrases("uncertain", "before"))):
        if not _about_usual(scene, cue) and not _sign_of_it(scene, cue):
            return cue
    behind = scene.mention.last + 1
    size = at(scene.tokens, behind, phrases("uncertain", "after"))
    return tuple(range(behind, behind + size)) or _condition(scene)


def _inside(scene: Scene) -> list[tuple[int, ...]]:
    """Cues between the words of the mention itself: "my ankles may be a bit swollen"."""
    free = [place for place in range(scene.mention.first, scene.mention.last) if place not in scene.mention.taken]
    sizes = {place: at(scene.tokens, place, phrases("uncertain", "before")) for place in free}
    return [tuple(range(place, place + size)) for place, size in sizes.items() if size and place + size <= scene.mention.last]


def _about_usual(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether the question is only whether it is usual: "is this normal, my legs swell"."""
    between = {scene.text(place) for place in range(cue[0], scene.mention.first)}
    return bool(between & single("uncertain", "usual"))


def _sign_of_it(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether only what it may be is in doubt, and this is told for it behind a comma: "probably hay fever, eyes streaming"."""
    supposing = {scene.text(place) for place in cue} & {"probably", "presumably", "might", "may", "could", "think", "maybe"}
    between = [scene.text(place) for place in range(cue[-1] + 1, scene.mention.first)]
    if not supposing or "," not in between or "or" in between or between[0] == ",":
        return False
    after = [scene.text(place) for place in range(scene.mention.last + 1, scene.mention.last + 4)]
    mine = {scene.text(place) for place in range(max(0, cue[0] - 3), cue[0] + 3)} & {
        "it",
        "this",
        "that",
        "'s",
        "i",
        "he",
        "she",
    }
    begins = cue[0] == sentence(scene.tokens, cue[0])[0]
    return (bool(mine) or begins) and "or" not in after and "get" not in between


def _condition(scene: Scene) -> tuple[int, ...]:
    """Whether the mention stands in a condition: "if I get a fever"."""
    place, steps = scene.mention.first - 1, 0
    if any(scene.text(inside) in SUBJECTS for inside in range(scene.mention.first + 1, scene.mention.last)):
        return ()
    while place >= 0 and steps <= NEAR:
        word = scene.text(place)
        if scene.tokens[place].hard or word in (",", "but", "then"):
            return ()
        if word in single("uncertain", "conditions") and place not in scene.covered and scene.text(place - 1) != "as":
            own = scene.text(scene.mention.first - 1) in (*OWN, "the", "this")
            return () if own and not _to_return(scene) else (place,)
        if word in SUBJECTS and scene.text(place - 1) not in single("uncertain", "conditions"):
            return ()
        place, steps = place - 1, steps + 1
    return ()


def _to_return(scene: Scene) -> bool:
    """Whether it is told of as what may come back: "if the rash comes back"."""
    words = {scene.text(place) for place in range(scene.mention.first, scene.mention.last + 3)}
    return bool(words & {"back", "returns", "returned", "recurs", "reappears"})


def asks_itself(scene: Scene) -> bool:
    """Whether the phrase is the question: "one leg swollen, is it a clot"."""
    first, behind = scene.mention.first, scene.text(scene.mention.first + 1)
    return scene.text(first) in ASKING and behind in ("it", "this", "that") and len(scene.mention.taken) > 1


def asked(tokens: Sequence[Token], place: int) -> bool:
    """Whether the sentence around a place is a question from its first word on."""
    begin, end = sentence(tokens, place)
    words = {token.text for token in tokens[begin:place]}
    usual = bool(words & single("uncertain", "usual"))
    marked = end < len(tokens) and tokens[end].text == "?"
    general = begin + 1 < place and tokens[begin + 1].text in single("uncertain", "agents")
    return (marked or general) and tokens[begin].text in ASKING and not usual
