"""`python -m bedside.faces.web add_user nina --name "Nina N." --ward "Ward 4" --role nurse`; asks for a password."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import bedside
from bedside.faces.web import clock
from bedside.faces.web.accounts.making import New, join, make_account
from bedside.faces.web.accounts.models import STAFF, Role
from bedside.faces.web.records.models import Person
from bedside.faces.web.ward.models import Ward


class Command(BaseCommand):
    """Make an account: of somebody who works on a ward, or of a person who is treated."""

    help = "Make an account: with --role of somebody who works on a ward, without it of a person who is treated."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True)
        parser.add_argument("--ward")
        parser.add_argument("--role", choices=[role.value for role in STAFF])
        parser.add_argument("--password-stdin", action="store_true", help="read the password from the first line of input")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        ward = Ward.objects.filter(name=options["ward"]).first() if options["ward"] else None
        if options["ward"] and ward is None:
            known = ", ".join(Ward.objects.values_list("name", flat=True)) or "none yet"
            raise CommandError(f"there is no ward {options['ward']!r}; there is: {known}")
        if options["role"] and ward is None:
            raise CommandError("a role is held on a ward: name it with --ward")
        typed = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else getpass("Password: ")
        try:
            with transaction.atomic():
                user = make_account(New(options["username"], options["name"], typed))
                if options["role"] and ward:
                    join(user, ward, Role(options["role"]), clock.now(), None, "add_user")
                else:
                    Person.objects.create(name=user.name, account=user, ward=ward)
        except bedside.Refusal as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(f"{user.username}: {options['role'] or 'patient'}" + (f" of {ward.name}" if ward else ""))
