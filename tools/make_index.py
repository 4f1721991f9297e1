"""Make src/bedside/questions/index.npz and names.tsv: what `ask` looks questions up in, so that the first one need not wait.

    python tools/make_index.py

Each statement, each way to ask for it (asks.toml), each question that is for a verb (routes.toml) and each that nothing here
answers (elsewhere.toml) is cut into words, counted, and given its direction by model.npz. It is done again when one of these, a
page or a medicine's name changes: a test holds the digest of what went in beside that of what there is. It takes two minutes
and needs SciPy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedside.load import load_medicine, shipped_medicines
from bedside.pages.library import library
from bedside.pages.page import NOT_KNOWN, Page, Statement
from bedside.questions.named import named
from bedside.questions.page_index import directions_of, lines_of, phrases, tokens
from bedside.questions.sentences import sentences
from bedside.questions.similar import counted
from bedside.questions.tables import ASKS, ELSEWHERE, MED, ROUTES, WORDING, lookalikes, table
from bedside.questions.wording import words_of
from logistic import logistic, multinomial

FOLDER = Path(__file__).parents[1] / "src" / "bedside" / "questions"
NOTE = "# Each medicine of the library with its names, as its file has them; made by tools/make_index.py.\n"
BATCH = 400
"""Texts that are read at a time."""
STIFF, LOOSE, SCALE = 0.0004, 1e-5, 4.0
"""How much large weights of a leaning, and of a choice, cost; and by how much directions are stretched for a choice."""
WAYS = ("directions", "scale", "statements")
"""The arrays of a page that its ways to ask are in."""
Arrays = dict[str, NDArray[Any]]


def main() -> None:
    """Write both files."""
    (FOLDER / "names.tsv").write_text(names_told(), "utf-8")
    told: Arrays = {"digest": spelt([digest()])}
    for page in library():
        told |= {f"{page.id}/{name}": each for name, each in of_page(page).items()}
    ways = np.concatenate([ways_of({name: told[f"{page.id}/{name}"] for name in WAYS}) for page in library()])
    told |= {f"elsewhere/{name}": each for name, each in of_rows(elsewhere()).items()}
    away = directions_of({name: told[f"elsewhere/{name}"] for name in WAYS[:2]})
    told["elsewhere/leaning"] = leaning(ways, away).astype(np.float32)
    told |= {f"routes/{name}": each for name, each in of_rows(routes()).items()}
    told |= {"known/words": spelt(words_known())}
    stored(FOLDER / "index.npz", told)
    print(f"{(FOLDER / 'index.npz').stat().st_size} bytes")


def stored(target: Path, told: Mapping[str, NDArray[Any]]) -> None:
    """Write a file of numbers beside the old one, then put it in its place: a program that runs still reads the old one."""
    new = target.with_name(f"new-{target.name}")
    np.savez(new, allow_pickle=False, **told)
    new.replace(target)


def ways_of(stored: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """The directions of a page's ways to ask."""
    return directions_of(stored)[len(lines_of(stored["statements"])) :]


def choice(rows: NDArray[np.float32], of: NDArray[np.int16]) -> NDArray[np.float16]:
    """For each statement of a page the weights by which a direction, and a last 1, become the log odds that it is meant."""
    told = np.c_[rows * SCALE, np.ones(len(rows))].astype(np.float64)
    weights = multinomial(told, of.astype(np.intp), int(of.max()) + 1, LOOSE)
    weights[:, :-1] *= SCALE
    return weights.astype(np.float16)


def leaning(inside: NDArray[np.float32], away: NDArray[np.float32]) -> NDArray[np.float64]:
    """By which a direction, and a last 1, becomes the log odds that a way to ask is for the library, not for nobody here."""
    rows = np.c_[np.concatenate([inside, away]), np.ones(len(inside) + len(away))].astype(np.float64)
    return logistic(rows, np.arange(len(rows)) < len(inside), np.ones(len(rows)), STIFF)


def words_known() -> list[str]:
    """Words that are no slip of the pen: those of the model, and of the questions that are for a verb or for nobody here."""
    asked = {word for _, ask in (*routes(), *elsewhere()) for word in words_of(ask)}
    told = {each for each in sentences().pieces if each.isalpha()}
    return sorted(each for each in told | asked if each.isalpha() and len(each) > 1)


def names_told() -> str:
    """The ids and names of the medicines, one a line."""
    medicines = {key: load_medicine(key) for key in shipped_medicines()}
    rows = ((key, name) for key, medicine in medicines.items() for name in (key, medicine.name, *medicine.also))
    return NOTE + "".join(f"{key}\t{name}\n" for key, name in rows)


def digest() -> str:
    """The digest of everything that goes in."""
    texts = [[page.id, s.id, s.section, text_of(s), *asks_of(page.id, s.id)] for page in library() for s in page.statements]
    told = [texts, elsewhere(), routes(), dict(table(WORDING)), lookalikes(), names_told()]
    model = hashlib.sha256((FOLDER / "model.npz").read_bytes()).hexdigest()
    return hashlib.sha256((json.dumps(told, sort_keys=True) + model).encode()).hexdigest()


def text_of(statement: Statement) -> str:
    """A statement as it is compared with questions."""
    return f"{statement.question} {statement.text}".strip()


def asks_of(medicine: str, statement: str) -> list[str]:
    """How people ask for a statement: its own ways, and, where other pages say the same of their medicines, those there, with
    this medicine's name for theirs.
    """
    asks = table(ASKS)
    told: list[str] = list(asks.get(medicine, {}).get(statement, []))
    for page, key in said_alike()[medicine, statement]:
        read = (named(ask, near=False) for ask in asks.get(page, {}).get(key, []))
        alike = (each.words for each in read if set(each.medicines) <= {page})
        told += (" ".join(medicine if word == MED else word for word in words) for words in alike)
    return list({words_of(ask): ask for ask in reversed(told)}.values())[::-1]


@cache
def said_alike() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """For each statement, by its page and id, those of other pages that say the same in the same section."""
    alike: dict[tuple[str, str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for page in library():
        for each in page.statements:
            read = named(text_of(each), near=False)
            own = page.id if set(read.medicines) - {page.id} else ""
            alike.setdefault((own, each.section, read.words), []).append((page.id, each.id))
    return {key: [other for other in keys if other != key] for keys in alike.values() for key in keys}


def elsewhere() -> list[tuple[str, str]]:
    """Questions that nothing here answers, each with the row of elsewhere.toml that says why."""
    return [(key, ask) for key, row in table(ELSEWHERE).items() for ask in row["asks"]]


def routes() -> list[tuple[str, str]]:
    """Questions on a person's own record, each with its verb."""
    return [(verb, ask) for verb, asks in table(ROUTES)["asks"].items() for ask in asks]


def of_page(page: Page) -> Arrays:
    """One page: the statements first, then the ways to ask for each, `of` telling whose row it is."""
    titles = {section.id: section.title for section in page.sections}
    rows = [(at, f"{titles[s.section]} {figures_of(s)}") for at, s in enumerate(page.statements)]
    said = [named(text_of(s), near=False) for s in page.statements]
    rows += [(at, ask) for at, s in enumerate(page.statements) for ask in asks_of(page.id, s.id)]
    told_of = [named(text, near=False) for _, text in rows]
    asked = [told.words for told in (*said, *told_of[len(said) :])]
    others = [" ".join(sorted(set(told.medicines) - {page.id})) for told in told_of[: len(said)]]
    told: Arrays = {"of": np.array([at for at, _ in rows], np.int16)} | directions(asked)
    told |= {f"things.{name}": each for name, each in counted([tokens(each, page.id) for each in told_of]).items()}
    told |= {f"phrases.{name}": each for name, each in counted([phrases(each.words) for each in told_of]).items()}
    told["choice"] = choice(directions_of(told), told["of"])
    told["statements"], told["others"] = spelt([s.id for s in page.statements]), spelt(others)
    told["words"] = spelt(sorted({word for each in told_of for word in each.words}))
    return told


def figures_of(statement: Statement) -> str:
    """A statement's words, how often, when it begins and ends: all that a word of a question can be found in."""
    figures = (each for each in (statement.often, statement.starts, statement.ends) if each != NOT_KNOWN)
    return " ".join((text_of(statement), *figures))


def of_rows(rows: Sequence[tuple[str, str]]) -> Arrays:
    """Questions of a kind each."""
    return {"kinds": spelt([kind for kind, _ in rows])} | directions([named(ask, near=False).words for _, ask in rows])


def directions(texts: Sequence[tuple[str, ...]]) -> Arrays:
    """The direction of each text, as bytes, and the scale of each."""
    told = np.concatenate([sentences().of_all(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)])
    scale = np.maximum(np.abs(told).max(1), 1e-9) / 127
    return {"directions": np.round(told / scale[:, None]).astype(np.int8), "scale": scale.astype(np.float32)}


def spelt(lines: Sequence[str]) -> NDArray[np.uint8]:
    """Lines of text as an array."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


if __name__ == "__main__":
    main()
