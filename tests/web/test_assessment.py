"""Entering what a dose needs, and signing it off: what is stored, what is refused, and that what was typed stays."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from test_pages import named, text_of
from today import NOW

from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.models import Observation, Person, Preparation, PreparationCheck, SignOff
from bedside.faces.web.records.reading import known_of, patient_of

VITALS = {
    "systolic_bp": "118",
    "diastolic_bp": "72",
    "heart_rate": "92",
    "respiratory_rate": "16",
    "temperature": "36,8",
    "oxygen_saturation": "97",
    "phenylephrine_rate": "0",
    "dopamine_rate": "0",
    "oxygen_flow": "0",
    "inspired_oxygen": "21",
    "urine_output": "380",
    "diarrhea_volume": "40",
    "creatinine": "1.1",
    "potassium": "4.1",
    "bicarbonate": "24",
}
REVIEWS = ("circulation", "lungs", "neuro", "gut", "skin", "bleeding", "infection", "fluids")
DONE = {f"{review}_review": "on" for review in REVIEWS}


def hidden(page: str, form: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to an address, as a browser would send them."""
    part = page.split(f'action="{form}"')[1].split("</form>")[0]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', part)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def opened(client: Any, person: Person, route: str = "assess", page: str = "assess") -> dict[str, str]:
    address = reverse(page, args=[person.id])
    told = hidden(client.get(address).content.decode(), reverse(route, args=[person.id]))
    return told | ({"at": "2026-05-05T15:35"} if route == "assess" else {})


def send(client: Any, person: Person, form: dict[str, str], route: str = "assess") -> Any:
    return client.post(reverse(route, args=[person.id]), form)


# --- entering


def test_a_whole_assessment_is_stored_and_the_decision_follows(browser: Any, db: None) -> None:
    hana, bob = named("Hana Hypothesis"), browser("bob")
    assert "Not ready" in text_of(bob.get(reverse("predose", args=[hana.id])))
    before = known_of(hana)
    response = send(bob, hana, opened(bob, hana) | VITALS | DONE)
    assert response.status_code == 302
    stored = Observation.objects.filter(person=hana, number__gt=before)
    assert {row.concept for row in stored} == VITALS.keys() | DONE.keys()
    assert {row.by for row in stored} == {"bob"}
    assert stored.get(concept="temperature").amount == 36.8
    assert "Every rule of this guide is known not to apply." in text_of(bob.get(response.headers["Location"]))


def test_a_full_normal_assessment_takes_fewer_than_60_keys() -> None:
    """Each value is typed, each field left with one key; the check-list takes a digit a review; Enter saves."""
    typed = sum(len(value) + 1 for value in VITALS.values())
    assert typed + len(DONE) + 1 < 60


def test_an_empty_form_stores_nothing(alice: Person, browser: Any) -> None:
    bob, before = browser("bob"), known_of(alice)
    response = send(bob, alice, opened(bob, alice))
    assert response.status_code == 422 and "Nothing was filled in." in text_of(response)
    assert known_of(alice) == before


def test_a_form_that_is_sent_twice_is_stored_once(alice: Person, browser: Any) -> None:
    bob = browser("bob")
    form = opened(bob, alice) | {"heart_rate": "93"}
    assert send(bob, alice, form).status_code == send(bob, alice, form).status_code == 302
    assert Observation.objects.filter(person=alice, concept="heart_rate", amount=93).count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"systolic_bp": "1200"}, "Systolic blood pressure:"),
        ({"systolic_bp": "high"}, "'high' is no number"),
        ({"creatinine": "110 mmHg"}, "Creatinine:"),
        ({"heart_rate": "90", "at": "2026-05-05T15:55"}, "lies in the future"),
        ({"heart_rate": "90", "at": "yesterday"}, "Enter a valid date/time."),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_everything_typed_stays(
    typed: dict[str, str], says: str, alice: Person, browser: Any
) -> None:
    bob, before = browser("bob"), known_of(alice)
    response = send(bob, alice, opened(bob, alice) | {"temperature": "37.1", "gut_review": "on"} | typed)
    page = response.content.decode()
    assert response.status_code == 422 and says in text_of(response)
    assert 'value="37.1"' in page and re.search(r'name="gut_review"[^>]*checked', page)
    assert known_of(alice) == before


def test_what_was_entered_meanwhile_is_read_first_and_nothing_is_lost(alice: Person, browser: Any) -> None:
    bob = browser("bob")
    form = opened(bob, alice) | {"heart_rate": "93"}
    enter(alice, [Fact("creatinine", NOW, 3.4, "mg/dL")], Sender(User.objects.get(username="erin"), NOW, "assess"))
    refused = send(bob, alice, form)
    page = refused.content.decode()
    assert refused.status_code == 422 and "something else was entered meanwhile" in page
    assert "3.4 mg/dL" in page and 'value="93"' in page
    again = form | hidden(page, reverse("assess", args=[alice.id]))
    assert again["key"] == form["key"] and again["known"] != form["known"]
    assert send(bob, alice, again).status_code == 302


@pytest.mark.parametrize("typed", ["110 umol/L", "110 µmol/L", "110 μmol/L"])
def test_a_unit_may_be_typed(typed: str, alice: Person, browser: Any) -> None:
    bob = browser("bob")
    send(bob, alice, opened(bob, alice) | {"creatinine": typed})
    row = Observation.objects.filter(person=alice).order_by("-number")[0]
    assert (row.concept, row.amount, row.unit) == ("creatinine", 110.0, "umol/L")


# --- findings that a review would end


def confused(browser: Any) -> tuple[Person, Any, dict[str, str]]:
    ivo, bob = named("Ivo Imaginary"), browser("bob")
    at = NOW - timedelta(minutes=10)
    enter(ivo, [Fact("mental_status_change", at, True)], Sender(User.objects.get(username="erin"), at, "assess"))
    return ivo, bob, opened(bob, ivo)


def test_what_a_review_would_end_is_shown_and_asked(browser: Any, db: None) -> None:
    ivo, bob, form = confused(browser)
    page = text_of(bob.get(reverse("assess", args=[ivo.id])))
    assert "On record: Mental status change, today 15:25. This review would end it." in page
    before = known_of(ivo)
    refused = send(bob, ivo, form | {"neuro_review": "on"})
    assert refused.status_code == 422 and "say whether it is still there, or over" in text_of(refused)
    assert known_of(ivo) == before


@pytest.mark.parametrize(("said", "word"), [("still there", "true"), ("over", "false")])
def test_a_finding_on_record_stays_or_ends_as_somebody_says(said: str, word: str, browser: Any, db: None) -> None:
    ivo, bob, form = confused(browser)
    other = {"failed_cognitive_test": said} if "failed_cognitive_test" in _asked(bob, ivo) else {}
    assert send(bob, ivo, form | {"neuro_review": "on", "mental_status_change": said} | other).status_code == 302
    row = Observation.objects.filter(person=ivo, concept="mental_status_change").order_by("-number")[0]
    assert (row.word, row.at) == (word, NOW)


def _asked(bob: Any, ivo: Person) -> set[str]:
    page = bob.get(reverse("assess", args=[ivo.id])).content.decode()
    return set(re.findall(r'<input type="radio" name="(\w+)"', page))


def test_over_needs_the_review(browser: Any, db: None) -> None:
    ivo, bob, form = confused(browser)
    refused = send(bob, ivo, form | {"mental_status_change": "over"})
    assert refused.status_code == 422 and "tick the review too" in text_of(refused)


# --- signing off


def signing(client: Any, person: Person) -> dict[str, str]:
    return opened(client, person, "sign_off", "predose") | {"action": "held", "given": "2026-05-05T15:35", "units": ""}


def test_a_dose_that_was_given_is_signed_and_becomes_an_observation(browser: Any, db: None) -> None:
    emil, bob = named("Emil Entwurf"), browser("bob")
    form = signing(bob, emil) | {"action": "given", "units": "41.4", "given": "2026-05-05T15:34"}
    assert send(bob, emil, form, "sign_off").status_code == 302
    assert send(bob, emil, form, "sign_off").status_code == 302, "sent twice, it is stored once"
    row = SignOff.objects.get(person=emil)
    assert (row.action, row.override, row.reason) == ("given", False, "")
    dose = patient_of(emil).observations[-1]
    assert (dose.concept, dose.amount, row.observation) == ("il2_dose", 41.4e6, known_of(emil))


def test_an_override_needs_a_reason_and_is_listed_and_counted(alice: Person, ward: Any, browser: Any) -> None:
    bob = browser("bob")
    form = signing(bob, alice) | {"reason": " "}
    refused = send(bob, alice, form, "sign_off")
    assert refused.status_code == 422 and "write the reason" in text_of(refused)
    again = form | {"reason": "The team wants to see the next creatinine first"}
    assert send(bob, alice, again, "sign_off").status_code == 302
    told = text_of(browser("dora").get(reverse("overrides", args=[ward.id])))
    assert "1 of 1 sign-off was another" in told and "The team wants to see the next creatinine first" in told
    assert "Bob Demo" in told and "Alice Example" in told


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"action": "given", "units": ""}, "a dose that was given has an amount"),
        ({"action": "given", "units": "much"}, "'much' is no number"),
        ({"action": "given", "units": "41", "given": "2026-05-05T16:35"}, "lies in the future"),
        ({"action": ""}, "This field is required."),
    ],
)
def test_a_sign_off_that_cannot_be_is_refused_and_what_was_typed_stays(
    typed: dict[str, str], says: str, browser: Any, db: None
) -> None:
    emil, bob = named("Emil Entwurf"), browser("bob")
    refused = send(bob, emil, signing(bob, emil) | {"reason": "kept text"} | typed, "sign_off")
    assert refused.status_code == 422 and says in text_of(refused) and "kept text" in text_of(refused)
    assert not SignOff.objects.filter(person=emil).exists()


def test_a_stale_page_signs_nothing(alice: Person, browser: Any) -> None:
    bob, erin = browser("bob"), browser("erin")
    form = signing(bob, alice) | {"action": "corrected"}
    assert send(erin, alice, signing(erin, alice) | {"action": "corrected"}, "sign_off").status_code == 302
    refused = send(bob, alice, form, "sign_off")
    assert refused.status_code == 422 and "somebody else has signed off meanwhile" in text_of(refused)
    assert SignOff.objects.filter(person=alice).count() == 1


def test_what_was_measured_meanwhile_is_read_before_signing(alice: Person, browser: Any) -> None:
    bob = browser("bob")
    form = signing(bob, alice) | {"action": "corrected"}
    enter(alice, [Fact("creatinine", NOW, 3.4, "mg/dL")], Sender(User.objects.get(username="erin"), NOW, "assess"))
    refused = send(bob, alice, form, "sign_off")
    assert refused.status_code == 422 and "has moved on since this page was drawn" in text_of(refused)
    assert "Hold" in text_of(refused)
    assert not SignOff.objects.filter(person=alice).exists()


def test_the_form_of_another_person_signs_nothing(alice: Person, browser: Any) -> None:
    bob, emil = browser("bob"), named("Emil Entwurf")
    refused = send(bob, emil, signing(bob, alice) | {"reason": "wrong page"}, "sign_off")
    assert refused.status_code == 422
    assert not SignOff.objects.exists()


# --- preparing, with a second person


def test_a_dose_is_prepared_by_one_and_checked_by_another(browser: Any, db: None) -> None:
    emil, dora, bob = named("Emil Entwurf"), browser("dora"), browser("bob")
    told = text_of(dora.get(reverse("preparation", args=[emil.id])))
    for part in ("Dose 41.4 million IU", "Vials 2", "To draw up", "Bag", "Strength in the bag"):
        assert part in told, part
    form = opened(dora, emil, "preparation", "preparation") | {"lot": "B-17"}
    assert send(dora, emil, form, "preparation").status_code == send(dora, emil, form, "preparation").status_code == 302
    made = Preparation.objects.get(person=emil)
    check = reverse("second_check", args=[emil.id, made.id])
    assert "whoever prepared a dose does not check it" in text_of(dora.post(check, follow=True))
    assert not PreparationCheck.objects.exists()
    assert "checked today 15:35 by Bob Demo" in text_of(bob.post(check, follow=True))
    assert [row.deed for row in Audit.objects.filter(person=emil.id, deed__in=["prepared", "checked"])] == [
        "prepared",
        "checked",
    ]


def test_a_sheet_that_has_changed_is_not_stored(browser: Any, db: None) -> None:
    emil, dora = named("Emil Entwurf"), browser("dora")
    form = opened(dora, emil, "preparation", "preparation") | {"units": "40000000", "lot": "B-17"}
    refused = send(dora, emil, form, "preparation")
    assert refused.status_code == 422 and "The sheet has changed" in text_of(refused)
    assert 'value="B-17"' in refused.content.decode() and not Preparation.objects.exists()


# --- handover and audit


def test_the_handover_says_where_everybody_stands(alice: Person, ward: Any, browser: Any) -> None:
    bob = browser("bob")
    send(bob, alice, signing(bob, alice) | {"reason": "fluids first", "action": "held"}, "sign_off")
    told = text_of(bob.get(reverse("handover", args=[ward.id])))
    for part in (
        "Alice Example",
        "cycle 1: 4 given, 0 left out",
        "held, today 15:35 , Bob Demo : fluids first",
        "Missing",
        "Due",
    ):
        assert part in told or part.replace(" ,", ",").replace(" :", ":") in told, part


def test_the_audit_names_who_saw_and_who_was_refused(alice: Person, ward: Any, browser: Any) -> None:
    browser("bob").get(reverse("predose", args=[alice.id]))
    browser("charlie").get(reverse("person", args=[alice.id]))
    told = text_of(browser("alice").get(reverse("person_audit", args=[alice.id])))
    assert "Bob Demo" in told and "Before the dose" in told and "Charlie Demo" in told and "Refused" in told
    ward_told = text_of(browser("frank").get(reverse("ward_audit", args=[ward.id])))
    assert "Alice Example" in ward_told and "Bob Demo" in ward_told
