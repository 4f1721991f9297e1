"""Who may do what: one table of rights, and the decorators that every view stands behind.

A person's record shows itself to nobody without a role: to them it is not there (404). Somebody with a role but not the
right is told so (403). Both are written down.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from bedside.faces.web import clock
from bedside.faces.web.accounts.models import STAFF, Membership, Role, User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.records.models import Person
from bedside.faces.web.sessions import refreshes_itself
from bedside.faces.web.ward.models import Ward

PATIENT, CARER, NURSE, PHYSICIAN, PHARMACIST, ADMINISTRATOR = Role
CLINICAL = {NURSE, PHYSICIAN, PHARMACIST}
RIGHTS: dict[str, frozenset[Role]] = {
    "see": frozenset({PATIENT, CARER} | CLINICAL),
    "enter": frozenset({PATIENT, CARER, NURSE, PHYSICIAN}),
    "check": frozenset(CLINICAL),
    "sign off": frozenset({NURSE, PHYSICIAN}),
    "prepare": frozenset(CLINICAL),
    "take out": frozenset({PATIENT, PHYSICIAN}),
    "bring in": frozenset({PATIENT, PHYSICIAN}),
    "invite": frozenset({PATIENT}),
    "choose": frozenset({PATIENT}),
    "erase": frozenset({PATIENT}),
    "audit": frozenset({PATIENT, PHYSICIAN, ADMINISTRATOR}),
    "board": frozenset(CLINICAL),
    "administer": frozenset({ADMINISTRATOR}),
    "study": frozenset({PHYSICIAN, PHARMACIST, ADMINISTRATOR}),
    "oversee": frozenset({PHYSICIAN, PHARMACIST, ADMINISTRATOR}),
}
"""Each right with the roles that have it."""

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request behind one of the decorators below: who asks is known, and in which roles."""

    user: User
    htmx: HtmxDetails
    roles: frozenset[Role]
    decisions: list[int]
    """The stored decisions that the page shows; the view adds them, the audit keeps them."""
    shows: bool
    """Whether the answer to a form shows something of the person, and so counts as seen; the view says so."""


def roles_towards(user: User, person: Person) -> frozenset[Role]:
    """In which roles somebody meets a person; none for most."""
    roles = set(roles_on(user, person.ward_id))
    if person.account_id == user.id:
        roles.add(PATIENT)
    if person.carers.filter(carer=user, until=None).exists():
        roles.add(CARER)
    return frozenset(roles)


def roles_on(user: User, ward: int | None) -> frozenset[Role]:
    """In which roles somebody works on a ward."""
    if ward is None:
        return frozenset()
    found = Membership.objects.filter(user=user, ward=ward, until=None).values_list("role", flat=True)
    return frozenset(Role(role) for role in found)


def people_of(user: User) -> QuerySet[Person]:
    """Whom somebody is, or cares for; not the people of their wards."""
    own = Q(account=user) | Q(carers__carer=user, carers__until=None)
    return Person.objects.filter(own).distinct()


def wards_of(user: User) -> QuerySet[Ward]:
    """The wards on which somebody works."""
    return Ward.objects.filter(memberships__user=user, memberships__until=None).distinct()


def anybody(view: View) -> View:
    """A view that needs no account and shows nothing about anybody."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    guarded.access = "anybody"  # type: ignore[attr-defined]
    return guarded


def signed_in(view: View) -> View:
    """A view for whoever is signed in, about nothing but themselves."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def person_view(right: str) -> Callable[[View], View]:
    """A view about one person, called with the Person; its route has `<uuid:person>`."""
    allowed = RIGHTS[right]

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, person: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = Person.objects.select_related("ward").filter(pk=person).first()
            roles = roles_towards(request.user, found) if found else frozenset()
            about = {"person": person, "ward": found.ward_id if found and roles else None}
            barred = _barred(request, roles, allowed, about)
            if barred is not None:
                return barred
            return _watched(request, about, lambda: view(request, found, *args, **kwargs))

        guarded.access = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def ward_view(right: str) -> Callable[[View], View]:
    """A view about one ward, called with the Ward; its route has `<int:ward>`."""
    allowed = RIGHTS[right]

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, ward: int, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            about = {"person": None, "ward": ward}
            barred = _barred(request, roles_on(request.user, ward), allowed, about)
            if barred is not None:
                return barred
            found = Ward.objects.get(pk=ward)
            return _watched(request, about, lambda: view(request, found, *args, **kwargs))

        guarded.access = right  # type: ignore[attr-defined]
        return guarded

    return decorate


def _barred(request: Request, roles: frozenset[Role], allowed: frozenset[Role], about: dict[str, Any]) -> HttpResponse | None:
    """What somebody gets who may not: not found, forbidden, or the way to a second factor."""
    request.roles, request.decisions, request.shows = roles, [], False
    if not roles & allowed:
        _write(request, Deed.REFUSED, about)
        if roles:
            raise PermissionDenied
        raise Http404
    by_work_alone = roles & allowed <= set(STAFF)
    if settings.BEDSIDE_SECOND_FACTOR and by_work_alone and not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    return None


def _watched(request: Request, about: dict[str, Any], answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The view's answer; that it was seen is written down, but for a page that asked by itself and shows nothing new."""
    response = answer()
    seen = request.shows or (request.method in ("GET", "HEAD") and response.status_code == 200)
    if seen and not (refreshes_itself(request) and _last_seen(request, about) == request.decisions):
        _write(request, Deed.SAW, about)
    return response


def _last_seen(request: Request, about: dict[str, Any]) -> list[int] | None:
    """The decisions that this account was shown on this page when it last looked."""
    seen = Audit.objects.filter(actor=request.user.id, deed=Deed.SAW, route=_route(request), **about).order_by("-id")
    return seen.values_list("decisions", flat=True).first()


def _write(request: Request, deed: Deed, about: dict[str, Any]) -> None:
    who = {"at": clock.now(), "actor": request.user.id}
    Audit.objects.create(**who, deed=deed, route=_route(request), decisions=request.decisions, **about)


def _route(request: Request) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
