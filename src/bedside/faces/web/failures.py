"""Pages for what went wrong, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form had no valid token: most often it was opened before somebody signed out or in."""
    return render(request, "failures/no_token.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """There is no such page, or none for this account: which of the two is not told."""
    return render(request, "failures/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """This account may see the person or the ward, and may not do this."""
    return render(request, "failures/forbidden.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Our own fault."""
    return render(request, "failures/failed.html", status=500)
