"""Numbers that are not yet there: each operation on them adds an instruction of machine code that works on several people.

A `Lane` stands for one value of as many people as a vector of the processor holds. Equations that are given lanes instead
of numbers write their own machine code, without a loop over people and without a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

FLAGS = ("contract", "nsz")
"""A product and a sum may become one instruction; nothing is put in another order."""
LOG2_OF_E, LN2_HIGH, LN2_LOW = 1.4426950408889634074, 6.93147180369123816490e-01, 1.90821492927058770002e-10
ROUNDING = 1.5 * 2.0**52
"""Added and taken away again it rounds to a whole number, which then stands in the lowest bits."""
EXP_LOW, EXP_HIGH = -700.0, 700.0
FACTORIALS = tuple(1 / reduce(lambda product, k: product * k, range(1, n + 1), 1) for n in range(14))
LOG_TERMS = (
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860511658591e-01,
)
"""Of the logarithm of 1 + f in powers of the square of f / (2 + f): a polynomial of Remez, error below 2**-58."""
ROOT_OF_HALF, ONE, EXPONENT, TWO_52 = 0x3FE6A09E667F3BCD, 1023 << 52, 0xFFF0000000000000, 0x4330000000000000


@dataclass(frozen=True)
class Lane:
    """A vector value in a function that is being written."""

    writer: Writer
    value: Any

    def __add__(self, other: Lane | float) -> Lane:
        return self.writer.two("fadd", self, other)

    def __radd__(self, other: float) -> Lane:
        return self.writer.two("fadd", other, self)

    def __sub__(self, other: Lane | float) -> Lane:
        return self.writer.two("fsub", self, other)

    def __rsub__(self, other: float) -> Lane:
        return self.writer.two("fsub", other, self)

    def __mul__(self, other: Lane | float) -> Lane:
        return self.writer.two("fmul", self, other)

    def __rmul__(self, other: float) -> Lane:
        return self.writer.two("fmul", other, self)

    def __truediv__(self, other: Lane | float) -> Lane:
        return self.writer.two("fdiv", self, other)

    def __rtruediv__(self, other: float) -> Lane:
        return self.writer.two("fdiv", other, self)

    def __neg__(self) -> Lane:
        return self.writer.two("fmul", self, -1.0)


class Writer:
    """Writes instructions for vectors of `width` doubles at one place of a function; it is the Maths of lanes."""

    def __init__(self, ir: Any, builder: Any, width: int) -> None:
        self.ir, self.builder = ir, builder
        self.doubles = ir.VectorType(ir.DoubleType(), width)
        self.wholes = ir.VectorType(ir.IntType(64), width)
        self.width = width

    def lane(self, value: Lane | float) -> Lane:
        """The same number in every lane."""
        if isinstance(value, Lane):
            return value
        return Lane(self, self.ir.Constant(self.doubles, [float(value)] * self.width))

    def two(self, operation: str, x: Lane | float, y: Lane | float) -> Lane:
        """An instruction of two values."""
        return Lane(self, getattr(self.builder, operation)(self.lane(x).value, self.lane(y).value, flags=FLAGS))

    def minimum(self, x: Lane | float, y: Lane | float) -> Lane:
        return self._choose("<", x, y)

    def maximum(self, x: Lane | float, y: Lane | float) -> Lane:
        return self._choose(">", x, y)

    def _choose(self, sign: str, x: Lane | float, y: Lane | float) -> Lane:
        a, b = self.lane(x).value, self.lane(y).value
        return Lane(self, self.builder.select(self.builder.fcmp_ordered(sign, a, b), a, b))

    def sqrt(self, x: Lane) -> Lane:
        kind = self.ir.FunctionType(self.doubles, (self.doubles,))
        function = self.builder.module.declare_intrinsic(f"llvm.sqrt.v{self.width}f64", (), kind)
        return Lane(self, self.builder.call(function, [x.value]))

    def exp(self, x: Lane) -> Lane:
        """2 to a whole power, put into the exponent, times a polynomial of the rest."""
        x = self.minimum(self.maximum(x, EXP_LOW), EXP_HIGH)
        rounded = x * LOG2_OF_E + ROUNDING
        turns = rounded - ROUNDING
        rest = (x - turns * LN2_HIGH) - turns * LN2_LOW
        power = self.builder.shl(self._bits(rounded), self._whole(52))
        return self._double(self.builder.add(self._bits(_polynomial(FACTORIALS, rest)), power))

    def log(self, x: Lane) -> Lane:
        """The power of 2 out of the exponent, and a polynomial of the rest; `x` is above zero."""
        above = self.builder.sub(self._bits(x), self._whole(ROOT_OF_HALF))
        shifted = self.builder.lshr(self.builder.add(above, self._whole(ONE)), self._whole(52))
        turns = self._double(self.builder.or_(shifted, self._whole(TWO_52))) - (2.0**52 + 1023)
        part = self._double(self.builder.sub(self._bits(x), self.builder.and_(above, self._whole(EXPONENT))))
        f = part - 1.0
        s = f / (f + 2.0)
        square, half = s * s, 0.5 * (f * f)
        more = half + square * _polynomial(LOG_TERMS, square)
        return turns * LN2_HIGH - ((half - (s * more + turns * LN2_LOW)) - f)

    def _bits(self, x: Lane) -> Any:
        return self.builder.bitcast(x.value, self.wholes)

    def _double(self, bits: Any) -> Lane:
        return Lane(self, self.builder.bitcast(bits, self.doubles))

    def _whole(self, value: int) -> Any:
        return self.ir.Constant(self.wholes, [value - (1 << 64) if value >> 63 else value] * self.width)


def _polynomial(terms: Sequence[float], x: Lane) -> Lane:
    """The sum of terms[k] * x**k, in pairs, pairs of pairs and so on, so that few wait for each other."""
    level: list[Lane | float] = list(terms)
    power = x
    while len(level) > 1:
        pairs = [level[k] + power * level[k + 1] for k in range(0, len(level) - 1, 2)]
        level = [*pairs, *level[len(level) - len(level) % 2 :]]
        power = power * power
    found = level[0]
    assert isinstance(found, Lane)
    return found
