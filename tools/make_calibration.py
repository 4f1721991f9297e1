"""Treat virtual people as published cohorts were treated, and write what comes out beside what was published.

make calibrate      writes the tables of docs/explanation/model.md again; some ten minutes on two cores
"""

# ruff: noqa: E501 (a row of a table is a line)
from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from bedside.simulator import body
from bedside.simulator.model import Model, load_model
from bedside.simulator.people import People, draw, typical
from measuring import measures
from treating import NEVER, OF_1985, USUAL, Rules, hourly, treat

PAGE = Path(__file__).resolve().parent.parent / "docs" / "explanation" / "model.md"
PEOPLE, OTHERS, FEWER = 2000, 1000, 600
"""How many are treated for the table, for each further seed and check, and for each change of one number."""
SEEDS = (1, 2, 3, 4)
Told = dict[str, float]

ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    ("doses in cycle 1, median (quartiles)", "7 to 9", "Kammula 1998; 243 people, JITC 5:74", "{doses 1} ({doses 1 q25} to {doses 1 q75})", "calibrated"),
    ("doses in cycle 2, median", "fewer", "the same", "{doses 2}", "calibrated"),
    ("doses in a cycle, mean", "7.6", "JITC 5:74", "{doses mean}", "calibrated"),
    ("pressure below 90 or a drip, %", "71", "label, recalled", "{hypotension}", "calibrated"),
    ("drip above 0.5 µg/kg/min, %", "52 to 57", "Yang 1994, White 1994", "{drip}", "calibrated"),
    ("highest heart rate, median", "104 (mean)", "Lee 1989", "{pulse}", "calibrated"),
    ("creatinine 1.5 / 2 times usual / 3 mg/dL or more, %", "33; 90 any rise", "label, recalled; Belldegrun 1987", "{creatinine 1.5x} / {creatinine 2x} / {creatinine 3}", "definitions differ"),
    ("creatinine back in 7 / 14 / 30 days, %", "62 / 84 / 95", "Belldegrun 1987", "{back 7} / {back 14} / {back 30}", "calibrated"),
    ("urine below 0.5 mL/kg/h for 8 hours, %", "63 to 77", "label, recalled; Belldegrun 1987", "{oliguria}", "calibrated"),
    ("bilirubin above 1.8 mg/dL, %", "40", "label, recalled", "{bilirubin}", "calibrated"),
    ("platelets below 100, %", "37", "label, recalled", "{platelets}", "calibrated"),
    ("confusion 1 or more / 3 or more, %", "34 / 4 to 8", "label, recalled; Kammula 1998", "{confusion 1} / {confusion 3}", "calibrated"),
    ("saturation below 94 / 90 %, %", "43 (short of breath) / 3 to 9", "label, recalled; White 1994", "{oxygen 94} / {oxygen 90}", "a little low / calibrated"),
    ("highest gain of weight, mean %", "5 to 7", "Textor 1987", "{weight}", "calibrated"),
    ("lowest albumin, mean g/L", "22 (14 doses)", "Textor 1987", "{albumin}", "fewer doses here"),
    ("lymphocytes lowest; highest per µL", "low on day 1; rebound", "Thompson 1988", "{lymphocytes low}; {lymphocytes high}", "direction"),
    ("eosinophils per µL; receptor, Treg, NK times usual", "2,300 to 16,000; 10; up; up", "van Haelst Pisani 1991; Kirchner 1998", "{eosinophils}; {receptor}; {treg}; {nk}", "calibrated; directions"),
    ("response / complete by week 26, %", "15 to 17 / 6 to 8", "Fyfe 1995; PROCLAIM 2016", "{ORR} / {CR}", "put in, not predicted"),
    ("stable / progressed at week 12, %", "22 / 62", "PROCLAIM 2016", "{SD 12} / {PD 12}", "put in, not predicted"),
    ("response with / without a drip, %", "23 / 6.5 (melanoma)", "White 1994", "{ORR drip} / {ORR no drip}", "direction"),
)  # fmt: skip
CHANGED = (
    "EV",
    "GCYT",
    "CLNR",
    "EC50",
    "GL",
    "KLF",
    "TISSUE",
    "LOSS",
    "GI",
    "GWORN",
    "Z50",
    "Z_STEEP",
    "PRIME",
    "PNK",
    "VMAX",
    "KILL",
    "KET",
    "GROW",
)
WATCHED = (("doses mean", "doses"), ("drip", "drip %"), ("creatinine 2x", "creatinine 2x %"), ("weight", "weight %"),
           ("confusion 1", "confusion %"), ("ORR", "response %"))  # fmt: skip
FIXED_DOSES = 13
DRIPS = (2.0, 4.0, 6.0)
"""MIU a day, one after the other (Schiphorst 1999)."""


def main() -> int:
    """Write every table of the page."""
    model = load_model("aldesleukin")
    text = PAGE.read_text("utf-8")
    for name, make in TABLES.items():
        print(f"{name} ...", flush=True)
        made = "\n".join(make(model))
        block = rf"(?s)(<!-- {name}: made by make calibrate -->\n).*?(\n<!-- end of {name} -->)"
        text, count = re.subn(block, lambda found, made=made: found[1] + made + found[2], text)
        assert count == 1, name
    PAGE.write_text(text, "utf-8")
    return 0


def cohort(model: Model, rules: Rules = USUAL, people: int = OTHERS, seed: int = 0) -> Told:
    """What is measured of one cohort."""
    return measures(treat(draw(model, people, seed), rules))


def calibration(model: Model) -> Iterator[str]:
    """Target, source, result, the range of other seeds, and the kind of agreement."""
    found = cohort(model, people=PEOPLE)
    others = [cohort(model, seed=seed) for seed in SEEDS]
    yield f"{PEOPLE:,} people of seed 0; the range is that of {len(SEEDS)} further cohorts of {OTHERS:,}."
    yield ""
    yield "| quantity | published | source | here | range | kind of agreement |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for quantity, target, source, told, kind in ROWS:
        ranges = "; ".join(_range(key, others) for key in KEY.findall(told))
        yield f"| {quantity} | {target} | {source} | {KEY.sub(lambda key: _number(found[key[1]]), told)} | {ranges} | {kind} |"


KEY = re.compile(r"\{([^}]+)\}")


def _range(key: str, others: list[Told]) -> str:
    values = [other[key] for other in others]
    return f"{_number(min(values))} to {_number(max(values))}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}".removesuffix(".0")


def fixed_doses(model: Model) -> Iterator[str]:
    """Two rows of the calibration that need the doses of another time: every dose given, whatever happens."""
    people = draw(model, OTHERS, 5)
    course = treat(people, replace(NEVER, slots=FIXED_DOSES), 35)
    first, second = (float(np.median(course.peak[cycle, "creatinine"])) for cycle in (1, 2))
    gain, given, albumin = _textor(people)
    yield "| every dose given | published | source | here |"
    yield "| --- | --- | --- | --- |"
    yield f"| 14 doses: gain of weight after five days, mean kg | 4.0 | Textor 1987 | {gain:.1f} |"
    yield f"| the same: fluid by drink and drip, mean L | 18.4 | Textor 1987 | {given:.1f} |"
    yield f"| 14 doses: lowest albumin, mean g/L | 22 | Textor 1987 | {albumin:.1f} |"
    ratio = "3.8 over 2.6, 1.46"
    yield f"| 13 and 13 doses: peak of creatinine in cycle 2 over cycle 1 | {ratio} | Belldegrun 1989 | {second:.2f} over {first:.2f}, {second / first:.2f} |"


def _textor(people: People) -> tuple[float, float, float]:
    """Of five days that begin with fourteen doses: kg gained, litres given, and the lowest albumin within seven days."""
    state, n, gain, given, lost, albumin = body.start(people), len(people), 0.0, 0.0, np.zeros(len(people)), 99.0
    hot, urine = body.STATES.index("DTEMP"), body.STATES.index("URINE")
    still = people["INSENSIBLE"] * people["WT"] / 70
    for slot in range(21):
        inputs = {"dose": np.full(n, 0.6 * (slot < 14)), "on": np.full(n, float(slot < 17)), "pressor_allowed": np.ones(n)}
        for piece in hourly(slot < 14):
            before = state[hot]
            state = body.go_through(state, people, inputs, piece)
            hours = sum(step.hours for step in piece)
            lost = lost + still * hours * (1 + people["LOSS"] * (before + state[hot]) / 2)
        seen = body.signs(state, people)
        if slot == 14:
            gained = seen["weight"] - people["WT"]
            gain, given = float(gained.mean()), float((gained + state[urine] / 1000 + lost).mean())
        albumin = min(albumin, float(seen["albumin"].mean()))
    return gain, given, albumin


def checks(model: Model) -> Iterator[str]:
    """What nothing was chosen to meet."""
    then = cohort(model, OF_1985)
    yield "| check | published | here |"
    yield "| --- | --- | --- |"
    yield f"| rules of 1985: doses in cycle 1, median | 13 (Kammula 1998) | {_number(then['doses 1'])} |"
    yield f"| the same: pressure below 90 or a drip, % | 81 (grade 3 or 4) | {_number(then['hypotension'])} |"
    yield f"| the same: weight up by 10 % or more, % | 32 (Lee 1989) | {_number(then['weight 10'])} |"
    yield f"| the same: saturation below 90 %, % | 12 intubated, 9 in grave distress | {_number(then['oxygen 90'])} |"
    yield f"| the same: confusion 3 or more, % | 34 severe behaviour, 19 grade 4 | {_number(then['confusion 3'])} |"
    peaks = f"{then['peak 1']:.1f} / {then['peak 2']:.1f}"
    yield f"| the same: peak of creatinine, cycle 1 / 2, mean mg/dL (the ratio is not outside: see above) | 2.6 / 3.8 | {peaks} |"
    high, low = (cohort(model, replace(USUAL, dose=dose)) for dose in (0.72, 0.072))
    drip = f"{_number(high['drip'])} / {_number(low['drip'])}"
    yield f"| 720,000 / 72,000 IU/kg: drip above 0.5, % | 52 / 3 of courses (Yang 1994) | {drip} |"
    response = f"{_number(high['ORR'])} / {_number(low['ORR'])}"
    yield f"| the same: response, % | 21 / 13 (Yang 2003) | {response} |"
    ward = cohort(model, replace(USUAL, drip=0.0))
    yield f"| no drip at all: doses in cycle 1 / 2, median | not found | {_number(ward['doses 1'])} / {_number(ward['doses 2'])} |"


def sensitivity(model: Model) -> Iterator[str]:
    """What a quarter less and a quarter more of one median changes."""
    usual = cohort(model, people=FEWER)
    heads = " | ".join(word for _, word in WATCHED)
    yield f"A quarter less / a quarter more of one median, {FEWER:,} people; the difference from {_line(usual)}."
    yield ""
    yield f"| number | {heads} |"
    yield "| --- |" + " --- |" * len(WATCHED)
    for key in CHANGED:
        median = model.quantities[key].median
        less, more = (cohort(model.with_medians(**{key: median * by}), people=FEWER) for by in (0.75, 1.25))
        cells = (f"{less[name] - usual[name]:+.1f} / {more[name] - usual[name]:+.1f}" for name, _ in WATCHED)
        yield f"| {key} | {' | '.join(cells)} |"


def _line(found: Told) -> str:
    return ", ".join(f"{word} {found[name]:.1f}" for name, word in WATCHED)


def medicine(model: Model) -> Iterator[str]:
    """What a pharmacologist would read off simulated levels, beside what was read off measured ones."""
    someone, many = typical(model), draw(model, 500, 8)
    alone = typical(model.with_medians(VMAX=1e-9))
    alpha, beta, _ = non_compartmental(alone)
    _, _, cleared = non_compartmental(someone)
    at_70 = cleared[0] * (70 / someone["WT"][0]) ** 0.75
    spread = np.percentile(non_compartmental(many)[2], [25, 50, 75])
    without = typical(model.with_medians(CLR=1e-9))
    drips = " / ".join(f"{cleared:.0f}" for cleared in drip_clearances(without))
    bolus = non_compartmental(without)[2][0]
    yield "| quantity | published | here |"
    yield "| --- | --- | --- |"
    yield f"| half-lives by curve stripping, minutes (receptors off, as levels were high) | 12.9 / 85 (Konrad 1990) | {alpha[0]:.1f} / {beta[0]:.1f} |"
    yield f"| dose over area under the curve, first dose, mL/min at 70 kg | 268 (label); 120 (Konrad 1990) | {at_70:.0f} |"
    yield f"| the same, 500 people of every weight: quartiles | not found | {spread[0]:.0f} / {spread[1]:.0f} / {spread[2]:.0f} |"
    yield f"| somebody without kidneys: the same after a first dose | 151; 273 (Schiphorst 1999) | {bolus:.0f} |"
    two = "311 / 761 / 687; 310 / 760 / 760 (Schiphorst 1999)"
    yield f"| the same: clearance on a drip of 2, then 4, then 6 MIU a day, each for three days, mL/min | {two} | {drips} |"
    high = levels(someone)[1].max()
    yield f"| highest level after 600,000 IU/kg, IU/mL | a few thousand (recalled) | {high:,.0f} |"


def levels(people: People, hours: float = 24.0) -> tuple[np.ndarray, np.ndarray]:
    """Hours from the start of the first dose, and IU/mL at each, [moments, people]."""
    n, state = len(people), body.start(people)
    inputs = {"dose": np.full(n, 0.6), "on": np.ones(n), "pressor_allowed": np.ones(n)}
    infusion = people.fixed["INFUSION"]
    steps = [*(body.Step(infusion / 15, 1.0) for _ in range(15)), *(body.Step(1 / 30, 0.0) for _ in range(int(30 * hours)))]
    found = []
    for step in steps:
        state = body.go_through(state, people, inputs, (step,))
        found.append(body.signs(state, people)["concentration"])
    return np.cumsum([step.hours for step in steps]), np.array(found)


def non_compartmental(people: People) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The quick and the slow half-life by curve stripping, in minutes; dose over area, in mL/min."""
    hours, level = levels(people)
    after = hours - people.fixed["INFUSION"]
    late, early = (after > 2.5) & (after < 4), (after > 0) & (after < 0.5)
    slow, intercept = np.polyfit(after[late], np.log(level[late]), 1)
    rest = level[early] - np.exp(intercept + slow * after[early][:, None])
    quick, _ = np.polyfit(after[early], np.log(np.maximum(rest, 1e-9)), 1)
    area = np.trapezoid(np.vstack([np.zeros(len(people)), level]), np.concatenate([[0], hours]), axis=0)
    cleared = 0.6e6 * people["WT"] / (area * 1000) * 1000 / 60
    return -60 * np.log(2) / quick, -60 * np.log(2) / slow, cleared


def drip_clearances(people: People) -> Iterator[float]:
    """Rate over level at the end of three days on a drip of 2, of three more on 4 and of three more on 6 MIU a day, mL/min."""
    state = body.start(people)
    for a_day in DRIPS:
        dose = a_day / 24 * people.fixed["INFUSION"] / people["WT"]
        inputs = {"dose": dose, "on": np.ones(1), "pressor_allowed": np.ones(1)}
        state = body.go_through(state, people, inputs, (body.Step(0.1, 1.0),) * 720)
        yield float(a_day * 1e6 / 24 / body.signs(state, people)["concentration"][0] / 60)


TABLES: dict[str, Callable[[Model], Iterator[str]]] = {
    "calibration": calibration,
    "fixed doses": fixed_doses,
    "checks": checks,
    "medicine": medicine,
    "sensitivity": sensitivity,
}

if __name__ == "__main__":
    sys.exit(main())
