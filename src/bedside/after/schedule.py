"""When what is due after a course is due: dated from its end, and told apart by what was recorded near each date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.after.rows import DISCHARGE, WATCH
from bedside.medicine import FollowUpRow, Regimen
from bedside.planning.slots import DAY, DUE, Course, courses, lay_out

DONE, OVERDUE, MISSED, NEXT, LATER = "done", "overdue", "missed", "due", "later"
WATCHED, OVER = "watch", "over"
SCANS = "tumor_burden"
LESIONS = ("target:", "nontarget:", "new:")
"""Measured lesions are a scan, too: their concepts begin with one of these."""

Records = Mapping[str, tuple[datetime, ...]]


@dataclass(frozen=True)
class End:
    """The end of the latest course, the `course`th of the record: its last dose, or its last planned slot.

    `last` is the last dose that was given; `discharge` the first one recorded after it, None where there is none.
    """

    course: int
    first: datetime
    last: datetime
    at: datetime
    planned: bool
    discharge: datetime | None

    def since(self, what: str) -> datetime:
        """The time that a row counts from; the end itself where the discharge is not known."""
        return self.discharge if what == DISCHARGE and self.discharge else self.at


@dataclass(frozen=True)
class Due:
    """One date of a row, and what has become of it."""

    row: FollowUpRow
    at: datetime
    status: str


@dataclass(frozen=True)
class Window:
    """When to watch for something; `end` is None where no source gives an end."""

    row: FollowUpRow
    begin: datetime
    end: datetime | None
    status: str


def latest_course(regimen: Regimen, gap: timedelta, doses: Iterable[datetime], now: datetime) -> tuple[int, Course] | None:
    """The number in the record, and the course, of the latest of these doses; None where no dose was given."""
    found = courses(doses, regimen, gap)
    return (len(found), Course(regimen, gap, found[-1][0], found[-1], now=now)) if found else None


def course_end(number: int, course: Course, discharges: Iterable[datetime], over: bool = False) -> End:
    """The end of a course as it stands: its last planned slot, or its last dose once that is past or the course is `over`.

    Who has been discharged gets no more doses of that cycle. A cycle that a guide has ended has no slots that are due.
    """
    given = course.given
    left = min((time for time in discharges if time > given[-1]), default=None)
    open_cycles = [cycle for cycle in lay_out(course) if not (over or (left and cycle.doses))]
    planned = max((slot.at for cycle in open_cycles for slot in cycle.slots if slot.status == DUE), default=None)
    return End(number, given[0], given[-1], planned or given[-1], planned is not None, None if planned else left)


def dated(row: FollowUpRow, end: End, records: Records, now: datetime) -> tuple[Due, ...]:
    """Every date of a row with its status at `now`."""
    since = end.since(row.since)
    dates = tuple(since + timedelta(seconds=after) for after in row.dates)
    done = _done(row, since, dates, records)
    passed = [place for place, date in enumerate(dates) if date + DAY <= now]
    ahead = [place for place in range(len(dates)) if place not in done and place not in passed]
    told = []
    for place, date in enumerate(dates):
        if place in done:
            status = DONE
        elif place in passed:
            status = OVERDUE if place == passed[-1] and place > max(done, default=-1) else MISSED
        else:
            status = NEXT if place == ahead[0] else LATER
        told.append(Due(row, date, status))
    return tuple(told)


def nearest(dates: Iterable[Due], now: datetime) -> Due:
    """The date that is nearest to `now`; of two, the sooner."""
    return min(dates, key=lambda due: (abs(due.at - now), due.at))


def window(row: FollowUpRow, end: End, now: datetime) -> Window:
    """When to watch, and whether that is now."""
    since = end.since(row.since)
    begin = end.first if row.begins is None else since + timedelta(seconds=row.begins)
    until = None if row.ends is None else since + timedelta(seconds=row.ends)
    status = LATER if now < begin else OVER if until and now > until else WATCHED
    return Window(row, begin, until, status)


def is_watch(row: FollowUpRow) -> bool:
    """Whether a row has a window instead of dates."""
    return row.kind == WATCH


def _done(row: FollowUpRow, since: datetime, dates: tuple[datetime, ...], records: Records) -> set[int]:
    """The dates near which everything that the row asks for was recorded.

    A record belongs to the date that it is nearest to, of two to the sooner: it lies within half the time to its
    neighbours. It counts from `soonest`, else from when three quarters of the time to the first date have passed, and
    for the last date until the time since the date before it has passed once more.
    """
    opens = since + (timedelta(seconds=row.soonest) if row.soonest is not None else (dates[0] - since) * 3 / 4)
    closes = dates[-1] + (dates[-1] - (since, *dates)[-2])
    places = range(len(dates))
    found = [
        {
            min(places, key=lambda place: abs(time - dates[place]))
            for time in _times(concept, records)
            if opens <= time <= closes
        }
        for concept in row.concepts
    ]
    return set.intersection(*found)


def _times(concept: str, records: Records) -> tuple[datetime, ...]:
    if concept != SCANS:
        return records.get(concept, ())
    return tuple(time for name, times in records.items() if name == SCANS or name.startswith(LESIONS) for time in times)
