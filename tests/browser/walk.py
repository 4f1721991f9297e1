"""Every address of the app, and how the walk gets there. A route that is not in WALK fails the walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.urls import get_resolver, reverse

from bedside.faces.web.access import RIGHTS
from bedside.faces.web.accounts.models import Role
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.demo.cast import CAST
from bedside.faces.web.demo.people import PEOPLE
from bedside.faces.web.demo.report import id_of_report

ALICE = "Alice Example"
EVERYBODY = tuple(person.name for person in PEOPLE)
NOBODY = ""


@dataclass(frozen=True)
class Page:
    """A page to look at.

    `people`: whose page the first of those who may see it opens; everybody else opens Alice's.
    `who`: user names; without it all of the cast whose role has the right that the view asks for.
    `leads`: it may answer with the way to another page, which is then looked at.
    """

    people: tuple[str, ...] = (ALICE,)
    who: tuple[str, ...] = ()
    query: dict[str, str | list[str]] = field(default_factory=dict)
    leads: bool = False


@dataclass(frozen=True)
class InStory:
    """A page that is there only after something was done: the story that does it looks at the page."""

    story: str


@dataclass(frozen=True)
class NoPage:
    """An address that is no page: what it is instead. Whoever asks gets no HTML with status 200 from it."""

    because: str


POSTS = NoPage("answers a form that was sent, and nothing else")
SECOND = InStory("test_alice_sets_up_a_second_factor_and_signs_in_with_it")

WALK: dict[str, Page | InStory | NoPage] = {
    "home": Page(who=("alice", "bob", "frank"), leads=True),
    "health": NoPage("a line for whatever watches the server"),
    "language": POSTS,
    "board": Page(),
    "person": Page(people=EVERYBODY),
    "feel": Page(people=(ALICE, "Mila Model", "Ben Beispiel")),
    "feel_keep": POSTS,
    "ask": Page(people=(ALICE, "Ben Beispiel")),
    "reports": Page(people=(ALICE, "Ben Beispiel")),
    "reports_printed": POSTS,
    "report": Page(),
    "report_confirm": POSTS,
    "report_row": POSTS,
    "report_meaning": Page(),
    "report_page": NoPage("a page of a report as a picture"),
    "report_file": NoPage("the file of a report"),
    "report_again": POSTS,
    "report_delete": POSTS,
    "export_reports": NoPage("every report of a person in one archive"),
    "charts": Page(people=(ALICE, "Goran Gedacht", "Noor Nobody", "Omar Ohneland", "Ben Beispiel")),
    "predose": Page(people=EVERYBODY),
    "handover": Page(),
    "overrides": Page(),
    "administration": Page(),
    "staff": Page(),
    "end_membership": POSTS,
    "ward_audit": Page(),
    "studies": Page(),
    "study": InStory("test_a_pharmacist_studies_a_protocol_and_takes_its_rows_along"),
    "study_cancel": POSTS,
    "study_again": POSTS,
    "study_delete": POSTS,
    "study_picture": NoPage("a picture of a study"),
    "study_rows": NoPage("the rows or the summary of a study as a file"),
    "assess": Page(people=(ALICE, "Hana Hypothesis", "Ivo Imaginary", "Ben Beispiel")),
    "sign_off": POSTS,
    "stored_decision": InStory("test_a_decision_that_was_stored_is_worked_out_again"),
    "guide": Page(),
    "preparation": Page(people=(ALICE, "Emil Entwurf", "Ben Beispiel")),
    "second_check": POSTS,
    "person_audit": Page(),
    "carers": Page(),
    "end_care": POSTS,
    "data": Page(),
    "export": NoPage("everything about a person as a file"),
    "bring_in": POSTS,
    "delete": Page(),
    "invitation": InStory("test_alice_invites_a_carer_who_sees_her_until_she_ends_it"),
    "course": Page(people=(ALICE, "Jana Jemand", "Lena Lehrbuch", "Noor Nobody", "Omar Ohneland", "Ben Beispiel")),
    "after": Page(people=(ALICE, "Mila Model", "Noor Nobody", "Omar Ohneland", "Ben Beispiel")),
    "works": Page(people=(ALICE, "Noor Nobody", "Ben Beispiel")),
    "candidate": Page(people=(ALICE, "Ben Beispiel", "Carla Muster", "Dev Demo")),
    "candidate_keep": POSTS,
    "calendar": Page(people=(ALICE, "Omar Ohneland", "Ben Beispiel")),
    "calendar_file": NoPage("the plan as a calendar file"),
    "calendar_subscribe": POSTS,
    "calendar_end": POSTS,
    "calendar_feed": NoPage("a calendar that is subscribed to"),
    "sheet": Page(people=(ALICE, "Noor Nobody", "Omar Ohneland", "Ben Beispiel")),
    "library": Page(query={"q": "can I drive"}),
    "library_ask": Page(who=("alice", "bob")),
    "glossary": Page(),
    "compare": Page(query={"m": ["aldesleukin", "interferon-alfa-2b"]}),
    "label": NoPage("an imported label: the demonstration has none"),
    "page": Page(who=("bob",)),
    "person_page": Page(people=(ALICE, "Noor Nobody", "Ben Beispiel")),
    "account_login": Page(who=(NOBODY,)),
    "account_logout": Page(who=("alice", "bob")),
    "account_signup": Page(who=(NOBODY,)),
    "account_inactive": Page(who=(NOBODY, "bob")),
    "account_reauthenticate": Page(who=("bob",)),
    "account_change_password": Page(who=("alice", "bob")),
    "account_set_password": NoPage("everybody here has a password: leads to its change"),
    "account_reset_password": Page(who=(NOBODY,)),
    "mfa_index": Page(who=("alice", "bob")),
    "mfa_authenticate": SECOND,
    "mfa_reauthenticate": SECOND,
    "mfa_activate_totp": SECOND,
    "mfa_deactivate_totp": SECOND,
    "mfa_view_recovery_codes": SECOND,
    "mfa_generate_recovery_codes": SECOND,
    "mfa_download_recovery_codes": NoPage("the recovery codes as a file"),
    "mfa_list_webauthn": Page(who=("alice", "bob")),
    "mfa_add_webauthn": SECOND,
    "mfa_reauthenticate_webauthn": SECOND,
    "mfa_remove_webauthn": SECOND,
    "mfa_edit_webauthn": SECOND,
    "mfa_login_webauthn": NoPage("a challenge for the passkey, as JSON"),
}


def routes() -> dict[str, object]:
    """Every route's view by its name."""
    return dict(_routes(get_resolver().url_patterns))


def _routes(patterns: list[object]) -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern.url_patterns)
        else:
            yield pattern.name, pattern.callback  # type: ignore[attr-defined]


def who_may(name: str) -> tuple[str, ...]:
    """User names of the cast who may open Alice's page of this name: by their roles towards her and on her ward."""
    told = WALK[name]
    if isinstance(told, Page) and told.who:
        return told.who
    right = getattr(routes()[name], "access", "signed in")
    if right not in RIGHTS:
        return (NOBODY,) if right == "anybody" else ("alice", "bob")
    roles = {player.username: player.role for player in CAST if player.ward != "other"} | {"alice": Role.PATIENT}
    board = "ward" in parameters(name)
    able = tuple(user for user, role in roles.items() if role in RIGHTS[right])
    return tuple(user for user in able if not (board and roles[user] in (Role.PATIENT, Role.CARER)))


def parameters(name: str) -> list[str]:
    """What an address of this name holds: person, ward, or a number of its own."""
    ((_, held),) = get_resolver().reverse_dict.getlist(name)[0][0]
    return list(held)


NO_STUDY = UUID(int=0)
"""The demonstration has no study."""


def address(name: str, person: str = ALICE, query: dict[str, str | list[str]] | None = None) -> str:
    """The address of a route about a person of the demonstration and her ward."""
    known = {"person": id_of(person), "ward": 1, "shape": "csv", "token": "nobody", "secret": "nobody"}
    known |= {"medicine": "aldesleukin", "label": "nobody", "report": id_of_report(), "study": NO_STUDY, "name": "doses"}
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    return reverse(name, kwargs={held: known.get(held, 1) for held in parameters(name)}) + asked


def visits() -> Iterator[tuple[str, str, str]]:
    """Each page, each of those who may see it, each person whose page they open: (route, user name, person)."""
    for name, told in WALK.items():
        if not isinstance(told, Page) or name not in routes():
            continue
        about = "person" in parameters(name)
        for order, user in enumerate(sorted(who_may(name), key=lambda user: user in ("alice", "grace"))):
            people = told.people if order == 0 and user not in ("alice", "grace") else (ALICE,)
            yield from ((name, user, person) for person in (people if about else (ALICE,)))
