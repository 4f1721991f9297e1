"""The app for any WSGI server; each process needs the same BEDSIDE_ variables and DATABASE_URL, and nothing else."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from bedside.faces.one_thread import on_one_thread
from bedside.faces.web.place import make_data_folder

on_one_thread()
make_data_folder()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.faces.web.settings")
application = get_wsgi_application()
