"""Equations written down as text, for solvers that cannot be handed them: whoever is worked out with words writes lines.

The equations stay written once. The text is valid Python and, between braces and with a `double` before each line, valid C.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Word:
    """The name of a value that a line has worked out."""

    text: str
    page: Page

    def __add__(self, other: Any) -> Word:
        return self.page.line(f"{self.text} + {_said(other)}")

    def __radd__(self, other: Any) -> Word:
        return self.page.line(f"{_said(other)} + {self.text}")

    def __sub__(self, other: Any) -> Word:
        return self.page.line(f"{self.text} - {_said(other)}")

    def __rsub__(self, other: Any) -> Word:
        return self.page.line(f"{_said(other)} - {self.text}")

    def __mul__(self, other: Any) -> Word:
        return self.page.line(f"{self.text} * {_said(other)}")

    def __rmul__(self, other: Any) -> Word:
        return self.page.line(f"{_said(other)} * {self.text}")

    def __truediv__(self, other: Any) -> Word:
        return self.page.line(f"{self.text} / {_said(other)}")

    def __rtruediv__(self, other: Any) -> Word:
        return self.page.line(f"{_said(other)} / {self.text}")

    def __neg__(self) -> Word:
        return self.page.line(f"-{self.text}")


@dataclass
class Page:
    """Lines, each written once; it is the Maths of words."""

    lines: dict[str, str] = field(default_factory=dict)

    def line(self, text: str) -> Word:
        """The word for what a line works out."""
        return Word(self.lines.setdefault(text, f"t{len(self.lines)}"), self)

    def words(self, letter: str, names: Sequence[str]) -> dict[str, Word]:
        """A word for each place of an array that is called by this letter."""
        return {name: Word(f"{letter}[{place}]", self) for place, name in enumerate(names)}

    def exp(self, x: Any) -> Word:
        return self.line(f"exp({_said(x)})")

    def log(self, x: Any) -> Word:
        return self.line(f"log({_said(x)})")

    def sqrt(self, x: Any) -> Word:
        return self.line(f"sqrt({_said(x)})")

    def minimum(self, x: Any, y: Any) -> Word:
        return self.line(f"minimum({_said(x)}, {_said(y)})")

    def maximum(self, x: Any, y: Any) -> Word:
        return self.line(f"maximum({_said(x)}, {_said(y)})")

    def function(self, name: str, results: Sequence[Any]) -> str:
        """A function of `y` and `p` in Python that returns a tuple."""
        body = [f"{word} = {text}" for text, word in self.lines.items()]
        return f"def {name}(y, p):\n    " + "\n    ".join([*body, f"return ({', '.join(map(_said, results))},)"]) + "\n"

    def in_c(self, results: Sequence[Any]) -> str:
        """The lines in C, of `y` and `p`, that fill `dy`."""
        body = [f"double {word} = {text};" for text, word in self.lines.items()]
        return "\n".join([*body, *(f"dy[{place}] = {_said(each)};" for place, each in enumerate(results))])


def read(text: str, name: str, maths: Mapping[str, Callable[..., Any]]) -> Callable[..., Any]:
    """The function that a text of `Page.function` says, with exp, log, sqrt, minimum and maximum of some kind of value."""
    known = dict(maths)
    exec(text, known)
    return known[name]


def _said(value: Any) -> str:
    return value.text if isinstance(value, Word) else repr(float(value))
