"""The pages of the library: the same for everybody who is signed in, or ordered for one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import Request, people_of, person_view, signed_in
from bedside.faces.web.library import finding, telling
from bedside.faces.web.medicines import medicine as chosen
from bedside.faces.web.medicines import pages
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import patient_of

EVERYBODY = "everybody"
"""`?for=everybody`: the page as it is for all, though one person could be meant."""
UNPROCESSABLE = 422


class Choice(forms.Form):
    """Which medicines to put side by side."""

    m = forms.MultipleChoiceField(
        choices=lambda: [(page.id, page.name) for page in pages().values()],
        error_messages={
            "required": _("Choose two medicines or more."),
            "invalid_choice": _("The library has no such medicine."),
        },
    )

    def clean_m(self) -> list[str]:
        """Each medicine once."""
        ids = list(dict.fromkeys(self.cleaned_data["m"]))
        if len(ids) < 2:
            raise forms.ValidationError(_("Choose two medicines or more."))
        return ids


@signed_in
@require_safe
def index(request: Request) -> HttpResponse:
    """Every medicine; with `?q=`, what these words find."""
    asked = request.GET.get("q", "").strip()
    found = finding.search(asked) if asked else {}
    ctx = {"pages": pages().values(), "labels": finding.labels(), "asked": asked[: finding.LONGEST], "found": found}
    ctx["terms"] = telling.terms(told.row for told in found.get("statements", ()))
    return render(request, "library/index.html", ctx, status=UNPROCESSABLE if "too_long" in found else 200)


@signed_in
@require_safe
def page(request: Request, medicine: str) -> HttpResponse:
    """One medicine's page as it is for everybody; whoever is, or cares for, one person is led to that person's."""
    told, people = _page(medicine), list(people_of(request.user))
    if len(people) == 1 and request.GET.get("for") != EVERYBODY:
        return redirect("person_page", person=people[0].id, medicine=medicine)
    return render(request, "library/page.html", _shown(told, None) | {"people": people, "frame": "library/frame.html"})


@person_view("see")
@require_safe
def person_page(request: Request, person: Person, medicine: str) -> HttpResponse:
    """The same page ordered for one person: what concerns them first, and why. Nothing is left out."""
    told, at = _page(medicine), clock.this_minute()
    focused = bedside.focus(told, chosen(medicine), patient_of(person), at)
    ctx = {"person": person, "focused": focused, "concerns": telling.concerns(focused), "frame": "person/frame.html"}
    return render(request, "library/page.html", _shown(told, focused) | ctx)


@signed_in
@require_safe
def compare(request: Request) -> HttpResponse:
    """Two medicines or more side by side; without a choice, the medicines to choose from."""
    form = Choice(request.GET if "m" in request.GET else None)
    ctx: dict[str, Any] = {"form": form, "pages": pages().values(), "ticked": request.GET.getlist("m")}
    if form.is_bound and form.is_valid():
        side = bedside.compare(*(pages()[key] for key in form.cleaned_data["m"]))
        rows = [(title, list(zip(side.pages, map(telling.told, columns), strict=True))) for title, columns in side.glances]
        ctx |= {"side": side, "rows": rows, "figures": [(told, list(side.figures(told))) for told in side.pages]}
        ctx["terms"] = telling.terms(row for _, columns in side.glances for column in columns for row in column)
    return render(request, "library/compare.html", ctx, status=UNPROCESSABLE if form.errors else 200)


@signed_in
@require_safe
def glossary(request: Request) -> HttpResponse:
    """Every term that the pages explain."""
    terms = sorted(bedside.glossary().values(), key=lambda term: term.id.casefold())
    return render(request, "library/glossary.html", {"terms": terms})


@signed_in
@require_safe
def label(request: Request, label: str) -> HttpResponse:
    """An imported label, word for word."""
    found = finding.label_of(label)
    if found is None:
        raise Http404
    return render(request, "library/label.html", {"label": found})


def _page(medicine: str) -> bedside.Page:
    if medicine not in pages():
        raise Http404
    return pages()[medicine]


def _shown(told: bedside.Page, focused: bedside.FocusedPage | None) -> dict[str, Any]:
    return {
        "page": told,
        "pages": pages().values(),
        "sections": telling.sections(told, focused),
        "figures": telling.figures(told),
        "documents": telling.documents(told),
        "terms": telling.terms(told.statements),
    }
