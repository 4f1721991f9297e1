"""The whole model in a closed loop of three marks: how it grows with people, and other solvers with the same equations."""

from __future__ import annotations

import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np

import running_peers
from bedside.simulator import body
from bedside.simulator.chance import Numbers
from bedside.simulator.model import Model
from bedside.simulator.people import People, draw, noise
from written import Page

SIZES = (1_000, 10_000, 100_000)
SLOTS, CYCLE, DOSES, FLUIDS = 84, 42, 14, 17
INPUTS = ("dose", "on", "pressor_allowed", "infusing")
BESIDE, COMPARED = 10_000, 24


def course(crowd: People, watch: Callable[[Numbers], None] = lambda _: None) -> Numbers:
    """Who got a dose at each slot, [slots, people]: 28 days, two cycles, held by three marks, decided before every slot."""
    size = len(crowd)
    state, given, ones = body.start(crowd), np.zeros((SLOTS, size), bool), np.ones(size)
    for slot in range(SLOTS):
        watch(state)
        if slot % CYCLE < DOSES:
            seen = body.signs(state, crowd)
            low = seen["systolic_bp"] + error(crowd, slot) < 85
            given[slot] = ~(low | (seen["pressor_rate"] > 0.8) | (seen["creatinine"] >= 3))
        on = ones if slot % CYCLE < FLUIDS else np.zeros(size)
        state = body.advance(state, crowd, 0.6 * given[slot], on, ones)
    watch(state)
    return given


def error(crowd: People, slot: int) -> Numbers:
    """Of measurement, of the pressure of everybody at a slot, mmHg."""
    return 5 * noise(1, crowd.ids, slot, "systolic_bp")


def by_size(model: Model) -> None:
    """People per second, compile time apart, memory, and whether it grows in proportion."""
    begin = time.perf_counter()
    course(draw(model, 8, 1))
    taken = time.perf_counter() - begin
    print(f"\nThe whole model, {len(body.STATES)} states, 28 days; compiling and starting: {taken:.1f} s\n")
    print(f"{'people':>9}{'CPU s':>9}{'people/CPU s':>14}{'wall s':>9}{'people/s':>11}{'peak MB':>9}")
    for size in SIZES:
        cpu, wall = time.process_time(), time.perf_counter()
        course(draw(model, size, 1))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>9,}{cpu:>9.2f}{size / cpu:>14,.0f}{wall:>9.2f}{size / wall:>11,.0f}{peak:>9,.0f}", flush=True)


def text_of(crowd: People) -> dict[str, str]:
    """How fast every state changes, and the pressure, as functions in text; the equations are those of the body."""
    names = (*crowd.names, *INPUTS)

    def words(page: Page) -> tuple[SimpleNamespace, SimpleNamespace]:
        return SimpleNamespace(**page.words("y", body.STATES)), SimpleNamespace(**crowd.fixed, **page.words("p", names))

    page, other = Page(), Page()
    y, p = words(page)
    rates, found = body.rates(y, p, p, page), body.changes(y, p, p, page)
    first = rates.inflow - (rates.out + rates.across) * y.A1 + rates.back * y.A2
    rest = (found[name] for name in body.STATES[2:])
    slopes = page.function("slopes", [first, rates.across * y.A1 - rates.back * y.A2, *rest])
    y, p = words(other)
    return {"slopes": slopes, "pressure": other.function("pressure", [body.pressure(y, p, other)])}


def beside(model: Model) -> None:
    """Other solvers on the same equations, people, errors of measurement and marks."""
    begin = time.process_time()
    course(draw(model, BESIDE, 1))
    own = (time.process_time() - begin) * 10_000 / BESIDE
    crowd, states = draw(model, 64, 1), []
    given = course(crowd, states.append)
    found = np.stack(states)
    floors = 0.01 * np.abs(found).max(axis=(0, 2))
    print(
        "\nThe whole model by other solvers, seconds of CPU for 10,000 people; the largest error of the median person, of all\n"
    )
    print(f"{'solver':<32}{'seconds':>10}{'x Bedside':>11}{'median':>10}{'largest':>10}{'other doses':>13}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = {"text": text_of(crowd), "states": body.STATES, "floors": floors.tolist()}
        (folder / "body.json").write_text(json.dumps(told), "utf-8")
        errors = np.stack([error(crowd, slot) for slot in range(SLOTS)])
        for what, table in (("numbers", crowd.values.T), ("start", body.start(crowd).T), ("noise", errors)):
            np.save(folder / what, table)
        if running_peers.run("body_peers.py", "exactly", folder) is None:
            return
        right = np.load(folder / "exactly.npz")
        compare = Comparison(right["found"], right["doses"], floors)
        print(f"{'Bedside, machine code':<32}{own:>10.2f}{1:>11.1f}{compare.told(found, given)}", flush=True)
        for solver in ("numbalsoda", "heyoka", "scipy"):
            line = running_peers.run("body_peers.py", solver, folder)
            if line is not None:
                theirs = np.load(folder / f"{solver}.npz")
                wrong = compare.told(theirs["found"], theirs["doses"])
                print(f"{line['solver']:<32}{line['seconds']:>10.2f}{line['seconds'] / own:>11.1f}{wrong}", flush=True)


class Comparison:
    """What a solver found against what is exact, [85, states, people] and [slots, people]."""

    def __init__(self, right: Numbers, doses: Numbers, floors: Numbers) -> None:
        self.right, self.doses, self.floors = right, doses, floors

    def told(self, found: Numbers, doses: Numbers) -> str:
        """The median and the largest error of people with the same doses, and how many slots were decided otherwise."""
        both = min(found.shape[2], self.right.shape[2])
        other = doses[:, :both] != self.doses[:, :both]
        right = self.right[:, :, :both]
        wrong = (np.abs(found[:, :, :both] - right) / (np.abs(right) + self.floors[:, None])).max(axis=(0, 1))
        same = wrong[~other.any(axis=0)]
        return f"{np.median(same):>10.1e}{same.max():>10.1e}{other.sum():>13}"
