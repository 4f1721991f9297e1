"""When a session ends, and who is signed in where nobody signs in.

A session ends after a while without a person doing something, and after a working day in any case. A page that
refreshes itself is nobody doing something.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from bedside.faces.web import clock
from bedside.faces.web.accounts.models import User

USED, BEGAN = "bedside_used", "bedside_began"
MINUTE = timedelta(minutes=1)
Answer = Callable[[HttpRequest], HttpResponse]


def idle(answer: Answer) -> Answer:
    """Sign out whoever has been away too long."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and settings.BEDSIDE_MODE != "single":
            _watch(request, clock.now())
        return answer(request)

    return middleware


def refreshes_itself(request: HttpRequest) -> bool:
    """Whether the page asked by itself, as the board does."""
    return request.headers.get("Bedside-Poll") == "1"


def _watch(request: HttpRequest, now: datetime) -> None:
    used, began = (_time(request, key) for key in (USED, BEGAN))
    if used and began and (now - used > settings.BEDSIDE_IDLE or now - began > settings.BEDSIDE_LONGEST_SESSION):
        logout(request)
        return
    if not began:
        request.session[BEGAN] = now.isoformat()
    if not used or (now - used >= MINUTE and not refreshes_itself(request)):
        request.session[USED] = now.isoformat()


def _time(request: HttpRequest, key: str) -> datetime | None:
    told = request.session.get(key)
    return datetime.fromisoformat(told) if told else None


def single(answer: Answer) -> Answer:
    """In single-person mode whoever sits at this machine is that person; nobody else can reach the server."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.BEDSIDE_MODE == "single":
            if not ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback:
                return HttpResponseForbidden("Single-person mode answers this machine only.")
            if not request.user.is_authenticated:
                user = User.objects.get(username=User.SINGLE)
                login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
        return answer(request)

    return middleware
