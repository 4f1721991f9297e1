"""What more than one of the ward has to do with: a dose made ready by one and checked by another, and the way home."""

from __future__ import annotations

from looking import look_at
from playwright.sync_api import expect
from serving import Opens, Server
from walk import address

EMIL = "Emil Entwurf"


def test_a_dose_is_made_ready_by_one_and_checked_by_a_second_person(window: Opens, own_server: Server) -> None:
    dora = window("dora", address("preparation", EMIL))
    for said in ("million IU", "Vials", "To draw up", "Strength in the bag"):
        expect(dora.locator("main")).to_contain_text(said)
    dora.get_by_label("Batch of the vials").fill("INVENTED-42")
    dora.get_by_role("button", name="I have prepared this dose").click()
    expect(dora.get_by_text("Stored as prepared. A second person checks it.")).to_be_visible()
    made = "section[aria-labelledby=made] li.reason"
    expect(dora.locator(made)).to_contain_text("Not yet checked: a second person signs in and checks it.")
    expect(dora.get_by_role("button", name="I have checked it"), "nobody checks their own").to_have_count(0)
    bob = window("bob", address("preparation", EMIL))
    expect(bob.locator(made)).to_contain_text("batch INVENTED-42")
    bob.get_by_role("button", name="I have checked it").click()
    expect(bob.get_by_text("Stored: checked by a second person.")).to_be_visible()
    dora.reload()
    expect(dora.locator(made)).to_contain_text("by Bob Demo")
    assert not dora.watch.faults + bob.watch.faults


def test_the_handover_says_what_the_board_says(window: Opens) -> None:
    bob = window("bob", address("handover"))
    for name, decision in (("Hana Hypothesis", "Not ready"), ("Fatima Fable", "Hold")):
        expect(bob.locator("tr", has_text=name)).to_contain_text(decision)
    bob.emulate_media(media="print")
    expect(bob.locator("nav"), "on paper there is nothing to click").to_be_hidden()


def test_an_administrator_adds_somebody_and_ends_the_role(window: Opens, own_server: Server) -> None:
    frank = window("frank", address("staff"))
    frank.get_by_label("User name").fill("henry")
    frank.get_by_label("Name, for a new account").fill("Henry Demo")
    frank.get_by_label("First password, for a new account").fill("an-invented-first-password")
    frank.get_by_role("button", name="Add", exact=True).click()
    row = frank.locator("tr", has_text="Henry Demo")
    expect(row).to_contain_text("nurse")
    row.get_by_role("button", name="End Henry Demo").click()
    expect(frank.locator("tr", has_text="Henry Demo")).to_have_count(0)
    assert not frank.watch.faults


def test_a_decision_that_was_stored_is_worked_out_again(window: Opens) -> None:
    bob = window("bob", address("predose"))
    bob.locator(".verdict a[href*='/decision/']").first.click()
    expect(bob.get_by_role("heading", level=1)).to_be_visible()
    look_at(bob, "stored_decision")
