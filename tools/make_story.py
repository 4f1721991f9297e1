"""Write docs/examples/course.csv: an invented person through two courses: held, resumed, stopped, put off, treated again.

python tools/make_story.py          writes it
python tools/make_story.py --check  says whether it is stale, and exits with 1 if it is
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs" / "examples" / "course.csv"
INVENTED = "invented person; this record is an example"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DOSE = 46_200_000
REVIEWS = ("circulation", "lungs", "neuro", "gut", "skin", "bleeding", "infection", "fluids")
Row = tuple[datetime, str, object, str, str]


def day(text: str) -> datetime:
    """Eight in the morning of a day."""
    return datetime.fromisoformat(f"{text}T08:00").replace(tzinfo=UTC)


def before_start(begin: datetime, weight: float, creatinine: float) -> Iterator[Row]:
    """The evening before a cycle: what is usual for this person."""
    usual = (
        ("weight", weight, "kg"),
        ("systolic_bp", 124, "mm[Hg]"),
        ("heart_rate", 72, "/min"),
        ("creatinine", creatinine, "mg/dL"),
        ("bilirubin", 0.6, "mg/dL"),
        ("platelets", 224, "10*3/uL"),
        ("bicarbonate", 26, "mmol/L"),
        ("glucose", 102, "mg/dL"),
    )
    for concept, value, unit in usual:
        yield begin - 14 * HOUR, concept, value, unit, ""


def look(slot: datetime, number: int, weight: float, creatinine: float) -> Iterator[Row]:
    """The check before one slot: blood, vital signs, rates, volumes and the eight reviews, as a cycle goes on."""
    wear = min(number, 10)
    blood = (
        ("creatinine", creatinine, "mg/dL"),
        ("bicarbonate", 25 - wear // 3, "mmol/L"),
        ("bilirubin", round(0.7 + 0.3 * wear, 1), "mg/dL"),
        ("platelets", 210 - 12 * wear, "10*3/uL"),
        ("weight", round(weight + 0.35 * wear, 1), "kg"),
        ("glucose", 104 + 3 * wear, "mg/dL"),
    )
    vital = (
        ("systolic_bp", 116 - 2 * wear, "mm[Hg]"),
        ("diastolic_bp", 68 - wear, "mm[Hg]"),
        ("heart_rate", 80 + wear, "/min"),
        ("respiratory_rate", 16, "/min"),
        ("temperature", round(37 + 0.1 * (number % 8), 1), "Cel"),
        ("oxygen_saturation", 97, "%"),
        ("phenylephrine_rate", 0, "ug/kg/min"),
        ("dopamine_rate", 0, "ug/kg/min"),
        ("oxygen_flow", 0, "L/min"),
        ("inspired_oxygen", 21, "%"),
    )
    shift = (("urine_output", 560 - 25 * wear, "mL"), ("diarrhea_volume", 20 * wear, "mL"))
    for minutes, rows in ((120, blood), (40, vital), (20, shift)):
        for concept, value, unit in rows:
            yield slot - timedelta(minutes=minutes), concept, value, unit, ""
    for system in REVIEWS:
        yield slot - timedelta(minutes=30), f"{system}_review", "done", "", ""


def cycle(begin: datetime, weight: float, creatinine: list[float], without: tuple[int, ...] = ()) -> Iterator[Row]:
    """One cycle: a check before each slot that has a creatinine, and a dose at each that is not left out."""
    yield from before_start(begin, weight, 0.9)
    for number, value in enumerate(creatinine, 1):
        slot = begin + 8 * (number - 1) * HOUR
        yield from look(slot, number, weight, value)
        if number not in without:
            yield slot, "il2_dose", DOSE, "[IU]", f"dose {number}"


def story() -> Iterator[Row]:
    """Everything that happened, in no order."""
    first, second, again = day("2026-01-05"), day("2026-01-22"), day("2026-04-06")
    enrolled = first - 14 * HOUR
    yield enrolled, "age", 57, "a", INVENTED
    yield enrolled, "metastatic_renal_cell_carcinoma", "true", "", ""
    yield enrolled, "diabetes", "false", "", ""
    # Cycle 1: a hold for creatinine at slot 10, resumed at slot 11; hallucinations from slot 12 end it at slot 13.
    kidneys = [1.0, 1.1, 1.2, 1.3, 1.5, 1.7, 1.9, 2.1, 2.3, 3.1, 2.4, 2.2, 2.1]
    yield from cycle(first, 77, kidneys, without=(10, 12, 13))
    seen = first + 88 * HOUR - timedelta(minutes=30)
    yield seen, "hallucinations", "true", "", "sees insects on the wall"
    yield first + 96 * HOUR - timedelta(minutes=30), "hallucinations", "true", "", "still there"
    yield first + 120 * HOUR, "neuro_review", "done", "", "oriented; sees nothing that is not there"
    yield day("2026-01-12") + 3 * HOUR, "discharge", "done", "", ""
    # Cycle 2 is planned for 19 January; an infection of the line puts it off to the 22nd.
    planned = first + 14 * DAY
    yield from before_start(planned, 77.5, 1.0)
    yield from look(planned, 0, 77.5, 1.0)
    yield planned - timedelta(minutes=30), "infection_suspected", "true", "", "redness at the line"
    yield from cycle(second, 77.5, [1.1, 1.3, 1.6, 1.9, 2.1, 2.3, 2.4, 2.6, 2.4], without=(8,))
    yield second + 5 * DAY + 3 * HOUR, "discharge", "done", "", ""
    # The response: shrinking, after each look; one lesion is a node.
    for date, lung, liver, node in (("2026-01-02", 34, 28, 22), ("2026-02-24", 22, 20, 13), ("2026-03-27", 18, 18, 11)):
        yield day(date), "target:lung-1", lung, "mm", "organ=lung"
        yield day(date), "target:liver-1", liver, "mm", "organ=liver"
        yield day(date), "target:node-1", node, "mm", "organ=node"
        yield day(date), "nontarget:bone-1", "present", "", ""
    # A second course, ten weeks after the discharge.
    yield from cycle(again, 76, [1.0, 1.1, 1.2, 1.4, 1.6, 1.9, 2.0, 2.1, 2.2, 2.4])
    yield again + 6 * DAY + 3 * HOUR, "discharge", "done", "", ""


def text() -> str:
    """The whole file."""
    rows = sorted(dict.fromkeys(story()), key=lambda row: (row[0], row[1], str(row[2])))
    lines = [f"{at:%Y-%m-%dT%H:%M:%SZ},{concept},{value},{unit},{note}" for at, concept, value, unit, note in rows]
    return "\n".join(["time,concept,value,unit,note", *lines]) + "\n"


def main() -> int:
    """Write, or check."""
    if "--check" not in sys.argv:
        TARGET.write_text(text(), "utf-8")
        return 0
    stale = not TARGET.is_file() or TARGET.read_text("utf-8") != text()
    if stale:
        print(f"{TARGET.name} is stale; run python tools/make_story.py")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
