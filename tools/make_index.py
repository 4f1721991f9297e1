"""Make src/bedside/questions/index.npz and names.tsv: what `ask` looks questions up in, so that the first one need not wait.

    python tools/make_index.py

Each statement, each way to ask for it (asks.toml), each question that is for a verb (routes.toml) and each that nothing here
answers (elsewhere.toml) is cut into words, counted, and given its direction by model.npz. It is done again when one of these, a
page or a medicine's name changes: a test holds the digest of what went in beside that of what there is. It takes two minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedside.load import load_medicine, shipped_medicines
from bedside.pages.library import library
from bedside.pages.page import NOT_KNOWN, Page, Statement
from bedside.questions.named import named
from bedside.questions.page_index import phrases, tokens
from bedside.questions.sentences import sentences
from bedside.questions.similar import counted
from bedside.questions.tables import ASKS, ELSEWHERE, ROUTES, WORDING, lookalikes, table

FOLDER = Path(__file__).parents[1] / "src" / "bedside" / "questions"
NOTE = "# Each medicine of the library with its names, as its file has them; made by tools/make_index.py.\n"
BATCH = 400
"""Texts that are read at a time."""
Arrays = dict[str, NDArray[Any]]


def main() -> None:
    """Write both files."""
    (FOLDER / "names.tsv").write_text(names_told(), "utf-8")
    told: Arrays = {"digest": spelt([digest()])}
    for page in library():
        told |= {f"{page.id}/{name}": each for name, each in of_page(page).items()}
    told |= {f"elsewhere/{name}": each for name, each in of_rows(elsewhere()).items()}
    told |= {f"routes/{name}": each for name, each in of_rows(routes()).items()}
    told |= {"known/words": spelt([each for each in sentences().pieces if each.isalpha() and len(each) > 1])}
    stored(FOLDER / "index.npz", told)
    print(f"{(FOLDER / 'index.npz').stat().st_size} bytes")


def stored(target: Path, told: Mapping[str, NDArray[Any]]) -> None:
    """Write a file of numbers beside the old one, then put it in its place: a program that runs still reads the old one."""
    new = target.with_name(f"new-{target.name}")
    np.savez(new, allow_pickle=False, **told)
    new.replace(target)


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
    """How people ask for a statement."""
    found: list[str] = table(ASKS).get(medicine, {}).get(statement, [])
    return found


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
