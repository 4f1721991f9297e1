"""Is it denied? What a "no" or "not" before or after a phrase reaches, and where that ends or is in doubt.

A denial reaches through a list ("no fever, chills or cough") and ends where something new begins ("no fever but dizzy",
"no fever and I feel dizzy"). A list that nothing closes ("no fever, chest pain since noon") may have ended before its last
word: it is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bedside.words.answered_no import answered_no
from bedside.words.cues import at, phrases, sentence, single
from bedside.words.matching import Mention
from bedside.words.not_said import not_the_word, rather
from bedside.words.of_these import none_of_these
from bedside.words.scored import denies_ahead, scored_nought
from bedside.words.searched import denied_later, never_had, searched
from bedside.words.tokens import Token, text_at
from bedside.words.undenied import (
    begun_since,
    denies_nothing,
    of_a_deed,
    of_a_list,
    only_before,
    other_side,
    owned_up,
    uncontrolled,
)

Denial = Literal["denied", "doubt"]
NEVER_SO = frozenset(("so", "such", "this"))
"""Behind "never" one of these says that it is there: "never felt so awful", "never been this dizzy"."""
MORE = ("some", "slight", "mild", "occasional", "plenty", "few", "little", "touch", "lot")
BIG = frozenset(("big", "huge", "bad", "nasty", "massive", "awful", "terrible", "horrible", "lots", "large", *MORE))
"""Behind a comma, with nothing that closes the list, one of these begins something that is there: "no headache, big bruise"."""
FARTHEST = 12
LISTED = 10
SUBJECTS = frozenset(("i", "he", "she", "we", "they", "it", "there", "you"))
OWN = frozenset(("my", "his", "her"))
HELD = frozenset(
    ("no", "not", "in", "on", "of", "to", "with", "have", "has", "had", "having", "or", "nor", "and", "from", "at")
)
NEGATORS = frozenset(("not", "never"))
NOTHING = frozenset(("nothing", "nobody", "none"))
"""These deny what stands right behind them, where they begin: "but nothing hurts", not "it is nothing"."""
THAT = frozenset(("it", "that", "this", "he", "she", "which", "they", "probably", "just"))
NOW = frozenset(("so", "such", "this"))
DURING = frozenset(("with", "on", "during", "from", "after", "through", "of", "in", "since"))
"""Behind one of these "this" is the treatment: "never had chest pain with this"."""
SEARCHED = 4
ABLE = frozenset(("can", "could"))
"""What cannot be done to something does not deny it: "can not get my nosebleed under control"."""
QUOTES = frozenset('"“”')
"""Marks around what somebody calls it: "I do not feel "zombie-like"."""
MAKING = frozenset(("make", "makes", "made", "making", "cause", "causes", "caused", "give", "gives", "gave", "given"))
MADE = frozenset(("me", "him", "us", "you"))
"""A denial goes through "make" only to somebody: "does not make me sleepy", not "did not make the chest pain go"."""
FEELING = frozenset(("feel", "felt", "feels", "feeling"))
"""Behind "like" that follows one of these it is how somebody feels: "it did not make me feel like I was zoned out"."""
NEW_PREDICATE = frozenset(
    (
        *("very", "really", "so", "quite", "extremely", "just", "feeling", "constantly", "terribly"),
        *("always", "still", "bit", "totally", "completely", "absolutely", "some", "feel", "feels", "felt"),
    )
)
"""After "and" or a comma these begin something new: "no vomiting, very tired"."""


@dataclass(frozen=True)
class Scene:
    """A text as it is looked at from one mention: its words, the mention, and which words other mentions took."""

    tokens: Sequence[Token]
    mention: Mention
    covered: frozenset[int]
    filler: frozenset[str]

    def text(self, place: int) -> str:
        """The word at a place; empty outside the text."""
        return text_at(self.tokens, place)

    def plain(self, place: int) -> bool:
        """Whether a word changes nothing: part of another mention, or a filler."""
        return place in self.covered or self.tokens[place].stem in self.filler


def compared(scene: Scene) -> bool:
    """Whether a "not" within the mention only holds it beside what is there: "never hurt like this", "does not hurt much"."""
    inside = {scene.text(place) for place in scene.mention.taken} & NEGATORS
    if "never" in inside and _never_so(scene, range(scene.mention.first, scene.mention.last)):
        return True
    return bool(inside) and _turned(scene, "never" in inside)


def _never_so(scene: Scene, places: range) -> bool:
    """Whether a "never" says how bad it is now: "I have never felt so breathless"."""
    return any(scene.text(place) in NOW for place in places if place not in scene.mention.taken)


def _turned(scene: Scene, never: bool) -> bool:
    """Whether words behind the mention hold it beside what is there: "never hurt like this", "does not hurt much"."""
    place = scene.mention.last + 1
    while scene.text(place) not in ("", ",", "but", "and", "or") and place - scene.mention.last <= SEARCHED:
        word, behind = scene.text(place), scene.text(place + 1)
        if scene.tokens[place].hard or (word, behind) == ("as", "such"):
            return False
        if word == "than" and behind in single("denied", "usual"):
            return False
        if word == "like" and behind in single("denied", "like_others") and not never:
            return False
        if word in single("denied", "compared") or (never and word in single("denied", "before_now")):
            return True
        so_bad = behind in single("denied", "so_bad") or not behind[:1].isalpha()
        if word == "this" and so_bad and scene.text(place - 1) not in DURING:
            return True
        place += 1
    return False


def upset(scene: Scene) -> bool:
    """Whether words that all is well do not say so here: "I am not sleeping well", "my chest was clear until today"."""
    behind = {scene.text(scene.mention.last + step) for step in (1, 2)}
    if behind & {"until", "till"} or only_before(scene.tokens, scene.mention.first, scene.mention.last):
        return True
    place = scene.mention.first - 1
    if scene.text(place) == "or" and _cannot(scene, place):
        return True
    while place >= 0 and scene.mention.first - place <= SEARCHED:
        if scene.text(place) in single("denied", "upset"):
            return True
        if place in scene.covered or not _lets_through(scene, place) or scene.text(place) in (",", "and"):
            return False
        place -= 1
    return False


def _cannot(scene: Scene, place: int) -> bool:
    """Whether it is one of two things that cannot be done: "can not stand on tiptoe or walk properly"."""
    before = [scene.text(each) for each in range(max(0, place - LISTED), place)]
    return any(word == "not" and before[each - 1] in ABLE for each, word in enumerate(before) if each)


@dataclass
class _Way:
    """What was passed on the way from the mention back to its denial."""

    comma: bool = False
    anded: bool = False
    ored: bool = False
    strange: int = 0
    verb: bool = False


def denial(scene: Scene) -> tuple[Denial, tuple[int, ...]] | None:
    """Whether the mention is denied or may be, and the places of the words that say so."""
    if _affirmed(scene):
        return None
    word = not_the_word(scene.tokens, scene.mention.first)
    if word:
        return ("doubt" if rather(scene.tokens, scene.mention.last) else "denied"), word
    mention = scene.mention
    after = (
        scored_nought(scene.tokens, mention.last, scene.covered) or answered_no(scene.tokens, scene.mention) or _behind(scene)
    )
    told = scene.tokens, mention.first, mention.last, scene.covered
    after = after or searched(*told) or denied_later(*told) or never_had(*told) or none_of_these(*told)
    if after:
        return None if owned_up(scene.tokens, max(after) + 1) else ("denied", after)
    found = _before(scene)
    if found is None:
        return None
    way, cue = found
    if begun_since(scene.tokens, scene.mention.first, scene.mention.last) or uncontrolled(scene.tokens, scene.mention.last):
        return None
    if way.verb or _begins_anew(scene, way):
        return None
    way.ored = way.ored or scene.text(cue[0]).startswith("den")
    if not way.ored and (way.comma or way.anded):
        way.ored = _closed_later(scene)
    doubt = (way.comma or way.anded) and not way.ored
    doubt = doubt or any(scene.text(place) == "exactly" for place in range(cue[-1], scene.mention.first))
    doubt = doubt or (scene.text(cue[0]) == "never" and _turned(scene, never=True))
    far = scene.mention.first - cue[-1] > LISTED and not way.ored
    return "doubt" if doubt or way.strange or far else "denied", cue


def _affirmed(scene: Scene) -> bool:
    """Whether a "yes" stands right beside it: "fever no, cough yes", "no to fever, yes to cough"."""
    first, behind = scene.mention.first, scene.mention.last + 1
    behind += scene.text(behind) in (":", "-", "?", "=")
    closed = scene.text(behind + 1) == "" or not scene.tokens[behind + 1].word
    ahead = scene.text(first - 1) == "yes" or (scene.text(first - 1) == "to" and scene.text(first - 2) == "yes")
    return ahead or (scene.text(behind) == "yes" and closed)


def _before(scene: Scene) -> tuple[_Way, tuple[int, ...]] | None:
    """The nearest denial to the left that reaches the mention."""
    if scene.text(scene.mention.first) in FEELING and scene.text(scene.mention.first - 1) == "," and not _closed_later(scene):
        return None
    way, place = _Way(), scene.mention.first - (scene.text(scene.mention.first) != "plus")
    while place >= 0 and scene.mention.first - place <= FARTHEST + 4:
        token = scene.tokens[place]
        cue = _cue(scene, place)
        if token.text == "plus" or token.hard or (place not in scene.covered and not cue and _ends(scene, place, way)):
            return None
        if cue:
            return (way, cue) if _reaches(scene, cue) else None
        _pass(scene, place, way)
        place -= 1
    return None


def _cue(scene: Scene, place: int) -> tuple[int, ...]:
    """The places of a denial that ends at `place`."""
    if place in scene.covered or not denies_ahead(scene.tokens, place):
        return ()
    if scene.text(place) in NEGATORS or _nothing(scene, place):
        return (place,)
    for size in (5, 4, 3, 2, 1):
        begin = place - size + 1
        if begin >= 0 and at(scene.tokens, begin, phrases("denied", "before")) == size:
            return tuple(range(begin, place + 1))
    return ()


def _ends(scene: Scene, place: int, way: _Way) -> bool:
    """Whether nothing further left speaks of the mention: a turn of the sentence, or its subject."""
    word = scene.text(place)
    if word == "so" and (scene.text(place + 1), scene.text(place + 2)) == ("much", "as"):
        return False
    if word in single("denied", "turn"):
        return not (word == "-" and _within_a_word(scene, place))
    if word in SUBJECTS:
        as_if = scene.text(place - 1) == "like" and scene.text(place - 2) in FEELING
        return scene.text(place - 1) not in single("denied", "thinking") and not as_if
    left = scene.text(place - 1)
    return word in OWN and (left == "," or (place - 1 in scene.covered and left not in HELD) or (way.anded and left == "and"))


def _within_a_word(scene: Scene, place: int) -> bool:
    """Whether a mark stands within a word: "zombie-like", not "no fever - cough"."""
    sides = scene.tokens[max(0, place - 1) : place + 2]
    return len(sides) == 3 and sides[0].end == sides[1].start and sides[1].end == sides[2].start


def _pass(scene: Scene, place: int, way: _Way) -> None:
    """Take note of a word between the denial and the mention."""
    word = scene.text(place)
    if word == ",":
        way.comma = True
    elif word in ("or", "nor"):
        way.ored = way.ored or not (way.comma or way.anded)
    elif word in ("and", "&", "plus", "with"):
        way.anded = True
    elif word in single("denied", "verbs") and place not in scene.covered:
        listed = any(scene.text(left) in ("and", ",") for left in range(max(0, place - 3), place))
        way.verb = way.verb or (listed and _no_denial_between(scene, place))
    elif _begins(scene, place):
        way.verb = True
    elif not _lets_through(scene, place) and scene.tokens[place].word and not (way.ored and of_a_list(scene.tokens, place)):
        way.strange += 1


def _begins(scene: Scene, place: int) -> bool:
    """Whether a word behind a comma or an "and" begins something new: "very tired", "big bruise"."""
    word, left = scene.text(place), scene.text(place - 1)
    if left == "a" and word in (*MORE, "bit", "lot", "touch"):
        left = scene.text(place - 2)
    return (word in NEW_PREDICATE and left in (",", "and")) or (word in BIG and left == "," and not _closed_later(scene))


def _no_denial_between(scene: Scene, place: int) -> bool:
    return not any(_cue(scene, each) for each in range(place, scene.mention.first))


def _reaches(scene: Scene, cue: tuple[int, ...]) -> bool:
    """Whether a denial is one: "no doubt" and "not sure" are none, and "not" goes through few words."""
    negator, after = scene.text(cue[-1]), cue[-1] + 1
    between = range(after, scene.mention.first)
    if denies_nothing(scene.tokens, cue, between) or of_a_deed(scene.tokens, cue[-1], between, scene.covered):
        return False
    if negator == "never" and NEVER_SO & {scene.text(each) for each in range(after, scene.mention.last)}:
        return False
    if negator in NOTHING and len(cue) == 1:
        return all(scene.text(each) not in (",", "and") and _lets_through(scene, each) for each in between)
    if negator == "nil" and scene.text(after) == "by":
        return False
    if negator not in NEGATORS:
        return not (negator == "no" and after not in scene.covered and at(scene.tokens, after, phrases("denied", "no_denied")))
    if after not in scene.covered and at(scene.tokens, after, phrases("denied", "not_denied")):
        return False
    if negator == "never" and any(scene.text(each) in NOW for each in between):
        return False
    if _thought_of(scene, between) or other_side(scene.tokens, cue[-1]):
        return False
    seen = range(after, scene.mention.first + (scene.text(scene.mention.first + 1) == "any"))
    if scene.text(cue[-1] - 1) in ABLE and not any(scene.text(each) in single("denied", "found") for each in seen):
        return False
    return all(_lets_through(scene, each) for each in between)


def _lets_through(scene: Scene, place: int) -> bool:
    """Whether a denial goes on through a word."""
    if scene.text(place) in MAKING:
        return scene.text(place + 1) in MADE or (scene.text(place).startswith("caus") and scene.text(place + 1) == "any")
    if scene.text(place) == "diagnosed":
        return scene.text(place + 1) == "with"
    return scene.plain(place) or scene.text(place) in single("denied", "through") or scene.text(place) in QUOTES


def _thought_of(scene: Scene, between: range) -> bool:
    """Whether only what is thought of it is denied: "I do not think the tingling is normal"."""
    thought = {"think", "believe"} & {scene.text(place) for place in between}
    named = scene.text(scene.mention.first - 1) in ("the", "this", "these", "my", "that")
    named = named or scene.text(scene.mention.first) in OWN
    return bool(thought) and named and scene.text(scene.mention.last + 1) in ("is", "are", "was", "were", "'s", "will", "can")


def _nothing(scene: Scene, place: int) -> bool:
    """Whether a "nothing" begins what it denies: "nothing hurts", "there is nothing red"; not "it is nothing, chest pain"."""
    if scene.text(place) not in NOTHING or scene.mention.first - place > SEARCHED or place in scene.covered:
        return False
    before, second = scene.text(place - 1), scene.text(place - 2)
    held = before in ("have", "has", "had", "got") and (scene.text(place + 1), scene.text(place + 2)) == ("to", "be")
    begins = held or before in ("", ",", "(") or scene.tokens[place - 1].hard or before in single("denied", "beginning")
    return begins and not (before in ("is", "was", "'s", "be") and second in THAT)


def _begins_anew(scene: Scene, way: _Way) -> bool:
    """Whether the mention is a sentence of its own: "no fever and chest hurts", "no fever and can not sleep"."""
    if not (way.comma or way.anded) or way.ored:
        return False
    words = [scene.text(place) for place in range(scene.mention.first, scene.mention.last + 1)]
    if _a_part(scene) and "like" in words:
        return True
    if scene.mention.first < scene.mention.last and words[-1] in single("denied", "how") and _a_part(scene):
        return True
    if words[0] in BIG and scene.text(scene.mention.first - 1) == "," and not _closed_later(scene):
        return True
    return bool(NEGATORS & set(words)) or (len(words) > 1 and bool(single("denied", "verbs") & set(words[1:])))


def _a_part(scene: Scene) -> bool:
    """Whether the mention begins a clause with a part of the body, as "skin itchy" behind "no fever,"."""
    before = scene.text(scene.mention.first - 1)
    return scene.text(scene.mention.first) in single("denied", "parts") and before in (",", "and", *OWN)


def _closed_later(scene: Scene) -> bool:
    """Whether the list goes on to an "or": then all of it is denied."""
    place = scene.mention.last + 1
    for each in range(place, min(place + LISTED, len(scene.tokens))):
        word = scene.text(each)
        if word in ("or", "nor"):
            return True
        if not (scene.plain(each) or word == ","):
            return False
    return False


def _behind(scene: Scene) -> tuple[int, ...]:
    """A denial right behind the mention: "the rash never came", "seizure free", "stomach cramps, not had any"."""
    place = scene.mention.last + 1
    if scene.text(place) == "-" and scene.text(place + 1) == "free":
        place += 1
    if scene.text(place) == "," and scene.text(place + 1) in ("no", "nope") and scene.text(place + 2) in ("", ";", ".", "\n"):
        return (place + 1,)
    if scene.text(place) in (",", ":", "-"):
        place += 1
        size = at(scene.tokens, place, phrases("denied", "listed_after"))
    else:
        place += scene.text(place) in ("is", "was", "were", "are", "has", "have", "'s") and not _not_at(scene, place + 1)
        size = at(scene.tokens, place, phrases("denied", "behind"))
        if not size and scene.text(place) in single("denied", "helping") and scene.text(place + 1) in NEGATORS:
            place += 1
        if not size and scene.text(place) in NEGATORS:
            more = at(scene.tokens, place + 1, phrases("denied", "appeared"))
            size = more and 1 + more
    own = scene.text(scene.mention.first - 1) in NEGATORS | {"no"} or scene.text(place - 1) in ("of", "from")
    return tuple(range(place, place + size)) if size and not own and _closes(scene, place + size) else ()


def _not_at(scene: Scene, place: int) -> bool:
    return scene.text(place) in NEGATORS


def _closes(scene: Scene, place: int) -> bool:
    """Whether nothing behind a denial turns it: "never came before", "none of the tablets help"."""
    end = sentence(scene.tokens, scene.mention.last)[1]
    words = [scene.text(each) for each in range(place, min(end, place + SEARCHED))]
    return not set(words) & single("denied", "compared") and words[:1] not in (["of"], ["since"], ["down"], ["off"])
