"""Write the course of one invented person that the page *how it works* shows, so that showing it needs no simulator.

python tools/make_works.py          writes it
python tools/make_works.py --check  says whether it is stale, and exits with 1 if it is

The person is the most ordinary of a group: of those who had two cycles, and whose every missed dose was left out by a rule of
the guide, the one whose doses and signs lie nearest to the middle of everybody's.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

import bedside
from bedside.simulator.body import advance, go_through, signs, start, steps_of
from bedside.simulator.people import draw

TARGET = Path(__file__).resolve().parent.parent / "src" / "bedside" / "faces" / "web" / "works" / "course.json"
MEDICINE, GUIDE, SEED, PEOPLE = "aldesleukin", "consensus-2014", 0, 500
MIDDLE = (
    *("doses_1", "doses_2", "weight", "systolic_bp_usual", "creatinine_usual", "systolic_bp_lowest", "creatinine_highest"),
    *("temperature_highest", "heart_rate_highest", "pressor_rate_highest", "weight_gain_percent", "platelets_lowest"),
    *("bilirubin_highest", "urine_lowest", "oxygen_saturation_lowest", "confusion_score_highest"),
)
"""By which of a person's numbers it is told how ordinary they are."""
HOURS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0)
BY_HOUR = {"concentration": 0, "systolic_bp": 1, "heart_rate": 0, "temperature": 2}
"""What is told of the first dose hour by hour, and to how many decimals."""
BY_DAY = {"systolic_bp": 0, "creatinine": 2}
DAYS = 14
"""How long the first cycle and what follows it are told."""
SLOT, DAY = 8, 24


def main() -> None:
    """Write the file, or say whether it is stale."""
    found = course()
    if "--check" not in sys.argv:
        TARGET.write_text(told(found), "utf-8")
    elif differs(json.loads(TARGET.read_text("utf-8")), found):
        sys.exit(f"{TARGET} is stale: run python tools/make_works.py")


def course() -> dict[str, Any]:
    """The course of the most ordinary person."""
    model, medicine = bedside.load_model(MEDICINE), bedside.load_medicine(MEDICINE)
    protocol = bedside.protocol_of(medicine, GUIDE)
    number = most_ordinary(_rows(protocol, model))
    whole = bedside.virtual_person(protocol, model, number, SEED)
    slots = [slot.to_json() for slot in whole.slots]
    return {
        "invented": "a virtual person of a simulation: nobody real, and no prediction for anybody",
        "medicine": MEDICINE,
        "guide": GUIDE,
        "regimen": protocol.regimen.id,
        "model": {"digest": model.digest} | _rests_on(model),
        "seed": SEED,
        "person": number,
        "people": PEOPLE,
        "weight": round(whole.row["weight"]),
        "dose": protocol.dose,
        "slots": [_slot(slot, whole.slots[0].at) for slot in slots],
        "first_dose": _first_dose(protocol, model, number),
        "first_cycle": _first_cycle(whole),
    }


def most_ordinary(rows: Sequence[Mapping[str, Any]]) -> int:
    """The number of the person nearest to the middle, in units of the middle half."""
    whole = [row for row in rows if row["begun_day_2"]]
    table = np.array([[row[key] for key in MIDDLE] for row in whole], float)
    low, middle, high = np.percentile(table, [25, 50, 75], axis=0)
    apart = (((table - middle) / np.where(high > low, high - low, 1)) ** 2).sum(axis=1)
    fit = [place for place, row in enumerate(whole) if _by_the_guide(row)]
    return int(whole[min(fit, key=lambda place: apart[place])]["person"])


def told(found: Mapping[str, Any]) -> str:
    """The file's text: a line for each slot and each curve."""
    lines = (json.dumps(found, indent=1, ensure_ascii=False)).splitlines()
    return _joined(lines) + "\n"


def differs(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two courses differ by more than the last decimal of a curve, in which processors may differ."""
    curves = ("first_dose", "first_cycle")
    if {key: one[key] for key in one if key not in curves} != {key: other[key] for key in other if key not in curves}:
        return True
    return any(
        one[part].keys() != other[part].keys()
        or not all(np.allclose(one[part][name], other[part][name], rtol=0.002, atol=0.011) for name in one[part])
        for part in curves
    )


def _rests_on(model: bedside.Model) -> dict[str, int]:
    """How many numbers the model has, and how many of them are from a source, chosen to agree with one, or assumed."""
    sources = [row.source for row in model.quantities.values()]
    assumed, calibrated = sources.count("assumed"), sources.count("calibrated")
    return {"numbers": len(sources), "read": len(sources) - assumed - calibrated, "calibrated": calibrated, "assumed": assumed}


def _rows(protocol: bedside.Protocol, model: bedside.Model) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        bedside.simulate(protocol, model, PEOPLE, SEED, out=file)
        rows: list[dict[str, Any]] = pq.read_table(file).to_pylist()
        return rows


def _by_the_guide(row: Mapping[str, Any]) -> bool:
    said = [each["said"] for each in row["left_out"]]
    return "hold" in said and all(word in ("hold", "stop cycle") for word in said)


def _slot(slot: Mapping[str, Any], begin: Any) -> dict[str, Any]:
    hours = round((bedside.parse_time(slot["at"]) - begin).total_seconds() / 3600)
    because = [rule["rule"] for rule in slot["because"]]
    return {key: slot[key] for key in ("cycle", "slot", "given", "said")} | {"hours": hours, "because": because}


def _first_dose(protocol: bedside.Protocol, model: bedside.Model, number: int) -> dict[str, list[float]]:
    """The signs hour by hour from the first dose to the second slot."""
    one = draw(model, np.array([number], np.int64), SEED)
    rest = advance(start(one), one, np.zeros(1), np.zeros(1), np.ones(1))
    given = {"dose": np.array([protocol.dose]), "on": np.ones(1), "pressor_allowed": np.ones(1)}
    seen = [signs(go_through(rest, one, given, steps_of(hour, True)) if hour else rest, one) for hour in HOURS]
    curves = {name: [round(float(each[name][0]), places) for each in seen] for name, places in BY_HOUR.items()}
    return {"hours": list(HOURS), **curves}


def _first_cycle(whole: bedside.VirtualCourse) -> dict[str, list[float]]:
    """The signs at every slot of the first cycle, and once a day after it."""
    last = max(slot.slot for slot in whole.slots if slot.cycle == 1) * SLOT
    hours = [round(day * DAY, 3) for day in whole.days]
    kept = [
        place for place, hour in enumerate(hours)
        if hour % (SLOT if hour < last else DAY) == 0 and hour <= DAYS * DAY
    ]  # fmt: skip
    curves = {name: [round(whole.signs[name][place], places) for place in kept] for name, places in BY_DAY.items()}
    return {"hours": [hours[place] for place in kept], **curves}


def _joined(lines: Sequence[str]) -> str:
    """The lines of a list of numbers or of a slot joined to one."""
    found: list[str] = []
    for line in lines:
        deep = len(line) - len(line.lstrip())
        if (found and deep > 2) or (found and deep == 2 and line.strip() in ("]", "],", "}", "},")):
            found[-1] += " " + line.strip()
        else:
            found.append(line)
    return "\n".join(found)


if __name__ == "__main__":
    main()
