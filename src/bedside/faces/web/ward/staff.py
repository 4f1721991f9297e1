"""Who works on a ward: seen, added and ended by its administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import Request, ward_view
from bedside.faces.web.accounts.making import New, join, leave, make_account
from bedside.faces.web.accounts.models import STAFF, Membership, Role, User
from bedside.faces.web.ward.models import Ward


class Colleague(forms.Form):
    """A role for an account that is there, or for one that is made with it."""

    username = forms.CharField(label=lazy("User name"), max_length=150)
    role = forms.ChoiceField(label=lazy("Role"), choices=[(role.value, role.label) for role in STAFF])
    name = forms.CharField(label=lazy("Name, for a new account"), max_length=150, required=False)
    password = forms.CharField(
        label=lazy("First password, for a new account"),
        help_text=lazy("Leave it empty where the account is there already."),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def store(self, ward: Ward, by: User) -> bool:
        """Store it; false, with the field named, where it is refused."""
        told = self.cleaned_data
        try:
            with transaction.atomic():
                user = User.objects.filter(username=told["username"]).first()
                user = user or make_account(New(told["username"], told["name"], told["password"]))
                join(user, ward, Role(told["role"]), clock.now(), by, "staff")
        except bedside.RecordError as trouble:
            self.add_error(trouble.field, str(trouble))
            return False
        return True


@ward_view("administer")
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: Request, ward: Ward) -> HttpResponse:
    """Who works on the ward, and a form that adds somebody."""
    form = Colleague(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.store(ward, request.user):
        messages.success(request, _("Added."))
        return redirect("staff", ward=ward.id)
    here = Membership.objects.filter(ward=ward, until=None).select_related("user").order_by("role", "user__username")
    ctx: dict[str, Any] = {"ward": ward, "form": form, "memberships": here}
    return render(request, "ward/staff.html", ctx, status=422 if form.errors else 200)


@ward_view("administer")
@require_POST
def end_membership(request: Request, ward: Ward, membership: int) -> HttpResponse:
    """Somebody works here no longer; what they did stays on record."""
    found = get_object_or_404(Membership, pk=membership, ward=ward, until=None)
    try:
        leave(found, clock.now(), request.user, "end_membership")
    except bedside.RecordError as trouble:
        messages.error(request, str(trouble))
    else:
        messages.success(request, _("Ended."))
    return redirect("staff", ward=ward.id)
