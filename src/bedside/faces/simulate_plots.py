"""Pictures of a simulation as files: how signs spread over time, how many doses people had, why doses were left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bedside
from bedside.faces.simulate_words import CURVES

NOTE = "Virtual people; nobody real, no prediction for a person"
INK, SOFT, STRONG, OTHER = "#1d3557", "#a8c5da", "#457b9d", "#b5651d"
FORMATS = ("svg", "png")
MOST_REASONS = 15
SAME: Any = {"svg.hashsalt": "bedside", "font.family": "DejaVu Sans", "svg.fonttype": "path"}


def draw_simulation(found: bedside.Simulation, folder: Path) -> list[Path]:
    """The pictures of a simulation, each as SVG and PNG."""
    pictures = {"ribbons": _ribbons(found), "doses": _doses(found), "reasons": _reasons(found)}
    if found.compared is not None:
        pictures["comparison"] = _comparison(found)
    return [path for name, figure in pictures.items() for path in _save(figure, folder / name)]


def draw_person(course: bedside.VirtualCourse, folder: Path) -> list[Path]:
    """The curves of one person, with the slots."""
    figure = _figure(10, 1.75 * len(CURVES))
    axes = figure.subplots(len(CURVES), 1, sharex=True)
    given = [(slot.at - course.slots[0].at).total_seconds() / 86400 for slot in course.slots if slot.given]
    for axis, (name, said) in zip(axes, CURVES.items(), strict=True):
        axis.plot(course.days, course.signs[name], color=INK, linewidth=1.2)
        axis.set_ylabel(said.replace(", ", ",\n"), fontsize=8)
        for day in given:
            axis.axvline(day, color=SOFT, linewidth=0.8, zorder=0)
    axes[-1].set_xlabel("days since the first dose; each line is a dose")
    figure.suptitle(f"Virtual person {course.person} by {course.protocol.guide.id}\n{NOTE}")
    return _save(figure, folder / f"person-{course.person}")


def _ribbons(found: bedside.Simulation) -> Any:
    figure = _figure(12, 3.2 * -(-len(found.ribbons) // 3))
    axes = figure.subplots(-(-len(found.ribbons) // 3), 3, squeeze=False).flatten()
    for axis, ribbon in zip(axes, found.ribbons, strict=False):
        low, quarter, middle, three, high = ribbon.values
        axis.fill_between(ribbon.days, low, high, color=SOFT, alpha=0.5, linewidth=0, label="5 to 95 %")
        axis.fill_between(ribbon.days, quarter, three, color=STRONG, alpha=0.6, linewidth=0, label="25 to 75 %")
        axis.plot(ribbon.days, middle, color=INK, linewidth=1.2, label="median")
        axis.set_title(f"{_name(ribbon.sign)}, {ribbon.unit}", fontsize=10)
    for axis in axes[len(found.ribbons) :]:
        axis.set_visible(False)
    axes[0].legend(fontsize=8)
    figure.suptitle(_title(found, "signs, by days since the first dose"))
    return figure


def _doses(found: bedside.Simulation) -> Any:
    """The share of people with at least so many doses: a waterfall for each cycle."""
    figure = _figure(9, 4.5)
    axis = figure.subplots()
    summaries = [(found.summary, found.protocol.guide.id, "-")]
    summaries += [(found.against, found.compared.second.guide.id, "--")] if found.against and found.compared else []
    for summary, guide, line in summaries:
        for number, counts in enumerate(summary.tally["doses"], 1):
            atleast = counts[::-1].cumsum()[::-1] / max(int(counts.sum()), 1)
            colour = INK if number == 1 else OTHER
            label = f"cycle {number}, {guide}"
            axis.step(range(len(counts)), 100 * atleast, where="mid", linestyle=line, color=colour, label=label)
    axis.set_xlabel("doses")
    axis.set_ylabel("% of people with at least so many")
    axis.legend(fontsize=8)
    figure.suptitle(_title(found, "doses"))
    return figure


def _reasons(found: bedside.Simulation) -> Any:
    reasons = list(found.summary.reasons.items())[:MOST_REASONS][::-1]
    figure = _figure(10, 1.5 + 0.35 * max(len(reasons), 1))
    axis = figure.subplots()
    own = f"{found.protocol.guide.id}."
    names = [name.removeprefix(own).replace(".", ": ").replace("_", " ") for name, _ in reasons]
    axis.barh(names, [count / found.people for _, count in reasons], color=STRONG)
    axis.set_xlabel("slots without a dose, for each person")
    figure.suptitle(_title(found, "what held when a dose was left out"))
    return figure


def _comparison(found: bedside.Simulation) -> Any:
    assert found.compared is not None
    rows = [row for row in found.compared.differences if not row.measure.startswith("doses")][::-1]
    figure = _figure(9, 1.5 + 0.3 * len(rows))
    axis = figure.subplots()
    for place, row in enumerate(rows):
        axis.plot([100 * row.low, 100 * row.high], [place, place], color=STRONG, linewidth=3)
        axis.plot(100 * row.difference, place, "o", color=INK)
    axis.axvline(0, color="black", linewidth=0.8)
    axis.set_yticks(range(len(rows)), [row.measure.replace("_", " ") for row in rows], fontsize=8)
    axis.set_xlabel("difference in % of people, with its 95 % interval")
    figure.suptitle(f"{found.compared.second.guide.id} against {found.compared.first.guide.id}\n{NOTE}", fontsize=10)
    return figure


def _figure(width: float, height: float) -> Any:
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise bedside.Refusal("pip install 'bedside[simulate]'") from None
    mpl.rcParams.update(SAME)
    return Figure(figsize=(width, height), layout="constrained")


def _title(found: bedside.Simulation, what: str) -> str:
    return f"{found.people:,} people by {found.protocol.guide.id}: {what}\n{NOTE}"


def _name(sign: str) -> str:
    return sign.replace("_bp", " pressure").replace("_", " ")


def _save(figure: Any, path: Path) -> list[Path]:
    found = [path.with_suffix(f".{kind}") for kind in FORMATS]
    figure.savefig(found[0], metadata={"Date": None, "Description": NOTE})
    figure.savefig(found[1], dpi=110, metadata={"Software": None, "Description": NOTE})
    return found
