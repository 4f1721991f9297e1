"""What the arrays of the simulator hold: which way people, states and scans go, and in which unit.

A shape names its axes; one name is one length within a call. Type checkers read these as arrays. When jaxtyping was loaded
first, as tests do, every call is held to its shapes; else they are notes that cost nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING or sys.modules.get("jaxtyping"):
    from jaxtyping import Bool, Float, Int
else:
    Bool = Float = Int = Annotated

Reals: TypeAlias = NDArray[np.float64]
"""Double precision, of any shape."""
Whole: TypeAlias = NDArray[Any]
"""Whole numbers or truths, of any width."""

# ------------------------------------------------------------------------------------------------- everybody side by side

Each: TypeAlias = Float[Reals, " people"]
"""One number of each person; its name says what it is and in which unit."""
States: TypeAlias = Float[Reals, "states people"]
"""Everybody's body, a row for each of `body.STATES`; units are those of docs/explanation/model.md."""
Quantities: TypeAlias = Float[Reals, "numbers people"]
"""A row for each number in which people differ; units are those of the medicine's `model.toml`."""
Padded: TypeAlias = Float[Reals, "numbers room"]
"""The same with the last person again, until there are as many as fit."""
Signs: TypeAlias = Mapping[str, Each]
"""What could be seen or measured, by name: pressure in mmHg, pulse in 1/min, shares in %, temperature in C, creatinine and
bilirubin in mg/dL, platelets in 1e9/L, albumin in g/L, weight in kg, drip in ug/kg/min, urine in mL and mL/h, cells in
1/uL, soluble receptor in U/mL, level in IU/mL; confusion is 0 to 4, diameters and filtration are times usual."""
DosePerWeight: TypeAlias = Float[Reals, " people"]
"""MIU/kg, 0 for no dose."""
Switch: TypeAlias = Float[Reals, " people"]
"""1 for yes, 0 for no."""
Kilograms: TypeAlias = Float[Reals, " people"]
Percent: TypeAlias = Float[Reals, " people"]
"""100 is the whole."""
Ids: TypeAlias = Int[Whole, " people"]
"""Whose: the person's number."""
Seconds: TypeAlias = Int[Whole, " people"]
"""Since the first dose, or how long; on the ward, ticks of the reader. FAR for never."""
Grades: TypeAlias = Int[Whole, " people"]
"""By CTCAE, 0 to 5."""
Yes: TypeAlias = Bool[Whole, " people"]
Cycles: TypeAlias = Int[Whole, " people"]
"""The number of a cycle from 0, or -1 before the first."""
PerCycle: TypeAlias = Int[Whole, "cycles people"]
"""A count or a code for each cycle."""
SecondsPerCycle: TypeAlias = Int[Whole, "cycles people"]
"""Since the first dose, for each cycle; FAR for never."""

# ------------------------------------------------------------------------------------------------- some of them

Places: TypeAlias = Int[Whole, " some"]
"""At which places among everybody some people are."""
OfSome: TypeAlias = Float[Reals, " some"]
"""One number of each of some people."""
WholeOfSome: TypeAlias = Int[Whole, " some"]
"""A count, a code, or seconds of each of some people."""
YesOfSome: TypeAlias = Bool[Whole, " some"]
SecondsOfSome: TypeAlias = Int[Whole, " some"]
"""As `Seconds`."""
HeldSlots: TypeAlias = Int[Whole, "held some"]
"""When slots were held, in ticks of the reader; FAR for none."""
Truths: TypeAlias = Int[Whole, "moments some"]
"""0 false, 1 unknown, 2 true."""
Firing: TypeAlias = Bool[Whole, "rules some"]
"""Which rules hold for whom."""

# ------------------------------------------------------------------------------------------------- steps, scans, counts

Table: TypeAlias = Float[Reals, "steps 2"]
"""Steps in time: hours, and whether the infusion runs."""
Millimetres: TypeAlias = Float[Reals, "scans people"]
"""The sum of diameters at each scan."""
Words: TypeAlias = Int[Whole, "scans people"]
"""What each scan says, as places in `tumour.WORDS`."""
BestWords: TypeAlias = Int[Whole, " people"]
"""The best word before the first progression, as a place in `tumour.WORDS`."""
Days: TypeAlias = Int[Whole, " people"]
"""Since the first dose, which is on day 1; 0 for never."""
Bands: TypeAlias = Int[Whole, "signs pieces bands"]
"""How many people are in each band of value at each time."""
Moments: TypeAlias = Float[Reals, " moments"]
"""Days since the first dose."""
Quantiles: TypeAlias = Float[Reals, "shares moments"]
"""Of one sign, in its unit."""
Counts: TypeAlias = Int[Whole, "..."]
"""How many people, slots or seconds, by whatever the count's name says."""
Sums: TypeAlias = Int[Whole, "4 measures"]
"""Over people: of the first protocol, of the second, of the difference, and of its square."""
