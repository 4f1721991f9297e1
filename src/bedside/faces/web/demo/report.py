"""The invented laboratory report of the demonstration: Alice has brought it, and it is read."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files as package_files
from importlib.util import find_spec
from uuid import UUID

from bedside.faces.web.accounts.models import User
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.records.models import Person
from bedside.faces.web.reports.filing import bring
from bedside.faces.web.reports.reading import read_waiting
from bedside.faces.web.words import local

WHOSE = "Alice Example"
MARK = b"2000-01-01 00:00"
"""What stands in the file where the time of the collection goes, which is as long."""
EARLIER = timedelta(hours=3)


def bring_report(now: datetime) -> None:
    """Alice brings her report, collected some hours ago. Without what reads reports there is none."""
    if find_spec("pypdfium2") is None:
        return
    alice = User.objects.get(username="alice")
    bring(Person.objects.get(pk=id_of(WHOSE)), report_of(now - EARLIER), alice, now, id_of_report())
    read_waiting()


def report_of(collected: datetime) -> bytes:
    """The report with its time."""
    told = package_files("bedside").joinpath("demo", "report.pdf").read_bytes()
    return told.replace(MARK, f"{local(collected):%Y-%m-%d %H:%M}".encode())


def id_of_report() -> UUID:
    """The id of the report: the same in every demonstration."""
    return id_of(f"report of {WHOSE}")
