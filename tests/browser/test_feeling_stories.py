"""How I feel, and ask, as people do it: the emergency first, questions answered, what is right on record, a cited answer."""

from __future__ import annotations

import re
from typing import Any

from looking import faults
from playwright.sync_api import expect
from serving import Opens, Server
from walk import address

MEAN = "What does it mean?"
HURTS = "my chest hurts since noon and I am seeing things, my wife says it is nothing"


def say(page: Any, text: str, place: str = "") -> None:
    """Type it and send it, by the button that stands under the words."""
    page.get_by_role("textbox", name="In your own words").fill(text)
    if place:
        page.get_by_label(re.compile("^Where ")).select_option(place)
    page.locator(".feel__words").get_by_role("button", name=MEAN).click()


def test_an_emergency_is_what_one_sees_first_and_what_was_typed_stays(window: Opens) -> None:
    alice = window("alice")
    alice.get_by_role("link", name="How I feel").first.click()
    say(alice, HURTS, "home")
    banner = alice.locator(".urgent--emergency")
    expect(banner).to_contain_text("Call your local emergency number now.")
    expect(banner).to_be_in_viewport()
    tops = alice.evaluate(
        "() => [...document.querySelectorAll('.urgent, #answer .card')].map((part) => part.getBoundingClientRect().top)"
    )
    assert tops[0] == min(tops) and len(tops) > 2, "nothing of the answer stands above the banner"
    expect(alice.get_by_role("textbox", name="In your own words")).to_have_value(HURTS)
    assert alice.url.endswith(address("feel")), "no word stands in the address"
    assert not [*alice.watch.faults, *faults(alice)]


def test_it_works_without_a_script(window: Opens) -> None:
    alice = window("alice")
    alice.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    alice.goto(address("feel"))
    say(alice, HURTS, "home")
    expect(alice.locator(".urgent--emergency")).to_be_in_viewport()
    alice.goto(address("feel"))
    say(alice, "I feel dizzy", "home")
    alice.locator("#answer").get_by_role("button", name="Yes").first.click()
    expect(alice.locator(".urgent--emergency")).to_be_visible()
    expect(alice.get_by_role("textbox", name="In your own words")).to_have_value("I feel dizzy")


def test_what_is_chosen_from_the_body_is_read_and_questions_only_raise_it(window: Opens) -> None:
    alice = window("alice", address("feel"))
    alice.locator("summary", has_text="The whole body").click()
    alice.get_by_label("Dizziness").check()
    alice.get_by_label(re.compile("^Where ")).select_option("home")
    alice.get_by_role("button", name=MEAN).locator("visible=true").last.click()
    expect(alice.locator(".urgent--today")).to_contain_text("Tell somebody today")
    questions = alice.locator("section[aria-labelledby=questions] li")
    expect(questions).to_have_count(3)
    first = questions.first.locator(".reason__say").inner_text()
    questions.first.get_by_role("button", name="No").click()
    expect(alice.locator("section[aria-labelledby=questions]")).not_to_contain_text(first)
    expect(alice.locator(".urgent--today")).to_be_visible()
    questions.first.get_by_role("button", name="Yes").click()
    expect(alice.locator(".urgent--emergency")).to_be_visible()
    expect(questions).to_have_count(0)
    expect(alice.get_by_label("Dizziness")).to_be_checked()
    assert not [*alice.watch.faults, *faults(alice)]


def test_what_is_right_is_put_on_record_and_the_check_before_the_dose_holds_it(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("predose"))
    expect(bob.locator(".decision").first).to_contain_text("Correct")
    alice = window("alice", address("feel"))
    say(alice, HURTS)
    expect(alice.locator(".urgent--emergency")).to_contain_text("Press the bell now.")
    alice.locator(".felt", has_text="Seeing or hearing what is not there").get_by_label("This is right").check()
    alice.get_by_role("button", name="These are right: put them in my record").click()
    expect(alice).to_have_url(re.compile(f"{address('person')}$"))
    expect(alice.get_by_text("Kept in the record: 1 entry.")).to_be_visible()
    expect(alice.locator(".told .alert"), "what is urgent is told there again").to_contain_text("Press the bell now")
    expect(alice.locator("section[aria-labelledby=changed]")).to_contain_text("Hallucinations")
    bob.goto(address("predose"))
    expect(bob.locator(".decision").first).to_contain_text(re.compile("Hold|Stop"))
    expect(bob.locator("main")).to_contain_text("Hallucinations")
    assert not alice.watch.faults


def test_a_lost_connection_and_a_server_that_fell_say_whom_to_call_and_keep_the_words(
    window: Opens, own_server: Server
) -> None:
    alice = window("alice", address("feel"))
    alice.context.set_offline(True)
    say(alice, HURTS)
    untold = alice.locator("[data-untold]")
    expect(untold).to_contain_text("In an emergency call your local emergency number")
    expect(alice.get_by_role("textbox", name="In your own words")).to_have_value(HURTS)
    alice.context.set_offline(False)
    alice.context.clear_cookies()
    say(alice, HURTS)
    expect(untold, "signed out meanwhile").to_be_visible()
    expect(alice.get_by_role("textbox", name="In your own words")).to_have_value(HURTS)


def test_a_carer_says_how_her_sister_feels(window: Opens) -> None:
    grace = window("grace", address("feel"))
    expect(grace.get_by_role("heading", level=1)).to_have_text("How Alice Example feels")
    say(grace, "my sister is confused", "home")
    expect(grace.locator(".felt", has_text="Confusion")).to_contain_text("there now")
    expect(grace.get_by_role("button", name="These are right: put them in the record of Alice Example")).to_be_visible()


def test_ask_gives_an_answer_that_leads_to_where_it_stands(window: Opens) -> None:
    alice = window("alice")
    alice.get_by_role("link", name="Ask", exact=True).first.click()
    alice.get_by_label("Your question").fill("can i have a glass of wine with proleukn?")
    alice.get_by_role("button", name="Ask", exact=True).click()
    first = alice.locator(".statement").first
    expect(first).to_contain_text("Tell the team if you drink alcohol.")
    expect(first.locator(".source")).to_contain_text("patient-questions")
    assert not [*alice.watch.faults, *faults(alice)]
    first.get_by_role("link").click()
    expect(alice).to_have_url(re.compile(rf"{address('person_page')}#s-"))
    expect(alice.locator(".statement:target")).to_contain_text("if you drink alcohol")


def test_ask_answers_from_the_record_and_tells_an_emergency_first(window: Opens) -> None:
    bob = window("bob", address("ask"))
    bob.get_by_label("Your question").fill("when is her next dose?")
    bob.get_by_role("button", name="Ask", exact=True).click()
    expect(bob.locator(".statement").first).to_contain_text("2026-05-05 16:00 UTC")
    bob.get_by_label("Your question").fill("she has chest pain, when is her next dose?")
    bob.get_by_role("button", name="Ask", exact=True).click()
    expect(bob.locator(".urgent--emergency")).to_be_in_viewport()
    assert not [*bob.watch.faults, *faults(bob)]
