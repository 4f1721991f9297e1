"""The command line: `bedside VERB RECORD`, words by default, `--json` everywhere.

Exit code 0 when there is an answer, whatever it says; 2 for bad input; 1 when Bedside itself failed.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

import bedside
from bedside.faces import ask_cli, library_cli, scan_cli, simulate_cli, understand_cli
from bedside.faces.library_cli import known_medicine
from bedside.faces.one_thread import on_one_thread
from bedside.faces.words import show_json, visible

app = typer.Typer(
    name="bedside",
    help="A medicine's rules and its record, put to work for one person. For information and decision support by "
    "trained staff; not a medical device.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
medicine_app = typer.Typer(help="The medicines that come with Bedside, or a file of your own.", no_args_is_help=True)
app.add_typer(medicine_app, name="medicine")

Record = Annotated[str, typer.Argument(metavar="RECORD", help="A CSV or JSON Lines file; - is standard input.")]
MedicineName = Annotated[
    str,
    typer.Option("--medicine", metavar="ID", help="A shipped medicine, or a path to one.", callback=known_medicine),
]
OneMedicine = Annotated[str, typer.Argument(help="A shipped medicine, or a path.", callback=known_medicine)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="ISO 8601 with an offset; now when left out.")]
GuideName = Annotated[str | None, typer.Option("--guide", metavar="ID", help="The guide to follow.")]


FEW = 50_000
"""New objects between two looks for unused ones: one command makes many objects that stay, and looking takes its time."""


class Refused(bedside.Refusal):
    """A way of calling the command line that has no meaning; the message says what would have."""


def main() -> None:
    """Run the command line; no traceback ever reaches a user."""
    gc.set_threshold(FEW)
    on_one_thread()
    try:
        called_for(sys.argv[1:2])()
    except bedside.Refusal as trouble:
        print(visible(str(trouble)), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as fault:
        print(f"Bedside itself failed, and gives no answer: {type(fault).__name__}: {fault}", file=sys.stderr)
        if os.environ.get("BEDSIDE_DEBUG"):
            raise
        print("Set BEDSIDE_DEBUG=1 to see where, and please report it.", file=sys.stderr)
        sys.exit(1)


def called_for(name: list[str]) -> typer.Typer:
    """The command line with only the command of this name: to get all of them ready takes longer than most take to answer."""
    found = [each for each in app.registered_commands if each.callback and (each.name or each.callback.__name__) in name]
    one = copy(app)
    one.registered_commands = found or app.registered_commands
    return one


@app.command()
def check(
    record: Record,
    guide: GuideName = None,
    all_guides: Annotated[bool, typer.Option("--all-guides", help="Every guide, side by side.")] = False,
    at: At = None,
    medicine: MedicineName = "aldesleukin",
    as_json: AsJson = False,
) -> None:
    """May the next dose be given? Give, correct, hold, stop, or not ready, with every reason and its source."""
    if guide and all_guides:
        raise Refused("--guide names one guide, --all-guides asks for all of them: use one of the two")
    chosen = bedside.load_medicine(medicine)
    time = moment(at)
    if all_guides:
        comparison = bedside.check_all(chosen, bedside.load_record(record), time)
        return show_json(comparison.to_json()) if as_json else show_comparison(comparison, chosen)
    if guide is None and len(chosen.guides) > 1:
        raise Refused(choice_of_guides(chosen))
    answer = bedside.check(chosen, bedside.load_record(record), time, guide)
    if as_json:
        return show_json(answer.to_json())
    from bedside.faces.words import answer_lines

    return show(answer_lines(answer, chosen.notice))


@app.command()
def screen(record: Record, at: At = None, medicine: MedicineName = "aldesleukin", as_json: AsJson = False) -> None:
    """May this person start? Every criterion, and what is still missing."""
    chosen = bedside.load_medicine(medicine)
    screening = bedside.screen(chosen, bedside.load_record(record), moment(at))
    if as_json:
        return show_json(screening.to_json())
    from bedside.faces.words import screening_lines

    return show(screening_lines(screening, chosen.notice))


@app.command()
def plan(
    record: Annotated[str | None, typer.Argument(metavar="[RECORD]", help="A record, or --weight and --start.")] = None,
    weight: Annotated[str | None, typer.Option(help="Body weight with its unit, such as 80kg.")] = None,
    start: Annotated[str | None, typer.Option(metavar="TIME", help="Time of the first dose.")] = None,
    regimen: Annotated[str | None, typer.Option(metavar="ID", help="Which regimen; the first when left out.")] = None,
    guide: GuideName = None,
    delay: Annotated[float, typer.Option(metavar="DAYS", help="Days by which the next cycle is put off.")] = 0.0,
    person: Annotated[str, typer.Option(help="A word for whom the calendar is, so that two plans never share entries.")] = "",
    ics: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the calendar here too.")] = None,
    at: At = None,
    medicine: MedicineName = "aldesleukin",
    as_json: AsJson = False,
) -> None:
    """Which doses, when, how much? Dated slots, volumes, tests due, and a calendar."""
    chosen = bedside.load_medicine(medicine)
    if (record is None) == (weight is None):
        raise Refused("name a RECORD, or give --weight and --start: one of the two")
    time = moment(at)
    first = None if start is None else bedside.parse_time(start)
    if record is not None:
        patient = bedside.load_record(record)
        made = bedside.plan_record(chosen, patient, time, regimen, first, guide, delay_days=delay)
    elif first is None:
        raise Refused("--weight needs --start: the time of the first dose, such as 2026-03-02T08:00:00Z")
    else:
        regimen = regimen_of(chosen, guide, regimen)
        made = bedside.plan(chosen, weight_kg=kilograms(weight or ""), start=first, regimen=regimen, delay_days=delay)
    if ics is not None:
        if record is not None and ics.exists() and Path(record).exists() and ics.samefile(record):
            raise Refused(f"{ics}: this is the record itself; name another file for the calendar")
        write_calendar(made, ics, time, person)
    if as_json:
        return show_json(made.to_json())
    from bedside.faces.plan_words import plan_lines

    return show(plan_lines(made, chosen.notice))


@app.command("follow-up")
def follow_up(
    record: Record,
    regimen: Annotated[str | None, typer.Option(metavar="ID", help="Which regimen; the guide's, or the first.")] = None,
    guide: GuideName = None,
    at: At = None,
    medicine: MedicineName = "aldesleukin",
    as_json: AsJson = False,
) -> None:
    """What is due after treatment, what to watch for, and is what has remained still usual?"""
    chosen = bedside.load_medicine(medicine)
    found = bedside.follow_up(chosen, bedside.load_record(record), moment(at), regimen, guide)
    if as_json:
        return show_json(found.to_json())
    from bedside.faces.follow_up_words import follow_up_lines

    return show(follow_up_lines(found, chosen.notice))


@app.command()
def course(
    record: Record,
    regimen: Annotated[str | None, typer.Option(metavar="ID", help="Which regimen; the guide's, or the first.")] = None,
    guide: GuideName = None,
    at: At = None,
    medicine: MedicineName = "aldesleukin",
    as_json: AsJson = False,
) -> None:
    """What has happened so far, why, and what is next? Every course as one timeline."""
    chosen = bedside.load_medicine(medicine)
    timeline = bedside.course(chosen, bedside.load_record(record), moment(at), regimen, guide)
    if as_json:
        return show_json(timeline.to_json())
    from bedside.faces.course_words import course_lines

    return show(course_lines(timeline, chosen.notice))


@app.command()
def respond(
    record: Record,
    guide: GuideName = None,
    at: At = None,
    medicine: MedicineName = "aldesleukin",
    as_json: AsJson = False,
) -> None:
    """Did it work? The response at each assessment by RECIST 1.1, and whether another course may be considered."""
    chosen = bedside.load_medicine(medicine)
    response = bedside.respond(chosen, bedside.load_record(record), moment(at), guide)
    if as_json:
        return show_json(response.to_json())
    from bedside.faces.respond_words import response_lines

    return show(response_lines(response, chosen.notice))


@app.command()
def demo() -> None:
    """The main job on the bundled record of an invented person."""
    chosen = bedside.load_medicine("aldesleukin")
    record = bedside.demo_record()
    time = "2026-05-05T16:00:00Z"
    print("An invented person, day 2 of the first cycle. Dose 5 is due at 16:00. May it be given?\n")
    show_comparison(bedside.check_all(chosen, bedside.load_record(record), bedside.parse_time(time)), chosen)
    print("\nTry next, in this folder:")
    shown = os.path.relpath(record) if Path(record).is_relative_to(Path.cwd()) else str(record)
    print(f"  .venv/bin/bedside check {shown} --guide consensus-2014 --at {time}")
    print(f"  .venv/bin/bedside screen {shown} --at 2026-05-03T18:00:00Z")
    print("  .venv/bin/bedside plan --weight 80kg --start 2026-05-04T08:00:00Z")


@app.command()
def web(
    demo: Annotated[bool, typer.Option("--demo", help="A ward of invented people, with a known password.")] = False,
    single: Annotated[bool, typer.Option("--single", help="One person on this machine, without a login.")] = False,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the web app, for the person and for the ward, until interrupted."""
    if demo and single:
        raise Refused("--demo and --single are two ways to start: use one of the two")
    from bedside.faces.web.serve import serve

    serve("demo" if demo else "single" if single else "", host, port)


@medicine_app.command("list")
def medicine_list(as_json: AsJson = False) -> None:
    """The medicines that come with Bedside."""
    found = [bedside.load_medicine(key) for key in bedside.shipped_medicines()]
    if as_json:
        return show_json({"medicines": [{"id": m.id, "name": m.name, "also": list(m.also)} for m in found]})
    return show(f"{m.id}: {m.name} ({', '.join(m.also)})" for m in found)


@medicine_app.command("show")
def medicine_show(
    medicine: OneMedicine = "aldesleukin",
    as_json: AsJson = False,
) -> None:
    """Every rule of a medicine as a sentence, with its criterion and its source."""
    chosen = bedside.load_medicine(medicine)
    from bedside.faces.medicine_words import medicine_json, medicine_lines

    return show_json(medicine_json(chosen)) if as_json else show(medicine_lines(chosen))


@medicine_app.command("verify")
def medicine_verify(
    medicine: OneMedicine = "aldesleukin",
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print faults only, and exit with 1 if there are any.")] = False,
) -> None:
    """Prove things about a medicine's rules, and name a witness patient for each finding."""
    chosen = bedside.load_medicine(medicine)
    bedside.model_of(medicine)
    from bedside.faces.medicine_words import proof_json, proof_lines

    found = bedside.verify(chosen)
    faults = any(finding.severity == "fault" for finding in found)
    if as_json:
        show_json(proof_json(chosen, found))
    elif faults or not quiet:
        show(proof_lines(chosen, found))
    raise typer.Exit(1 if faults and quiet else 0)


def moment(at: str | None) -> datetime:
    """The time that was asked about; the one place where the clock is read."""
    return datetime.now(UTC).replace(microsecond=0) if at is None else bedside.parse_time(at)


library_cli.register(app, medicine_app, moment)
understand_cli.register(app, moment)
ask_cli.register(app, moment)
simulate_cli.register(app)
scan_cli.register(app, moment)


def choice_of_guides(medicine: bedside.Medicine) -> str:
    """What to say when several guides exist and none was named."""
    known = "".join(f"\n  --guide {guide.id:<16}{guide.title}" for guide in medicine.guides.values())
    return f"{medicine.id} has {len(medicine.guides)} guides that differ. Name one, or use --all-guides:{known}"


def kilograms(text: str) -> float:
    """Body weight in kg from text such as 80kg. Raises UnitError or RecordError."""
    value, unit = bedside.read_quantity(text)
    return bedside.convert(value, unit, "kg")


def regimen_of(medicine: bedside.Medicine, guide: str | None, regimen: str | None) -> str | None:
    """The regimen that a guide is for, where no other was named. Raises Refused."""
    if guide is None:
        return regimen
    if guide not in medicine.guides:
        raise Refused(f"{medicine.id} has no guide {guide!r}; it has: {', '.join(medicine.guides)}")
    own = medicine.guides[guide].regimen
    if regimen not in (None, own):
        raise Refused(f"{guide} is for the regimen {own}, not {regimen}: name one of the two")
    return own


def write_calendar(plan: bedside.Plan, path: Path, stamp: datetime, person: str = "") -> None:
    """Write the plan as iCalendar. Raises Refused when the file cannot be written."""
    from bedside.faces.calendar import calendar

    try:
        path.write_bytes(calendar(plan, stamp, person))
    except OSError as trouble:
        raise Refused(f"{path}: the calendar cannot be written: {trouble.strerror}") from None


def show(lines: Iterable[str]) -> None:
    """Print lines of words."""
    for line in lines:
        print(line)


def show_comparison(comparison: bedside.Comparison, medicine: bedside.Medicine) -> None:
    """Print the guides side by side."""
    from bedside.faces.table import comparison_table

    comparison_table(comparison, medicine)
