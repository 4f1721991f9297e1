"""Ask: a question in one's own words, about a person's record and medicine, or of the library alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bedside.faces.language_model import named
from bedside.faces.web import clock
from bedside.faces.web.access import RIGHTS, Request, person_view, signed_in
from bedside.faces.web.library.answering import LONGEST, answered
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at

UNPROCESSABLE, OUR_FAULT = 422, 500

OF_RECORD = ("when is my next dose?", "why was it held?", "what was my creatinine yesterday?")
OF_LIBRARY = (
    "can I take ibuprofen with Proleukin?",
    "how often does fever happen, and when does it go?",
    "what should I have with me on the first day?",
)
"""Questions to begin with, in the language that is read."""


class Question(forms.Form):
    """One question. It is sent in the body of the form: no address and no log has a word of it."""

    question = forms.CharField(
        label=lazy("Your question"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={"required": lazy("There are no words: write a question.")},
    )


@person_view("see")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, person: Person) -> HttpResponse:
    """A question about this person: from the record, the page of the medicine, and the imported labels."""
    request.shows = request.method == "POST"
    return _asked(request, asked_at(person), person)


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def library_ask(request: Request) -> HttpResponse:
    """A question of the library alone."""
    return _asked(request, clock.this_minute(), None)


def _asked(request: Request, at: datetime, person: Person | None) -> HttpResponse:
    form = Question(request.POST if request.method == "POST" else None)
    frame = "library/frame.html" if person is None else "person/frame.html"
    examples = OF_LIBRARY if person is None else (*OF_RECORD, *OF_LIBRARY)
    ctx: dict[str, Any] = {"form": form, "person": person, "frame": frame, "examples": examples, "sends": named()}
    status = 200
    if form.is_bound and form.is_valid():
        may_check = person is not None and bool(request.roles & RIGHTS["check"])
        told = answered(form.cleaned_data["question"], at, person, may_check)
        ctx["answered"], status = told, 200 if told.reply else OUR_FAULT
    elif form.is_bound:
        status = UNPROCESSABLE
    return render(request, "library/ask.html", ctx, status=status)
