"""Build the demonstration: two wards, the cast, and everybody's record, with times counted from a given now."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from bedside.faces.web.accounts.models import Membership, Role, User
from bedside.faces.web.demo.cast import CAST, PASSWORD
from bedside.faces.web.demo.course import observed
from bedside.faces.web.demo.people import PEOPLE, Invented
from bedside.faces.web.records.entering import store
from bedside.faces.web.records.models import Care, Person
from bedside.faces.web.ward.models import Ward

GUIDE = "consensus-2014"


@transaction.atomic
def build(now: datetime, people: tuple[Invented, ...] = PEOPLE) -> Ward:
    """The ward of invented people. The first of them is Alice, who has an account."""
    own = Ward.objects.create(name="Ward 4 (demonstration)", guide=GUIDE, invented=True)
    other = Ward.objects.create(name="Ward 7 (demonstration)", guide="uspi-2024", invented=True)
    users = accounts(now, {"own": own, "other": other})
    for number, told in enumerate(people):
        account = users["alice"] if number == 0 else None
        person = Person.objects.create(id=id_of(told.name), name=told.name, ward=own, account=account, invented=True)
        store(person, observed(told.rows(now), "demo", now), now)
        if number == 0:
            Care.objects.create(person=person, carer=users["grace"], since=now)
    return own


def id_of(name: str) -> UUID:
    """The id of an invented person: the same in every demonstration, so that an address can be kept."""
    return uuid5(NAMESPACE_URL, f"bedside:demo:{name}")


def accounts(now: datetime, wards: dict[str, Ward]) -> dict[str, User]:
    """The cast's accounts and memberships, by user name."""
    users: dict[str, User] = {}
    for player in CAST:
        user = User(username=player.username, name=player.name)
        user.set_password(PASSWORD)
        user.save()
        users[player.username] = user
        if player.role not in (None, Role.CARER):
            Membership.objects.create(user=user, ward=wards[player.ward], role=player.role, since=now)
    return users
