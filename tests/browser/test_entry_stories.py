"""What a nurse lives through between the readings and the signature: with the keyboard, with a server that falls over."""

from __future__ import annotations

import re
from typing import Any

from looking import faults
from playwright.sync_api import expect
from serving import Opens, Server
from walk import address

HANA = "Hana Hypothesis"
READINGS = {
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
MOST_KEYS = 60


class Keys:
    """The keyboard of a page, which counts."""

    def __init__(self, page: Any) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def at(self) -> str:
        """The name of the field that has the focus."""
        return str(self.page.evaluate("document.activeElement.name || ''"))


def read_in(keys: Keys) -> None:
    """From the first field on, each reading with Tab between; then the check-list."""
    while keys.at() in READINGS:
        keys.press(*READINGS[keys.at()], "Tab")
    keys.press(*"12345678")


def test_a_full_assessment_takes_fewer_than_sixty_keys(window: Opens, own_server: Server) -> None:
    bob = window("bob")
    bob.goto(address("predose", HANA))
    expect(bob.locator(".decision").first).to_contain_text("Not ready")
    bob.goto(address("assess", HANA))
    keys = Keys(bob)
    assert keys.at() == "systolic_bp", "the first field has the focus"
    read_in(keys)
    for name, value in READINGS.items():
        expect(bob.locator(f"[name={name}]")).to_have_value(value)
    keys.press("Enter")
    expect(bob).to_have_url(re.compile(f"{address('predose', HANA)}$"))
    expect(bob.locator(".decision").first).to_contain_text("Give")
    print(f"{keys.pressed} keys for a full assessment")
    assert keys.pressed < MOST_KEYS
    assert not bob.watch.faults


def test_a_server_that_falls_over_in_the_middle_of_an_entry_loses_nothing(window: Opens, own_server: Server) -> None:
    bob = window("bob")
    bob.goto(address("assess", HANA))
    bob.locator("[name=systolic_bp]").fill("118")
    bob.keyboard.press("Enter")
    expect(bob.get_by_text("Saved.")).to_be_visible()
    bob.goto(address("assess", HANA))
    bob.locator("[name=heart_rate]").fill("92")
    own_server.kill()
    own_server.start()
    bob.keyboard.press("Enter")
    expect(bob.get_by_text("Saved.")).to_be_visible()
    bob.goto(address("person", HANA))
    expect(bob.locator("main"), "acknowledged before it fell").to_contain_text("118 mmHg")
    expect(bob.locator("main"), "sent after it stood again").to_contain_text("92 /min")


def test_a_lost_connection_sends_nothing_and_keeps_what_was_typed(window: Opens, own_server: Server) -> None:
    bob = window("bob")
    bob.goto(address("assess", HANA))
    bob.locator("[name=systolic_bp]").fill("118")
    bob.context.set_offline(True)
    bob.keyboard.press("Enter")
    expect(bob.locator("#offline")).to_be_visible()
    expect(bob.locator("[name=systolic_bp]")).to_have_value("118")
    bob.context.set_offline(False)
    bob.locator("[name=systolic_bp]").press("Enter")
    expect(bob.get_by_text("Saved.")).to_be_visible()


def test_what_is_refused_names_its_field_and_stays(window: Opens, own_server: Server) -> None:
    bob = window("bob")
    bob.goto(address("assess", HANA))
    bob.locator("[name=systolic_bp]").fill("many")
    bob.locator("[name=heart_rate]").fill("92")
    bob.keyboard.press("Enter")
    expect(bob.get_by_role("alert").first).to_contain_text("Nothing was stored.")
    expect(bob.locator("[name=systolic_bp]")).to_have_value("many")
    expect(bob.locator("[name=heart_rate]")).to_have_value("92")
    assert not faults(bob), "a form with what is wrong in it can be read as well as one without"


def test_a_page_that_is_stale_stores_nothing_and_says_so(window: Opens, own_server: Server) -> None:
    bob, erin = window("bob"), window("erin")
    bob.goto(address("assess", HANA))
    bob.locator("[name=heart_rate]").fill("92")
    erin.goto(address("assess", HANA))
    erin.locator("[name=heart_rate]").fill("118")
    erin.keyboard.press("Enter")
    expect(erin.get_by_text("Saved.")).to_be_visible()
    bob.keyboard.press("Enter")
    expect(bob.get_by_role("alert").first).to_contain_text("Nothing was stored.")
    expect(bob.locator("[name=heart_rate]")).to_have_value("92")
