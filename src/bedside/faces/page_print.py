"""A page as plain lines, as Markdown, and as one HTML file without scripts that prints as it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import bedside
from bedside.faces.page_layout import Grid, Heading, Item, Paragraph, Part, Words
from bedside.faces.words import wrap

STYLE = """
body{font:1.05rem/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1,h2,h3,h4,h5,h6{font-family:Arial,sans-serif;line-height:1.25;break-after:avoid}
h2{border-top:1px solid #999;padding-top:.6rem}
.folded{color:#444}
.notice,.warning{border-left:.3rem solid #8a1c1c;padding:.3rem .7rem;background:#fbf3f3}
.source{color:#444;font-size:.85rem;display:block}
li,tr{break-inside:avoid}
.terms{font-size:.9rem;background:#f3f5fb;padding:.4rem .7rem}
dfn{font-style:normal;text-decoration:underline dotted}
table{border-collapse:collapse;width:100%;font-size:.85rem}
th,td{border:1px solid #999;padding:.25rem .4rem;text-align:left;vertical-align:top}
@media print{body{max-width:none;margin:0;font-size:11pt}.notice,.warning,.terms{background:none}a{color:inherit}}
"""


def plain_lines(parts: Iterable[Part]) -> Iterator[str]:
    """The parts as lines for a terminal."""
    for part in parts:
        if isinstance(part, Heading):
            yield from ("", part.text.upper() if part.level <= 2 else part.text)
        elif isinstance(part, Paragraph):
            yield from wrap(part.text, 0, "! " if part.kind == "warning" else "")
        elif isinstance(part, Item):
            yield from wrap(part.question, 2, "? ") if part.question else ()
            yield from wrap(part.text, 4 if part.question else 2, "" if part.question else "- ")
            yield from (line for told in part.details for line in wrap(told, 6))
            yield from wrap(part.source, 6)
        elif isinstance(part, Words):
            yield "  Words:"
            yield from (line for name, meaning in part.terms for line in wrap(f"{name}: {meaning}", 4))
        else:
            yield from _plain_grid(part)


def _plain_grid(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        cells = [f"{head}: {cell}" if head else cell for head, cell in zip(grid.head, row, strict=True) if cell]
        yield from wrap("; ".join(cells) if any(grid.head) else " | ".join(cells), 2, "* ")


def markdown(parts: Iterable[Part]) -> str:
    """The parts as Markdown."""
    told: list[str] = []
    for part in parts:
        if isinstance(part, Heading):
            told += ["", f"{'#' * part.level} {_mark(part.text)}", ""]
        elif isinstance(part, Paragraph):
            told += [f"> {_mark(part.text)}" if part.kind in ("notice", "warning") else _mark(part.text), ""]
        elif isinstance(part, Item):
            lead = f"**{_mark(part.question)}** " if part.question else ""
            told += [f"- {lead}{_mark(' '.join((part.text, *part.details)))}", f"  <br>*{_mark(part.source)}*"]
        elif isinstance(part, Words):
            told += ["", "Words: " + "; ".join(f"**{_mark(name)}**: {_mark(text)}" for name, text in part.terms), ""]
        else:
            rule = "|" + " --- |" * len(part.head)
            rows = (f"| {' | '.join(_mark(cell).replace('|', '/') for cell in row)} |" for row in (part.head, *part.rows))
            head, *rest = rows
            told += ["", head, rule, *rest, ""]
    return "\n".join(told).strip() + "\n"


def _mark(text: str) -> str:
    """A text in which nothing is taken for a mark of Markdown or HTML."""
    for sign in "\\`*_#<>[]":
        text = text.replace(sign, f"\\{sign}")
    return text


def html_page(parts: Iterable[Part], title: str) -> str:
    """The parts as one HTML document: no script, nothing loaded from elsewhere, terms explained where they stand."""
    body: list[str] = []
    listed, folding = False, False
    for part in parts:
        if isinstance(part, Item) != listed:
            listed = not listed
            body.append("<ul>" if listed else "</ul>")
        if isinstance(part, Heading) and part.level <= 2:
            body += ["</details>"] * folding
            folding = part.folded
            body += ['<details open class="folded"><summary>Concerns this person less</summary>'] * folding
        body.append(_html(part))
    body += ["</ul>"] * listed + ["</details>"] * folding
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    told = "\n".join(body)
    return f'<!doctype html>\n<html lang="en">\n<head>{head}\n<style>{STYLE}</style></head>\n<body>\n{told}\n</body>\n</html>\n'


def _html(part: Part) -> str:
    if isinstance(part, Heading):
        return f"<h{part.level}>{escape(part.text)}</h{part.level}>"
    if isinstance(part, Paragraph):
        return f'<p class="{part.kind}">{escape(part.text)}</p>'
    if isinstance(part, Item):
        question = f"<strong>{escape(part.question)}</strong> " if part.question else ""
        details = "".join(f" {escape(told)}" for told in part.details)
        return f'<li>{question}{_explained(part.text)}{details} <span class="source">{escape(part.source)}</span></li>'
    if isinstance(part, Words):
        rows = "; ".join(f"<b>{escape(name)}</b>: {escape(meaning)}" for name, meaning in part.terms)
        return f'<p class="terms">Words: {rows}</p>'
    cells = ["".join(f"<th>{escape(cell)}</th>" for cell in part.head)] if any(part.head) else []
    cells += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part.rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _explained(text: str) -> str:
    """The text with each term marked where it first stands, with its meaning."""
    told = []
    for piece, term in bedside.in_pieces(text):
        shown = escape(piece)
        told.append(f'<dfn title="{escape(term.meaning)}">{shown}</dfn>' if term else shown)
    return "".join(told)
