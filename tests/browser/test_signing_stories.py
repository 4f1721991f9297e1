"""What was done with a dose, as it is signed: as the guide asked, against it, by two at once, twice, too early, for another."""

from __future__ import annotations

import re
from typing import Any

import pytest
from looking import faults
from playwright.sync_api import expect
from serving import Opens, Server
from walk import address

EMIL, FATIMA, JANA = "Emil Entwurf", "Fatima Fable", "Jana Jemand"
SENT_TWICE = """async () => {
  const form = document.querySelector("form[action$='/pre-dose/sign/']");
  form.querySelector("[name=action][value=given]").checked = true;
  const send = () => fetch(form.getAttribute("action"), {method: "POST", body: new FormData(form)});
  return (await Promise.all([send(), send()])).map((answer) => answer.status);
}"""


def sign(page: Any, action: str, reason: str = "") -> None:
    """Choose what was done, give a reason, and sign."""
    page.get_by_role("radio", name=action, exact=True).check()
    if reason:
        page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_load_state()


def signed(page: Any) -> Any:
    """The sign-offs that the page lists."""
    return page.locator("section[aria-labelledby=signed] li.reason")


def test_each_of_the_four_is_signed_as_the_guide_asked_and_none_is_an_override(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("predose", EMIL))
    for name, decision, action in (
        (EMIL, "Give", "given"),
        ("Alice Example", "Correct", "corrected, to be checked again"),
        (FATIMA, "Hold", "held"),
        (JANA, "Stop cycle", "stopped"),
    ):
        bob.goto(address("predose", name))
        expect(bob.locator(".decision").first).to_have_text(re.compile(decision))
        sign(bob, action)
        expect(bob.get_by_text("Signed.", exact=True)).to_be_visible()
        expect(signed(bob).first).to_contain_text(re.compile(f"{action}.*Bob Demo", re.S))
    assert not bob.watch.faults
    erin = window("erin", address("overrides"))
    expect(erin.locator("main")).to_contain_text("0 of 4 sign-offs were others than the guide asked for.")


def test_an_override_needs_a_reason_and_is_listed_and_counted(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("predose", FATIMA))
    sign(bob, "given")
    expect(bob.get_by_role("alert")).to_contain_text("this is not what the guide asks for: write the reason")
    expect(bob.get_by_role("radio", name="given", exact=True)).to_be_checked()
    expect(signed(bob)).to_have_count(0)
    bob.get_by_label("Reason").fill("Agreed with the physician on call.")
    bob.get_by_role("button", name="Sign", exact=True).click()
    expect(signed(bob)).to_contain_text(re.compile("override.*Agreed with the physician on call", re.S))
    assert not faults(bob)
    erin = window("erin", address("overrides"))
    expect(erin.locator("main")).to_contain_text("1 of 1 sign-off was another than the guide asked for.")
    counted = erin.locator("section[aria-labelledby=counted] tbody tr")
    expect(counted).to_have_text(re.compile(r"Hold\s*given\s*1"))
    listed = erin.locator("section[aria-labelledby=listed] tbody tr")
    expect(listed).to_have_text(re.compile("Fatima Fable.*Agreed with the physician on call.*Bob Demo", re.S))


def test_a_page_on_which_somebody_else_has_signed_meanwhile_is_refused_and_keeps_what_was_typed(
    window: Opens, own_server: Server
) -> None:
    bob, erin = window("bob", address("predose", FATIMA)), window("erin", address("predose", FATIMA))
    sign(erin, "held", "Fluids first.")
    expect(signed(erin)).to_have_count(1)
    sign(bob, "held", "Urine is low.")
    expect(bob.get_by_role("alert").first).to_contain_text("somebody else has signed off meanwhile; nothing was stored.")
    expect(bob.get_by_label("Reason")).to_have_value("Urine is low.")
    expect(signed(bob)).to_have_text(re.compile("held.*Erin Demo.*Fluids first", re.S))


def test_what_is_sent_twice_is_stored_once(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("predose", EMIL))
    assert bob.evaluate(SENT_TWICE) == [200, 200], "both are answered"
    bob.goto(address("predose", EMIL))
    expect(signed(bob)).to_have_count(1)
    bob.goto(address("course", EMIL))
    expect(bob.locator(".slot .decision", has_text="Given")).to_have_count(2)


def test_a_second_click_sends_nothing(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("predose", EMIL))
    bob.get_by_role("radio", name="given", exact=True).check()
    sent: list[str] = []
    bob.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    bob.get_by_role("button", name="Sign", exact=True).dblclick()
    expect(bob.get_by_text("Signed.", exact=True)).to_be_visible()
    assert len(sent) == 1


def test_a_time_in_the_future_is_refused_by_its_field(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("predose", EMIL))
    bob.get_by_label("Given at").fill("2026-05-06T15:35")
    sign(bob, "given")
    expect(bob.locator(".field--wrong", has_text="Given at")).to_contain_text("lies in the future")
    expect(bob.get_by_label("Given at")).to_have_value("2026-05-06T15:35")
    expect(signed(bob)).to_have_count(0)
    bob.goto(address("assess", EMIL))
    bob.locator("[name=heart_rate]").fill("92")
    bob.get_by_label("Measured and asked at").fill("2026-05-06T15:35")
    bob.get_by_role("button", name="Save").click()
    expect(bob.get_by_role("alert").first).to_contain_text(re.compile("Nothing was stored.*lies in the future", re.S))
    expect(bob.locator("[name=heart_rate]")).to_have_value("92")


def test_a_decision_about_somebody_else_cannot_be_signed(window: Opens, own_server: Server) -> None:
    bob = window("bob", address("predose", FATIMA))
    of_fatima = bob.locator("form [name=decision]").get_attribute("value")
    bob.goto(address("predose", EMIL))
    bob.evaluate("id => { document.querySelector('form [name=decision]').value = id; }", of_fatima)
    sign(bob, "given", "A slip of the hand.")
    expect(bob.get_by_role("alert").first).to_contain_text("nothing was stored")
    expect(bob.get_by_label("Reason")).to_have_value("A slip of the hand.")
    expect(signed(bob)).to_have_count(0)


@pytest.mark.parametrize(("username", "status"), [("alice", 404), ("charlie", 404)])
def test_a_form_that_is_sent_to_the_record_of_somebody_else_finds_nobody(
    username: str, status: int, window: Opens, own_server: Server
) -> None:
    sender, bob = window(username, "/"), window("bob", address("assess", EMIL))
    told = bob.evaluate("() => Object.fromEntries(new FormData(document.querySelector('form.entry')))")
    token = sender.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    where = own_server.address + address("assess", EMIL)
    told |= {"csrfmiddlewaretoken": token, "heart_rate": "171"}
    answer = sender.request.post(where, form=told, headers={"Referer": where})
    assert answer.status == status and "Emil" not in answer.text()
    bob.goto(address("charts", EMIL))
    expect(bob.locator("main")).not_to_contain_text("171")
