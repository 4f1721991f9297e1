"""What the second reader of `understand` is fitted to: texts, each with the concept that it means, or nothing.

What writers have written (meant.tsv), and phrases of the lexicon in short sentences; as nothing the same denied, idioms, and
questions of other things. No whole sentence of tests/words is among them, and no clause of a part that nobody looked at.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from bedside.questions.tables import ASKS, ELSEWHERE, table
from bedside.words.clauses import LONGEST, clauses, said
from bedside.words.lexicon import Entry, lexicon
from bedside.words.matching import mentions
from bedside.words.meant import NEGATORS, NOTHING
from bedside.words.patterns import Row, Sets, lines_of, phrasings
from bedside.words.spelling import corrected
from bedside.words.tokens import read
from bedside.words.urgency import dangers

TOOLS = Path(__file__).parent
WORDS = TOOLS.parent / "src" / "bedside" / "words"
LACKING = frozenset(
    (
        *("anorexia", "apnea", "arm_weakness", "cardiac_arrest", "chills", "confusion", "constipation", "cord", "delirium"),
        *("dysphagia", "dyspnea", "hallucinations", "heavy_bleeding", "hypotension", "ileus", "incontinence_stool", "insomnia"),
        *("leg_weakness", "memory", "mouth_oozing", "orthostatic", "personality", "refractory_vomiting", "rigors", "speech"),
        *("respiratory_failure", "severe_depression", "severe_dyspnea", "speech_lost", "stridor", "stroke", "suicidal"),
        *("unresponsive", "urine_low", "urine_none", "urine_retention", "vision_lost"),
    )
)
"""These are told by what is lacking or cannot be done: a "not" or "no" is then part of what is meant, and denies nothing."""
SEED, MOST = 1, 200_000
"""Of a concept's phrasings so many are looked at."""
OF_DANGER, OF_OTHER, OF_FINE, OF_IDIOM, DENIED, DENIABLE = 20, 5, 10, 6, 1200, 12
"""Phrasings that are taken of each danger, of each other concept, of each way to say that all is well and of each idiom; and
how many are denied, of so many phrasings of each concept."""
LIBRARY = 2500
"""Questions for the library that are looked at."""
TWICE = 2
"""So often stands what a writer has as nothing."""
GAPS = ("", "", "", "is", "was", "really", "all")
BARE = 6
TOLD = (
    *("{}",) * BARE,
    "i have {}",
    "he has {}",
    "she has {}",
    "i have got {} since yesterday",
    "my husband has {}",
    "i am getting {}",
    "it is {}",
    "there is {}",
    "{} today",
    "{} since last night",
    "my {}",
    "feeling {}",
    "i think i have {}",
    "{} after the infusion",
    "i keep getting {}",
)
WRITTEN = (
    *("{}",) * BARE,
    "{} since the dose",
    "{} today",
    "i think {}",
    "since last night {}",
    "hello nurse {}",
    "{} and it worries me",
    "please help {}",
)
DENY = (
    "no {}",
    "no {} today",
    "i do not have {}",
    "i have not had any {}",
    "there is no {}",
    "without {}",
    "he denies {}",
    "never had {}",
    "{} has gone",
    "i have no {}",
    "not had {}",
)
SAYING = ("{}", "{}", "i {}", "that {}", "my {}", "it was {}")
Text = tuple[tuple[str, ...], str]


def texts(without: str = "") -> list[Text]:
    """Every text as its words, with what it means; the same ones in the same order each time. `without` leaves a writer out."""
    chance = random.Random(SEED)
    told = [*_of_lexicon(chance), *_denied(chance), *_written(chance, without), *_idioms(chance), *_asked(chance)]
    found = [(words_of(text), concept) for text, concept in told]
    found += [(part, NOTHING) for text, concept in told if concept == NOTHING for part in _parts(text)]
    return [(words[:LONGEST], concept) for words, concept in found if words]


def written() -> list[tuple[str, str, str]]:
    """The rows of meant.tsv: the writer, the concept, and the words."""
    rows = (TOOLS / "meant.tsv").read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith(("#", "writer"))]
    return [(writer, concept, words) for writer, concept, words in cells]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as the reader sees them."""
    return tuple(token.text for token in corrected(read(text)) if said(token))


def _of_lexicon(chance: random.Random) -> Iterator[tuple[str, str]]:
    for entry in lexicon().entries:
        for phrase in _some(entry, OF_DANGER if entry.id in dangers() else OF_OTHER, chance):
            yield chance.choice(TOLD).format(_filled(phrase, chance.choice(GAPS))), entry.id
        for row in entry.fine:
            yield from ((_filled(phrase, ""), NOTHING) for phrase in islice(phrasings(row), OF_FINE))


def _denied(chance: random.Random) -> list[tuple[str, str]]:
    """Phrases of what is not told by something lacking, denied."""
    known: list[str] = []
    for entry in lexicon().entries:
        if entry.id not in LACKING:
            some = _some(entry, DENIABLE, chance)
            known += [each for each in some if "..." not in each and not NEGATORS & set(each.split()) and len(each.split()) < 5]
    chance.shuffle(known)
    return [(chance.choice(DENY).format(phrase), NOTHING) for phrase in known[:DENIED]]


def _written(chance: random.Random, without: str) -> Iterator[tuple[str, str]]:
    for writer, concept, words in written():
        for _ in range(TWICE if concept == NOTHING else 1):
            said = chance.choice(WRITTEN).format(words)
            if writer != without:
                yield said, concept


def _idioms(chance: random.Random) -> Iterator[tuple[str, str]]:
    for row in _rows(tomllib.loads((WORDS / "lexicon" / "idioms.toml").read_text("utf-8"))["idioms"]["say"]):
        found = list(islice(phrasings(row), MOST))
        for phrase in chance.sample(found, min(OF_IDIOM, len(found))):
            yield chance.choice(SAYING).format(_filled(phrase, "")), NOTHING


def _rows(lines: str) -> Iterable[Row]:
    shared = tomllib.loads((WORDS / "lexicon" / "sets.toml").read_text("utf-8"))
    named, templates = ({name: tuple(rows) for name, rows in shared[part].items()} for part in ("sets", "templates"))
    return lines_of(lines, Sets(named, templates))


def _asked(chance: random.Random) -> list[tuple[str, str]]:
    """Questions that nothing in Bedside answers, and some for the library in which the lexicon finds nothing."""
    away = [ask for row in table(ELSEWHERE).values() for ask in row.get("asks", ())]
    library = sorted({ask for page in table(ASKS).values() for asks in page.values() for ask in asks})
    calm = [ask for ask in chance.sample(library, LIBRARY) if not mentions(corrected(read(ask)), lexicon())]
    return [(ask, NOTHING) for ask in (*away, *calm)]


def _parts(text: str) -> Iterator[tuple[str, ...]]:
    """The clauses of a text that is more than one: what means nothing does so in parts as well."""
    tokens = corrected(read(text))
    whole = words_of(text)
    for clause in clauses(tokens):
        words = tuple(tokens[place].text for place in clause)
        if words != whole:
            yield words


def _some(entry: Entry, most: int, chance: random.Random) -> list[str]:
    found = sorted(set(islice(entry.phrasings(), MOST)))
    return chance.sample(found, min(most, len(found)))


def _filled(phrase: str, gap: str) -> str:
    return " ".join(phrase.replace("...", gap).split())
