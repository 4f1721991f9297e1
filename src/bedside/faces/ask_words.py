"""The answer to a question as people read it: what is urgent, then each statement with its source, then what is not known."""

from __future__ import annotations

from collections.abc import Iterator

import bedside
from bedside.faces.words import NOTICE, READ, wrap


def reply_lines(reply: bedside.Reply) -> Iterator[str]:
    """The whole answer."""
    yield from wrap(reply.question, 0)
    for name in reply.taken:
        yield from wrap(
            f'"{" ".join(name.words)}" was taken for {name.name}. If you mean another medicine, ask with its name.', 0
        )
    yield ""
    yield from _retold(reply)
    for number, line in enumerate(reply.answer):
        yield from wrap(line.text, 2, f"[{number}] " if reply.retold else "- ")
        yield from wrap(_source(line), 6)
    if reply.not_known:
        yield from wrap(reply.not_known, 0)
    yield from ("", NOTICE)


def _retold(reply: bedside.Reply) -> Iterator[str]:
    """A language model's words, marked as such; what to do at once stands before them, in its own."""
    if reply.not_retold:
        yield from wrap(f"Not said in other words: {reply.not_retold}. What was found:", 0)
        yield ""
    if not reply.retold:
        return
    for line in reply.answer:
        if line.section == "understand":
            yield from (*wrap(line.text, 2, "- "), "")
    yield from wrap("In a language model's words, held against what was found:", 0)
    for each in reply.retold:
        yield from wrap(f"{each.text} {''.join(f'[{place}]' for place in each.findings)}", 2)
    yield from ("", "What was found:")


def _source(line: bedside.Line) -> str:
    """Where a statement comes from, and how it was read."""
    read = READ.get(line.read or "", "")
    return f"[{line.source}; {line.medicine}, {line.section}]" + (f" {read}" if read else "")
