"""What a person does with their own pages: look, try answers, take the plan along, print, let somebody in, delete."""

from __future__ import annotations

import re
from pathlib import Path

from looking import look_at
from playwright.sync_api import expect
from serving import Opens, Server, sign_in
from walk import address

BEN = "Ben Beispiel"


def test_answers_change_the_result_at_once_and_are_kept_only_when_it_is_said(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("candidate", BEN))
    result = bob.locator("#result")
    expect(result).to_contain_text("From what is recorded")
    expect(result).to_contain_text("Not known yet")
    bob.locator("[name=creatinine]").fill("180 µmol/L")
    bob.locator("[name=creatinine]").press("Tab")
    expect(result).to_contain_text("With your answers")
    expect(result).to_contain_text("Creatinine is above 1.5 mg/dL before the start.")
    expect(bob.locator("[name=creatinine]")).to_have_value("180 µmol/L")
    bob.reload()
    expect(result, "what was only tried is gone").not_to_contain_text("Creatinine is above")
    bob.locator("[name=creatinine]").fill("180 µmol/L")
    bob.get_by_role("button", name="Keep these answers").click()
    expect(bob.get_by_text("Your answers are kept.")).to_be_visible()
    expect(result).to_contain_text("Creatinine is above 1.5 mg/dL before the start.")
    assert not bob.watch.faults


def test_home_course_and_after_say_where_alice_stands(window: Opens) -> None:
    alice = window("alice")
    expect(alice.locator("main")).to_contain_text("Dose 5 of cycle 1")
    alice.get_by_role("link", name="My course").first.click()
    expect(alice.locator(".slot .decision", has_text="Given")).to_have_count(4)
    expect(alice.locator("main")).to_contain_text("4 given, 0 held, 0 without a dose, 10 to come")
    alice.get_by_role("link", name="After treatment").first.click()
    expect(alice.get_by_role("heading", level=1)).to_have_text("After treatment")
    alice.goto(address("person"))
    for leads, to in (("One page for the doctor", "sheet"), ("Take out everything", "data"), ("Delete everything", "delete")):
        expect(alice.get_by_role("link", name=leads)).to_have_attribute("href", address(to))
    assert not alice.watch.faults


def test_how_it_works_shows_an_invented_person_beside_the_own_readings(window: Opens) -> None:
    alice = window("alice")
    alice.get_by_role("link", name="How it works").first.click()
    expect(alice.get_by_role("heading", level=1)).to_have_text("How it works")
    expect(alice.locator("main")).to_contain_text("The person on this page is invented.")
    pictures = alice.locator("section[aria-labelledby=days] svg")
    expect(pictures).to_have_count(4)
    alice.locator("main summary", has_text="As a table").first.click()
    expect(alice.get_by_role("cell", name="1 h after the dose", exact=True)).to_be_visible()
    assert not alice.watch.faults


def test_after_treatment_says_what_was_found_and_what_is_due(window: Opens) -> None:
    bob = window("bob", address("after", "Noor Nobody"))
    expect(bob.locator("section[aria-labelledby=response]")).to_contain_text("Did it work?")
    expect(bob.locator("section[aria-labelledby=response] figure").first).to_be_visible()
    expect(bob.locator("section[aria-labelledby=watch]")).to_contain_text("Tell your team when one of these is new or worse.")


def test_the_plan_goes_into_a_calendar_as_a_file_and_by_a_link_that_can_be_ended(window: Opens, own_server: Server) -> None:
    alice = window("alice", address("calendar"))
    with alice.expect_download() as downloaded:
        alice.get_by_role("link", name="Download as a file").click()
    assert Path(downloaded.value.path()).read_text("utf-8").startswith("BEGIN:VCALENDAR")
    alice.get_by_role("button", name="Make a link").click()
    link = alice.get_by_label("Address").input_value()
    nobody = window()
    assert nobody.request.get(link).text().startswith("BEGIN:VCALENDAR")
    alice.get_by_role("button", name="End it").click()
    expect(alice.get_by_text("Links that work now")).to_have_count(0)
    assert nobody.request.get(link).status == 404


def test_the_page_for_the_doctor_is_one_sheet_of_paper(window: Opens) -> None:
    erin = window("erin", address("sheet", "Noor Nobody"))
    paper = erin.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    erin.emulate_media(media="print")
    expect(erin.get_by_role("button", name="Print")).to_be_hidden()
    expect(erin.locator(".foot__notice")).to_contain_text("Not a medical device.")


def test_alice_invites_a_carer_who_sees_her_until_she_ends_it(window: Opens, own_server: Server) -> None:
    alice, charlie = window("alice", address("carers")), window("charlie")
    assert charlie.goto(address("person")).status == 404
    alice.get_by_role("button", name="Invite a carer").click()
    link = alice.get_by_label("Link").input_value()
    charlie.watch.faults.clear()
    charlie.goto(link)
    look_at(charlie, "invitation")
    charlie.get_by_role("button", name="Accept").click()
    expect(charlie).to_have_url(re.compile(f"{address('person')}$"))
    expect(charlie.locator("main")).to_contain_text("Dose 5 of cycle 1")
    bob = window("bob", link)
    expect(bob.get_by_role("alert")).to_contain_text("This invitation was used, or has run out.")
    alice.goto(address("carers"))
    alice.get_by_role("button", name="End Charlie Demo").click()
    expect(alice.get_by_text("Ended.")).to_be_visible()
    assert charlie.goto(address("person")).status == 404


def test_alice_deletes_everything_about_her(window: Opens, own_server: Server) -> None:
    alice = window("alice", address("data"))
    with alice.expect_download() as downloaded:
        alice.get_by_role("link", name="As a table (CSV)").click()
    assert "creatinine" in Path(downloaded.value.path()).read_text("utf-8"), "taken out before"
    alice.get_by_role("link", name="Delete everything").click()
    alice.get_by_label("Type the name of the person").fill("Alice")
    alice.get_by_role("button", name="Delete everything").click()
    expect(alice.get_by_role("alert")).to_contain_text("This is not the name; nothing was deleted.")
    alice.get_by_label("Type the name of the person").fill("Alice Example")
    alice.get_by_role("button", name="Delete everything").click()
    expect(alice).to_have_url(re.compile("/account/sign-in/"))
    sign_in(alice, "alice")
    expect(alice.get_by_role("alert").first, "the account is gone, too").to_contain_text("not correct")
    bob = window("bob")
    expect(bob.locator("tr", has_text="Emil Entwurf")).to_have_count(1)
    expect(bob.locator("tr", has_text="Alice Example")).to_have_count(0)
