"""Signing in: password, second factor, lockout; nobody signs up by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from today import NOW

from bedside.faces.web.accounts.models import Membership, User
from bedside.faces.web.demo.cast import PASSWORD
from bedside.faces.web.records.models import Care, Person
from bedside.faces.web.ward.models import Ward

SIGN_IN = "account_login"


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> None:
    cache.clear()


def sign_in(username: str, password: str) -> tuple[Client, Any]:
    client = Client()
    return client, client.post(reverse(SIGN_IN), {"login": username, "password": password})


def test_it_signs_in_with_the_password(ward: Ward) -> None:
    client, response = sign_in("bob", PASSWORD)
    assert response.headers["Location"] == "/"
    assert client.get("/").headers["Location"] == reverse("board", args=[ward.id])


def test_it_leads_each_to_their_own_place(alice: Person, ward: Ward, browser: Any) -> None:
    own = reverse("person", args=[alice.id])
    assert browser("alice").get("/").headers["Location"] == own
    assert browser("grace").get("/").headers["Location"] == own
    assert browser("dora").get("/").headers["Location"] == reverse("board", args=[ward.id])


def test_somebody_without_a_ward_or_a_person_is_told_so(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create(username="newcomer"))
    assert "has no ward and no person" in client.get("/").content.decode()


def test_it_locks_out_after_five_wrong_passwords(db: None) -> None:
    for _ in range(5):
        _, response = sign_in("bob", "wrong")
        assert "not correct" in response.content.decode()
    client, response = sign_in("bob", PASSWORD)
    assert "Too many failed" in response.content.decode()
    assert client.get("/").status_code == 302


def test_nobody_signs_up_by_themselves(db: None) -> None:
    client = Client()
    told = {"username": "mallory", "password1": "a long password", "password2": "a long password"}
    assert "closed" in client.post(reverse("account_signup"), told).content.decode().lower()
    assert not User.objects.filter(username="mallory").exists()


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_the_second_factor_is_asked_for(db: None) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(User.objects.get(username="bob"), secret)
    client, response = sign_in("bob", PASSWORD)
    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/").headers["Location"].startswith(reverse(SIGN_IN))
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert client.get("/").headers["Location"].startswith("/ward/")


@override_settings(BEDSIDE_SECOND_FACTOR=True)
def test_staff_without_a_second_factor_see_no_ward(alice: Person, ward: Ward, browser: Any) -> None:
    for address in (reverse("board", args=[ward.id]), reverse("person", args=[alice.id])):
        assert browser("bob").get(address).headers["Location"] == reverse("mfa_activate_totp")
    assert browser("alice").get(reverse("person", args=[alice.id])).status_code == 200
    Authenticator.objects.create(user=User.objects.get(username="bob"), type="totp", data={"secret": "x"})
    assert browser("bob").get(reverse("board", args=[ward.id])).status_code == 200


def test_a_membership_that_has_ended_opens_nothing(ward: Ward, browser: Any) -> None:
    Membership.objects.filter(user__username="bob").update(until=NOW)
    assert browser("bob").get(reverse("board", args=[ward.id])).status_code == 404


def test_a_carer_sees_until_the_care_has_ended(alice: Person, browser: Any) -> None:
    own = reverse("person", args=[alice.id])
    assert browser("grace").get(own).status_code == 200
    assert browser("grace").get(reverse("predose", args=[alice.id])).status_code == 403
    Care.objects.update(until=NOW)
    assert browser("grace").get(own).status_code == 404


def test_an_administrator_sees_no_records(alice: Person, browser: Any) -> None:
    assert browser("frank").get(reverse("person", args=[alice.id])).status_code == 403


def test_it_changes_the_language_and_keeps_it(db: None) -> None:
    client = Client()
    client.post(reverse("language"), {"language": "de", "next": "/account/sign-in/"})
    assert '<html lang="de">' in client.get(reverse(SIGN_IN)).content.decode()
