"""Virtual people: drawn from a seed, person by person, so that a person does not depend on who else is drawn.

>>> from bedside.simulator.model import load_model
>>> model = load_model("aldesleukin")
>>> few, many = draw(model, 3, seed=1), draw(model, 1000, seed=1)
>>> bool((few["WT"] == many["WT"][:3]).all())
True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bedside.simulator.chance import exponential, logarithm, normal, uniform
from bedside.simulator.model import SCALES, Model, ModelError
from bedside.simulator.shapes import Each, Ids, Places, Quantities

COMMON = "common factor"
FARTHEST = 3.0
"""The most standard deviations that anybody is from the median."""
AT_ONCE = 1 << 12
"""People drawn in one go: few enough that what is worked out stays near the processor."""
WEIGHT, TOLD_FOR = "WT", 70.0
CREATININE, INJURY, POWER, USUAL = "CR0", "GI", 1.5, 0.95
"""A kidney with a higher creatinine to begin with is injured more: by this power (Belldegrun 1987, direction)."""


@dataclass(frozen=True)
class People:
    """Virtual people side by side: a row for each number in which they differ, [numbers, people], and what all share."""

    seed: int
    ids: Ids
    names: tuple[str, ...]
    values: Quantities
    fixed: Mapping[str, float]

    def __getitem__(self, name: str) -> Each:
        """One number of everybody, [people]."""
        if name in self.fixed:
            return np.full(len(self), self.fixed[name])
        row: Each = self.values[self.names.index(name)]
        return row

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, which: Places | slice) -> People:
        """Those at the places `which`."""
        values = self.values[:, which].copy() if isinstance(which, slice) else self.values.take(which, axis=1)
        return People(self.seed, self.ids[which], self.names, values, self.fixed)


def noise(seed: int, ids: Ids, slot: int, quantity: str) -> Each:
    """A standard normal number for each person: an error of measurement of this quantity at this slot."""
    return normal(seed, ids, f"noise {quantity}", slot)


def chance(seed: int, ids: Ids, slot: int, quantity: str) -> Each:
    """A number between 0 and 1 for each person: whether something happens that the model has no state for."""
    return uniform(seed, ids, f"chance {quantity}", slot)


def draw(model: Model, people: int | Ids, seed: int = 0, given: Mapping[str, Each] | None = None) -> People:
    """The people with the numbers 0 to `people` - 1, or with these ids. What is `given` for each of them is not drawn.

    Raises ModelError for a given number that the model does not vary, or that is outside of what it allows.
    """
    ids = np.arange(people, dtype=np.int64) if isinstance(people, int) else np.asarray(people, np.int64)
    told, names = _checked(model, len(ids), given or {}), model.varying()
    values = np.empty((len(names), len(ids)))
    for first in range(0, len(ids), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        values[:, some] = _drawn(model, ids[some], seed, {key: row[some] for key, row in told.items()})
    return People(seed, ids, names, values, model.fixed())


def typical(model: Model) -> People:
    """One person with the median of everything."""
    varying = {key: np.array([model.quantities[key].median]) for key in model.varying()}
    return draw(model, 1, 0, varying)


def _drawn(model: Model, ids: Ids, seed: int, told: Mapping[str, Each]) -> Quantities:
    """A row for each number in which people differ, of a few people."""
    common = normal(seed, ids, COMMON)
    found = {key: told[key] if key in told else _one(model, key, ids, seed, common) for key in model.varying()}
    size = logarithm(found[WEIGHT] / TOLD_FOR)
    for key, row in found.items():
        if power := SCALES.get(model.quantities[key].scales):
            found[key] = row * exponential(power * size)
    found[INJURY] = found[INJURY] * exponential(POWER * logarithm(found[CREATININE] / USUAL))
    return np.stack(list(found.values()))


def _one(model: Model, key: str, ids: Ids, seed: int, common: Each) -> Each:
    row = model.quantities[key]
    if row.spread == 0:
        return np.full(len(ids), row.median)
    z = row.rho * common + np.sqrt(1 - row.rho**2) * normal(seed, ids, key)
    value = row.median * exponential(row.spread * np.clip(z, -FARTHEST, FARTHEST))
    return np.clip(value, row.low, row.high)


def _checked(model: Model, size: int, given: Mapping[str, Each]) -> dict[str, Each]:
    found = {}
    for key, values in given.items():
        row = model.quantities.get(key)
        if row is None or not row.varies:
            raise ModelError(f"{key!r} is nothing in which people differ; they differ in {', '.join(model.varying())}")
        told = np.broadcast_to(np.asarray(values, np.float64), (size,))
        wrong = np.flatnonzero(~((told > 0) & (told >= row.low) & (told <= row.high)))
        if len(wrong):
            which, limits = int(wrong[0]), f"{row.low:g} to {row.high:g} {row.unit}"
            raise ModelError(f"person {which}: {row.say} {told[which]:g} is outside {limits}")
        found[key] = told
    return found
