"""Carers, accounts, and everything that a person has: invited, made, taken out, brought in, deleted."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from test_pages import text_of
from today import NOW

from bedside.faces.web import clock
from bedside.faces.web.accounts.models import Membership, User
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.records.exchange import as_json_lines
from bedside.faces.web.records.models import Care, Erasure, Invitation, Observation, Person
from bedside.faces.web.records.reading import known_of, patient_of
from bedside.faces.web.ward.models import Ward

PASSWORD = "a long enough phrase"

# --- carers


def invited(browser: Any, alice: Person) -> str:
    page = browser("alice").post(reverse("carers", args=[alice.id])).content.decode()
    return re.search(r'value="http://testserver(/invitation/[^"]+/)"', page)[1]  # type: ignore[index]


def test_a_carer_is_invited_accepts_once_and_sees_the_person(alice: Person, browser: Any) -> None:
    link, charlie = invited(browser, alice), browser("charlie")
    assert link.split("/")[2] not in str(list(Invitation.objects.values())), "only a digest is kept"
    assert "Alice Example asks you" in text_of(charlie.get(link))
    assert charlie.post(link).status_code == 302
    assert charlie.get(reverse("person", args=[alice.id])).status_code == 200
    used = browser("frank").post(link)
    assert used.status_code == 422 and "this invitation was used" in text_of(used)
    assert [row.deed for row in Audit.objects.filter(person=alice.id, route="carers", deed__in=["invited", "accepted"])] == [
        "invited",
        "accepted",
    ]


JOINING = {"username": "henry", "name": "Henry Example", "password": "four plain words and a river"}


def test_somebody_without_an_account_makes_one_with_the_link_and_cares(alice: Person, browser: Any) -> None:
    link, new = invited(browser, alice), browser("")
    assert "Make an account and accept" in text_of(new.get(link)) and "Sign in and accept" in text_of(new.get(link))
    assert new.post(link, JOINING).headers["Location"] == reverse("person", args=[alice.id])
    assert new.get(reverse("person", args=[alice.id])).status_code == 200
    henry = User.objects.get(username="henry")
    assert (henry.name, henry.check_password(JOINING["password"]), henry.is_staff) == ("Henry Example", True, False)
    assert Audit.objects.filter(person=alice.id, deed="accepted", actor=henry.id).count() == 1
    again = browser("").post(link, JOINING | {"username": "ida"})
    assert again.status_code == 404 and not User.objects.filter(username="ida").exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [("username", "bob"), ("username", ""), ("password", "short"), ("password", "000000000000"), ("name", "")],
)
def test_an_account_that_is_refused_leaves_the_invitation_open(field: str, typed: str, alice: Person, browser: Any) -> None:
    link, before = invited(browser, alice), User.objects.count()
    refused = browser("").post(link, JOINING | {field: typed})
    assert refused.status_code == 422 and field in refused.context["form"].errors
    assert User.objects.count() == before
    assert browser("").post(link, JOINING).status_code == 302


def test_a_link_that_has_run_out_makes_no_account(alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    link, before = invited(browser, alice), User.objects.count()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3, minutes=1))
    told = browser("").post(link, JOINING)
    assert told.status_code == 404 and "Alice" not in text_of(told) and User.objects.count() == before


def test_an_invitation_runs_out(alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    link = invited(browser, alice)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3, minutes=1))
    assert browser("charlie").post(link).status_code == 422


def test_nobody_cares_for_themselves(alice: Person, browser: Any) -> None:
    link = invited(browser, alice)
    assert "your own invitation" in text_of(browser("alice").post(link))


@pytest.mark.parametrize(("who", "status"), [("alice", 302), ("grace", 302), ("bob", 403), ("charlie", 404)])
def test_care_is_ended_by_either_and_by_nobody_else(who: str, status: int, alice: Person, browser: Any) -> None:
    care = Care.objects.get(person=alice, until=None)
    assert browser(who).post(reverse("end_care", args=[alice.id, care.id])).status_code == status
    sees = browser("grace").get(reverse("person", args=[alice.id])).status_code
    assert sees == (404 if status == 302 else 200)


# --- everything out, in, and gone


def test_what_is_taken_out_can_be_brought_in(alice: Person, ward: Ward, browser: Any) -> None:
    file = browser("alice").get(reverse("export", args=[alice.id, "csv"]))
    assert file.headers["Content-Disposition"].startswith("attachment;")
    new = Person.objects.create(name="Nobody New", ward=ward)
    sent = {"record": SimpleUploadedFile("record.csv", file.content), "key": str(uuid4())}
    assert browser("erin").post(reverse("bring_in", args=[new.id]), sent).status_code == 302
    assert as_json_lines(patient_of(new)) == as_json_lines(patient_of(alice))
    again = browser("erin").post(reverse("bring_in", args=[new.id]), sent | {"record": _file(file), "key": str(uuid4())})
    assert again.status_code == 422 and "is here already" in text_of(again)
    assert known_of(new) == known_of(alice)


def _file(response: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("record.csv", response.content)


def test_a_file_that_cannot_be_read_says_where(alice: Person, browser: Any) -> None:
    before = known_of(alice)
    sent = {"record": SimpleUploadedFile("bad.csv", b"time,concept,value,unit\nnoon,creatinine,1,mg/dL\n"), "key": str(uuid4())}
    refused = browser("erin").post(reverse("bring_in", args=[alice.id]), sent)
    assert refused.status_code == 422 and "bad.csv:2" in text_of(refused)
    assert known_of(alice) == before


def test_deleting_asks_for_the_name_and_is_real(alice: Person, browser: Any) -> None:
    own, address = browser("alice"), reverse("delete", args=[alice.id])
    refused = own.post(address, {"name": "Alice"})
    assert refused.status_code == 422 and "nothing was deleted" in text_of(refused)
    assert own.post(address, {"name": "Alice Example"}).status_code == 302
    assert not Person.objects.filter(pk=alice.id).exists() and not Observation.objects.filter(person=alice.id).exists()
    assert not User.objects.filter(username="alice").exists()
    assert Erasure.objects.filter(person=alice.id).exists()


# --- who works on a ward


def test_an_administrator_adds_an_account_and_ends_a_role(ward: Ward, browser: Any) -> None:
    frank, address = browser("frank"), reverse("staff", args=[ward.id])
    new = {"username": "nina", "name": "Nina N.", "role": "nurse", "password": "short"}
    refused = frank.post(address, new)
    assert refused.status_code == 422 and "too short" in text_of(refused) and 'value="Nina N."' in refused.content.decode()
    assert frank.post(address, new | {"password": PASSWORD}).status_code == 302
    assert browser("nina").get(reverse("board", args=[ward.id])).status_code == 200
    membership = Membership.objects.get(user__username="nina")
    assert frank.post(reverse("end_membership", args=[ward.id, membership.id])).status_code == 302
    assert browser("nina").get(reverse("board", args=[ward.id])).status_code == 404
    assert Audit.objects.filter(ward=ward.id, deed="account").count() == 2


def test_the_last_administrator_stays(ward: Ward, browser: Any) -> None:
    own = Membership.objects.get(user__username="frank")
    told = text_of(browser("frank").post(reverse("end_membership", args=[ward.id, own.id]), follow=True))
    assert "this is the last administrator of the ward" in told
    assert Membership.objects.get(pk=own.pk).until is None


def test_an_administrator_is_led_to_what_they_may_see(ward: Ward, browser: Any) -> None:
    assert browser("frank").get("/").headers["Location"] == reverse("administration", args=[ward.id])


def test_commands_make_a_ward_and_its_accounts(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    call_command("add_ward", "Ward 9", guide="uspi-2024", stdout=told)
    for line, more in (("nina", {"ward": "Ward 9", "role": "nurse"}), ("otto", {"ward": "Ward 9"})):
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        call_command("add_user", line, name=line.title(), password_stdin=True, stdout=told, **more)
    assert told.getvalue() == "Ward 9 follows uspi-2024\nnina: nurse of Ward 9\notto: patient of Ward 9\n"
    assert User.objects.get(username="nina").check_password(PASSWORD)
    assert Person.objects.get(account__username="otto").ward.name == "Ward 9"


@pytest.mark.parametrize(
    ("command", "arguments", "says"),
    [
        ("add_ward", {"guide": "mine"}, "aldesleukin has no guide 'mine'; it has: consensus-2014"),
        ("add_user", {"name": "N", "ward": "Ward 99"}, "there is no ward 'Ward 99'; there is:"),
        ("add_user", {"name": "N", "role": "nurse"}, "a role is held on a ward: name it with --ward"),
    ],
)
def test_a_command_says_what_would_be_right(command: str, arguments: dict[str, Any], says: str, db: None) -> None:
    with pytest.raises(CommandError, match=re.escape(says)):
        call_command(command, "new", **arguments)
