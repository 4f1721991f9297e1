"""Who cares for a person: invited, accepted, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import Request, person_view, signed_in
from bedside.faces.web.records.caring import VALID, accept, end, invite, open_invitation
from bedside.faces.web.records.models import Care, Person


@person_view("invite")
@require_http_methods(["GET", "HEAD", "POST"])
def carers(request: Request, person: Person) -> HttpResponse:
    """Who cares for the person; sent, a new invitation, whose link is shown this once."""
    link = ""
    if request.method == "POST":
        secret = invite(person, request.user, clock.now())
        link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    here = Care.objects.filter(person=person, until=None).select_related("carer")
    ctx = {"person": person, "carers": here, "link": link, "until": clock.now() + VALID}
    return render(request, "person/carers.html", ctx)


@person_view("see")
@require_POST
def end_care(request: Request, person: Person, care: int) -> HttpResponse:
    """Ended by the person, or by the carer; by nobody else."""
    found = get_object_or_404(Care, pk=care, person=person, until=None)
    own = request.user.id == person.account_id
    if not own and found.carer_id != request.user.id:
        return render(request, "failures/forbidden.html", status=403)
    end(found, request.user, clock.now())
    messages.success(request, _("Ended."))
    return redirect("carers", person=person.id) if own else redirect("home")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, secret: str) -> HttpResponse:
    """Whoever has the link and an account accepts it, or leaves it."""
    found = open_invitation(secret, clock.now())
    if request.method == "POST":
        try:
            care = accept(secret, request.user, clock.now())
        except bedside.RecordError as trouble:
            return render(request, "person/invitation.html", {"found": None, "trouble": str(trouble)}, status=422)
        return redirect("person", person=care.person_id)
    return render(request, "person/invitation.html", {"found": found, "secret": secret}, status=200 if found else 404)
