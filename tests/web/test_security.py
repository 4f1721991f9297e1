"""What every answer carries and what no page may hold; how a session ends; what the log never says."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from today import NOW

import bedside.faces.web
from bedside.faces.web import clock
from bedside.faces.web.logs import Quiet
from bedside.faces.web.records.models import Person
from bedside.faces.web.ward.models import Ward

HERE = Path(bedside.faces.web.__file__).parent
PAGES = ("person", "charts", "predose", "board", "account_login", "mfa_index", "account_change_password")
"""Every page is looked at; one that is added here is looked at too."""


def page(name: str, alice: Person, ward: Ward, browser: Any) -> Any:
    about = [alice.id] if name in ("person", "charts", "predose") else [ward.id] if name == "board" else []
    return browser("" if name == "account_login" else "bob").get(reverse(name, args=about))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_no_other_machine(name: str, alice: Person, ward: Ward, browser: Any) -> None:
    text = page(name, alice, ward, browser).content.decode()
    found = set(re.findall(r"""(?:src|href|action|hx-\w+|srcset|poster|data)=["']((?:https?:)?//[^"']*)""", text))
    assert not found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_exception_from_the_policy(name: str, alice: Person, ward: Ward, browser: Any) -> None:
    response = page(name, alice, ward, browser)
    text = response.content.decode()
    assert not re.findall(r"<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals=.js", text)
    for tag in re.findall(r"<script[^>]*>", text):
        assert " src=" in tag or "application/json" in tag, tag
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "script-src 'self'" in policy


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_the_notice_and_is_kept_in_no_cache(name: str, alice: Person, ward: Ward, browser: Any) -> None:
    response = page(name, alice, ward, browser)
    assert response.status_code == 200
    assert "Not a medical device." in response.content.decode()
    for header, told in {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items():
        assert told in response.headers[header]
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_styles_and_scripts_name_no_other_machine() -> None:
    for path in (*HERE.glob("static/**/*.css"), *HERE.glob("static/**/*.js")):
        assert not re.search(r"https?://|@import|//cdn", path.read_text("utf-8")), path.name


def test_no_template_marks_text_as_safe() -> None:
    for path in HERE.glob("templates/**/*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text("utf-8")), path.name


def test_a_form_without_its_token_is_refused_in_words(alice: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "bob", "password": "x"})
    assert response.status_code == 403
    assert "nothing was stored" in response.content.decode()


def test_names_are_escaped(alice: Person, browser: Any) -> None:
    alice.name = "<script>alert(1)</script>"
    alice.save()
    text = browser("bob").get(reverse("person", args=[alice.id])).content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;" in text


# --- sessions


def after(minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=minutes))


def test_a_session_ends_after_a_while_without_doing_anything(ward: Ward, browser: Any, monkeypatch: Any) -> None:
    bob, address = browser("bob"), reverse("account_change_password")
    assert bob.get(address).status_code == 200
    after(19, monkeypatch)
    assert bob.get(address).status_code == 200
    after(38, monkeypatch)
    assert bob.get(address).status_code == 200, "each deed counts anew"
    after(60, monkeypatch)
    assert bob.get(address).status_code == 302


def test_a_page_that_refreshes_itself_keeps_no_session_alive(ward: Ward, browser: Any, monkeypatch: Any) -> None:
    bob, address = browser("bob"), reverse("account_change_password")
    bob.get(address)
    for minutes in (5, 10, 15, 20):
        after(minutes, monkeypatch)
        assert bob.get(address, headers={"Bedside-Poll": "1", "HX-Request": "true"}).status_code == 200
    after(21, monkeypatch)
    assert bob.get(address, headers={"Bedside-Poll": "1", "HX-Request": "true"}).status_code == 302


def test_a_session_ends_with_the_working_day_in_any_case(ward: Ward, browser: Any, monkeypatch: Any) -> None:
    bob, address = browser("bob"), reverse("account_change_password")
    for minutes in range(0, 12 * 60 + 1, 15):
        after(minutes, monkeypatch)
        assert bob.get(address).status_code == 200
    after(12 * 60 + 10, monkeypatch)
    assert bob.get(address).status_code == 302


# --- the log


def record(name: str, message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    trouble = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, trouble)


def test_the_log_tells_an_exception_by_its_place_and_not_by_its_words() -> None:
    try:
        bedside.observe("systolic_bp", NOW, 1200, "mm[Hg]")
    except bedside.RecordError as refused:
        told = Quiet().format(record("bedside", "failed for %s", "Alice Example", error=refused))
    assert "RecordError" in told and "patient.py" in told
    assert "1200" not in told and "Alice" not in told


def test_the_log_tells_a_request_without_whom_it_is_about() -> None:
    address = "/person/865babd1-9cb5-5a9c-991e-eccf6f47e983/?name=Alice"
    told = Quiet().format(record("django.request", "Not Found: %s", address))
    assert "Not Found: /person/" in told and "865babd1" not in told and "Alice" not in told


# --- single-person mode


@pytest.fixture
def single(db: None) -> Person:
    from bedside.faces.web.accounts.models import User

    return Person.objects.create(name="", account=User.objects.create(username=User.SINGLE))


@override_settings(BEDSIDE_MODE="single")
def test_single_mode_needs_no_login_on_this_machine(single: Person) -> None:
    response = Client(REMOTE_ADDR="127.0.0.1").get(reverse("person", args=[single.id]))
    assert response.status_code == 200


@override_settings(BEDSIDE_MODE="single")
@pytest.mark.parametrize("address", ["192.0.2.7", "", "2001:db8::1"])
def test_single_mode_answers_nobody_else(single: Person, address: str) -> None:
    assert Client(REMOTE_ADDR=address).get(reverse("home")).status_code == 403


@override_settings(BEDSIDE_MODE="single")
def test_single_mode_shows_nobody_else(single: Person, alice: Person) -> None:
    assert Client(REMOTE_ADDR="127.0.0.1").get(reverse("person", args=[alice.id])).status_code == 404


def test_another_name_for_this_machine_is_refused(alice: Person) -> None:
    assert Client(headers={"Host": "evil.example"}).get(reverse("account_login")).status_code == 400
