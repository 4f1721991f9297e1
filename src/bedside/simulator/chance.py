"""Chance without a sequence: the number that belongs to a seed, a person, a quantity and a slot, whoever else is drawn.

Philox 4x32 with ten rounds (Salmon and others 2011) turns a counter and a key into random bits. The counter is the person,
the quantity and the slot, the key is the seed: person 7 is the same person in a cohort of ten and of a million, in any
chunk and on any machine. So that the last bit agrees as well, logarithm and exponential are worked out here from
additions and multiplications alone, which every processor rounds alike.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bedside.simulator.shapes import Each, Ids, Reals

Bits = NDArray[np.uint64]

LOW = np.uint64(0xFFFFFFFF)
WORD = np.uint64(32)
MULTIPLY = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (0x9E3779B9, 0xBB67AE85)
ROUNDS = 10
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
"""The natural logarithm of 2 in two parts: any whole multiple of the first that is met here is exact."""


def philox(counter: tuple[Any, Any, Any, Any], key: tuple[int, int]) -> tuple[Bits, Bits, Bits, Bits]:
    """The four 32-bit words that belong to a counter of four words and a key of two."""
    a, b, c, d = (np.asarray(word, np.uint64) for word in counter)
    first, second = key
    for _ in range(ROUNDS):
        left, right = MULTIPLY[0] * a, MULTIPLY[1] * c
        a, b, c, d = (right >> WORD) ^ b ^ np.uint64(first), right & LOW, (left >> WORD) ^ d ^ np.uint64(second), left & LOW
        first, second = (first + WEYL[0]) & 0xFFFFFFFF, (second + WEYL[1]) & 0xFFFFFFFF
    return a, b, c, d


def uniform(seed: int, ids: Ids, quantity: str, slot: int = 0) -> Each:
    """A number above 0 and below 1 for each person, for a named quantity at a slot."""
    who = np.asarray(ids, np.int64).astype(np.uint64)
    what = np.broadcast_to(np.uint64(crc32(quantity.encode())), who.shape)
    key = (seed & 0xFFFFFFFF, (seed >> 32) & 0xFFFFFFFF)
    high, low, _, _ = philox((who & LOW, who >> WORD, what, np.uint64(slot)), key)
    bits = ((high << WORD) | low) >> np.uint64(12)
    share: Each = (bits.astype(np.float64) + 0.5) * 2.0**-52
    return share


def normal(seed: int, ids: Ids, quantity: str, slot: int = 0) -> Each:
    """A standard normal number for each person, for a named quantity at a slot."""
    return _inverse_normal(uniform(seed, ids, quantity, slot))


def exponential(x: Reals) -> Reals:
    """e to the power of `x`, from additions and multiplications alone."""
    turns = np.rint(x * (1 / (LN2_HIGH + LN2_LOW)))
    rest = (x - turns * LN2_HIGH) - turns * LN2_LOW
    found = np.ones_like(rest)
    for k in range(14, 0, -1):
        found = 1.0 + rest * found * (1 / k)
    scaled: Reals = np.ldexp(found, turns.astype(np.int64))
    return scaled


def logarithm(x: Reals) -> Reals:
    """The natural logarithm of `x`, which is above zero, from additions, multiplications and divisions alone."""
    part, turns = np.frexp(x)
    below = part < np.sqrt(0.5)
    part, turns = np.where(below, 2 * part, part), (turns - below).astype(np.float64)
    ratio = (part - 1) / (part + 1)
    square = ratio * ratio
    found = np.zeros_like(ratio)
    for k in range(21, 0, -2):
        found = found * square + 1.0 / k
    answer: Reals = turns * LN2_HIGH + (2 * ratio * found + turns * LN2_LOW)
    return answer


CENTRE = (
    (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3),
)  # fmt: skip
TAIL = (
    (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
FAR_TAIL = (
    (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip
"""Coefficients of algorithm AS 241, PPND16 (Wichura 1988), of the lowest power first."""


def _inverse_normal(p: Each) -> Each:
    """The standard normal number below which a share `p` lies (Wichura 1988)."""
    off = p - 0.5
    found = off * _ratio(CENTRE, 0.180625 - off * off)
    far = np.flatnonzero(np.abs(off) > 0.425)
    root = np.sqrt(-logarithm(np.minimum(p[far], 1 - p[far])))
    tail = np.where(root <= 5, _ratio(TAIL, root - 1.6), _ratio(FAR_TAIL, root - 5))
    found[far] = np.copysign(tail, off[far])
    return found


def _ratio(rows: tuple[tuple[float, ...], tuple[float, ...]], x: Reals) -> Reals:
    above, below = (np.zeros_like(x) for _ in rows)
    for a, b in zip(reversed(rows[0]), reversed(rows[1]), strict=True):
        above, below = above * x + a, below * x + b
    return above / below
