"""The library on the command line: `bedside library`, `page`, `compare`, and `bedside medicine import`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import bedside
from bedside.faces.words import NOTICE, show_json, so_many, visible, wrap

if TYPE_CHECKING:
    from bedside import Label, Match, Page, Passage, Statement
    from bedside.faces.page_layout import Part

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print Markdown.")]
AsHtml = Annotated[bool, typer.Option("--html", help="Print one HTML file, ready for printing.")]
ShelfFile = Annotated[Path | None, typer.Option("--shelf", metavar="FILE", help="A shelf of imported labels (SQLite).")]
LONGEST = 60
"""Characters of a name that a message repeats."""


class NoSuchMedicine(bedside.Refusal):
    """A medicine that is neither shipped nor a file; the message names what is near."""


class Confused(bedside.Refusal):
    """Options that have no meaning together; the message says which would."""


def register(app: typer.Typer, medicines: typer.Typer, moment: Callable[[str | None], datetime]) -> None:
    """Add the library's commands; `moment` reads a time, or the clock where none was given."""
    app.command("library")(library)
    app.command("page")(page_command(moment))
    app.command("compare")(compare)
    medicines.command("import")(import_command)


def library(
    shelf: ShelfFile = None,
    search: Annotated[str, typer.Option(metavar="WORDS", help="Find these words in the pages, and on the shelf.")] = "",
    as_json: AsJson = False,
) -> None:
    """The pages of the library, and the labels of a shelf."""
    if search:
        return _show_found(shelf, search, as_json)
    pages = bedside.library()
    labels = _labels(shelf)
    if as_json:
        told = [{"id": p.id, "name": p.name, "also": list(p.also), "sections": _sections(p)} for p in pages]
        return show_json({"medicines": told} | ({"labels": [{"id": i, "name": n} for i, n in labels]} if shelf else {}))
    for one in pages:
        print(f"{one.id}: {one.name} ({', '.join(one.also)})")
    for key, name in labels:
        print(visible(f"{key}: {name} (an imported label)"))
    return print(NOTICE)


def page_command(moment: Callable[[str | None], datetime]) -> Callable[..., None]:
    """The command `page`, with its way to read a time."""

    def page(
        medicine: Annotated[str, typer.Argument(help="Any name of a medicine, a path, or with --shelf the id of a label.")],
        record: Annotated[str | None, typer.Option("--for", metavar="RECORD", help="Order it for this person.")] = None,
        at: Annotated[
            str | None, typer.Option("--at", metavar="TIME", help="ISO 8601 with an offset; now when left out.")
        ] = None,
        shelf: ShelfFile = None,
        as_json: AsJson = False,
        as_markdown: AsMarkdown = False,
        as_html: AsHtml = False,
    ) -> None:
        """One medicine's page, in plain words, every statement cited; for one person with what concerns them first."""
        from bedside.faces.page_layout import label_parts, page_parts

        form = _form(as_json, as_markdown, as_html)
        if shelf is not None:
            with bedside.open_shelf(shelf, make=False) as opened:
                label = opened.label(medicine)
            return _show(form, label.to_json(), label_parts(label, NOTICE), label.name)
        told, match = _page_of(medicine)
        focused = None
        if record is not None:
            chosen = bedside.load_medicine(medicine if match is None else match.medicine)
            focused = bedside.focus(told, chosen, bedside.load_record(record), moment(at))
        body = (
            told.to_json() | ({"match": match.to_json()} if match else {}) | ({"focus": focused.to_json()} if focused else {})
        )
        return _show(form, body, page_parts(told, focused, match), told.name)

    return page


def compare(
    medicines: Annotated[list[str], typer.Argument(metavar="A B ...", help="Two medicines or more, by any name.")],
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    as_html: AsHtml = False,
) -> None:
    """Two medicines or more side by side, with the figures of their trials and what must not be concluded from them."""
    from bedside.faces.page_layout import comparison_parts

    found = [_page_of(name) for name in medicines]
    told = bedside.compare(*(page for page, _ in found))
    matches = [match.to_json() for _, match in found if match]
    title = " and ".join(page.name for page in told.pages)
    return _show(_form(as_json, as_markdown, as_html), told.to_json() | {"matches": matches}, comparison_parts(told), title)


def import_command(
    file: Annotated[Path, typer.Argument(help="An FDA SPL document, an openFDA label, or a FHIR R4 document bundle.")],
    shelf: ShelfFile = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    as_html: AsHtml = False,
) -> None:
    """Read an official label word for word: print it, or put it on a shelf where it is found again."""
    from bedside.faces.page_layout import label_parts

    label = bedside.load_label(file)
    if shelf is None:
        return _show(_form(as_json, as_markdown, as_html), label.to_json(), label_parts(label, NOTICE), label.name)
    with bedside.open_shelf(shelf) as opened:
        replaced = dict(opened.labels()).get(label.id, "")
        opened.add(label)
    return show_json(_imported(label, replaced)) if as_json else print(visible("\n".join(_told_of(label, shelf, replaced))))


def _imported(label: Label, replaced: str) -> dict[str, Any]:
    told = label.to_json()
    shown = {key: told[key] for key in ("id", "name", "form", "characters", "tables", "digest")}
    return shown | {"sections": len(label.sections), "replaced": replaced}


def _told_of(label: Label, shelf: Path, replaced: str) -> Iterator[str]:
    sizes = (("section", len(label.sections)), ("table", label.tables), ("character", label.characters))
    yield f"{label.name}: {', '.join(so_many(count, name) for name, count in sizes)}, word for word."
    yield f"On the shelf {shelf} as {label.id}"
    if replaced:
        yield f"It takes the place of what stood there under this id: {replaced}."
    yield NOTICE


def _page_of(medicine: str) -> tuple[Page, Match | None]:
    if _is_there(medicine):
        return bedside.page(medicine), None
    match = bedside.find_medicine(medicine)
    return bedside.page(match.medicine), match


def _form(as_json: bool, as_markdown: bool, as_html: bool) -> str:
    chosen = [name for name, asked in (("json", as_json), ("markdown", as_markdown), ("html", as_html)) if asked]
    if len(chosen) > 1:
        raise Confused(f"--{' and --'.join(chosen)} are two forms of the same thing: use one of them")
    return chosen[0] if chosen else "words"


def _show(form: str, body: dict[str, Any], parts: Iterator[Part], title: str) -> None:
    from bedside.faces.page_print import html_page, markdown, plain_lines

    if form == "json":
        show_json(body)
    elif form == "words":
        print(visible("\n".join(plain_lines(parts)).lstrip()))
    else:
        print(visible(markdown(parts) if form == "markdown" else html_page(parts, title)), end="")


def _sections(page: Page) -> list[dict[str, object]]:
    return [{"id": s.id, "title": s.title, "statements": len(s.statements)} for s in page.sections]


def _labels(shelf: Path | None) -> tuple[tuple[str, str], ...]:
    if shelf is None:
        return ()
    with bedside.open_shelf(shelf, make=False) as opened:
        return opened.labels()


def _show_found(shelf: Path | None, words: str, as_json: bool) -> None:
    statements, passages = bedside.search_pages(words), _passages(shelf, words)
    if as_json:
        told = {"statements": [found.to_json() for found in statements], "passages": [each.to_json() for each in passages]}
        return show_json({"search": words} | told)
    for found in statements:
        print(f"{found.page.name}: {found.section.title} [{found.page.id}]")
        print("\n".join(line for text in _statement(found.statement) for line in wrap(text, 4)))
    for passage in passages:
        print(visible(f"{passage.name}: {passage.title or 'without a title'} [{passage.label}]"))
        print(visible("\n".join(f"    {line}" for line in passage.text.split("\n"))))
    counted = [so_many(len(statements), "statement"), *([so_many(len(passages), "passage")] if shelf else ())]
    return print(f"{', '.join(counted)}. {NOTICE}")


def _statement(row: Statement) -> Iterator[str]:
    from bedside.faces.page_layout import item

    told = item(row)
    yield " ".join(part for part in (told.question, told.text, *told.details) if part)
    yield told.source


def _passages(shelf: Path | None, words: str) -> tuple[Passage, ...]:
    if shelf is None:
        return ()
    with bedside.open_shelf(shelf, make=False) as opened:
        return opened.search(words)


def known_medicine(medicine: str) -> str:
    """A shipped id or a path, as it is; for another name the ids that it may mean. Raises NoSuchMedicine."""
    if medicine in bedside.shipped_medicines() or _is_there(medicine):
        return medicine
    try:
        near: tuple[Match, ...] = (bedside.find_medicine(medicine),)
    except bedside.NameUnsure as trouble:
        near = trouble.candidates
    shown = medicine if len(medicine) <= LONGEST else f"{medicine[:LONGEST]}..."
    if not near:
        known = ", ".join(bedside.shipped_medicines())
        raise NoSuchMedicine(f"there is no such medicine or file as {shown!r}; shipped: {known}")
    listed = "".join(f"\n  {each.medicine:<22}{each.name} (confidence {each.confidence:.2f})" for each in near)
    raise NoSuchMedicine(f"{shown!r} is not the id of a medicine. Write the id, if you mean it:{listed}")


def _is_there(medicine: str) -> bool:
    """Whether this is a medicine's folder or file, and no name."""
    try:
        return Path(medicine).is_dir() or Path(medicine).is_file()
    except (OSError, ValueError):
        return False
