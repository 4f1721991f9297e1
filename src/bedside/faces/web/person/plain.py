"""The words of the verbs as a person reads them: where the treatment stands, a response, what is due, what remained."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bedside.faces.web.words import Look

Words = Mapping[str, str | Promise]

STATES: Words = {
    "not started": _("Treatment has not started"),
    "in a cycle": _("In a cycle"),
    "cycle stopped": _("This cycle was stopped"),
    "resting": _("Resting between cycles"),
    "next cycle not begun": _("The next cycle has not begun yet"),
    "after the course": _("The course is over"),
    "stopped for good": _("This treatment was stopped for good"),
}
CYCLES: Words = {
    "to come": _("to come"),
    "under way": _("under way"),
    "complete": _("complete"),
    "stopped": _("stopped"),
    "over": _("over"),
    "not begun": _("not begun yet"),
    "not given": _("not given"),
}
SLOTS: Mapping[str, Look] = {
    "given": Look(_("Given"), "give", "go", _("The dose was given.")),
    "held": Look(_("Held"), "hold", "wait", _("The dose was left out, because the guide said so.")),
    "missed": Look(_("No dose"), "not-ready", "unknown", _("No dose is recorded, and no reason of the guide.")),
    "due": Look(_("Planned"), "clock", "plan", _("A time to ask; the check before it decides.")),
}
NEXT: Words = {
    "dose": _("Check before the next dose"),
    "cycle": _("The next cycle"),
    "evaluation": _("Looking at the response"),
    "next course": _("Earliest day of a next course"),
}
RESPONSES: Words = {
    "CR": _("Complete response: everything that was measured is gone."),
    "PR": _("Partial response: what was measured shrank by 30 % or more."),
    "SD": _("Stable: neither clearly smaller nor clearly larger."),
    "non-CR/non-PD": _("Still there, and not clearly larger."),
    "PD": _("Progression: the disease has grown, or something new is there."),
    "NE": _("Cannot be judged: not everything was looked at."),
}
AGAIN: Words = {
    "may be considered": _("Another course may be considered"),
    "no": _("No other course by this guide"),
    "not yet": _("Not yet"),
    "not known": _("Not known yet"),
    "the guides differ": _("The guides differ"),
}
QUESTIONS: Words = {
    "shrinkage": _("Has the disease shrunk since the last course?"),
    "evaluation": _("Was the response looked at in time?"),
    "rest": _("Has the rest been long enough?"),
    "course not ended": _("Is what ended the last course gone?"),
    "nothing permanent": _("Is there nothing that ends this treatment for good?"),
}
TRUTHS: Words = {"yes": _("yes"), "no": _("no"), "unknown": _("not known")}
STANDINGS: Mapping[str, Look] = {
    "grave": Look(_("Grave"), "stop", "stop", _("Tell your team now: by itself this would hold or stop a dose.")),
    "not usual": Look(_("Not usual"), "correct", "wait", _("It lasts longer than is usual: tell your team.")),
    "not known": Look(_("Not known"), "not-ready", "unknown", _("Nobody can say from what is recorded or published.")),
    "usual": Look(_("Usual"), "clock", "plan", _("It is usual that this is still there.")),
    "recovered": Look(_("Gone"), "give", "go", _("It is gone, or was never there.")),
}
DUE: Words = {
    "done": _("done"),
    "overdue": _("overdue"),
    "missed": _("not done"),
    "due": _("next"),
    "later": _("later"),
}
KINDS: Words = {
    "visit": _("Visit"),
    "imaging": _("Scan"),
    "blood test": _("Blood test"),
    "watch": _("Watch for"),
}
URGENCY: Mapping[str, Look] = {
    "emergency": Look(_("EMERGENCY"), "call", "stop", _("This is an emergency.")),
    "tell now": Look(_("Tell somebody now"), "call", "stop", _("Tell somebody now, by day or night.")),
    "today": Look(_("Tell somebody today"), "clock", "wait", _("Tell somebody today.")),
    "note": Look(_("Write it down"), "note", "plan", _("Write it down, and tell it at the next visit.")),
}
TOLD: Words = {
    "present": _("there now"),
    "denied": _("not there"),
    "past": _("over"),
    "other person": _("told of somebody else"),
    "uncertain": _("may be there"),
}
HOW_BAD: Words = {"mild": _("mild"), "moderate": _("moderate"), "severe": _("severe")}
EXPLAINED: Words = {
    "range": _("Printed range"),
    "grade": _("Grade"),
    "baseline": _("Own baseline"),
    "trend": _("Trend"),
    "guide": _("Guide"),
    "course": _("Usual course"),
}
STUDIES: Words = {
    "waiting": _("It waits"),
    "running": _("It is being worked out"),
    "done": _("Done"),
    "refused": _("It cannot be worked out"),
    "cancelled": _("Cancelled"),
    "interrupted": _("It was interrupted"),
}
PICTURES: Words = {
    "ribbons": _("How signs spread over time: the middle, the middle half, and 90 of 100 people"),
    "doses": _("How many people had at least so many doses"),
    "reasons": _("What held when a dose was left out"),
    "comparison": _("What differs between the two guides, with its interval"),
}
PAGES: Words = {
    "feel": _("How I feel"),
    "feel_keep": _("How I feel"),
    "ask": _("Ask"),
    "reports": _("My reports"),
    "reports_printed": _("My reports"),
    "report": _("A report"),
    "report_confirm": _("A report"),
    "report_row": _("A report"),
    "report_meaning": _("What the results mean"),
    "report_page": _("A report"),
    "report_file": _("The file"),
    "report_again": _("A report"),
    "report_delete": _("Delete this report"),
    "export_reports": _("Take out"),
    "board": _("Board"),
    "handover": _("Handover"),
    "overrides": _("Overrides"),
    "staff": _("Who works here"),
    "end_membership": _("Who works here"),
    "ward_audit": _("Who saw and changed what"),
    "person_audit": _("Who saw and changed what"),
    "person": _("Home"),
    "charts": _("Charts"),
    "course": _("My course"),
    "after": _("After treatment"),
    "works": _("How it works"),
    "candidate": _("Am I a candidate?"),
    "candidate_keep": _("Am I a candidate?"),
    "calendar": _("Calendar"),
    "calendar_file": _("Calendar"),
    "calendar_subscribe": _("Calendar"),
    "calendar_end": _("Calendar"),
    "calendar_feed": _("Calendar"),
    "sheet": _("For the doctor"),
    "predose": _("Before the dose"),
    "assess": _("Readings and reviews"),
    "sign_off": _("Sign off this slot"),
    "preparation": _("Preparation sheet"),
    "second_check": _("Preparation sheet"),
    "carers": _("Carers"),
    "end_care": _("Carers"),
    "invitation": _("Invitation"),
    "data": _("Data"),
    "export": _("Take out"),
    "bring_in": _("Bring in"),
    "delete": _("Delete everything"),
    "stored_decision": _("A stored decision"),
    "guide": _("Which guide?"),
    "administration": _("Administration"),
    "studies": _("Studies"),
    "study": _("A study"),
    "study_cancel": _("A study"),
    "study_again": _("A study"),
    "study_delete": _("A study"),
    "study_picture": _("A study"),
    "study_rows": _("A study"),
    "person_page": _("About the medicine"),
}
"""What each page is called where somebody reads who was on it."""

PLAIN: Mapping[str, Words] = {
    "state": STATES,
    "cycle": CYCLES,
    "next": NEXT,
    "response": RESPONSES,
    "again": AGAIN,
    "question": QUESTIONS,
    "truth": TRUTHS,
    "due": DUE,
    "kind": KINDS,
    "study": STUDIES,
    "picture": PICTURES,
    "told": TOLD,
    "how bad": HOW_BAD,
    "explained": EXPLAINED,
}
"""What `{{ word|plain:"state" }}` looks a word up in."""
LOOKS: Mapping[str, Mapping[str, Look]] = {"slot": SLOTS, "standing": STANDINGS, "urgency": URGENCY}
"""What `{% look "slot" word %}` looks a word up in."""
