"""Wards, accounts and memberships: made and ended by an administrator, and written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

import bedside
from bedside.faces.web.accounts.models import Membership, Role, User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.ward.models import Ward


@dataclass(frozen=True)
class New:
    """An account that is asked for."""

    username: str
    name: str
    password: str


def make_ward(name: str, medicine: str, guide: str) -> Ward:
    """A ward that follows a guide. Raises bedside.RecordError."""
    guides = bedside.load_medicine(medicine).guides
    if guide not in guides:
        raise bedside.RecordError("guide", f"{medicine} has no guide {guide!r}; it has: {', '.join(guides)}")
    if Ward.objects.filter(name=name).exists():
        raise bedside.RecordError("ward", f"there is a ward {name!r} already")
    ward: Ward = Ward.objects.create(name=name, medicine=medicine, guide=guide)
    return ward


def make_account(new: New) -> User:
    """An account with a password that is strong enough. Raises bedside.RecordError."""
    user = User(username=new.username.strip(), name=new.name.strip())
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as trouble:
        raise bedside.RecordError("username", " ".join(trouble.messages)) from None
    try:
        validate_password(new.password, user)
    except ValidationError as trouble:
        raise bedside.RecordError("password", " ".join(trouble.messages)) from None
    user.set_password(new.password)
    user.save()
    return user


@transaction.atomic
def join(user: User, ward: Ward, role: Role, at: datetime, by: User | None, route: str) -> Membership:
    """Somebody works on a ward from now on. Asked twice, it is stored once."""
    found = Membership.objects.filter(user=user, ward=ward, role=role, until=None).first()
    if found:
        return found
    Audit.objects.create(at=at, actor=by.id if by else None, ward=ward.id, deed=Deed.ACCOUNT, route=route)
    return Membership.objects.create(user=user, ward=ward, role=role, since=at)


@transaction.atomic
def leave(membership: Membership, at: datetime, by: User, route: str) -> None:
    """Somebody works on a ward no longer. Raises bedside.RecordError for the last administrator."""
    ward, role = membership.ward, Role(membership.role)
    others = Membership.objects.filter(ward=ward, role=Role.ADMINISTRATOR, until=None).exclude(pk=membership.pk)
    if role is Role.ADMINISTRATOR and not others.exists():
        raise bedside.RecordError("membership", "this is the last administrator of the ward: name another first")
    membership.until = at
    membership.save(update_fields=["until"])
    Audit.objects.create(at=at, actor=by.id, ward=ward.id, deed=Deed.ACCOUNT, route=route)
