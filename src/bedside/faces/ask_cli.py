"""`bedside ask QUESTION` on the command line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

import bedside
from bedside.faces.language_model import retold
from bedside.faces.library_cli import known_medicine
from bedside.faces.words import show_json, visible


def register(app: typer.Typer, moment: Callable[[str | None], datetime]) -> None:
    """Add the command; `moment` reads a time, or the clock where none was given."""
    app.command("ask")(ask_command(moment))


def ask_command(moment: Callable[[str | None], datetime]) -> Callable[..., None]:
    """The command `ask`, with its way to read a time."""

    def ask(
        question: Annotated[str, typer.Argument(help="A question, in your own words.")],
        record: Annotated[
            str | None, typer.Option("--for", metavar="RECORD", help="Answer from this person's record too.")
        ] = None,
        medicine: Annotated[
            str, typer.Option("--medicine", metavar="ID", help="The medicine meant where the question names none.")
        ] = "aldesleukin",
        guide: Annotated[str | None, typer.Option("--guide", metavar="ID", help="The guide to follow.")] = None,
        at: Annotated[
            str | None, typer.Option("--at", metavar="TIME", help="ISO 8601 with an offset; now when left out.")
        ] = None,
        shelf: Annotated[Path | None, typer.Option("--shelf", metavar="FILE", help="Search these imported labels too.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")] = False,
    ) -> None:
        """The answer from the library and the record, each statement with its source, or "I do not know"."""
        time, patient = moment(at), bedside.load_record(record) if record is not None else None
        chosen = known_medicine(medicine)
        with nullcontext() if shelf is None else bedside.open_shelf(shelf) as opened:
            reply = bedside.ask(question, time, medicine=chosen, patient=patient, guide=guide, shelf=opened)
        reply = retold(reply)
        if as_json:
            return show_json(reply.to_json())
        from bedside.faces.ask_words import reply_lines

        return print(visible("\n".join(reply_lines(reply))))

    return ask
