"""RECIST 1.1 at one time point: its numbers, its tables row by row, and the rule of each answer with its source.

>>> overall("PR", "non-CR/non-PD", False).overall
'PR'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Read = Literal["primary", "secondary", "recalled"]

CR, PR, SD, PD, NE = "CR", "PR", "SD", "PD", "NE"
NON_CR_NON_PD = "non-CR/non-PD"
PRESENT, ABSENT, PROGRESSION, NOT_EVALUABLE = "present", "absent", "progression", "not evaluable"
NODE = "node"

MOST_TARGETS, MOST_IN_AN_ORGAN = 5, 2
SHRUNK, GROWN, GROWN_MM = 0.30, 0.20, 5.0
NORMAL_NODE, SMALLEST, SMALLEST_NODE = 10.0, 10.0, 15.0
"""Millimetres: below the first a node is normal; from the others on a lesion, a node can be measured at baseline."""
TOLERANCE = 1e-9
"""Relative, so that exactly 30 % counts and a change of unit never changes an answer."""


@dataclass(frozen=True)
class Rule:
    """One rule of RECIST 1.1 in plain words, where it comes from, and how that was read."""

    id: str
    say: str
    source: str
    read: Read


def _rules(*rows: tuple[str, str, str, Read]) -> Mapping[str, Rule]:
    return {id: Rule(id, say, source, read) for id, say, source, read in rows}


TABLE, ANSWERS = "recist-2009, table", "recist-faq"
REPRINT: Read = "secondary"
TARGET, OTHERS, UNSEEN = "recist-2009, section 4.3.1", "recist-2009, section 4.3.3", "recist-2009, section 4.4.2"
RULES = _rules(
    ("recist.target.CR", "Every target lesion is gone, and every target node is shorter than 10 mm.", TARGET, "secondary"),
    ("recist.target.PR", "The sum of diameters is at least 30 % below the baseline.", TARGET, "secondary"),
    (
        "recist.target.PD",
        "The sum of diameters is at least 20 % and at least 5 mm above the smallest sum so far, the baseline included.",
        TARGET,
        "secondary",
    ),
    (
        "recist.target.SD",
        "Not 30 % below the baseline, and not 20 % and 5 mm above the smallest sum.",
        f"{ANSWERS}, the definition of stable disease",
        "primary",
    ),
    ("recist.target.NE", "A target lesion was not measured, so the sum is not known.", UNSEEN, "secondary"),
    (
        "recist.target.measured_alone",
        "Not every target lesion was measured, but the measured ones alone are 20 % and 5 mm above the smallest sum.",
        f"{ANSWERS}, surgery or radiotherapy and missing lesions",
        "primary",
    ),
    (
        "recist.reappeared",
        "A complete response was reached before, and a lesion is there again.",
        f"{ANSWERS}, does a new lesion always result in progression",
        "primary",
    ),
    ("recist.nontarget.CR", "Every non-target lesion is gone.", OTHERS, "secondary"),
    ("recist.nontarget.persisting", "A non-target lesion is still there, and none has clearly grown.", OTHERS, "secondary"),
    ("recist.nontarget.PD", "A non-target lesion has clearly progressed.", OTHERS, "secondary"),
    ("recist.nontarget.NE", "A non-target lesion was not looked at, or could not be judged.", UNSEEN, "secondary"),
    ("recist.new.present", "A new lesion was seen.", "recist-2009, section 4.3.5", "secondary"),
    (
        "recist.new.earlier",
        "A new lesion was seen at an earlier assessment: no later one counts as a response.",
        "bedside, a new lesion stays one",
        "secondary",
    ),
    (
        "recist.table1.complete",
        "Targets CR, others CR or none, nothing new: complete response.",
        f"{TABLE} 1, row 1",
        REPRINT,
    ),
    (
        "recist.table1.persisting",
        "Targets CR, others still there, nothing new: partial response.",
        f"{TABLE} 1, row 2",
        REPRINT,
    ),
    (
        "recist.table1.others_not_judged",
        "Targets CR, others not all judged, nothing new: partial response.",
        f"{TABLE} 1, row 3",
        REPRINT,
    ),
    (
        "recist.table1.partial",
        "Targets PR, others not progressing or not all judged, nothing new: partial response.",
        f"{TABLE} 1, row 4",
        REPRINT,
    ),
    (
        "recist.table1.stable",
        "Targets SD, others not progressing or not all judged, nothing new: stable disease.",
        f"{TABLE} 1, row 5",
        REPRINT,
    ),
    (
        "recist.table1.not_evaluable",
        "Targets not all measured, others not progressing, nothing new: not evaluable.",
        f"{TABLE} 1, row 6",
        REPRINT,
    ),
    ("recist.table1.target_PD", "Targets PD: progression, whatever the rest.", f"{TABLE} 1, row 7", REPRINT),
    ("recist.table1.nontarget_PD", "Others PD: progression, whatever the rest.", f"{TABLE} 1, row 8", REPRINT),
    ("recist.table1.new", "A new lesion: progression, whatever the rest.", f"{TABLE} 1, row 9", REPRINT),
    ("recist.table2.complete", "No targets; others CR, nothing new: complete response.", f"{TABLE} 2, row 1", REPRINT),
    (
        "recist.table2.persisting",
        "No targets; others still there, nothing new. RECIST calls this non-CR/non-PD; it is shown as SD.",
        f"{TABLE} 2, row 2",
        REPRINT,
    ),
    (
        "recist.table2.not_evaluable",
        "No targets; others not all judged, nothing new: not evaluable.",
        f"{TABLE} 2, row 3",
        REPRINT,
    ),
    ("recist.table2.nontarget_PD", "No targets; others PD: progression.", f"{TABLE} 2, row 4", REPRINT),
    ("recist.table2.new", "No targets; a new lesion: progression.", f"{TABLE} 2, row 5", REPRINT),
)


CITED = tuple(sorted({rule.source.split(",")[0] for rule in RULES.values()}))
"""The keys of what the rules cite: a medicine file that has a table `respond` has them among its sources."""


@dataclass(frozen=True)
class Row:
    """One row of a table: which words of targets and others it is about, whether it needs a new lesion, what follows.

    `new` is None where the row says "yes or no".
    """

    rule: str
    targets: tuple[str | None, ...]
    others: tuple[str | None, ...]
    new: bool | None
    overall: str


ANY_TARGET = (CR, PR, SD, PD, NE)
NOT_PD = (CR, NON_CR_NON_PD, NE, None)
ANY_OTHER = (*NOT_PD, PD)
TABLE_1 = (
    Row("recist.table1.complete", (CR,), (CR, None), False, CR),
    Row("recist.table1.persisting", (CR,), (NON_CR_NON_PD,), False, PR),
    Row("recist.table1.others_not_judged", (CR,), (NE,), False, PR),
    Row("recist.table1.partial", (PR,), NOT_PD, False, PR),
    Row("recist.table1.stable", (SD,), NOT_PD, False, SD),
    Row("recist.table1.not_evaluable", (NE,), NOT_PD, False, NE),
    Row("recist.table1.target_PD", (PD,), ANY_OTHER, None, PD),
    Row("recist.table1.nontarget_PD", ANY_TARGET, (PD,), None, PD),
    Row("recist.table1.new", ANY_TARGET, ANY_OTHER, True, PD),
)
"""With target disease; others may be there or not."""
TABLE_2 = (
    Row("recist.table2.complete", (None,), (CR,), False, CR),
    Row("recist.table2.persisting", (None,), (NON_CR_NON_PD,), False, SD),
    Row("recist.table2.not_evaluable", (None,), (NE,), False, NE),
    Row("recist.table2.nontarget_PD", (None,), (PD,), None, PD),
    Row("recist.table2.new", (None,), (CR, NON_CR_NON_PD, NE, PD), True, PD),
)
"""With non-target disease only."""


def overall(target: str | None, nontarget: str | None, new: bool) -> Row:
    """The first row of the tables that is about this combination; one of the two kinds of lesions must be there."""
    for row in TABLE_2 if target is None else TABLE_1:
        if target in row.targets and nontarget in row.others and row.new in (new, None):
            return row
    raise ValueError(f"no row of RECIST is about {target}, {nontarget}, {new}")


@dataclass(frozen=True)
class Word:
    """What is said of one kind of lesions, and by which rule."""

    word: str
    rule: str


Measured = Mapping[str, float | None]
"""Diameters in mm by lesion; None where it was not measured."""


def gone(mm: float, node: bool) -> bool:
    """Whether a target lesion of this diameter is no disease any more."""
    return mm < NORMAL_NODE * (1 - TOLERANCE) if node else mm <= TOLERANCE


def total(measured: Measured) -> float | None:
    """The sum of diameters; None where a lesion was not measured."""
    known = [mm for mm in measured.values() if mm is not None]
    return sum(known) if len(known) == len(measured) else None


def has_grown(sum_mm: float, smallest: float) -> bool:
    """At least 20 % and at least 5 mm above the smallest sum on study."""
    slack = TOLERANCE * max(1.0, smallest)
    return sum_mm >= smallest * (1 + GROWN) - slack and sum_mm - smallest >= GROWN_MM - slack


def has_shrunk(sum_mm: float, baseline: float) -> bool:
    """At least 30 % below the baseline."""
    return sum_mm <= baseline * (1 - SHRUNK) + TOLERANCE * max(1.0, baseline)


def measurable(mm: float, node: bool) -> bool:
    """Whether a lesion is large enough at baseline to be a target."""
    return mm >= (SMALLEST_NODE if node else SMALLEST) * (1 - TOLERANCE)


def of_targets(measured: Measured, nodes: frozenset[str], baseline: float, smallest: float, complete_before: bool) -> Word:
    """What the target lesions say; `smallest` is the smallest sum so far, `complete_before` a complete response before."""
    known = {lesion: mm for lesion, mm in measured.items() if mm is not None}
    if complete_before and any(not gone(mm, lesion in nodes) for lesion, mm in known.items()):
        return Word(PD, "recist.reappeared")
    if len(known) < len(measured):
        alone = has_grown(sum(known.values()), smallest) and not all(gone(mm, key in nodes) for key, mm in known.items())
        return Word(PD, "recist.target.measured_alone") if alone else Word(NE, "recist.target.NE")
    if all(gone(mm, lesion in nodes) for lesion, mm in known.items()):
        return Word(CR, "recist.target.CR")
    if has_grown(sum(known.values()), smallest):
        return Word(PD, "recist.target.PD")
    return Word(PR, "recist.target.PR") if has_shrunk(sum(known.values()), baseline) else Word(SD, "recist.target.SD")


def of_nontargets(judged: Mapping[str, str], nodes: frozenset[str], complete_before: bool) -> Word:
    """What the non-target lesions say; one that was not looked at is `not evaluable`.

    After a complete response one that is there again is progression; a node only when it has clearly progressed.
    """
    if PROGRESSION in judged.values():
        return Word(PD, "recist.nontarget.PD")
    if complete_before and any(word == PRESENT and lesion not in nodes for lesion, word in judged.items()):
        return Word(PD, "recist.reappeared")
    if NOT_EVALUABLE in judged.values():
        return Word(NE, "recist.nontarget.NE")
    if PRESENT in judged.values():
        return Word(NON_CR_NON_PD, "recist.nontarget.persisting")
    return Word(CR, "recist.nontarget.CR")
