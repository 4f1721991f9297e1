"""What a clause may mean besides what the lexicon found in it: a second reader, by the sentence model that `ask` uses.

Its lower layers are those of that model; the uppermost layers, and how likely each concept is for a direction, are its own:
fitted to the lexicon's phrases and to those of writers by tools/make_meant.py. It only raises: what it finds is *uncertain*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedside.questions.sentences import Sentences, sentences
from bedside.questions.tables import numbers
from bedside.words.clauses import Places, clauses
from bedside.words.cues import at, phrases, single
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token

FILE, FOLDER = "meant", "words"
NOTHING = "nothing"
SURE = 0.85
"""So likely a danger must be where the lexicon has found in the same clause what it is a case of."""
OTHERWISE = 0.75
"""So likely must be what is no danger."""
CLEAR = 0.8
"""So likely must be the one danger that is told, beside all others, to be named as what the words mean."""
GRAVE = 0.3
"""Where none is, and emergencies are together so likely, the likeliest emergency is told: the graver guess counts."""
FEWEST = 2
SHARP = 8.0
"""What a direction is multiplied by before it is weighed."""
CUES = (("past", "before"), ("past", "after"), ("past", "eased"), ("uncertain", "before"))
"""Phrases of these, of more than one word, say when it was, or that it is in doubt."""
NEGATORS = frozenset(("not", "no", "never", "nothing", "nor", "without", "none"))
PRONOUNS = frozenset(("it", "they", "that", "which", "this"))
BEFORE_ITS_END = PRONOUNS | {",", "-", "and", "but", "then"}
"""Behind one of these "goes off" speaks of what was told, and of no leg or light."""
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Meaning:
    """The second reader: its model, the concepts that it knows, and how each is weighed.

    From `least` on a danger is told. Those that are `lacking` are told by what is not there or cannot be done, so that a "not"
    belongs to them.
    """

    model: Sentences
    concepts: tuple[str, ...]
    weights: Floats
    bias: Floats
    least: float
    lacking: frozenset[str]

    def chances(self, texts: Sequence[Sequence[str]]) -> Floats:
        """How likely each concept is, one row a text; the rows sum to 1."""
        told = SHARP * self.model.of_all(texts) @ self.weights.T + self.bias
        told = np.exp(told - told.max(1, keepdims=True))
        return np.asarray(told / told.sum(1, keepdims=True), np.float32)


@cache
def meaning() -> Meaning:
    """The second reader that ships with Bedside."""
    told = numbers(FILE, folder=FOLDER)
    lower = sentences()
    own = {key.removeprefix("layer/"): each for key, each in told.items() if key.startswith("layer/")}
    layers: dict[str, Any] = {key: [*lower.weights[key][: -len(each)], *each] for key, each in own.items()}
    model = Sentences(lower.pieces, lower.rows, lower.scale, {**lower.weights, **layers})
    scale = np.asarray(told["concepts.scale"], np.float32)
    return Meaning(
        model,
        tuple(lines(told["names"])),
        told["concepts"] * scale[:, None],
        np.asarray(told["concepts.bias"], np.float32),
        float(told["least"]),
        frozenset(lines(told["lacking"])),
    )


def lines(stored: NDArray[Any]) -> list[str]:
    """Lines that were stored as bytes."""
    return bytes(stored).decode("utf-8").split("\n")


@dataclass(frozen=True)
class May:
    """What a clause may mean: the words that say what it is, as a phrase of the lexicon would be; and all of the clause.

    `clear` says that it is likely by itself, and not only together with other dangers.
    """

    mention: Mention
    clause: Places
    clear: bool = True


def may_mean(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    read: Collection[int],
    words: Lexicon,
    dangers: Collection[str],
    emergencies: Collection[str],
    urgent: bool = True,
    terms: Collection[str] = (),
) -> tuple[May, ...]:
    """What clauses may tell of: the dangers, where they are looked for (`urgent`), then the rest; the likeliest first. No word
    belongs to two dangers or to two others. Clauses in which the lexicon has found a danger, whatever is said of it, and those
    with a number that was `read` (by its place), are not looked at for dangers; what the lexicon has found, or a case of it,
    anywhere in the text, and what has one of the CTCAE `terms`, is not told again.
    """
    reader = meaning()
    danger = np.array([concept in dangers for concept in reader.concepts])
    other = np.array([concept not in dangers and concept != NOTHING for concept in reader.concepts])
    closed = {place for mention in mentions if mention.entry.id in dangers for place in mention.taken} | set(read)
    known = {place for mention in mentions for place in mention.taken} | set(read)
    every = [
        clause for clause in clauses(tokens) if (urgent and not closed & set(clause)) or _unread(tokens, clause, known, words)
    ]
    if not every:
        return ()
    chances = reader.chances([[tokens[place].text for place in _but_its_end(tokens, clause)] for clause in every])
    told: list[May] = []
    if urgent:
        open_ones = [row for row, clause in enumerate(every) if not closed & set(clause)]
        grave = np.array([concept in emergencies for concept in reader.concepts])
        told = list(_dangers(tokens, mentions, words, [every[row] for row in open_ones], chances[open_ones] * danger, grave))
    found = (*mentions, *(each.mention for each in told))
    return (*told, *_others(tokens, found, words, every, chances * other, terms))


def _but_its_end(tokens: Sequence[Token], clause: Places) -> Places:
    """A clause without an end that says when it goes by: "like sitting on glass, goes off after an hour"; of what is no words
    but these nothing is left out."""
    for at_word, place in enumerate(clause):
        ends = at_word and tokens[place - 1].text in BEFORE_ITS_END and at(tokens, place, phrases("past", "goes_by"))
        if ends and all(tokens[each].text in single("past", "goes_by_in") for each in clause[at_word + ends :]):
            return clause[: at_word - (tokens[place - 1].text in PRONOUNS)] or clause
    return clause


def _unread(tokens: Sequence[Token], clause: Places, known: Collection[int], words: Lexicon) -> bool:
    """Whether a clause has words that nothing was found in: of fewer than two that are no filler nothing is told."""
    return sum(place not in known and tokens[place].stem not in words.filler for place in clause) >= FEWEST


def _dangers(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    words: Lexicon,
    open_ones: Sequence[Places],
    chances: Floats,
    grave: NDArray[np.bool_],
) -> Iterator[May]:
    """The dangers of clauses in which the lexicon found none: where all dangers together are likely, the likeliest; of those
    that are `grave` where none is clear, and one of them may well be it.
    """
    reader = meaning()
    taken: set[int] = set()
    likely = [row for row in np.argsort(-chances.sum(1), kind="stable") if chances[row].sum() >= reader.least]
    bare = [set(open_ones[row]) for row in likely if not _negated(tokens, open_ones[row])]
    for row in likely:
        clause = open_ones[row]
        if taken & set(clause) or (_negated(tokens, clause) and any(inner < set(clause) for inner in bare)):
            continue
        clear = bool(chances[row].max() >= CLEAR)
        among = chances[row] if clear or chances[row][grave].sum() < GRAVE else chances[row] * grave
        concept = reader.concepts[int(np.argmax(among))]
        if chances[row].sum() < SURE and _found_wider(words, concept, mentions, clause):
            continue
        core = _core(tokens, clause, concept in reader.lacking, words.filler)
        yield May(Mention(words[concept], core), clause, clear)
        taken |= set(clause)


def _negated(tokens: Sequence[Token], clause: Places) -> bool:
    """Whether something in a clause may deny the rest of it: of "not to bother you, but …" what follows is looked at alone."""
    return any(tokens[place].text in NEGATORS for place in clause)


def _others(
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    words: Lexicon,
    every: Sequence[Places],
    chances: Floats,
    terms: Collection[str],
) -> Iterator[May]:
    """What is no danger and was found nowhere in the text, nor a case of it."""
    reader = meaning()
    known = {wider for mention in mentions for wider in _wider(words, mention.entry.id)}
    told = {*terms, *(mention.entry.ctcae for mention in mentions)}
    taken: set[int] = set()
    for row in np.argsort(-chances.max(1), kind="stable"):
        clause, concept = every[row], reader.concepts[int(np.argmax(chances[row]))]
        if chances[row].max() < OTHERWISE:
            return
        if concept in known or words[concept].ctcae in told or taken & set(clause):
            continue
        yield May(Mention(words[concept], _core(tokens, clause, concept in reader.lacking, words.filler)), clause)
        taken |= set(clause)
        known |= set(_wider(words, concept))
        told.add(words[concept].ctcae)


def _wider(words: Lexicon, concept: str) -> Iterator[str]:
    """A concept, and what it is a case of."""
    while concept:
        yield concept
        concept = words[concept].of


def _found_wider(words: Lexicon, concept: str, mentions: Sequence[Mention], clause: Places) -> bool:
    """Whether the lexicon has found in the clause what the concept is a case of: vomiting, of vomiting that does not stop."""
    found = {mention.entry.id for mention in mentions if set(mention.taken) & set(clause)}
    return any(each in found for each in _wider(words, words[concept].of))


def _core(tokens: Sequence[Token], clause: Places, lacking: bool, filler: frozenset[str]) -> Places:
    """The words of a clause that say what it is: not who has it, nor when; nor, but where it is told by what is lacking, a
    denial.
    """
    said = set(_said(tokens, clause, lacking))
    core = [place for place in clause if place not in said and tokens[place].stem not in filler]
    return tuple(place for place in core if not _somebody(tokens[place].text)) or clause


def _said(tokens: Sequence[Token], clause: Places, lacking: bool) -> Iterator[int]:
    """The places of the words that say whether it is there, and when it was."""
    for place in clause:
        size = 0 if lacking else at(tokens, place, phrases("denied", "before")) or tokens[place].text in NEGATORS
        spans = (at(tokens, place, phrases(*cue)) for cue in CUES)
        yield from range(place, place + max(size, *(span for span in spans if span > 1), 0))


def _somebody(word: str) -> bool:
    """Whether a word says who it is, or who says so."""
    return any(word in single("person", each) for each in ("me", "third", "relatives", "others", "staff", "says"))
