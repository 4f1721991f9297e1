"""Who cares for a person: invited, accepted, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import Request, anybody, person_view
from bedside.faces.web.accounts.making import New, make_account
from bedside.faces.web.accounts.models import User
from bedside.faces.web.records.caring import VALID, accept, end, invite, open_invitation
from bedside.faces.web.records.models import Care, Invitation, Person


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


class Joining(forms.Form):
    """An account for whoever has the link and none yet."""

    username = forms.CharField(label=lazy("User name"), max_length=150, help_text=lazy("With this you sign in."))
    name = forms.CharField(label=lazy("Your name"), max_length=150, help_text=lazy("The person whom you care for sees it."))
    password = forms.CharField(
        label=lazy("Password"),
        help_text=lazy("At least 12 characters. No mail leaves this server: nobody can send you a new one."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def joined(self, secret: str, at: datetime) -> tuple[User, Care] | None:
        """A new account that has accepted; None, with the field named, where either is refused. Then nothing is stored."""
        told = self.cleaned_data
        try:
            with transaction.atomic():
                user = make_account(New(told["username"], told["name"], told["password"]))
                return user, accept(secret, user, at)
        except bedside.RecordError as trouble:
            self.add_error(trouble.field if trouble.field in self.fields else None, str(trouble))
            return None


@anybody
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, secret: str) -> HttpResponse:
    """Whoever has the link accepts it with an account, or with one that is made here; or leaves it."""
    found = open_invitation(secret, clock.now())
    if request.user.is_authenticated:
        return _accepted(request, secret) if request.method == "POST" else _shown(request, secret, found)
    form = Joining(request.POST if request.method == "POST" else None)
    if found and request.method == "POST" and form.is_valid() and (joined := form.joined(secret, clock.now())):
        login(request, joined[0], "allauth.account.auth_backends.AuthenticationBackend")
        messages.success(request, _("Your account is made. You are a carer now."))
        return redirect("person", person=joined[1].person_id)
    return _shown(request, secret, found, form)


def _accepted(request: Request, secret: str) -> HttpResponse:
    try:
        care = accept(secret, request.user, clock.now())
    except bedside.RecordError as trouble:
        return render(request, "person/invitation.html", {"found": None, "trouble": str(trouble)}, status=422)
    return redirect("person", person=care.person_id)


def _shown(request: Request, secret: str, found: Invitation | None, form: Joining | None = None) -> HttpResponse:
    status = 404 if found is None else 422 if form and form.errors else 200
    return render(request, "person/invitation.html", {"found": found, "secret": secret, "form": form}, status=status)
