"""Every address of the web app, in one place."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, re_path

from bedside.faces.web import entrance
from bedside.faces.web.library import asking
from bedside.faces.web.library import views as library
from bedside.faces.web.person import (
    after,
    candidate,
    carers,
    choosing,
    course,
    data,
    feel,
    predose,
    preparation,
    replaying,
    schedule,
    sheet,
)
from bedside.faces.web.person import views as person
from bedside.faces.web.reports import looking
from bedside.faces.web.reports import views as reports
from bedside.faces.web.studies import views as studies
from bedside.faces.web.ward import administration, overseeing, staff
from bedside.faces.web.ward import views as ward
from bedside.faces.web.works import views as works

handler403 = "bedside.faces.web.failures.forbidden"
handler404 = "bedside.faces.web.failures.not_found"
handler500 = "bedside.faces.web.failures.failed"

ACCOUNT = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/forgotten/", entrance.forgotten, name="account_reset_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
WARD = [
    path("", ward.board, name="board"),
    path("handover/", overseeing.handover, name="handover"),
    path("administration/", administration.administration, name="administration"),
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:membership>/end/", staff.end_membership, name="end_membership"),
    path("overrides/", overseeing.overrides, name="overrides"),
    path("audit/", overseeing.ward_audit, name="ward_audit"),
    path("studies/", studies.studies, name="studies"),
    path("studies/<uuid:study>/", studies.study, name="study"),
    path("studies/<uuid:study>/cancel/", studies.cancel, name="study_cancel"),
    path("studies/<uuid:study>/again/", studies.again, name="study_again"),
    path("studies/<uuid:study>/delete/", studies.delete, name="study_delete"),
    path("studies/<uuid:study>/<slug:name>.svg", studies.picture, name="study_picture"),
    re_path(r"^studies/(?P<study>[0-9a-f-]{36})/rows\.(?P<shape>parquet|csv|json)$", studies.rows, name="study_rows"),
]
PERSON = [
    path("", person.home, name="person"),
    path("feel/", feel.feel, name="feel"),
    path("feel/keep/", feel.keep, name="feel_keep"),
    path("ask/", asking.ask, name="ask"),
    path("charts/", person.charts, name="charts"),
    path("pre-dose/", predose.predose, name="predose"),
    path("pre-dose/enter/", predose.assess, name="assess"),
    path("pre-dose/sign/", predose.sign_off, name="sign_off"),
    path("decision/<int:decision>/", replaying.stored_decision, name="stored_decision"),
    path("guide/", choosing.guide, name="guide"),
    path("preparation/", preparation.preparation, name="preparation"),
    path("preparation/<int:prepared>/check/", preparation.second_check, name="second_check"),
    path("audit/", overseeing.person_audit, name="person_audit"),
    path("carers/", carers.carers, name="carers"),
    path("carers/<int:care>/end/", carers.end_care, name="end_care"),
    path("data/", data.data, name="data"),
    re_path(r"^data/bedside\.(?P<shape>csv|jsonl)$", data.export, name="export"),
    path("data/reports.zip", reports.export, name="export_reports"),
    path("data/bring-in/", data.bring_in, name="bring_in"),
    path("data/delete/", data.delete, name="delete"),
    path("reports/", reports.reports, name="reports"),
    path("reports/printed/", reports.printed, name="reports_printed"),
    path("reports/<uuid:report>/", looking.report, name="report"),
    path("reports/<uuid:report>/confirm/", looking.confirm_ready, name="report_confirm"),
    path("reports/<uuid:report>/confirm/<int:row>/", looking.confirm_row, name="report_row"),
    path("reports/<uuid:report>/meaning/", looking.meaning, name="report_meaning"),
    path("reports/<uuid:report>/page/<int:page>/", reports.picture, name="report_page"),
    path("reports/<uuid:report>/file/", reports.original, name="report_file"),
    path("reports/<uuid:report>/again/", reports.again, name="report_again"),
    path("reports/<uuid:report>/delete/", reports.delete, name="report_delete"),
    path("course/", course.course, name="course"),
    path("after/", after.after, name="after"),
    path("works/", works.works, name="works"),
    path("candidate/", candidate.candidate, name="candidate"),
    path("candidate/keep/", candidate.keep, name="candidate_keep"),
    path("calendar/", schedule.dates, name="calendar"),
    path("calendar/plan.ics", schedule.download, name="calendar_file"),
    path("calendar/subscribe/", schedule.subscribe, name="calendar_subscribe"),
    path("calendar/<int:pk>/end/", schedule.end, name="calendar_end"),
    path("print/", sheet.sheet, name="sheet"),
    path("medicine/<slug:medicine>/", library.person_page, name="person_page"),
]
LIBRARY = [
    path("", library.index, name="library"),
    path("words/", library.glossary, name="glossary"),
    path("ask/", asking.library_ask, name="library_ask"),
    path("compare/", library.compare, name="compare"),
    path("label/<path:label>/", library.label, name="label"),
    path("<slug:medicine>/", library.page, name="page"),
]
urlpatterns = [
    path("", entrance.home, name="home"),
    path("health/", entrance.health, name="health"),
    path("language/", entrance.language, name="language"),
    path("invitation/<str:secret>/", carers.invitation, name="invitation"),
    path("calendar/<str:token>.ics", schedule.feed, name="calendar_feed"),
    path("account/", include(ACCOUNT)),
    path("library/", include(LIBRARY)),
    path("ward/<int:ward>/", include(WARD)),
    path("person/<uuid:person>/", include(PERSON)),
]
