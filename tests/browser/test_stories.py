"""Stories from the first click to the last, as people live them, on a phone and on a desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import Opens, Server, sign_in
from walk import address

WRONG = "not-the-password-of-bob"


def menu(page: Any, name: str) -> Any:
    """Something in the menu under one's own name."""
    page.locator(".top summary").click()
    return page.locator(".top details.menu").get_by_text(name, exact=True)


# --- in and out


def test_bob_signs_in_finds_his_ward_and_signs_out(window: Opens) -> None:
    bob = window()
    bob.goto("/")
    expect(bob.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(bob, "bob")
    expect(bob).to_have_url(re.compile(r"/ward/1/$"))
    menu(bob, "Sign out").click()
    expect(bob).to_have_url(re.compile("/account/sign-in/"))
    bob.goto(address("board"))
    expect(bob, "the door is shut behind him").to_have_url(re.compile("/account/sign-in/"))
    assert not bob.watch.faults


def test_who_was_sent_to_sign_in_comes_to_the_page_that_was_wanted(window: Opens) -> None:
    bob = window()
    bob.goto(address("predose"))
    sign_in(bob, "bob")
    expect(bob).to_have_url(re.compile(f"{address('predose')}$"))


def test_after_five_wrong_passwords_the_right_one_does_not_open_either(window: Opens, own_server: Server) -> None:
    bob, alice = window(), window()
    bob.goto("/account/sign-in/")
    for _ in range(5):
        sign_in(bob, "bob", WRONG)
        expect(bob.get_by_role("alert").first).to_contain_text("not correct")
        expect(bob.get_by_label("Username")).to_have_value("bob")
    sign_in(bob, "bob")
    expect(bob.get_by_role("alert").first).to_contain_text("Too many failed login attempts")
    sign_in(alice, "alice")
    expect(alice, "the others are not locked out with him").to_have_url(re.compile(address("person")))


def test_whoever_goes_away_is_signed_out(window: Opens, own_server: Server) -> None:
    bob = window("bob")
    own_server.later(21)
    bob.goto(address("person"))
    expect(bob).to_have_url(re.compile("/account/sign-in/"))


def test_charlie_of_another_ward_is_told_that_there_is_nobody(window: Opens) -> None:
    charlie = window("charlie")
    for name in ("person", "charts", "predose", "board"):
        assert charlie.goto(address(name)).status == 404
        assert "Alice" not in charlie.content()


# --- the ward


def test_the_board_leads_to_the_page_before_the_dose(window: Opens) -> None:
    bob = window("bob")
    row = bob.locator("tr", has_text="Alice Example")
    expect(row).to_contain_text("25 min")
    row.get_by_role("link", name="Alice Example").click()
    bob.get_by_role("link", name="Before the dose").first.click()
    expect(bob).to_have_url(re.compile(f"{address('predose')}$"))
    expect(bob.get_by_role("heading", level=1)).to_be_visible()
    assert not bob.watch.faults


def test_the_decision_on_the_board_is_the_decision_on_the_page(window: Opens) -> None:
    bob = window("bob")
    for name, decision in (("Hana Hypothesis", "Not ready"), ("Fatima Fable", "Hold"), ("Jana Jemand", "Stop")):
        bob.goto(address("board"))
        expect(bob.locator("tr", has_text=name)).to_contain_text(re.compile(decision, re.I))
        bob.goto(address("predose", name))
        expect(bob.locator(".decision").first).to_contain_text(re.compile(decision, re.I))


def test_the_page_before_the_dose_shows_reason_source_and_every_guide(window: Opens) -> None:
    bob = window("bob")
    bob.goto(address("predose", "Goran Gedacht"))
    main = bob.locator("main")
    expect(main).to_contain_text("84")
    expect(main.locator(".source").first).to_be_attached()
    for guide in ("consensus-2014", "uspi-2024"):
        assert main.locator(f"#{guide}, [data-guide={guide}]").count() or guide in bob.content()
    assert not bob.watch.faults


def test_a_lost_connection_is_told_and_found_again(window: Opens) -> None:
    bob = window("bob")
    told = bob.locator("#offline")
    expect(told).to_be_hidden()
    bob.context.set_offline(True)
    expect(told).to_be_visible()
    expect(told).to_have_text("The connection is lost. What you typed is still here; nothing was sent.")
    bob.context.set_offline(False)
    expect(told).to_be_hidden()


def test_a_server_that_restarts_knows_everybody_still(window: Opens, own_server: Server) -> None:
    bob = window("bob")
    bob.goto(address("predose"))
    own_server.kill()
    own_server.start()
    assert bob.goto(address("predose")).status == 200, "no second sign-in"


# --- the person


def test_alice_sees_what_is_next_and_in_her_course_the_charts(window: Opens) -> None:
    alice = window("alice")
    expect(alice).to_have_url(re.compile(f"{address('person')}$"))
    expect(alice.locator("main")).to_contain_text("25 min")
    alice.get_by_role("link", name="My course").first.click()
    expect(alice.locator("figure.chart").first).to_be_visible()
    figure = alice.locator("figure.chart", has_text="Creatinine")
    expect(figure).to_contain_text("mg/dL")
    assert not alice.watch.faults


def test_a_chart_can_be_read_as_a_table_with_the_keyboard(window: Opens) -> None:
    alice = window("alice")
    alice.goto(address("charts"))
    figure = alice.locator("figure.chart", has_text="Creatinine")
    expect(figure.locator("table")).to_be_hidden()
    figure.locator("summary").focus()
    alice.keyboard.press("Enter")
    expect(figure.locator("table")).to_be_visible()


def test_her_sister_sees_her_and_nobody_else(window: Opens) -> None:
    grace = window("grace")
    expect(grace).to_have_url(re.compile(f"{address('person')}$"))
    assert grace.goto(address("person", "Ben Beispiel")).status == 404


@pytest.mark.parametrize(("language", "code"), [("Deutsch", "de"), ("Español", "es")])
def test_the_language_is_kept_and_can_be_changed_back(language: str, code: str, window: Opens) -> None:
    alice = window("alice")
    alice.get_by_role("button", name=language).click()
    expect(alice.locator("html")).to_have_attribute("lang", code)
    expect(alice).to_have_url(re.compile(f"{address('person')}$"))
    alice.goto(address("charts"))
    expect(alice.locator("html")).to_have_attribute("lang", code)
    alice.get_by_role("button", name="English").click()
    expect(alice.locator("html")).to_have_attribute("lang", "en")
    assert not alice.watch.faults


# --- with the keyboard alone


def test_the_first_key_leads_past_the_frame_to_the_content(window: Opens) -> None:
    bob = window("bob")
    bob.keyboard.press("Tab")
    expect(bob.locator(":focus")).to_have_text("To the content")
    bob.keyboard.press("Enter")
    expect(bob.locator("#main")).to_be_focused()


def test_the_menu_opens_and_closes_with_the_keyboard(window: Opens) -> None:
    bob = window("bob")
    bob.locator(".top summary").focus()
    bob.keyboard.press("Enter")
    expect(bob.get_by_role("button", name="Sign out")).to_be_visible()
    bob.keyboard.press("Escape")
    expect(bob.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(bob.locator(".top summary")).to_be_focused()
