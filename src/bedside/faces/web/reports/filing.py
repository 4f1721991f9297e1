"""A report that somebody brings: looked at from outside, kept once, and deleted again with its pictures."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

import bedside
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.records import files
from bedside.faces.web.records.entering import lock
from bedside.faces.web.records.models import Person, Report

MB = 1024 * 1024
MOST = 200
"""Reports that are kept of one person."""


class NotFiled(bedside.Refusal):
    """A file that is not taken, in the reader's language where it is ours to say."""


def bring(person: Person, content: bytes, by: User, at: datetime, key: UUID | None = None) -> tuple[Report, bool]:
    """Keep a file, to be read; or find the same file, which was brought before (then True). Raises NotFiled or CannotScan."""
    if len(content) > settings.BEDSIDE_REPORT_MB * MB:
        told = {"size": -(-len(content) // MB), "most": settings.BEDSIDE_REPORT_MB}
        raise NotFiled(_("The file has %(size)d MB; at most %(most)d MB are taken. Send fewer pages.") % told)
    shape, digest = bedside.report_format(content), hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        lock(person)
        before = Report.objects.filter(person=person, digest=digest).first()
        if before:
            return before, True
        if Report.objects.filter(person=person).count() >= MOST:
            raise NotFiled(_("%(n)d reports are kept already. Delete one that is no longer needed.") % {"n": MOST})
        size = len(content)
        about = {"person": person, "digest": digest, "shape": shape, "size": size, "added": at, "by": by.id}
        report = Report.objects.create(id=key or uuid4(), **about)
        files.put(report, files.ORIGINAL, content)
        _write(report, by, at, Deed.BROUGHT, "reports")
    return report, False


def discard(report: Report, by: User, at: datetime) -> None:
    """Delete a report, its pictures and what was read of it. What was confirmed stays in the record."""
    person, key = report.person_id, report.id
    with transaction.atomic():
        _write(report, by, at, Deed.REMOVED, "report_delete")
        report.delete()
        transaction.on_commit(lambda: files.remove(person, key))


def _write(report: Report, by: User, at: datetime, deed: Deed, route: str) -> None:
    who = {"at": at, "actor": by.id, "deed": deed, "route": route}
    Audit.objects.create(**who, person=report.person_id, ward=report.person.ward_id)
