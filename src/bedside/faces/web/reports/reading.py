"""Reading what waits to be read: in a process of its own, one report after the other, so that no page waits for it.

Whoever holds the lock reads; a report that is being read while nobody holds the lock was interrupted. The process ends when
nothing waits. The file itself is opened by yet another process, with limits of time and memory.
"""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager

from django.db import transaction

import bedside
from bedside.faces.web.apart import begin, held
from bedside.faces.web.records import files
from bedside.faces.web.records.models import Person, Printed, Report, Stage

LOG = logging.getLogger(__name__)
LOCK = "reading.lock"


def see_to_it() -> None:
    """Have what waits read, if nobody is at it; and say of what nobody is at any more that it was interrupted."""
    open_ones = set(Report.objects.filter(stage__in=(Stage.WAITING, Stage.READING)).values_list("stage", flat=True))
    if not open_ones:
        return
    with holding() as nobody_reads:
        if nobody_reads:
            _interrupted()
    if nobody_reads and Stage.WAITING in open_ones:
        start()


def start() -> None:
    """Begin the process that reads. It does not end with this one."""
    begin("read_reports")


def read_waiting() -> int:
    """Read everything that waits, one after the other; how many. Nothing, where another process is at it."""
    count = 0
    with holding() as mine:
        if not mine:
            return 0
        _interrupted()
        while (report := _next()) is not None:
            _read(report)
            count += 1
    return count


def holding() -> AbstractContextManager[bool]:
    """Hold the lock of who reads, if it is free: then True."""
    return held(files.everything() / LOCK)


def who(person: Person) -> bedside.Person:
    """What a report is held against: the name, and what else is known that reports print."""
    known = Printed.objects.filter(person=person).first() or Printed()
    return bedside.Person(person.name, known.born, known.number)


def _interrupted() -> None:
    Report.objects.filter(stage=Stage.READING).update(stage=Stage.INTERRUPTED)


def _next() -> Report | None:
    report = Report.objects.filter(stage=Stage.WAITING).select_related("person").order_by("added", "id").first()
    if report is not None:
        Report.objects.filter(pk=report.pk).update(stage=Stage.READING, page=0)
    return report


def _read(report: Report) -> None:
    mine = Report.objects.filter(pk=report.pk)
    try:
        content = files.get(report, files.ORIGINAL)
        found = bedside.scan(content, pictures=True, tell=lambda page: _tell(report, page))
        _keep(report, found)
    except (bedside.CannotScan, bedside.ExtraMissing) as trouble:
        files.remove(report.person_id, report.id)
        mine.update(stage=Stage.REFUSED, trouble=str(trouble), digest="")
    except Exception:
        LOG.exception("A report could not be read")
        mine.update(stage=Stage.INTERRUPTED)


def _tell(report: Report, page: int) -> None:
    Report.objects.filter(pk=report.pk).update(page=page)


def _keep(report: Report, found: bedside.Scan) -> None:
    """What was read, and the pages as pictures; nothing, where the report was deleted meanwhile."""
    with transaction.atomic():
        if not Report.objects.select_for_update().filter(pk=report.pk).exists():
            return
        for number, picture in enumerate(found.pictures, 1):
            files.put(report, f"page-{number}", picture)
        files.put(report, files.READING, bedside.scan_to_text(found).encode())
        Report.objects.filter(pk=report.pk).update(stage=Stage.READ, page=len(found.pictures))
