"""The words of laboratory reports: what a column holds, what a section is about, where persons and dates stand.

>>> report_words().column("Reference range")
'range'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Literal, get_args

from bedside.scanning.letters import unaccented, words_of

LETTER_OF_SEX = re.compile(r"^\W*[mfwhdu]\s*(?:[:=)]|$)|[\d\s(][mfwhdu]\s*[:=)]?\s*$", re.I)
"""A lone letter for men or women: as all there is, with a colon, or behind a range."""
Role = Literal["name", "result", "unit", "range", "low", "high", "flag", "previous", "method", "date", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class ReportWords:
    """Known phrases, each as its bare words."""

    columns: Mapping[Phrase, Role]
    head_words: frozenset[str]
    """The words that a head may begin with."""
    sections: Mapping[Phrase, str]
    fields: Mapping[str, frozenset[Phrase]]
    interpretation: frozenset[Phrase]
    remark: frozenset[Phrase]
    sexes: frozenset[str]
    earlier: frozenset[str]
    """Words before a date's name that make it the date of another report."""
    again: frozenset[Phrase]
    """What stands in place of a name where the result above is said again in another unit."""
    not_now: frozenset[str]
    """Words before a list of results that make them those of another day, or a goal."""
    english: frozenset[str]
    """Words that only an English report has."""
    day_first: frozenset[str]
    """Words that only a report has whose language writes the day before the month."""
    american: frozenset[Phrase]
    """What an address in the United States holds, where the month stands first in every language."""
    no_result: frozenset[Phrase]
    """What stands where a result is not: `sample haemolysed`, `see comment`."""
    findings: tuple[str, ...]
    """What may stand in the place of a number, bare, the longest first."""
    findings_spelt: Mapping[str, str]
    """The same bare, and as it is spelt."""

    between: frozenset[str]
    """What may stand between a value and its date."""
    beside: frozenset[str]
    """What may stand beside a word for earlier results."""
    was: frozenset[str]
    """Words that alone say that a value is an earlier one."""
    range_endings: tuple[str, ...]
    """Ends of words for a range, as German puts them together."""
    range_short: frozenset[Phrase]
    """Letters that stand for a range: `N: 3,5 - 5,1`."""
    hours: frozenset[str]
    """Heads of a field for the hour."""
    classes: Mapping[str, frozenset[str]]
    """Words before one of several ranges of a row, by whom it is of or what class it is."""
    sex_labels: frozenset[str]
    """What stands before the person's sex."""

    def spelt(self, finding: str) -> str:
        """A finding with the accents that the reader of a picture may have left out; as it is where it is not known."""
        known = self.findings_spelt.get(unaccented(finding), finding)
        if len(known) != len(finding) or finding.casefold() == known.casefold():
            return finding
        return "".join(new.upper() if old.isupper() else new for old, new in zip(finding, known, strict=True))

    def column(self, text: str) -> Role | None:
        """What a column with this head holds."""
        return self.columns.get(words_of(text))

    def section(self, text: str) -> str | None:
        """The specimen that a heading speaks of; None where it is no known heading."""
        words = words_of(text)
        known = self.sections.get(words)
        if known or len(words) > 7:
            return known
        found = [self.sections[words[a:b]] for b in range(len(words), 0, -1) for a in range(b) if words[a:b] in self.sections]
        narrow = [each for each in found if each != "blood"]
        return narrow[0] if narrow else found[0] if found else None

    def of_sex(self, text: str) -> bool:
        """Whether a text names men, women or children, such as stand before a range of their own."""
        words = [word for word in words_of(text) if not word.isdigit()]
        if not words or len(words) > 4:
            return False
        return LETTER_OF_SEX.search(text) is not None or any(
            len(word) > 1 and word in self.sexes for word in (words[0], words[-1])
        )

    def earlier_heading(self, text: str) -> bool:
        """Whether one of the first words of a heading is one for earlier results."""
        words = words_of(text)
        return any(word in self.earlier or self.columns.get((word,)) == "previous" for word in words[:3])

    def interprets(self, text: str) -> bool:
        """Whether a line that begins so lays out what a number means, and is no result itself."""
        words = words_of(text)
        return any(words[:size] in self.interpretation for size in range(1, min(4, len(words)) + 1))

    def without_result(self, text: str) -> bool:
        """Whether a cell says why no result is printed."""
        words = words_of(text)
        return any(words[:size] in self.no_result for size in range(1, min(4, len(words)) + 1))

    def remarks(self, text: str) -> bool:
        """Whether a line that begins so is a remark, or about the report."""
        words = words_of(text)
        return any(words[:size] in self.remark for size in range(1, min(4, len(words)) + 1))


def _ends(table: Mapping[str, Sequence[str]]) -> Iterator[tuple[Phrase, Role]]:
    """The heads for one end of a range: a word for the side and one for a limit."""
    ends: tuple[Role, Role] = ("low", "high")
    for role, of in product(ends, table["of"]):
        texts = [text for side in table[role] for text in (f"{side} {of}", f"{of} {side}")]
        texts += [f"{of} {side}" for side in table[f"{role}_behind"]] + [f"{side}{of}" for side in table[f"{role}_joined"]]
        yield from ((words_of(text), role) for text in texts)


@cache
def report_words() -> ReportWords:
    """The words that come with Bedside."""
    table = tomllib.loads(files("bedside").joinpath("scanning/report_words.toml").read_text("utf-8"))
    columns: dict[Phrase, Role] = {}
    for role in ROLES:
        columns |= {words_of(each): role for each in table["columns"].get(role, ())}
    columns = {**dict(_ends(table["ends"])), **columns}
    return ReportWords(
        columns=columns,
        head_words=frozenset(phrase[0] for phrase in columns),
        sections={words_of(each): name for name, known in table["sections"].items() for each in known},
        fields={name: frozenset(words_of(each) for each in known) for name, known in table["fields"].items()},
        interpretation=frozenset(words_of(each) for each in table["apart"]["interpretation"]),
        remark=frozenset(words_of(each) for each in table["apart"]["remark"]),
        sexes=frozenset(table["apart"]["sexes"]),
        again=frozenset(words_of(each) for each in table["apart"]["again"]),
        earlier=frozenset(table["apart"]["earlier"]),
        not_now=frozenset((*table["apart"]["earlier"], *table["apart"]["goal"])),
        english=frozenset(table["english"]["words"]),
        day_first=frozenset(table["day_first"]["words"]),
        american=frozenset(words_of(each) for each in table["day_first"]["american"]),
        no_result=frozenset(words_of(each) for each in table["findings"]["no_result"]),
        between=frozenset(table["labels"]["between"]),
        beside=frozenset((*table["labels"]["between"], *table["labels"]["beside"])),
        was=frozenset(table["labels"]["was"]),
        range_endings=tuple(table["labels"]["range_endings"]),
        range_short=frozenset(words_of(each) for each in table["labels"]["range_short"]),
        hours=frozenset(table["labels"]["hours"]),
        classes={kind: frozenset(known) for kind, known in table["classes"].items()},
        sex_labels=frozenset(table["sex_labels"]["words"]),
        findings=tuple(sorted(map(unaccented, table["findings"]["words"]), key=len, reverse=True)),
        findings_spelt={unaccented(each): each for each in table["findings"]["words"]},
    )
