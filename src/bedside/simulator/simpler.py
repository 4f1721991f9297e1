"""Criteria as they read where some findings never occur: the same truths, from fewer questions.

A finding that nobody has is, at any moment, unknown until its system was reviewed and then absent. What can never be true
never begins, so it need not be remembered either.
"""

from __future__ import annotations

from collections.abc import Collection

from bedside.criterion import AtLeast, Criterion, Ever, Flag, Held, Latched, Not, OfGroup, Reviewed, rebuilt


def simpler(tree: Criterion, findings: Collection[str]) -> Criterion:
    """The tree for people in whom no finding occurs but these."""

    def change(node: Criterion) -> Criterion:
        match node:
            case Flag(concept, review, cases):
                left = tuple(case for case in cases if case.concept in findings)
                never = review is not None and not left and concept not in findings
                return Not(Reviewed(review)) if never and review else Flag(concept, review, left)
            case Ever(arg) | Latched(arg) if _never(arg):
                return arg
            case OfGroup(1):
                return _each_once(1, node.members)
            case AtLeast(count, args) if count in (1, len(args)):
                return _each_once(count, args)
            case _:
                return node

    return rebuilt(tree, change)


def _each_once(count: int, args: tuple[Criterion, ...]) -> Criterion:
    """Any or all of the arguments, each asked once."""
    once = tuple(dict.fromkeys(args))
    if len(once) == 1:
        return once[0]
    return AtLeast(1 if count == 1 else len(once), once)


def _never(tree: Criterion) -> bool:
    """Whether it can never be known to hold; False does not say that it can."""
    match tree:
        case Not(Reviewed()):
            return True
        case AtLeast(count, args):
            return sum(not _never(arg) for arg in args) < count
        case Held(arg):
            return _never(arg)
        case _:
            return False
