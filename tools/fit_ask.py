"""Fit what each sign counts when `ask` chooses a statement and when it refuses: src/bedside/questions/weights.toml.

    python tools/fit_ask.py            fit, and tell what five-fold cross-validation says
    python tools/fit_ask.py --check    only tell it

Fitted on the developed part of tests/questions (never on the part that was held back), on one in FOLD of the ways to ask for a
statement, looked up in an index without them, and on the questions of elsewhere.toml, each compared with the others. The choice
is a conditional logit over the statements of the page (McFadden 1974), the refusal a logistic regression; both with a ridge.
Folds are by statement, so that no statement is fitted on and judged by. It takes a minute, after tools/make_index.py.
"""

from __future__ import annotations

import csv
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bedside.pages.library import library
from bedside.pages.page import Page
from bedside.questions.asking import sections_asked
from bedside.questions.page_index import PageIndex, directions_of, lines_of, page_index
from bedside.questions.reading import Read, read_question
from bedside.questions.refusing import Beyond, lean, outside, signs
from bedside.questions.searching import FEATURES, MOST_ASKED, Passage, features, rivals, things_of
from bedside.questions.tables import INDEX, numbers
from logistic import logistic
from make_index import asks_of, choice, elsewhere, leaning, ways_of

HOUSE = Path(__file__).parents[1]
TARGET = HOUSE / "src" / "bedside" / "questions" / "weights.toml"
DEFAULT = "aldesleukin"
FOLD, OFF, SEED = 40, 5, 7
RIDGE, STIFF = 0.003, 0.0001
"""How much large weights cost, in the choice and in the refusal."""
GONE = 0.96
"""So much of what is outside is refused, by cross-validation: the line between telling and refusing follows from it. What is
inside would not do, as the ways to ask were written with the developed questions in sight."""
NOTE = """# What each sign counts when statements are compared with a question, and when it is decided whether the best
# of them is an answer (from 0 on). Written by tools/fit_ask.py; not to be changed by hand.
"""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A question, what statements there are to choose from, with their signs, which of them are right (none outside), the best
    and the second's score by given weights, whether it is of the developed questions, its fold, and how far beyond the library
    it is."""

    read: Read
    table: Floats
    right: NDArray[np.bool_]
    tell: Callable[[Floats], tuple[Passage, float]]
    developed: bool
    fold: int
    beyond: Beyond


def main() -> None:
    """Fit, tell, write."""
    inside, away = [*developed("in_scope"), *held_asks()], [*developed("out_of_scope"), *away_rows()]
    ranking = fitted_ranking(inside)
    told = [fitted_ranking([each for each in inside if each.fold != fold]) for fold in range(OFF)]
    first, three = ranked(inside, [told[each.fold] for each in inside])
    print(f"the right statement first {first:.3f}, among three {three:.3f} (cross-validated, developed part)")
    names, rows, real, ours = signs_of([*inside, *away], told)
    count = np.ones(len(rows))
    folds = np.array([each.fold for each in (*inside, *away)])
    judged = np.zeros(len(rows))
    for fold in range(OFF):
        known = folds != fold
        judged[~known] = rows[~known] @ logistic(rows[known], real[known], count[known], STIFF)
    line = float(np.quantile(judged[~real & ~ours], GONE))
    for what, which in (("developed", ~ours), ("ours", ours)):
        kept, gone = (judged[real & which] >= line).mean(), (judged[~real & which] < line).mean()
        print(f"{what}: told {kept:.3f} of what is inside, refused {gone:.3f} of what is not (cross-validated)")
    refusing = logistic(rows, real, count, STIFF)
    refusing[names.index("bias")] -= line
    if "--check" not in sys.argv:
        write(dict(zip(FEATURES, ranking, strict=True)), dict(zip(names, refusing, strict=True)))


# --- examples


def developed(name: str) -> Iterator[Example]:
    """The developed part of a set of questions; those for a verb are left out, and those that a page answers beside the one
    that the question names."""
    with (HOUSE / "tests" / "questions" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["part"] == "develop"]
    for row in rows:
        if row.get("verb", "ask") == "ask":
            own = row.get("medicine") or DEFAULT
            read = read_question(row["question"], own)
            medicines = read.named.pages(own)
            right = set(row.get("statements", "").split("|"))
            told = example(read, [page_index(medicine) for medicine in medicines], medicines, right, True)
            if told.right.any() or name == "out_of_scope":
                yield told


def held_asks() -> Iterator[Example]:
    """One in FOLD of the ways to ask, looked up in an index that does not have them."""
    for page in library():
        index, held = without_some(page)
        for statement, ask in held:
            read = read_question(ask, page.id)
            if not read.named.medicines:
                yield example(read, [index], (page.id,), {f"{page.id}/{statement}"}, False)


def away_rows() -> Iterator[Example]:
    """The questions of elsewhere.toml, each compared with the others, by a leaning that was fitted without its fold."""
    told = outside().directions
    ways = np.concatenate([ways_of(numbers(INDEX, f"{page.id}/")) for page in library()])
    folds = np.arange(len(told)) % OFF
    leanings = [leaning(ways, told[folds != fold]) for fold in range(OFF)]
    for at, (_, ask) in enumerate(elsewhere()):
        read = read_question(ask, DEFAULT)
        near = outside().near(read.direction)
        near[at] = -1
        beyond = Beyond(near, lean(read.direction, leanings[folds[at]]))
        yield example(read, [page_index(DEFAULT)], (DEFAULT,), set(), False, beyond)


def example(
    read: Read,
    indexes: list[PageIndex],
    medicines: tuple[str, ...],
    right: set[str],
    developed: bool,
    beyond: Beyond | None = None,
) -> Example:
    """One example; `beyond` where it is itself one of those that nothing here answers."""
    asked, parts, found = sections_asked(read.plain), [], []
    for index, medicine in zip(indexes, medicines, strict=True):
        others = frozenset(medicines) - {medicine}
        alike = index.likeness(things_of(read, others), read.words, read.directions)
        sections = np.array([min(asked.get(one.statement.section, 0.0), MOST_ASKED) for one in index.found])
        parts.append(features(alike, sections, *rivals(index, others)))
        found += [(one, alike, at, float(sections[at])) for at, one in enumerate(index.found)]
    told = np.concatenate(parts)

    def tell(weights: Floats) -> tuple[Passage, float]:
        scores = told @ weights
        second, best = (int(at) for at in np.argsort(scores)[-2:])
        one, alike, at, section = found[best]
        return Passage(one, float(scores[best]), alike, at, section), float(scores[second])

    rightly = np.array([one.key in right for one, *_ in found])
    name = sorted(right)[0] if right else read.plain
    return Example(
        read, told, rightly, tell, developed, zlib.crc32(name.encode()) % OFF, beyond or outside().of(read.direction)
    )


def without_some(page: Page) -> tuple[PageIndex, list[tuple[str, str]]]:
    """The index of a page without one in FOLD of the ways to ask, and those."""
    stored = numbers(INDEX, f"{page.id}/")
    asks = [(s.id, ask) for s in page.statements for ask in asks_of(page.id, s.id)]
    first = len(tuple(page.statements))
    kept = np.ones(len(stored["of"]), bool)
    kept[first + SEED :: FOLD] = False
    told = stored | {name: stored[name][kept] for name in ("of", "directions", "scale")}
    for kind in ("things", "phrases"):
        told |= thinned({name: stored[f"{kind}.{name}"] for name in ("tokens", "counts", "rows")}, kept, kind)
    told["choice"] = choice(directions_of(told), told["of"])
    return PageIndex(page, told), [asks[at - first] for at in np.flatnonzero(~kept)]


def thinned(told: dict[str, NDArray[Any]], kept: NDArray[np.bool_], kind: str) -> dict[str, NDArray[Any]]:
    """What was counted, without the rows that are not kept."""
    of = np.repeat(np.arange(len(told["counts"])), told["counts"])[kept[told["rows"]]]
    counts = np.bincount(of, minlength=len(told["counts"]))
    number = np.cumsum(kept) - 1
    tokens = [token for token, count in zip(lines_of(told["tokens"]), counts, strict=True) if count]
    return {
        f"{kind}.tokens": np.frombuffer("\n".join(tokens).encode(), np.uint8),
        f"{kind}.counts": counts[counts > 0],
        f"{kind}.rows": number[told["rows"][kept[told["rows"]]]],
        f"{kind}.size": np.array(kept.sum()),
    }


# --- fitting


def fitted_ranking(examples: list[Example]) -> Floats:
    """What each sign counts in the choice; none counts against a statement."""
    known = [each for each in examples if each.right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = 0.0, np.zeros(len(weights))
        for each in known:
            scores = each.table @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            right = np.where(each.right, chance, 0.0)
            value -= float(np.log(right.sum() + 1e-12))
            slope += each.table.T @ (chance - right / max(right.sum(), 1e-12))
        return value / len(known) + RIDGE * float(weights @ weights) / 2, slope / len(known) + RIDGE * weights

    size = len(FEATURES)
    found: Floats = minimize(loss, np.ones(size), jac=True, method="L-BFGS-B", bounds=[(0, None)] * size).x
    return found


def ranked(examples: list[Example], weights: list[Floats]) -> tuple[float, float]:
    """How often the right statement is the first, and among the first three, in the developed part."""
    first, three = [], []
    for each, told in zip(examples, weights, strict=True):
        if each.developed:
            order = np.argsort(-(each.table @ told))[:3]
            first.append(bool(each.right[order[0]]))
            three.append(bool(each.right[order].any()))
    return float(np.mean(first)), float(np.mean(three))


def signs_of(examples: list[Example], ranking: list[Floats]) -> tuple[list[str], Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """The signs of each example's best passage, chosen by what was fitted without its fold; whether it is inside; whether
    it is of our own phrases."""
    told = [signs(each.read, *each.tell(ranking[each.fold]), each.beyond) for each in examples]
    rows = np.array([list(each.values()) for each in told])
    real = np.array([bool(each.right.any()) for each in examples])
    return list(told[0]), rows, real, np.array([not each.developed for each in examples])


def write(ranking: dict[str, float], refusing: dict[str, float]) -> None:
    """The file."""
    told = {"ranking": ranking, "refusing": refusing}
    text = "".join(
        f"\n[{part}]\n" + "".join(f"{name} = {value:.3f}\n" for name, value in row.items()) for part, row in told.items()
    )
    TARGET.write_text(NOTE + text, "utf-8")
    print(f"{TARGET.name}: {len(ranking)} and {len(refusing)} signs")


if __name__ == "__main__":
    main()
