"""Who may open what: every address of the app, with each of the cast. A route that is not in this table fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from today import NOW

from bedside.faces.web.access import RIGHTS
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.person.plain import PAGES
from bedside.faces.web.records.decisions import decide

WHO = ("alice", "bob", "charlie", "dora", "")
"""Alice is the person, Bob her nurse, Charlie a nurse elsewhere, Dora the pharmacist of her ward; "" is nobody."""

ASKS = 302
"""Sent to the sign-in page, or, where one is signed in already, to the start."""
TABLE: dict[str, tuple[int, int, int, int, int]] = {
    # route                 alice bob charlie dora nobody
    "home": (302, 302, 302, 302, ASKS),
    "health": (200, 200, 200, 200, 200),
    "language": (405, 405, 405, 405, 405),
    "person": (200, 200, 404, 200, ASKS),
    "feel": (200, 200, 404, 200, ASKS),
    "feel_keep": (405, 405, 404, 403, ASKS),
    "ask": (200, 200, 404, 200, ASKS),
    "reports": (200, 200, 404, 403, ASKS),
    "reports_printed": (405, 405, 404, 403, ASKS),
    "report": (404, 404, 404, 403, ASKS),
    "report_confirm": (405, 405, 404, 403, ASKS),
    "report_row": (405, 405, 404, 403, ASKS),
    "report_meaning": (404, 404, 404, 403, ASKS),
    "report_page": (404, 404, 404, 403, ASKS),
    "report_file": (404, 404, 404, 403, ASKS),
    "report_again": (405, 405, 404, 403, ASKS),
    "report_delete": (405, 405, 404, 403, ASKS),
    "export_reports": (200, 403, 404, 403, ASKS),
    "charts": (200, 200, 404, 200, ASKS),
    "course": (200, 200, 404, 200, ASKS),
    "after": (200, 200, 404, 200, ASKS),
    "works": (200, 200, 404, 200, ASKS),
    "candidate": (200, 200, 404, 200, ASKS),
    "candidate_keep": (405, 405, 404, 403, ASKS),
    "calendar": (200, 200, 404, 200, ASKS),
    "calendar_file": (200, 200, 404, 200, ASKS),
    "calendar_subscribe": (405, 403, 404, 403, ASKS),
    "calendar_end": (405, 403, 404, 403, ASKS),
    "calendar_feed": (404, 404, 404, 404, 404),
    "sheet": (200, 200, 404, 200, ASKS),
    "predose": (403, 200, 404, 200, ASKS),
    "assess": (200, 200, 404, 403, ASKS),
    "sign_off": (403, 405, 404, 403, ASKS),
    "stored_decision": (200, 200, 404, 200, ASKS),
    "guide": (200, 403, 404, 403, ASKS),
    "preparation": (403, 200, 404, 200, ASKS),
    "second_check": (403, 405, 404, 405, ASKS),
    "carers": (200, 403, 404, 403, ASKS),
    "end_care": (405, 405, 404, 405, ASKS),
    "data": (200, 403, 404, 403, ASKS),
    "export": (200, 403, 404, 403, ASKS),
    "bring_in": (405, 403, 404, 403, ASKS),
    "delete": (200, 403, 404, 403, ASKS),
    "invitation": (404, 404, 404, 404, 404),
    "person_audit": (200, 403, 404, 403, ASKS),
    "library": (200, 200, 200, 200, ASKS),
    "library_ask": (200, 200, 200, 200, ASKS),
    "glossary": (200, 200, 200, 200, ASKS),
    "compare": (200, 200, 200, 200, ASKS),
    "label": (404, 404, 404, 404, ASKS),
    "page": (302, 200, 200, 200, ASKS),
    "person_page": (200, 200, 404, 200, ASKS),
    "board": (404, 200, 404, 200, ASKS),
    "handover": (404, 200, 404, 200, ASKS),
    "overrides": (404, 403, 404, 200, ASKS),
    "administration": (404, 403, 404, 403, ASKS),
    "staff": (404, 403, 404, 403, ASKS),
    "end_membership": (404, 403, 404, 403, ASKS),
    "ward_audit": (404, 403, 404, 403, ASKS),
    "studies": (404, 403, 404, 200, ASKS),
    "study": (404, 403, 404, 404, ASKS),
    "study_cancel": (404, 403, 404, 405, ASKS),
    "study_again": (404, 403, 404, 405, ASKS),
    "study_delete": (404, 403, 404, 405, ASKS),
    "study_picture": (404, 403, 404, 404, ASKS),
    "study_rows": (404, 403, 404, 404, ASKS),
    "account_login": (302, 302, 302, 302, 200),
    "account_logout": (200, 200, 200, 200, ASKS),
    "account_signup": (302, 302, 302, 302, 200),
    "account_inactive": (200, 200, 200, 200, 200),
    "account_reauthenticate": (200, 200, 200, 200, ASKS),
    "account_change_password": (200, 200, 200, 200, ASKS),
    "account_set_password": (302, 302, 302, 302, ASKS),
    "account_reset_password": (200, 200, 200, 200, 200),
    "mfa_index": (200, 200, 200, 200, ASKS),
    "mfa_authenticate": (302, 302, 302, 302, ASKS),
    "mfa_reauthenticate": (302, 302, 302, 302, ASKS),
    "mfa_activate_totp": (302, 302, 302, 302, ASKS),
    "mfa_deactivate_totp": (404, 404, 404, 404, ASKS),
    "mfa_view_recovery_codes": (404, 404, 404, 404, ASKS),
    "mfa_generate_recovery_codes": (302, 302, 302, 302, ASKS),
    "mfa_download_recovery_codes": (404, 404, 404, 404, ASKS),
    "mfa_list_webauthn": (200, 200, 200, 200, ASKS),
    "mfa_add_webauthn": (302, 302, 302, 302, ASKS),
    "mfa_reauthenticate_webauthn": (302, 302, 302, 302, ASKS),
    "mfa_remove_webauthn": (302, 302, 302, 302, ASKS),
    "mfa_edit_webauthn": (302, 302, 302, 302, ASKS),
    "mfa_login_webauthn": (302, 302, 302, 302, ASKS),
}
NO_STUDY = "00000000-0000-0000-0000-000000000000"
LIBRARY = ("account_", "mfa_")
"""Routes of the account library: it guards them itself, and they show nothing of a person."""


def routes(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


ROUTES = {pattern.name: pattern for pattern in routes(get_resolver().url_patterns)}


def address(name: str, alice: Any, ward: Any) -> str:
    """A route's address, about Alice and her ward."""
    known = {"person": alice.id, "ward": ward.id, "pk": 1, "prepared": 1}
    known |= {"study": NO_STUDY, "name": "doses"}
    known |= {"care": 1, "membership": 1, "shape": "csv", "secret": "unknown"}
    known |= {"report": alice.id, "row": 0, "page": 1}
    known |= {"token": "no-such-link", "medicine": "aldesleukin", "label": "no-such-label"}
    known |= {"decision": decide(alice, NOW, alice.guide)[1].id}
    ((_, parameters),) = get_resolver().reverse_dict[name][0]
    return reverse(name, kwargs={parameter: known[parameter] for parameter in parameters})


def test_every_route_is_in_the_table() -> None:
    assert ROUTES.keys() == TABLE.keys()


def test_every_view_of_ours_stands_behind_a_decorator() -> None:
    for name, pattern in ROUTES.items():
        guarded = getattr(pattern.callback, "access", None)
        assert guarded or name.startswith(LIBRARY), f"{name}: the view has no decorator of `access`"


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("who", WHO)
def test_a_route_with_each_of_the_cast(name: str, who: str, alice: Any, ward: Any, browser: Any) -> None:
    response = browser(who).get(address(name, alice, ward))
    assert response.status_code == TABLE[name][WHO.index(who)], response.headers.get("Location", "")
    if not who and response.status_code == 302:
        assert response.headers["Location"].startswith("/account/sign-in/")


def test_every_page_that_stands_in_the_audit_has_a_name() -> None:
    guarded = {name for name, view in ROUTES.items() if getattr(view.callback, "access", "") in RIGHTS}
    assert guarded <= PAGES.keys(), f"say in person/plain.py what the page is called: {guarded - PAGES.keys()}"


def test_what_is_refused_is_written_down(alice: Any, browser: Any) -> None:
    before = Audit.objects.count()
    browser("charlie").get(reverse("person", args=[alice.id]))
    refused = Audit.objects.order_by("-id").first()
    assert Audit.objects.count() == before + 1
    assert (refused.deed, refused.person, refused.route) == ("refused", alice.id, "person")
