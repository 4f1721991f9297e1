"""What does this laboratory report say?

    >>> scan = bedside.scan(Path("report.pdf").read_bytes())
    >>> [(result.concept, result.value, result.unit, result.standing) for result in scan.results]
    [('hemoglobin', 11.2, 'g/dL', 'ready'), ...]

Nothing that was read is an observation until a person has confirmed it. A result is `ready` where everything agrees: name,
unit, range, flag, place; else it is to be checked, with every reason, or is shown as not understood. Nothing leaves
the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from importlib.util import find_spec

from bedside.patient import Observation, observe
from bedside.proof.logic import ExtraMissing
from bedside.quantity import UnitError, show
from bedside.refusal import Refusal
from bedside.scanning.facts import Identity, Person, compared
from bedside.scanning.guarded import SECONDS, WARDEN
from bedside.scanning.layout import Page
from bedside.scanning.opening import CannotScan
from bedside.scanning.results import NotUnderstood, Result, results_of

Json = dict[str, object]
NEEDED = ("pypdfium2", "rapidocr", "onnxruntime", "cv2", "PIL", "pillow_heif")
NOTHING = "nothing that looks like a result was found; is this a laboratory report, sharp and in one piece?"


class CannotConfirm(Refusal):
    """Results that nobody may confirm as they are, and why."""


@dataclass(frozen=True)
class Report:
    """What a report says of itself; times are local, as printed. `method` says of each page how it was read."""

    collected: str | None
    reported: str | None
    laboratory: str
    pages: int
    method: tuple[str, ...]

    def to_json(self) -> Json:
        told: Json = {"collected": self.collected, "reported": self.reported, "laboratory": self.laboratory or None}
        return told | {"pages": self.pages, "method": list(self.method)}


@dataclass(frozen=True)
class Scan:
    """What `scan` says. `pictures` are the pages as PNG where they were asked for; places are fractions of them.

    `identity` is how the person on the report compares with the person it was held against; `people` how many it names.
    `printed` is the person on the report, for comparing alone: it is in no answer and no message.
    """

    report: Report
    results: tuple[Result, ...]
    not_understood: tuple[NotUnderstood, ...]
    identity: Identity
    people: int
    pictures: tuple[bytes, ...] = field(default=(), repr=False)
    printed: Person = field(default=Person(), repr=False)

    def about(self, person: Person) -> Scan:
        """The same, with the person on the report compared with `person`."""
        return replace(self, identity=compared(self.printed, person))

    @property
    def ready(self) -> tuple[Result, ...]:
        """The results of which everything agrees."""
        return tuple(each for each in self.results if each.standing == "ready")

    def to_json(self) -> Json:
        return {
            "report": self.report.to_json(),
            "results": [each.to_json() for each in self.results],
            "not_understood": [each.to_json() for each in self.not_understood],
        }


def scan(
    data: bytes,
    *,
    person: Person | None = None,
    pictures: bool = False,
    seconds: float = SECONDS,
    tell: Callable[[int], None] | None = None,
) -> Scan:
    """Read a laboratory report: a PDF, or a picture as PNG, JPEG or HEIC. Raises CannotScan, and ExtraMissing.

    The file is opened in a process of its own with limits of time and memory. With `person`, who the report is about is
    compared; with `pictures`, the pages come back as PNG. `tell` is called with the number of each page that was read.
    """
    if any(find_spec(name) is None for name in NEEDED):
        raise ExtraMissing("pip install 'bedside[scan]'")
    opened = WARDEN.pages(data, pictures, seconds, tell)
    return made([each.page for each in opened], person, tuple(each.picture for each in opened if each.picture))


def made(pages: list[Page], person: Person | None = None, pictures: tuple[bytes, ...] = ()) -> Scan:
    """The scan of pages whose words were read. Raises CannotScan where nothing on them is a result."""
    found = results_of(pages)
    if not found.results and not found.not_understood:
        raise CannotScan(_empty(pages))
    told = found.facts
    report = Report(
        told.at(told.collected), told.at(told.reported), told.laboratory, len(pages), tuple(p.method for p in pages)
    )
    identity = compared(told.person, person) if person is not None else Identity()
    return Scan(report, found.results, found.not_understood, identity, told.people, pictures, told.person)


def boxed(found: Scan) -> tuple[bytes, ...]:
    """The pages as PNG with a coloured box around each row; they are there where `scan` was asked for pictures."""
    from bedside.scanning.boxes import drawn

    return drawn(found.pictures, found.results, found.not_understood)


def _empty(pages: list[Page]) -> str:
    words = sum(len(page.words) for page in pages)
    return NOTHING if words else "there are no words on it; is the page empty, or out of focus?"


@dataclass(frozen=True)
class Confirmation:
    """Who confirmed, and when; `zone` is that of the clock that the report's times are by."""

    by: str
    entered: datetime
    zone: tzinfo | None


def confirm_results(
    found: Scan,
    results: Iterable[Result],
    confirmation: Confirmation,
    *,
    corrections: Mapping[int, float] | None = None,
    collected: Iterable[str] = (),
) -> tuple[Observation, ...]:
    """The observations of results that a person has looked at. Raises CannotConfirm.

    `corrections` gives the right value for results by their place in `found.results`; what was read is kept in the note. A
    report that prints a day without a clock, or no day, needs `collected`: a time such as 2026-03-03T08:15 for each such day.
    What the vocabulary does not have, and what is no exact number, is left out.
    """
    _may_be_confirmed(found, confirmation)
    right = corrections or {}
    times = tuple(collected)
    kept = []
    for each in results:
        observation = _observation(each, right.get(found.results.index(each)), confirmation, times)
        kept += [observation] if observation is not None else []
    return tuple(kept)


def _may_be_confirmed(found: Scan, confirmation: Confirmation) -> None:
    if not confirmation.by.strip():
        raise CannotConfirm("who confirms it? name the person")
    if found.people > 1:
        raise CannotConfirm("the report names more than one person: nothing of it can be confirmed; split it first")
    if found.identity.differs:
        what = " and ".join(found.identity.differs)
        raise CannotConfirm(
            f"{what} on the report and in the record differ: is it this person's report? Nothing was taken over."
        )


def _observation(result: Result, right: float | None, confirmation: Confirmation, times: tuple[str, ...]) -> Observation | None:
    """One observation, or None for what the vocabulary does not have or what is no exact number."""
    analyte = result.analyte
    value = result.value if right is None else right
    if analyte is None or not analyte.concept or not isinstance(value, float | int) or (result.comparator and right is None):
        return None
    try:
        amount, unit = analyte.recorded(float(value), result.unit)
    except UnitError as trouble:
        raise CannotConfirm(f"{result.name}: {trouble}") from None
    note = f"read from a report, page {result.page}: {result.name} {result.printed} {result.printed_unit}".strip()
    if right is not None:
        note += f"; corrected to {show(float(right))}"
    at = _moment(result, times, confirmation.zone)
    return observe(analyte.concept, at, amount, unit, note=note[:200], entered=confirmation.entered, by=confirmation.by)


def _moment(result: Result, times: tuple[str, ...], zone: tzinfo | None) -> datetime:
    """When a result was collected: as printed, or as given for its day. No clock is ever guessed."""
    at = result.at or ""
    if "T" not in at:
        possible = {f"{day}" for day in (result.moment.dmy, result.moment.mdy) if day} if result.moment and not at else {at}
        given = [each for each in times if any(each.startswith(day) for day in possible)]
        if len(given) != 1 or (not at and len(times) != 1 and result.moment is None):
            day = f"of {at} " if at else ""
            raise CannotConfirm(
                f"the report does not say when {result.name} {day}was collected; give it, such as {at or '2026-03-03'}T08:15"
            )
        at = given[0]
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        raise CannotConfirm(f"{at!r} is no time such as 2026-03-03T08:15") from None
    return found.replace(tzinfo=zone) if found.utcoffset() is None else found
