"""Working studies out: in a process of its own, one after the other, so that no page waits for it.

Whoever holds the lock works; a study that runs while nobody holds the lock was interrupted. The process ends when nothing
waits.
"""

from __future__ import annotations

import json
import logging
import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

import bedside
from bedside.faces.simulate_plots import draw_simulation
from bedside.faces.simulate_words import treatment
from bedside.faces.web.apart import begin, held
from bedside.faces.web.studies.asking import protocol
from bedside.faces.web.studies.models import UNDER_WAY, Stage, Study

LOG = logging.getLogger(__name__)
LOCK, ROWS, RESULT = "studies.lock", "rows.parquet", "result.json"
LEAST_AT_ONCE, MOST_AT_ONCE, ROUNDS = 500, 16384, 40
"""People of one group: so many that a study says some forty times how far it is, and few enough to be cancelled soon."""


class Cancelled(Exception):
    """Somebody cancelled the study, or deleted it."""


def folder_of(study: UUID | str) -> Path:
    """Where the files of a study lie."""
    return Path(settings.BEDSIDE_FOLDER) / "studies" / str(study)


def see_to_it() -> None:
    """Have what waits worked out, if nobody is at it; and say of what nobody is at any more that it was interrupted."""
    stages = set(Study.objects.filter(stage__in=UNDER_WAY).values_list("stage", flat=True))
    if not stages:
        return
    with holding() as nobody_works:
        if nobody_works:
            _interrupted()
    if nobody_works and Stage.WAITING in stages:
        start()


def start() -> None:
    """Begin the process that works. It does not end with this one."""
    begin("run_studies")


def run_waiting() -> int:
    """Work out everything that waits, one after the other; how many. Nothing, where another process is at it."""
    count = 0
    with holding() as mine:
        if not mine:
            return 0
        _interrupted()
        while (study := Study.objects.filter(stage=Stage.WAITING).order_by("added", "id").first()) is not None:
            if Study.objects.filter(pk=study.pk, stage=Stage.WAITING).update(stage=Stage.RUNNING, done=0):
                _run(study)
                count += 1
    return count


def holding() -> AbstractContextManager[bool]:
    """Hold the lock of who works, if it is free: then True."""
    return held(folder_of("").parent / LOCK)


def forget(study: UUID) -> None:
    """Delete the files of a study."""
    shutil.rmtree(folder_of(study), ignore_errors=True)


def _interrupted() -> None:
    Study.objects.filter(stage=Stage.RUNNING).update(stage=Stage.INTERRUPTED)


def _run(study: Study) -> None:
    """One study; whatever comes of it, its row says so, and only what is whole keeps files."""
    forget(study.pk)
    told: dict[str, Any] = {"stage": Stage.INTERRUPTED}
    try:
        _work(study)
        told = {"stage": Stage.DONE, "done": study.people}
    except Cancelled:
        told = {"stage": Stage.CANCELLED}
    except bedside.Refusal as trouble:
        told = {"stage": Stage.REFUSED, "trouble": str(trouble)}
    except Exception:
        LOG.exception("A study could not be worked out")
    whole = told["stage"] == Stage.DONE
    kept = Study.objects.filter(pk=study.pk, stage=Stage.RUNNING).update(**told)
    if not (whole and kept):
        forget(study.pk)


def _work(study: Study) -> None:
    folder, wanted, of = folder_of(study.pk), study.wanted, study.ward.medicine
    folder.mkdir(mode=0o700, parents=True)
    found = bedside.simulate(
        protocol(of, wanted),
        bedside.load_model(of),
        study.people,
        wanted["seed"],
        against=protocol(of, wanted, wanted["compare"]) if wanted["compare"] else None,
        out=folder / ROWS,
        traces=True,
        at_once=min(max(study.people // ROUNDS, LEAST_AT_ONCE), MOST_AT_ONCE),
        progress=lambda done: _tell(study, done),
    )
    (folder / RESULT).write_text(json.dumps(_told(found), ensure_ascii=False, indent=1), "utf-8")
    draw_simulation(found, folder)


def _tell(study: Study, done: int) -> None:
    """Say how far it is. Raises Cancelled where nobody wants it any more."""
    if not Study.objects.filter(pk=study.pk, stage=Stage.RUNNING).update(done=done):
        raise Cancelled


def _told(found: bedside.Simulation) -> dict[str, Any]:
    """The result as JSON, with what it was made of."""
    made = {
        "treatment": treatment(found.protocol),
        "changed": [{"rule": each.rule, "before": each.before, "now": each.now} for each in found.protocol.changed],
        "begun": found.summary.begun,
        "medicine": found.protocol.medicine.digest,
        "model": found.model.digest,
        "notice": found.protocol.medicine.notice,
    }
    return made | dict(found.to_json())
