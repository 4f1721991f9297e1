"""The cast: who may sign in on the demonstration ward and in the tests, and what each of them is there to show."""

from __future__ import annotations

from dataclasses import dataclass

from bedside.faces.web.accounts.models import Role

PASSWORD = "invented-people-only"
"""Printed wherever the demonstration runs: it protects nobody, as nobody there exists."""


@dataclass(frozen=True)
class Player:
    """An account of the demonstration. `ward` is "own", "other" or nothing."""

    username: str
    name: str
    why: str
    role: Role | None = None
    ward: str = ""


CAST = (
    Player("alice", "Alice Example", "the patient"),
    Player("bob", "Bob Demo", "her nurse", Role.NURSE, "own"),
    Player("charlie", "Charlie Demo", "a nurse of another ward: no access to her", Role.NURSE, "other"),
    Player("dora", "Dora Demo", "the pharmacist of her ward", Role.PHARMACIST, "own"),
    Player("erin", "Erin Demo", "the physician of her ward", Role.PHYSICIAN, "own"),
    Player("frank", "Frank Demo", "the administrator of her ward", Role.ADMINISTRATOR, "own"),
    Player("grace", "Grace Demo", "her sister, whom she has invited as a carer", Role.CARER),
)
