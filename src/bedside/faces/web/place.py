"""Where the web app keeps what it stores: the folder, the secret key, the database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from platformdirs import user_data_path

DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
"""Readers never wait for a writer, and what was acknowledged is on the disk."""
STAYS_OPEN = 60
"""Seconds for which a thread keeps its connection. To open one for each request costs more than most questions, and when the
last one is closed SQLite moves everything that was written into the file: a request that writes would wait for that."""


def data_folder() -> Path:
    """The folder named by BEDSIDE_DATA, or the user's own data folder."""
    return Path(os.environ.get("BEDSIDE_DATA") or user_data_path("bedside"))


def make_data_folder() -> Path:
    """The data folder, made where it is not there: before the settings are read by whatever serves."""
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """BEDSIDE_SECRET_KEY, or the key kept in the data folder, drawn once and readable by its owner only.

    Without the folder there is none: reading the settings writes nothing.
    """
    told = os.environ.get("BEDSIDE_SECRET_KEY", "")
    if told or not folder.is_dir():
        return told
    file = folder / "secret.key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("ascii").strip()
    with os.fdopen(handle, "w") as kept:
        drawn = secrets.token_urlsafe(64)
        kept.write(drawn)
    return drawn


def database(folder: Path) -> dict[str, Any]:
    """DATABASE_URL, such as postgres://user:password@host/name; else one SQLite file in the data folder."""
    told = os.environ.get("DATABASE_URL")
    if told:
        return dict(dj_database_url.parse(told, conn_max_age=STAYS_OPEN, conn_health_checks=True))
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": DURABLE}
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "bedside.sqlite3"}
    return file | {"OPTIONS": options, "CONN_MAX_AGE": STAYS_OPEN}
