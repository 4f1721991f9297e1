"""What is denied but for an exception is there: "no chest pain unless I climb the stairs", "never sick except in the mornings".

An exception is a time, a deed or a place. Where it is another thing that is felt ("no bleeding apart from a nosebleed"), that
is told beside it, and the denial stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import OWN, SUBJECTS, Scene

LONG_BEFORE = frozenset(("before", "once", "years", "last", "in", "as", "back", "when", "previously"))
"""Behind "but I have had it" one of these tells that it was another time."""
WITHIN = 14
NAMED = 4
"""What is felt and named so many words behind "apart from" is the exception."""
ALWAYS = frozenset(("unless", "only", "just", "but"))
"""Behind one of these stands a time or a deed, whatever else it names: "unless I cough"."""
DEEDS = frozenset(("when", "whenever", "if", "while", "whilst"))
THIS = frozenset(("it", "them", "these", "those", "this", "that"))
OF_IT = frozenset(("any", "it", "one", "that", "them"))
"""Who has not had one of these speaks of what was named."""
TURNS = frozenset(("but", "so", "because", "then", "which", "although", "though"))
ENDING = frozenset(("it", "them", "that", "some", "one", "now", ",", "though", "really", "too", "and"))
"""What may follow "but I do" where it speaks of what was just denied."""
MORE_SO = frozenset(("really", "too", "now", "some", "one", "that"))
"""Behind one of these a word of its own tells of something else: "no fever but I am really dizzy"."""
DOING = frozenset(("does", "hurts"))
"""Whatever follows "but it does", it speaks of what was just denied: "but it does on the stairs"."""
PARTS = frozenset(("chest", "nose", "gums", "mouth", "bottom", "bum", "anus", "rectum", "ears", "lungs", "stoma", "wound"))
NONE_NOW = frozenset(("no", "not", "none", "nothing", "never", "neither", "nor", "fine", "ok", "okay", "well", "without"))
SUPPOSED = frozenset(("it", "this", "that", "might", "could"))
WITHOUT_NOW = frozenset(("run", "ran", "stopped", "missed", "forgot", "forgotten", "lost", "skipped", "out", "today", "now"))
"""With one of these the medicine may be lacking at this time: "without my tablets I'd have fits, and I've run out"."""
PASSED = frozenset(("for", "maybe", "perhaps", "the", "very", "just", "a", "on", "at", "in", "and"))
"""What may stand between the cue and the time."""


def excepted(scene: Scene) -> bool:
    """Whether an exception is made of what is denied."""
    place = scene.mention.first + 1
    while place < min(scene.mention.last + WITHIN, len(scene.tokens)):
        size = at(scene.tokens, place, phrases("denied", "excepting"))
        if size and (place < scene.mention.last or _an_exception(scene, place, place + size)):
            return True
        if place > scene.mention.last and not size and _turns(scene, place):
            return False
        place += max(1, size)
    return False


def _turns(scene: Scene, place: int) -> bool:
    """Whether something else is told from there on."""
    behind = scene.text(place + 1)
    anew = scene.text(place) in (",", "and", "-") and (behind in SUBJECTS or behind in OWN)
    return scene.tokens[place].hard or scene.text(place) in TURNS or anew


def _an_exception(scene: Scene, cue: int, place: int) -> bool:
    """Whether what stands from `place` on, behind the cue, is a time, a deed or a place."""
    if scene.text(cue) in ALWAYS or scene.text(place) in DEEDS:
        return True
    others = scene.covered - frozenset(scene.mention.taken)
    if any(near in others for near in range(place, place + NAMED)):
        return False
    place += scene.text(place) in ("from", "for")
    if scene.text(place) in OWN:
        return scene.text(place + 1) in single("denied", "parts") | PARTS
    while scene.text(place) in PASSED and scene.text(place) not in single("denied", "times"):
        place += 1
    return scene.text(place) in single("denied", "times") | single("denied", "parts")


def doubled(scene: Scene) -> bool:
    """Whether a denial is itself denied: "it is not that I don't feel sick, I do"."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    for place in range(begin, scene.mention.last):
        size = at(scene.tokens, place, phrases("denied", "not_that_not"))
        if size and place < scene.mention.first <= place + size + 1:
            return True
    return False


def supposed_without(scene: Scene) -> bool:
    """Whether it would only be there without a medicine: "without the tablets I would be sick all day"."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    would = [scene.text(place) for place in range(max(begin, scene.mention.first - 4), scene.mention.first + 1)]
    if "would" not in would or "not" in would or {token.text for token in scene.tokens} & WITHOUT_NOW:
        return False
    for place in range(begin, end):
        size = at(scene.tokens, place, phrases("denied", "without_it"))
        named = [scene.text(place + size + step) for step in range(3)]
        if size and place not in scene.mention.taken and _a_medicine(named):
            return True
    return False


def _a_medicine(words: Sequence[str]) -> bool:
    """Whether words begin with a medicine: "the sickness tablets", "them"; not "stopping"."""
    words = [word for word in words if word not in (*OWN, "the")]
    return bool(words) and (words[0] in single("denied", "medicines") or words[-1] in single("denied", "medicines") - THIS)


def all_but(scene: Scene) -> tuple[int, ...]:
    """The words that say that everything came but this: "every side effect on the leaflet except hair loss"."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    cue = scene.mention.first - 1
    while scene.text(cue) in ("the", "any", "for", "from", "than"):
        cue -= 1
    size = at(scene.tokens, cue, phrases("denied", "but_one"))
    whole = any(at(scene.tokens, place, phrases("denied", "listed_whole")) for place in range(begin, max(begin, cue)))
    if scene.text(cue) in ("other", "apart"):
        return (cue,) if whole else ()
    return (cue,) if whole and size else ()


def not_come(scene: Scene, unsure: tuple[int, ...], danger: bool) -> tuple[int, ...]:
    """The words that say, right behind what was only expected, that it did not come: "I might lose my hair. I haven't so far".

    `unsure` are the places of the words that say that it was expected. Of a danger only what says so of it counts.
    """
    place, steps = scene.mention.last + 1, 0
    if not unsure or not at(scene.tokens, unsure[0], phrases("denied", "expected")):
        return ()
    while place < len(scene.tokens) and steps < WITHIN and place not in scene.covered:
        size = at(scene.tokens, place, phrases("denied", "not_come"))
        size = size if scene.text(place) == "instead" or _closed(scene, place + size) else 0
        size = size or at(scene.tokens, place, phrases("denied", "kept"))
        size = 0 if danger and scene.text(place + size - 1) not in OF_IT else size
        begins = scene.tokens[place - 1].hard or scene.text(place - 1) in (",", "but", "and", "so", "-")
        if size and begins:
            return tuple(range(place, place + size))
        place, steps = place + 1, steps + 1
    return ()


def _closed(scene: Scene, place: int) -> bool:
    """Whether a clause ends before a place."""
    return place >= len(scene.tokens) or not scene.tokens[place].word


def not_it(scene: Scene) -> tuple[int, ...]:
    """The words that say that it is not what it was thought to be: "they thought it was gout, it isn't"."""
    place = scene.mention.first - 1
    while scene.text(place) in ("a", "an", "the"):
        place -= 1
    _, end = sentence(scene.tokens, scene.mention.last)
    if scene.text(place) not in ("was", "is", "'s", "be") or scene.text(place - 1) not in SUPPOSED:
        return ()
    for behind in range(scene.mention.last + 1, min(end, scene.mention.last + 4)):
        size = at(scene.tokens, behind, phrases("denied", "not_it"))
        if size and (behind + size >= end or _closed(scene, behind + size)):
            return tuple(range(behind, behind + size))
    return ()


def feared_for_nothing(scene: Scene) -> tuple[int, ...]:
    """The words that say, right behind what was only feared, that it did not come: "was worried about acne, nothing"."""
    begin, _ = sentence(scene.tokens, scene.mention.first)
    place = behind = scene.mention.last + 1
    while place < behind + NAMED and scene.text(place).isalpha() and place not in scene.covered and scene.text(place) != "but":
        place += 1
    marked = scene.text(place) in (",", ":", "-", ".", "!", "but")
    size = at(scene.tokens, place + 1, phrases("denied", "nought")) if marked else 0
    place += 1
    cues = (at(scene.tokens, each, phrases("denied", "expecting")) for each in range(begin, scene.mention.first))
    return tuple(range(place, place + size)) if size and _closed(scene, place + size) and any(cues) else ()


def contradicted(scene: Scene) -> bool:
    """Whether the patient says otherwise right behind it: "he says I have no pain, but I do", "pain: no. But I have had it"."""
    _, end = sentence(scene.tokens, scene.mention.last)
    if scene.text(end + 1) == "but":
        _, end = sentence(scene.tokens, end + 1)
    for place in range(scene.mention.last + 1, end):
        size = at(scene.tokens, place, phrases("denied", "contradicted"))
        anywhere = scene.text(place + 1) == "it" and scene.text(place + size - 1) in DOING
        had = size > 0 and scene.text(place + size - 1) in ("it", "them", "one")
        anywhere = anywhere or (had and scene.text(place + size) not in LONG_BEFORE)
        size = size or _so_today(scene, place)
        if size and (anywhere or place + size >= end or _closes_it(scene, place + size)):
            return True
    return _but_not_these_days(scene)


def _but_not_these_days(scene: Scene) -> bool:
    """Whether it is only as a rule that it is not there, and behind it is told that now it is: "no fits normally, today I
    had", "no nosebleeds as a rule but I've had two today"."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    if not any(at(scene.tokens, place, phrases("denied", "as_a_rule")) for place in range(begin, end)):
        return False
    _, later = sentence(scene.tokens, end + 1) if end + 1 < len(scene.tokens) else (end, end)
    for start, stop in ((scene.mention.last + 1, end), (end + 1, later)):
        words = [scene.text(place) for place in range(start, stop)]
        lately = any(at(scene.tokens, place, phrases("past", "these_days")) for place in range(start, stop))
        lately = lately or bool({"now", "week"} & set(words))
        if lately and not set(words) & NONE_NOW and _has_it(scene, start, stop):
            return True
    return False


def _has_it(scene: Scene, start: int, stop: int) -> bool:
    """Whether a word such as "had" stands there alone: "today I had", "had two", not "today I had a scan"."""
    for place in range(start, stop):
        if scene.text(place) not in single("denied", "having") or place in scene.covered:
            continue
        behind = scene.text(place + 1)
        closed = place + 1 >= stop or not behind[:1].isalnum() or behind.isdigit() or behind in single("denied", "having_it")
        if closed:
            return True
    return False


def _so_today(scene: Scene, place: int) -> int:
    """How many words say that it is so these days: "today I do", "now he is"; 0 where none do, as in "today, I was
    yesterday"."""
    when = int(scene.text(place) in ("now", "then", "suddenly")) or at(scene.tokens, place, phrases("past", "these_days"))
    when += bool(when) and scene.text(place + when) == ","
    size = at(scene.tokens, place + when, phrases("denied", "so_it_is")) if when else 0
    behind = place + when + size
    then = scene.text(behind) in single("past", "days_of_then") or at(scene.tokens, behind, phrases("past", "earlier"))
    return when + size if size and not then else 0


def _closes_it(scene: Scene, place: int) -> bool:
    """Whether "but I am" ends there, and speaks of what was denied: "but I am, really", not "but I am really dizzy"."""
    word, behind = scene.text(place), scene.text(place + 1)
    if at(scene.tokens, place, phrases("past", "these_days")):
        return True
    return word in ENDING and not (word in MORE_SO and behind[:1].isalpha() and behind not in ENDING)
