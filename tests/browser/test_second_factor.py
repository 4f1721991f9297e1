"""A second factor: set up with an app and a key, used to sign in, taken away again. Chromium stands in for the key."""

from __future__ import annotations

import re
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from looking import look_at
from playwright.sync_api import expect
from serving import PASSWORD, Opens, Server, sign_in
from walk import address

KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
KEY |= {"isUserVerified": True, "automaticPresenceSimulation": True}


def code_of(secret: str) -> str:
    """What an app would show now."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def plug_in_a_key(page: Any) -> None:
    """A security key that is touched whenever it is asked."""
    plugged = page.context.new_cdp_session(page)
    plugged.send("WebAuthn.enable")
    plugged.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def test_alice_sets_up_a_second_factor_and_signs_in_with_it(window: Opens, own_server: Server) -> None:
    alice = window()
    plug_in_a_key(alice)
    sign_in(alice, "alice")
    alice.goto(address("mfa_activate_totp"))
    expect(alice, "the password is asked for again first").to_have_url(re.compile("/account/again/"))
    alice.get_by_label("Password").fill(PASSWORD)
    alice.get_by_role("button", name="Confirm").click()
    alice.wait_for_url(f"**{address('mfa_activate_totp')}")
    look_at(alice, "mfa_activate_totp")
    alice.get_by_label("code").fill(code_of(alice.locator("#authenticator_secret").input_value()))
    alice.get_by_role("button", name="Activate").click()
    look_at(alice, "mfa_view_recovery_codes")
    codes = re.findall(r"\b[0-9a-f]{8}\b", alice.locator("main textarea").input_value())
    assert len(codes) == 10
    alice.goto(address("mfa_generate_recovery_codes"))
    look_at(alice, "mfa_generate_recovery_codes")
    alice.goto(address("mfa_add_webauthn"))
    look_at(alice, "mfa_add_webauthn")
    alice.get_by_label("Name").fill("the key in the drawer")
    alice.get_by_role("button", name="Add").click()
    expect(alice.get_by_text("1 security key")).to_be_visible()
    alice.goto(address("mfa_list_webauthn"))
    look_at(alice, "mfa_list_webauthn")
    alice.locator("main a[href$='/edit/']").click()
    look_at(alice, "mfa_edit_webauthn")
    alice.goto(address("mfa_list_webauthn"))
    alice.locator("main a[href$='/remove/']").click()
    look_at(alice, "mfa_remove_webauthn")
    alice.goto(address("mfa_deactivate_totp"))
    look_at(alice, "mfa_deactivate_totp")
    alice.context.clear_cookies()
    sign_in(alice, "alice")
    alice.wait_for_url("**/authenticate/**")
    look_at(alice, "mfa_authenticate")
    alice.get_by_label("code").fill(codes[0])
    alice.get_by_role("button", name="Sign In").first.click()
    expect(alice).to_have_url(re.compile(f"{address('person')}$"))
    alice.goto(address("mfa_reauthenticate"))
    look_at(alice, "mfa_reauthenticate")
    alice.goto(address("mfa_reauthenticate_webauthn"))
    look_at(alice, "mfa_reauthenticate_webauthn")
