"""Log lines without names and values: what failed and where in the program, never what somebody had entered."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\?[^ \"']*")
Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Quiet(logging.Formatter):
    """Time, level, logger and the message's own words; of an exception its type and place, not its text."""

    def format(self, record: logging.LogRecord) -> str:
        told = f"{self.formatTime(record)} {record.levelname} {record.name}: {self._words(record)}"
        return told + (f"\n{self.formatException(record.exc_info)}" if record.exc_info else "")

    def formatException(self, ei: Failure) -> str:  # noqa: N802
        kind, _, trace = ei
        places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([*places, f"  {kind.__name__ if kind else 'no exception'}"])

    def _words(self, record: logging.LogRecord) -> str:
        """The message for requests, whose arguments are a method and a path; for anything else its fixed text alone."""
        told = record.getMessage() if record.name.startswith(("django.request", "django.security", "waitress")) else record.msg
        return IDS.sub("…", str(told))
