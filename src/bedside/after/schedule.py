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


def course_end(
    regimen: Regimen, gap: timedelta, doses: Iterable[datetime], discharges: Iterable[datetime], now: datetime
) -> End | None:
    """The end of the latest course of these doses, as it stands at `now`; None where no dose was given.

    Who has been discharged gets no more doses of that cycle; a cycle that has not begun may still come.
    """
    found = courses(doses, regimen, gap)
    if not found:
        return None
    given = found[-1]
    left = min((time for time in discharges if time > given[-1]), default=None)
    cycles = lay_out(Course(regimen, gap, given[0], given, now=now))
    open_cycles = [cycle for cycle in cycles if not (left and cycle.doses)]
    planned = max((slot.at for cycle in open_cycles for slot in cycle.slots if slot.status == DUE), default=None)
    return End(len(found), given[0], given[-1], planned or given[-1], planned is not None, None if planned else left)


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

    A record belongs to the date that it is nearest to, of two to the sooner; it counts from when three quarters of the
    time to the first date have passed.
    """
    earliest = since + (dates[0] - since) * 3 / 4
    places = range(len(dates))
    found = [
        {min(places, key=lambda place: abs(time - dates[place])) for time in _times(concept, records) if time >= earliest}
        for concept in row.concepts
    ]
    return set.intersection(*found)


def _times(concept: str, records: Records) -> tuple[datetime, ...]:
    if concept != SCANS:
        return records.get(concept, ())
    return tuple(time for name, times in records.items() if name == SCANS or name.startswith(LESIONS) for time in times)
