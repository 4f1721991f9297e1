"""Proofs about a medicine's rules, by an SMT solver: what can never happen, and a patient for what can and should not.

    >>> from bedside import load_medicine
    >>> [found.say for found in verify(load_medicine("aldesleukin")) if found.severity == "fault"]
    []

A state of a patient is known in full here, and numbers are exact: nothing is said about what is unknown or stale.
"""

from __future__ import annotations

from bedside.concepts import Vocabulary, vocabulary
from bedside.medicine import Medicine
from bedside.proof.logic import ExtraMissing as ExtraMissing
from bedside.proof.logic import solver_library
from bedside.proof.proved import Proved as Proved

__all__ = ["ExtraMissing", "Proved", "verify"]


def verify(medicine: Medicine, words: Vocabulary | None = None) -> tuple[Proved, ...]:
    """Everything that is wrong with the rules of `medicine`, then everything that somebody should read.

    Raises ExtraMissing when the solver is not installed.
    """
    solver_library()
    from bedside.proof.questions import Questions

    return tuple(sorted(Questions(medicine, words or vocabulary()).all(), key=lambda found: found.severity != "fault"))
