"""The library as people read it: a question, the page for oneself and for all, a word explained, medicines side by side."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from serving import Opens
from walk import address


def test_alice_asks_reads_her_page_turns_focus_off_looks_a_word_up_and_compares(window: Opens) -> None:
    alice = window("alice")
    alice.locator(".top summary").click()
    alice.locator(".top details.menu").get_by_text("Library", exact=True).click()
    alice.get_by_label("A medicine, or what you want to know").fill("Prolukin")
    alice.get_by_role("button", name="Search").click()
    expect(alice.locator("main")).to_contain_text("The nearest name is Proleukin, confidence 0.89 of 1.")
    alice.get_by_label("A medicine, or what you want to know").fill("what about alcohol?")
    alice.keyboard.press("Enter")
    alice.get_by_role("link", name="Aldesleukin: Food and drink").first.click()
    expect(alice).to_have_url(re.compile(rf"{address('person_page')}#s-"))
    expect(alice.locator(".statement:target")).to_contain_text("if you drink alcohol")
    expect(alice.locator(".statement:target"), "a folded section opens for what was asked for").to_be_visible()

    first = alice.get_by_role("heading", name="What concerns you first")
    expect(first).to_be_visible()
    expect(alice.locator(".concern", has_text="Your kidneys are under strain")).to_contain_text("Creatinine 2.6 mg/dL")
    there = alice.locator(".statement").count()
    alice.get_by_role("link", name="Show it as it is for everybody").click()
    expect(first).to_have_count(0)
    assert alice.locator(".statement").count() == there, "nothing was left out"

    meaning = alice.locator(".meaning:popover-open")
    expect(meaning).to_have_count(0)
    alice.locator("button.term", has_text="creatinine").first.click()
    expect(meaning).to_contain_text("creatinine")
    alice.keyboard.press("Escape")
    expect(meaning).to_have_count(0)

    alice.get_by_role("link", name="Compare", exact=True).click()
    expect(alice.get_by_role("alert")).to_contain_text("Choose two medicines or more.")
    expect(alice.get_by_label("Aldesleukin")).to_be_checked()
    alice.get_by_label("Interferon alfa-2b").check()
    alice.get_by_role("button", name="Compare").click()
    expect(alice.locator("table.side")).to_contain_text("under the skin")
    expect(alice.locator("main")).to_contain_text("A higher figure in one trial does not show that its medicine is better.")
    assert [fault for fault in alice.watch.faults if "422" not in fault] == []


def test_a_word_is_explained_with_the_keyboard_alone_and_without_a_script(window: Opens) -> None:
    bob = window("bob")
    bob.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    bob.goto(address("page"))
    bob.locator("button.term", has_text="creatinine").first.focus()
    bob.keyboard.press("Enter")
    meaning = bob.locator(".meaning:popover-open")
    expect(meaning).to_be_visible()
    bob.keyboard.press("Tab")
    expect(meaning.get_by_role("link", name="Words explained")).to_be_focused()
    bob.keyboard.press("Tab")
    bob.keyboard.press("Enter")
    expect(bob.locator(".meaning:popover-open")).to_have_count(0)
    expect(bob.locator(":focus")).to_have_text("creatinine")


def test_on_paper_nothing_is_folded_and_the_words_are_explained_at_the_end(window: Opens) -> None:
    alice = window("alice")
    alice.goto(address("person_page"))
    folded = alice.locator("details.folded:not([open]) .statement").first
    expect(folded).to_be_hidden()
    alice.emulate_media(media="print")
    expect(folded).to_be_visible()
    expect(alice.locator("dl.words")).to_be_visible()
    expect(alice.locator(".toc")).to_be_hidden()
    expect(alice.locator(".foot__notice")).to_be_visible()
