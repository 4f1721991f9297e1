"""The settings of the tests: the real ones, on a folder of their own; PostgreSQL where DATABASE_URL is set."""

import os
import tempfile

os.environ["BEDSIDE_DATA"] = tempfile.mkdtemp(prefix="bedside-tests-")
os.environ["BEDSIDE_SECRET_KEY"] = "only for tests"
for name in ("MODE", "HTTPS", "SECOND_FACTOR", "HOSTS", "TIME_ZONE"):
    os.environ.pop(f"BEDSIDE_{name}", None)

from bedside.faces.web.settings import *  # noqa: E402, F403

BEDSIDE_SECOND_FACTOR = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost"]
