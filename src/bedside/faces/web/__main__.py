"""Django's own commands on Bedside's settings: `python -m bedside.faces.web migrate`, `... add_ward`, `... add_user`."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from bedside.faces.web.place import make_data_folder

if __name__ == "__main__":
    make_data_folder()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.faces.web.settings")
    execute_from_command_line(["python -m bedside.faces.web", *sys.argv[1:]])
