"""`bedside simulate`: virtual people on a protocol, on the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

import bedside
from bedside.faces.library_cli import known_medicine
from bedside.faces.words import show_json, visible

Text = str | None


class Unclear(bedside.Refusal):
    """Options that have no meaning together; the message says which would."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("simulate")(simulate)


def simulate(
    people: Annotated[int | None, typer.Option(metavar="N", help="How many virtual people; 1000 when left out.")] = None,
    guide: Annotated[Text, typer.Option(metavar="ID", help="The guide that decides; the model's own when left out.")] = None,
    regimen: Annotated[Text, typer.Option(metavar="ID", help="Which regimen; the guide's when left out.")] = None,
    dose: Annotated[Text, typer.Option(help="Each dose, such as 600000IU/kg; the regimen's when left out.")] = None,
    interval: Annotated[Text, typer.Option(help="Time between two slots, such as 8h; the regimen's when left out.")] = None,
    doses: Annotated[
        int | None, typer.Option(metavar="N", help="The most doses of a cycle; the regimen's when left out.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="RULE.threshold=VALUE", help="Another threshold of a rule; repeatable.")
    ] = None,
    pressors: Annotated[bool, typer.Option("--pressors/--no-pressors", help="Whether vasopressors may be given.")] = True,
    cohort: Annotated[Path | None, typer.Option(metavar="FILE", help="A CSV of what is known of each person before.")] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Which people: the same seed gives the same ones again.")] = 0,
    compare: Annotated[Text, typer.Option(metavar="GUIDE2", help="The same people by this guide as well.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE.parquet", help="Write a row for each person here.")] = None,
    plot: Annotated[Path | None, typer.Option(metavar="DIR", help="Draw pictures into this folder.")] = None,
    person: Annotated[int | None, typer.Option(metavar="N", help="Tell the course of this one person, from 0.")] = None,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="With --person: write the course as a record.")] = None,
    dask: Annotated[Text, typer.Option(metavar="ADDRESS", help="Let the workers of this Dask scheduler do it.")] = None,
    medicine: Annotated[
        str, typer.Option("--medicine", metavar="ID", help="A shipped medicine, or a path to one.", callback=known_medicine)
    ] = "aldesleukin",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")] = False,
) -> None:
    """What might happen? Virtual people, dosed in closed loop by the guide that decides for real ones."""
    chosen, model = bedside.load_medicine(medicine), bedside.load_model(medicine)
    if guide is None:
        guide = _unnamed(chosen, model.guide)
    ways = {"regimen": regimen, "dose": dose, "interval": _seconds(interval), "doses": doses, "pressors": pressors}
    protocol = bedside.protocol_of(chosen, guide, changes=set_ or (), **ways)  # type: ignore[arg-type]
    given = None if cohort is None else bedside.read_given(_read(cohort), str(cohort), model)
    size = None if given is None else len(next(iter(given.values())))
    _mean_something(people, size, person, record, out, compare, dask)
    if person is not None:
        return _tell(bedside.virtual_person(protocol, model, person, seed, given), plot, record, as_json)
    against = None if compare is None else bedside.protocol_of(chosen, compare, **ways)  # type: ignore[arg-type]
    many = size or (1000 if people is None else people)
    _folder(plot)
    found, seconds = _run(
        lambda progress: bedside.simulate(
            *(protocol, model, many, seed),
            against=against, given=given, out=out, traces=plot is not None, dask=dask, progress=progress,
        ),
        many,
    )  # fmt: skip
    drawn = [] if plot is None else _draw(found, plot)
    if as_json:
        told = found.to_json()
        summary = {key: told.pop(key) for key in ("summary", "comparison") if key in told}
        return show_json(told | {"seconds": round(seconds, 3)} | summary)
    from bedside.faces.simulate_words import simulation_lines

    return _show([*simulation_lines(found), *_written([*([out] if out else []), *drawn])])


def _unnamed(medicine: bedside.Medicine, guide: str) -> str:
    """The guide that virtual people have where nobody names one, said beside the answer: nobody is treated by it."""
    others = ", ".join(each for each in medicine.guides if each != guide)
    said = f"No guide was named: {guide} decides, as model.toml says. --guide names another: {others}."
    print(visible(said), file=sys.stderr)
    return guide


def _mean_something(
    people: int | None, size: int | None, person: int | None, record: Path | None, out: Path | None, compare: Text, dask: Text
) -> None:
    """Raises Unclear for options that have no meaning together."""
    if size is not None and people not in (None, size):
        raise Unclear(f"the cohort has {size} people, and --people asks for {people}: leave --people out")
    if person is None and record is not None:
        raise Unclear("--record writes the course of one person: name the person with --person")
    if person is not None and (people is not None or out is not None or compare is not None or dask is not None):
        raise Unclear("--person tells one course, without --people, --out, --compare and --dask")
    if person is not None and not 0 <= person < (size or 1 << 62):
        known = f"from 0 to {size - 1}" if size else "from 0 on"
        raise Unclear(f"there is no person {person}: they are counted {known}")


def _seconds(interval: Text) -> int | None:
    if interval is None:
        return None
    value, unit = bedside.read_quantity(interval)
    return round(bedside.convert(value, unit, "s"))


def _read(cohort: Path) -> bytes:
    try:
        return cohort.read_bytes()
    except OSError as trouble:
        raise Unclear(f"{cohort}: the cohort cannot be read: {trouble.strerror}") from None


def _run(work: Callable[[Callable[[int], None]], bedside.Simulation], people: int) -> tuple[bedside.Simulation, float]:
    """The simulation with a bar of its progress where somebody watches, and the seconds that it took."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.completed:,.0f} people"),
        BarColumn(),
        TextColumn("{task.fields[pace]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("people", total=people, pace="")

        def done(count: int) -> None:
            pace = count / max(progress.tasks[0].elapsed or 0.0, 1e-9)
            progress.update(task, completed=count, pace=f"{pace:,.0f} people per second")

        found = work(done)
        return found, progress.tasks[0].elapsed or 0.0


def _folder(plot: Path | None) -> None:
    """The folder for pictures, made where there is none: before the work, so that it is not done in vain."""
    if plot is None:
        return
    try:
        plot.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise Unclear(f"{plot}: no pictures can be drawn there: {trouble.strerror}") from None


def _draw(found: bedside.Simulation, plot: Path) -> list[Path]:
    from bedside.faces.simulate_plots import draw_simulation

    try:
        return draw_simulation(found, plot)
    except OSError as trouble:
        raise Unclear(f"{plot}: no pictures can be drawn there: {trouble.strerror}") from None


def _tell(course: bedside.VirtualCourse, plot: Path | None, record: Path | None, as_json: bool) -> None:
    """One course in words, as a picture and as a record."""
    written: list[Path] = []
    _folder(plot)
    if plot is not None:
        from bedside.faces.simulate_plots import draw_person

        written += draw_person(course, plot)
    if record is not None:
        try:
            record.write_text(bedside.record_text(course.patient), "utf-8")
        except OSError as trouble:
            raise Unclear(f"{record}: the record cannot be written: {trouble.strerror}") from None
        written.append(record)
    if as_json:
        return show_json(course.to_json())
    from bedside.faces.simulate_words import person_lines

    return _show([*person_lines(course), *_written(written)])


def _written(paths: list[Path]) -> list[str]:
    return ["", *(f"Written: {path}" for path in paths)] if paths else []


def _show(lines: Iterable[Any]) -> None:
    for line in lines:
        print(visible(str(line)))
