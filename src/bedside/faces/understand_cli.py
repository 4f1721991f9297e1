"""`bedside understand TEXT` and `bedside lexicon`: a patient's words on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import typer

import bedside
from bedside.faces.library_cli import known_medicine
from bedside.faces.words import NOTICE, show_json, visible

KEYS = ("concept", "ctcae", "label", "flag", "phrasings")
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="ISO 8601 with an offset; now when left out.")]


class Unclear(bedside.Refusal):
    """Options that have no meaning together; the message says which would."""


def register(app: typer.Typer, moment: Callable[[str | None], datetime]) -> None:
    """Add the commands; `moment` reads a time, or the clock where none was given."""
    app.command("understand")(understand_command(moment))
    app.command("lexicon")(lexicon)


def understand_command(moment: Callable[[str | None], datetime]) -> Callable[..., None]:
    """The command `understand`, with its way to read a time."""

    def understand(
        text: Annotated[str, typer.Argument(metavar="TEXT", help="What the patient feels, in the patient's own words.")],
        record: Annotated[
            str | None, typer.Option("--for", metavar="RECORD", help="The patient's record; - is standard input.")
        ] = None,
        medicine: Annotated[
            str | None, typer.Option("--medicine", metavar="ID", help="Which medicine; with --for the record's own.")
        ] = None,
        home: Annotated[bool, typer.Option("--home", help="The person is at home.")] = False,
        ward: Annotated[bool, typer.Option("--ward", help="The person is on the ward.")] = False,
        at: At = None,
        as_json: AsJson = False,
    ) -> None:
        """What is this person feeling, how urgent is it, is it usual now, and what to ask next?"""
        if home and ward:
            raise Unclear("--home and --ward are two places: use one of the two")
        patient = None if record is None else bedside.load_record(record)
        chosen = medicine_of(medicine, patient)
        page = () if chosen is None else statements_of(medicine or chosen.id)
        place = True if ward else False if home else None
        found = bedside.understand(text, moment(at), chosen, patient, ward=place, page=page)
        if as_json:
            return show_json(found.to_json())
        from bedside.faces.understand_words import understanding_lines

        for line in understanding_lines(found, NOTICE if chosen is None else chosen.notice):
            print(visible(line))
        return None

    return understand


def lexicon(
    concept: Annotated[str | None, typer.Argument(metavar="[CONCEPT]", help="Every phrasing of one concept.")] = None,
    as_json: AsJson = False,
) -> None:
    """What understand knows: every concept with its CTCAE term, and how many ways to say it; or all ways to say one."""
    words = bedside.lexicon()
    if concept is not None and concept not in words:
        raise Unclear(f"the lexicon has no concept {concept!r}; list them with: bedside lexicon")
    rows = [words[concept]] if concept else list(words.entries)
    keys = [(row.id, row.ctcae, row.label, row.flag or None, row.count) for row in rows]
    told: list[dict[str, Any]] = [dict(zip(KEYS, each, strict=True)) for each in keys]
    if concept:
        told[0]["say"] = list(dict.fromkeys(words[concept].phrasings()))
    if as_json:
        return show_json({"concepts": told, "phrasings": sum(row.count for row in rows)})
    for row in told:
        print(f"{row['concept']:<26}{row['phrasings']:>7}  {row['ctcae']}")
        print("\n".join(f"  {phrase}" for phrase in row.get("say", ())), end="\n" if "say" in row else "")
    return None if concept else print(f"{len(told)} concepts, {words.count} phrasings written out.")


def medicine_of(name: str | None, patient: bedside.Patient | None) -> bedside.Medicine | None:
    """The medicine that was named; else the one whose doses the record has, the newest; else none."""
    if name is not None:
        return bedside.load_medicine(known_medicine(name))
    if patient is None:
        return None
    last = {observation.concept: observation.at for observation in sorted(patient.observations, key=lambda each: each.at)}
    known = [bedside.load_medicine(key) for key in bedside.shipped_medicines()]
    given = [each for each in known if each.rhythm.dose in last]
    return max(given, key=lambda each: last[each.rhythm.dose], default=None)


def statements_of(name: str) -> tuple[bedside.Statement, ...]:
    """The statements of a medicine's library page; none where it has no page."""
    try:
        return tuple(bedside.page(name).statements)
    except bedside.MedicineError:
        return ()
