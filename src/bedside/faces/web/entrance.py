"""The way in: where an account belongs, the language, and whether the server is well."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from bedside.faces.web.access import RIGHTS, Request, anybody, people_of, roles_on, signed_in, wards_of


@signed_in
@require_safe
def home(request: Request) -> HttpResponse:
    """To the ward of somebody who works on one, to the page of one person, or to a choice."""
    wards, people = list(wards_of(request.user)), list(people_of(request.user))
    if len(wards) == 1 and not people:
        clinical = roles_on(request.user, wards[0].id) & RIGHTS["board"]
        return redirect("board" if clinical else "administration", ward=wards[0].id)
    if len(people) == 1 and not wards:
        return redirect("person", person=people[0].id)
    return render(request, "choose.html", {"wards": wards, "people": people})


@anybody
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """For whatever watches the server: it answers, and so does its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("well\n", content_type="text/plain")


@anybody
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie, and go back."""
    return set_language(request)


@anybody
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """No mail leaves the machine: who has forgotten a password asks an administrator."""
    return render(request, "account/forgotten.html")
