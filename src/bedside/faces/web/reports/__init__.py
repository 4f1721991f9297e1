"""The reports that people bring: filed, read by a process of its own, looked at, confirmed, explained."""
