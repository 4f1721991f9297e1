"""Is it told of a year or of an age that is long past: "in the winter of '21", "that was 2001", "at nineteen, I'm 58 now"?"""

from __future__ import annotations

from itertools import pairwise

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.denial import OWN, SUBJECTS, Scene
from bedside.words.ended import HELD, YEAR, comes_again
from bedside.words.numbers import Number, numbers

OF = frozenset(("of", "in", "back", "the"))
IT = frozenset(("that", "this", "it", "one", "time", "ever"))
"""Before "was 2001" one of these speaks of what was told: "that was 2001", "the last one was in 1988"."""
BEING = frozenset(("was", "is", "'s"))
OLDEST = 110
YOUNGEST = 13
"""Behind a bare "at" a smaller number may be the time of day."""
YOUNG = 35
YEARS_SINCE = 3
CLOCK = frozenset(
    (":", ".", "am", "pm", "o", "hours", "hrs", "past", "to", "this", "today", "tonight", "last", "on", "degrees", "mg")
)
LASTING = frozenset(("since", "still", "now", "ever"))
SOON = 3
AGAIN = frozenset(
    (
        "again",
        "back",
        "returned",
        "still",
        "too",
        "same",
        "like",
        "another",
        "more",
        "started",
        "began",
        "begun",
        "starting",
        "keep",
    )
)
"""With one of these what was long ago may be there anew."""


def dated(scene: Scene) -> tuple[int, ...]:
    """The places of the words that set it in a year or at an age long past; none where it may be there anew."""
    over = of_a_year(scene) or at_an_age(scene)
    return () if over and _anew(scene) else over


def _anew(scene: Scene) -> bool:
    """Whether anything in the text is of now, or told again."""
    told = (place for place, token in enumerate(scene.tokens) if token.text in AGAIN)
    again = any(scene.text(place - 1) not in ("any", "no", "not", "never") for place in told)
    last = scene.mention.last
    again = again or bool({scene.text(place) for place in range(last + 1, last + 1 + SOON)} & LASTING)
    return again or any(at(scene.tokens, place, phrases("past", "these_days")) for place in range(len(scene.tokens)))


def of_a_year(scene: Scene) -> tuple[int, ...]:
    """A season or a feast with its year in the same sentence, or "that was" and a year there or in the next."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    after = sentence(scene.tokens, end + 1)[1] if end + 1 < len(scene.tokens) else end
    for place in range(begin, after):
        size = _year(scene, place)
        if not size or (place > end and scene.text(end + 1) not in (*IT, "last", "the")):
            continue
        first = place
        while scene.text(first - 1) in OF:
            first -= 1
        if scene.text(first - 1) in single("past", "seasons") and place < end:
            held = {scene.text(first - 2), scene.text(first - 3), scene.text(first - 4)} & HELD
            if not (held or comes_again(scene, place + size) or _clause_between(scene, place)):
                return tuple(range(first - 1, place + size))
        was = scene.text(first - 1) in BEING and scene.text(first - 2) in IT and place > scene.mention.last
        if was and not comes_again(scene, place + size):
            return tuple(range(first - 2, place + size))
    return ()


def _year(scene: Scene, place: int) -> int:
    """How many words from a place on are a year: "2001", "'09"; 0 where none are."""
    if scene.text(place) == "'" and len(scene.text(place + 1)) == 2 and scene.text(place + 1).isdigit():
        return 2
    return int(YEAR.fullmatch(scene.text(place)) is not None)


def _clause_between(scene: Scene, year: int) -> bool:
    """Whether a clause of its own stands between a year and the mention behind it: "in 2019 and my arm is weak"."""
    told = [scene.text(place) for place in range(year, scene.mention.first + 1)]
    begins = ((one, two) for one, two in pairwise(told) if one in ("and", "but", ",", "so"))
    return any(two in SUBJECTS or two in OWN or two == "now" for _one, two in begins)


def at_an_age(scene: Scene) -> tuple[int, ...]:
    """The age at which it was, where the writer says to be years older now: "at nineteen, I'm 58 now"."""
    begin, end = sentence(scene.tokens, scene.mention.first)
    known = numbers(scene.tokens)
    ages = [each.value for each in known if _age_now(scene, each.first, each.last)]
    for each in known:
        cue = _age_then(scene, each.first) if begin <= each.first < end and each.first not in scene.mention.taken else 0
        bare = cue == 1 and scene.text(each.first - 1) == "at"
        clock = bare and not _an_age(scene, each)
        older = any(each.value + YEARS_SINCE <= age < OLDEST for age in ages)
        if cue and older and not clock and each.value == int(each.value):
            return tuple(range(each.first - cue, each.last + 1))
    return ()


def _an_age(scene: Scene, number: Number) -> bool:
    """Whether "at" and a number tell an age: no time of day and no pulse, and what was then is told with a verb of then."""
    begin, end = sentence(scene.tokens, number.first)
    told = {scene.text(place) for place in range(begin, end)}
    age = YOUNGEST <= number.value <= YOUNG and scene.text(number.last + 1) not in CLOCK
    return age and bool(told & single("past", "verbs_of_then")) and not told & single("past", "measured_at")


def _age_then(scene: Scene, place: int) -> int:
    """How many words before a number say that it is the age of then."""
    for size in (4, 3, 2, 1):
        if place >= size and at(scene.tokens, place - size, phrases("past", "aged")) == size:
            return size
    return 0


def _age_now(scene: Scene, first: int, last: int) -> bool:
    """Whether a number is how old the writer is: "I am 58 now", "now 58", "age 58"."""
    before, second = scene.text(first - 1), scene.text(first - 2)
    behind = scene.text(last + 1)
    closed = not behind[:1].isalnum() or behind in ("now", "years", "and", "this", "next")
    mine = before == "am" or (before in ("is", "'s") and second in ("he", "she")) or before == "now"
    turned = before == "now" and second in ("am", "is")
    return closed and (mine or turned)
