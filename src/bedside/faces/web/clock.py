"""The one place where the web app reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, to the second: what is entered and asked is never finer than that."""
    return datetime.now(UTC).replace(microsecond=0)


def this_minute() -> datetime:
    """The minute under way: pages ask about it, so that everybody who looks within it sees the same."""
    return now().replace(second=0)
