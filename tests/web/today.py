"""When the tests of the web app are: on this afternoon the clock stands still."""

from datetime import UTC, datetime

NOW = datetime(2026, 5, 5, 15, 35, tzinfo=UTC)
