"""A demonstration ward, one clock that stands still, and the cast, each with a browser of their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from today import NOW


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the web app stands at NOW."""
    from bedside.faces.web import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page starts the process that reads reports: it could not see what a test has stored."""
    from bedside.faces.web.reports import reading

    monkeypatch.setattr(reading, "start", lambda: None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The demonstration ward is built once; what a test adds to it is rolled back."""
    from bedside.faces.web.demo.build import build

    with django_db_blocker.unblock():
        build(NOW)


@pytest.fixture
def alice(db: None) -> Any:
    """Alice, the person."""
    from bedside.faces.web.records.models import Person

    return Person.objects.get(account__username="alice")


@pytest.fixture
def ward(db: None) -> Any:
    """Alice's ward."""
    from bedside.faces.web.ward.models import Ward

    return Ward.objects.get(people__account__username="alice")


@pytest.fixture
def browser(db: None) -> Any:
    """`browser("bob")`: a client in which Bob is signed in; `browser("")`: nobody is."""
    from bedside.faces.web.accounts.models import User

    def of(username: str) -> Client:
        client = Client()
        if username:
            client.force_login(User.objects.get(username=username))
        return client

    return of
