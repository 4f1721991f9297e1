"""Collect the texts of the web app for translation, and compile what is translated. Needs the gettext tools; running does not.

    .venv/bin/python tools/make_messages.py

Texts without a translation stand in the .po files with an empty msgstr: write it there, and run this again.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

WEB = Path(__file__).parents[1] / "src" / "bedside" / "faces" / "web"
LANGUAGES = ("es", "de")
STAMP = re.compile(r'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To): [^"]*"\n')


def main() -> None:
    """Write the .po and the .mo of each language again."""
    os.environ.setdefault("BEDSIDE_DATA", tempfile.mkdtemp(prefix="bedside-messages-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.faces.web.settings")
    import django
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    django.setup()
    Command.xgettext_options = [*Command.xgettext_options, "--keyword=lazy"]
    os.chdir(WEB)
    call_command("makemessages", locale=list(LANGUAGES), no_obsolete=True, no_location=True, verbosity=0)
    for language in LANGUAGES:
        path = WEB / "locale" / language / "LC_MESSAGES" / "django.po"
        path.write_text(STAMP.sub("", path.read_text("utf-8")), "utf-8")
        subprocess.run(["msgfmt", "--check-format", "-o", str(path.with_suffix(".mo")), str(path)], check=True)


if __name__ == "__main__":
    main()
