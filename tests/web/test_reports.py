"""My reports: brought, read by another process, looked at, put right, confirmed, explained, deleted. All invented."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from test_pages import text_of
from today import NOW

import bedside
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.records import files
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.erasing import erase
from bedside.faces.web.records.models import Confirmed, Observation, Person, Printed, Report
from bedside.faces.web.records.reading import known_of, patient_of
from bedside.faces.web.reports import reading

WHO = ("Patient: Alice Example", "Date of birth: 1965-02-03", "Patient ID: D-000-117")
TAKEN = "Collected: 2026-05-05 12:35"
AT = datetime(2026, 5, 5, 12, 35, tzinfo=UTC)
CREATININE = ("Creatinine", "2.46", "mg/dL", "0.50 - 0.90", "H")
SODIUM = ("Sodium", "134", "mmol/L", "135 - 145", "L")
NO_UNIT = ("Bilirubin, total", "1.9", "", "0.2 - 1.2", "H")
UNKNOWN = ("Lumen index B", "3.1", "AU", "1.0 - 4.0", "")
BELOW = ("Troponin T hs", "<3", "ng/L", "< 14", "")
ROWS = (CREATININE, SODIUM, NO_UNIT, UNKNOWN, BELOW)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Each test has a data folder of its own for files."""
    settings.BEDSIDE_FOLDER = tmp_path


def paper(rows: Iterable[tuple[str, ...]] = ROWS, head: Iterable[str] = (*WHO, TAKEN), **more: Any) -> bytes:
    """An invented report as a PDF."""
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    page = Canvas(held, pagesize=(595, 842), invariant=1, **more)
    for line, text in enumerate(("Invented Laboratory", *head)):
        page.drawString(56, 790 - 16 * line, text)
    for line, row in enumerate((("Test", "Result", "Unit", "Reference range", "Flag"), *rows)):
        for x, text in zip((56, 250, 310, 390, 500), row, strict=False):
            page.drawString(x, 660 - 20 * line, text)
    page.save()
    return held.getvalue()


def pdf_of(pages: int, text: str = "", **more: Any) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    page = Canvas(held, pagesize=(595, 842), **more)
    for _ in range(pages):
        page.drawString(56, 790, text)
        page.showPage()
    page.save()
    return held.getvalue()


def picture(size: tuple[int, int], mode: str = "1") -> bytes:
    from PIL import Image

    held = io.BytesIO()
    Image.new(mode, size, 1).save(held, "PNG", compress_level=1)
    return held.getvalue()


def send(client: Any, person: Person, content: bytes | None, name: str = "Alice Example 1965.pdf") -> Any:
    told: dict[str, Any] = {"key": str(uuid4())}
    if content is not None:
        told["report"] = SimpleUploadedFile(name, content)
    return client.post(reverse("reports", args=[person.id]), told)


def brought(client: Any, person: Person, content: bytes | None = None) -> Report:
    """A report that was brought and read."""
    answer = send(client, person, paper() if content is None else content)
    assert answer.status_code == 302, text_of(answer)
    reading.read_waiting()
    return Report.objects.get(pk=answer.headers["Location"].split("/")[-2])


def there(report: Report, route: str = "report", *more: Any) -> str:
    return reverse(route, args=[report.person_id, report.id, *more])


def rows_of(page: Any, group: str) -> dict[str, int]:
    """The results of a group by their printed names, with their places."""
    return {row.result.name: row.anchor for row in page.context[group]}


def confirm(client: Any, report: Report, *names: str, **more: Any) -> Any:
    page = client.get(there(report))
    ready = rows_of(page, "ready")
    told = {"key": str(page.context["key"]), "row": [ready[name] for name in names or ready]}
    return client.post(there(report, "report_confirm"), told | more)


def put(client: Any, report: Report, name: str, **typed: Any) -> Any:
    page = client.get(there(report))
    place = next(row for group in ("ready", "check") for row in page.context[group] if row.result.name == name)
    analyte = place.result.analyte.id if place.result.analyte else ""
    told = {"key": str(page.context["key"]), "value": place.value, "unit": place.unit, "analyte": analyte}
    return client.post(there(report, "report_row", place.anchor), told | typed)


# --- bringing: what is refused at once, with what it is, and nothing is stored


REFUSED_AT_ONCE = [
    (None, "Choose a file, or take a picture."),
    (b"", "The submitted file is empty."),
    (b"Creatinine 2.46", "begins like no PDF and no picture"),
    (b"PK\x03\x04" + b"0" * 50, "is a ZIP archive, a Word or an Excel file"),
    (b"GIF89a" + b"0" * 50, "is a GIF picture"),
    (b"<html>%PDF-1.7</html>", "is a web page or XML"),
    (b"II*\x00" + b"0" * 50, "is a TIFF picture"),
    (b"MZ" + b"%PDF-1.7" * 20, "is a program"),
    (b"0000ftypisom" + b"0" * 50, "is a film or a picture of another kind"),
    (b"%PDF-1.7" + b"0" * (1024 * 1024 + 1), "at most 1 MB are taken"),
]


@pytest.mark.parametrize(("content", "says"), REFUSED_AT_ONCE, ids=[says for _, says in REFUSED_AT_ONCE])
def test_what_is_no_report_is_refused_at_once_and_not_stored(
    content: bytes | None, says: str, alice: Person, browser: Any, settings: Any
) -> None:
    settings.BEDSIDE_REPORT_MB = 1
    answer = send(browser("alice"), alice, content)
    assert answer.status_code == 422 and says in text_of(answer)
    assert not Report.objects.exists() and not (files.everything() / str(alice.id)).exists()


def test_a_file_that_is_larger_than_what_the_server_takes_is_told_so(alice: Person, browser: Any, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.BEDSIDE_REPORT_MB = 1024 * 1024, 1
    answer = send(browser("alice"), alice, b"%PDF-1.7" + b"0" * 1024 * 1024)
    assert answer.status_code == 422 and "The file is too large; at most 1 MB are taken." in text_of(answer)


def encrypted() -> bytes:
    return pdf_of(1, "Creatinine 2.46 mg/dL", encrypt="secret")


REFUSED_WHEN_READ = {
    "encrypted": (encrypted, "locked with a password"),
    "damaged": (lambda: paper()[:300], "damaged"),
    "empty page": (lambda: pdf_of(1), "There are no words on it"),
    "a letter": (lambda: pdf_of(1, "Dear Alice Example, we look forward to your visit."), "Nothing that looks like a result"),
    "too many pages": (lambda: pdf_of(61, "Creatinine"), "has 61 pages; at most 60"),
    "too many pixels": (lambda: picture((10000, 6100)), "61 million pixels"),
    "tiny picture": (lambda: picture((60, 60), "L"), "too small to read a report in"),
    "damaged picture": (lambda: picture((400, 400), "L")[:80], "damaged"),
}


@pytest.mark.parametrize("case", REFUSED_WHEN_READ)
def test_what_cannot_be_read_is_told_and_the_file_is_not_kept(case: str, alice: Person, browser: Any) -> None:
    make, says = REFUSED_WHEN_READ[case]
    before = known_of(alice)
    report = brought(browser("alice"), alice, make())
    page = browser("alice").get(there(report))
    assert page.status_code == 200 and says in text_of(page) and "The file was not kept" in text_of(page)
    assert (report.stage, report.digest, list(files.names(report))) == ("refused", "", [])
    assert browser("alice").get(there(report, "report_file")).status_code == 404
    assert known_of(alice) == before


def test_the_same_file_twice_is_said_and_stored_once(alice: Person, browser: Any) -> None:
    first = brought(browser("alice"), alice)
    again = browser("alice").post(
        reverse("reports", args=[alice.id]),
        {"key": str(uuid4()), "photo": SimpleUploadedFile("other.pdf", paper())},
        follow=True,
    )
    assert "This file was brought before, and is here already." in text_of(again)
    assert again.redirect_chain == [(there(first), 302)] and Report.objects.count() == 1


def test_a_report_that_could_not_be_read_may_be_brought_again(alice: Person, browser: Any) -> None:
    assert brought(browser("alice"), alice, encrypted()).stage == "refused"
    assert brought(browser("alice"), alice, encrypted()).stage == "refused"


def test_no_more_reports_are_kept_than_can_be_looked_after(
    alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bedside.faces.web.reports.filing.MOST", 1)
    brought(browser("alice"), alice)
    answer = send(browser("alice"), alice, paper((SODIUM,)))
    assert answer.status_code == 422 and "1 reports are kept already" in text_of(answer)


# --- reading, in a process of its own


def test_while_it_is_read_the_page_says_so_and_asks_again(alice: Person, browser: Any) -> None:
    alice_s = browser("alice")
    report = Report.objects.get(pk=send(alice_s, alice, paper()).headers["Location"].split("/")[-2])
    assert "It waits to be read." in text_of(alice_s.get(there(report)))
    with reading.holding() as mine:
        assert mine
        Report.objects.update(stage="reading", page=2)
        part = alice_s.get(there(report), headers={"HX-Request": "true", "Bedside-Poll": "1"})
    told = part.content.decode()
    assert "It is being read." in told and "Page 2 is read." in told and 'hx-trigger="every 2s"' in told
    assert "<html" not in told
    Report.objects.update(stage="waiting")
    assert reading.read_waiting() == 1
    done = alice_s.get(there(report), headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"


def test_what_waits_is_begun_once_while_nobody_reads(alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr(reading, "start", lambda: begun.append(1))
    send(browser("alice"), alice, paper())
    assert begun == [1]
    with reading.holding():
        reading.see_to_it()
        assert begun == [1], "somebody is at it"
        assert reading.read_waiting() == 0
    reading.read_waiting()
    reading.see_to_it()
    assert begun == [1], "nothing waits"


def test_a_reading_that_was_interrupted_is_told_and_done_again(alice: Person, browser: Any) -> None:
    alice_s = browser("alice")
    report = brought(alice_s, alice)
    Report.objects.update(stage="reading")
    page = text_of(alice_s.get(there(report)))
    assert "The reading was interrupted." in page and "Read it again" in page
    assert alice_s.post(there(report, "report_again")).headers["Location"] == there(report)
    assert Report.objects.get().stage == "waiting"
    reading.read_waiting()
    assert "results are ready" in text_of(alice_s.get(there(report)))
    alice_s.post(there(report, "report_again"))
    assert Report.objects.get().stage == "read", "what is read is not read again"


def test_our_own_fault_loses_nothing(alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def broken(*_: Any, **__: Any) -> bedside.Scan:
        raise RuntimeError("Alice Example")

    monkeypatch.setattr(bedside, "scan", broken)
    report = brought(browser("alice"), alice)
    assert report.stage == "interrupted" and list(files.names(report)) == ["original"]
    assert [record.msg for record in caplog.records if record.levelname == "ERROR"] == ["A report could not be read"]


def test_a_report_that_is_deleted_while_it_is_read_leaves_nothing(
    alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = bedside.scan

    def slow(content: bytes, **more: Any) -> bedside.Scan:
        found = scan(content, **more)
        gone = Report.objects.get()
        files.remove(gone.person_id, gone.id)
        gone.delete()
        return found

    monkeypatch.setattr(bedside, "scan", slow)
    send(browser("alice"), alice, paper())
    reading.read_waiting()
    assert not Report.objects.exists() and not list((files.everything() / str(alice.id)).iterdir())


def test_the_command_reads_what_waits(alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.nice", lambda by: by)
    send(browser("alice"), alice, paper())
    told = io.StringIO()
    call_command("read_reports", stdout=told)
    assert told.getvalue() == "1 read\n" and Report.objects.get().stage == "read"


# --- looking


def test_each_result_and_its_box_lead_to_each_other_without_a_script(alice: Person, browser: Any) -> None:
    page = browser("alice").get(there(brought(browser("alice"), alice))).content.decode()
    rows, boxes = (set(re.findall(rf'id="{kind}-(u?\d+)"', page)) for kind in ("row", "box"))
    assert rows == boxes == {"0", "1", "2", "3", "u0"}
    assert set(re.findall(r'href="#row-(u?\d+)"', page)) == set(re.findall(r'href="#box-(u?\d+)"', page)) == rows
    assert "style=" not in page and "<script>" not in page
    assert len(re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+"/>', page)) == 5


def test_results_stand_where_they_belong_and_none_is_dropped(alice: Person, browser: Any) -> None:
    page = browser("alice").get(there(brought(browser("alice"), alice)))
    assert rows_of(page, "ready").keys() == {"Creatinine", "Sodium"}
    assert rows_of(page, "check").keys() == {"Bilirubin, total"}
    assert rows_of(page, "aside").keys() == {"Troponin T hs"}
    told = text_of(page)
    assert "no unit is printed, and none is guessed" in told
    assert "1 row was not understood" in told and "Lumen index B" in told


def test_the_picture_and_the_file_are_served_to_those_who_may_enter_and_to_nobody_else(alice: Person, browser: Any) -> None:
    report = brought(browser("alice"), alice)
    for who, status in (("alice", 200), ("grace", 200), ("bob", 200), ("erin", 200), ("dora", 403), ("charlie", 404)):
        for address in (there(report, "report_page", 1), there(report, "report_file"), there(report)):
            assert browser(who).get(address).status_code == status, (who, address)
    shown = browser("alice").get(there(report, "report_page", 1))
    assert shown.headers["Content-Type"] == "image/png" and shown.headers["Cache-Control"] == "no-store"
    file = browser("alice").get(there(report, "report_file"))
    assert file.content == paper() and file.headers["Content-Disposition"] == f'attachment; filename="report-{report.id}.pdf"'
    assert browser("alice").get(there(report, "report_page", 2)).status_code == 404
    other = reverse("report_file", args=[id_of("Ben Beispiel"), report.id])
    assert browser("bob").get(other).status_code == 404, "under another person's address it is not there"


# --- confirming


def test_ready_results_are_confirmed_at_once_in_the_name_of_who_confirms(alice: Person, browser: Any) -> None:
    report, before = brought(browser("grace"), alice), known_of(alice)
    answer = browser("bob").post(there(report, "report_confirm"), {"key": str(uuid4()), "row": [0, 1]}, follow=True)
    assert "Put into the record: 2 results." in text_of(answer)
    new = patient_of(alice).observations[before:]
    assert [(each.concept, each.at, each.value, each.unit, each.by) for each in new] == [
        ("creatinine", AT, 2.46, "mg/dL", "bob"),
        ("sodium", AT, 134.0, "mmol/L", "bob"),
    ]
    assert all(f"report {report.id}" in each.note and "read from a report, page 1" in each.note for each in new)
    kept = Confirmed.objects.order_by("row")
    assert [(each.row, each.observation, each.by) for each in kept] == [
        (0, before + 1, User.objects.get(username="bob").id),
        (1, before + 2, User.objects.get(username="bob").id),
    ]
    assert all(each.read == each.kept for each in kept)
    assert "2 results are in the record" in text_of(answer) and "Bob Demo" in text_of(answer)


def test_check_sees_what_was_confirmed(alice: Person, browser: Any) -> None:
    chosen, report = bedside.load_medicine("aldesleukin"), brought(browser("alice"), alice)
    confirm(browser("alice"), report, "Creatinine")
    before = bedside.check(chosen, patient_of(alice, known_of(alice) - 1), AT, "consensus-2014")
    after = bedside.check(chosen, patient_of(alice), NOW, "consensus-2014")
    seen = [row for reason in after.to_json()["reasons"] for row in reason["evidence"]]  # type: ignore[union-attr]
    assert before is not None and any(row["concept"] == "creatinine" for row in seen)
    assert patient_of(alice).observations[-1].value == 2.46


def test_a_form_that_is_sent_twice_is_stored_once(alice: Person, browser: Any) -> None:
    report, told = brought(browser("alice"), alice), {"key": str(uuid4()), "row": [0]}
    before = known_of(alice)
    for _ in range(2):
        assert browser("alice").post(there(report, "report_confirm"), told).status_code == 302
    assert (known_of(alice), Confirmed.objects.count()) == (before + 1, 1)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"row": [], "key": str(uuid4())}, "Nothing was ticked"),
        ({"row": [2], "key": str(uuid4())}, "Nothing was ticked"),
        ({"row": [99], "key": str(uuid4())}, "Nothing was ticked"),
        ({"row": ["x"], "key": str(uuid4())}, "Nothing was ticked"),
        ({"row": [0], "key": "no key"}, "changed on its way"),
    ],
)
def test_what_is_not_ready_is_not_confirmed_with_the_others(
    told: dict[str, Any], says: str, alice: Person, browser: Any
) -> None:
    report, before = brought(browser("alice"), alice), known_of(alice)
    answer = browser("alice").post(there(report, "report_confirm"), told)
    assert answer.status_code == 422 and says in text_of(answer)
    assert (known_of(alice), Confirmed.objects.count()) == (before, 0)


def test_a_value_is_put_right_and_what_was_read_stays_beside_it(alice: Person, browser: Any) -> None:
    report, before = brought(browser("alice"), alice), known_of(alice)
    assert put(browser("alice"), report, "Creatinine", value="2,64").status_code == 302
    (told,) = patient_of(alice).observations[before:]
    assert (told.concept, told.value, told.unit, told.by) == ("creatinine", 2.64, "mg/dL", "alice")
    assert "Creatinine 2.46 mg/dL; corrected to 2.64" in told.note
    kept = Confirmed.objects.get()
    assert (kept.read["printed"], kept.read["value"], kept.kept["value"]) == ("2.46 mg/dL", 2.46, 2.64)
    page = text_of(browser("alice").get(there(report)))
    assert "put right to 2.64 mg/dL" in page and "2.46 mg/dL" in page


RIGHT = [
    ({"unit": "umol/L", "value": "32"}, ("bilirubin", 32 / 17.1, 0.02)),
    ({"unit": "mg/dL"}, ("bilirubin", 1.9, 1e-9)),
    ({"unit": "µmol/L", "value": "32"}, ("bilirubin", 32 / 17.1, 0.02)),
    ({"unit": "U/L", "value": "78", "analyte": "alt"}, ("alt", 78, 1e-9)),
]


@pytest.mark.parametrize(("typed", "becomes"), RIGHT)
def test_a_unit_and_what_was_measured_are_put_right(
    typed: dict[str, str], becomes: tuple[str, float, float], alice: Person, browser: Any
) -> None:
    report, before = brought(browser("alice"), alice), known_of(alice)
    assert put(browser("alice"), report, "Bilirubin, total", **typed).status_code == 302
    (told,) = patient_of(alice).observations[before:]
    concept, amount, near = becomes
    assert told.concept == concept and told.amount == pytest.approx(amount, rel=near)


WRONG = [
    ({}, "nothing is no unit of"),
    ({"unit": "bananas"}, "bananas is no unit of"),
    ({"unit": "mg/dL", "value": ""}, "Write the value as one number"),
    ({"unit": "mg/dL", "value": "1.9.3"}, "Write the value as one number"),
    ({"unit": "mg/dL", "value": "1e9"}, "Write the value as one number"),
    ({"unit": "mg/dL", "value": "19000"}, "cannot be"),
    ({"unit": "mg/dL", "analyte": "nothing"}, "is nothing that records keep"),
    ({"unit": "fL", "analyte": "mcv"}, "is nothing that records keep"),
]


@pytest.mark.parametrize(("typed", "says"), WRONG)
def test_what_cannot_be_right_is_refused_and_what_was_typed_stays(
    typed: dict[str, str], says: str, alice: Person, browser: Any
) -> None:
    report, before = brought(browser("alice"), alice), known_of(alice)
    answer = put(browser("alice"), report, "Bilirubin, total", **typed)
    assert answer.status_code == 422 and says in text_of(answer)
    assert (known_of(alice), Confirmed.objects.count()) == (before, 0)
    page = answer.content.decode()
    if "unit" in typed:
        assert re.search(rf'name="unit"[^>]* value="{typed["unit"]}"', page)


def test_a_row_that_is_not_there_is_refused(alice: Person, browser: Any) -> None:
    report = brought(browser("alice"), alice)
    answer = browser("alice").post(there(report, "report_row", 99), {"key": str(uuid4()), "value": "1"})
    assert answer.status_code == 422 and "not the one that was read" in text_of(answer)


DAY = (*WHO, "Collected: 2026-05-05")


def test_a_clock_that_is_not_printed_is_asked_for_and_never_guessed(alice: Person, browser: Any) -> None:
    report, before = brought(browser("alice"), alice, paper((CREATININE, SODIUM), DAY)), known_of(alice)
    page = browser("alice").get(there(report))
    assert "At what time on 2026-05-05 was the blood taken?" in text_of(page)
    refused = confirm(browser("alice"), report)
    assert refused.status_code == 422 and "When was the blood for Creatinine taken?" in text_of(refused)
    assert known_of(alice) == before
    assert confirm(browser("alice"), report, **{"clock-2026-05-05": "07:10"}).status_code == 302
    assert {each.at for each in patient_of(alice).observations[before:]} == {datetime(2026, 5, 5, 7, 10, tzinfo=UTC)}


def test_a_day_that_is_not_printed_is_asked_for_too(alice: Person, browser: Any) -> None:
    report, before = brought(browser("alice"), alice, paper((CREATININE,), WHO)), known_of(alice)
    assert "When was the blood taken?" in text_of(browser("alice").get(there(report)))
    wrong = confirm(browser("alice"), report, **{"clock-": "yesterday"})
    assert wrong.status_code == 422 and "is no time such as" in text_of(wrong)
    late = confirm(browser("alice"), report, **{"clock-": "2026-05-06T07:10"})
    assert late.status_code == 422 and "lies in the future" in text_of(late)
    assert confirm(browser("alice"), report, **{"clock-": "2026-05-05T07:10"}).status_code == 302
    assert patient_of(alice).observations[before:][0].at == datetime(2026, 5, 5, 7, 10, tzinfo=UTC)


def test_what_stands_in_the_record_with_the_same_value_is_not_stored_again(alice: Person, browser: Any) -> None:
    sender = Sender(User.objects.get(username="bob"), NOW, "assess")
    enter(alice, [Fact("creatinine", AT, 2.46, "mg/dL")], sender)
    report, before = brought(browser("alice"), alice), known_of(alice)
    answer = browser("alice").get(confirm(browser("alice"), report, "Creatinine").headers["Location"])
    assert known_of(alice) == before and Confirmed.objects.get().observation == before
    assert "1 result is in the record" in text_of(answer)


# --- whose report it is


OTHERS = {
    "another name": (("Patient: Zoe Another", *WHO[1:], TAKEN), {}, "the name"),
    "another birth date": ((*WHO, TAKEN), {"born": "1966-02-03"}, "the birth date"),
    "another number": ((*WHO, TAKEN), {"number": "D-000-118"}, "the number"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_a_report_of_somebody_else_is_not_confirmed_and_whose_it_is_is_not_told(
    case: str, alice: Person, browser: Any, caplog: Any
) -> None:
    head, known, what = OTHERS[case]
    caplog.set_level(logging.DEBUG)
    client = browser("alice")
    if known:
        assert client.post(reverse("reports_printed", args=[alice.id]), known).status_code == 302
    report, before = brought(client, alice, paper(head=head)), known_of(alice)
    page = client.get(there(report))
    assert f"differ: {what}." in text_of(page) and "put them in the record" not in text_of(page)
    for answer in (
        client.post(there(report, "report_confirm"), {"key": str(uuid4()), "row": [0]}),
        client.post(there(report, "report_row", 0), {"key": str(uuid4()), "value": "2.46", "unit": "mg/dL"}),
    ):
        assert answer.status_code == 422 and "these differ" in text_of(answer)
        assert not any(word in answer.content.decode() for word in ("Zoe", "Another", "1965", "D-000-117"))
    assert known_of(alice) == before and "outside its range" not in text_of(client.get(there(report, "report_meaning")))
    assert not any(word in caplog.text for word in ("Zoe", "1965", "1966", "D-000"))


def test_what_agrees_does_not_bar(alice: Person, browser: Any) -> None:
    client = browser("alice")
    client.post(reverse("reports_printed", args=[alice.id]), {"born": "1965-02-03", "number": "d 000 117"})
    assert confirm(client, brought(client, alice)).status_code == 302
    assert Printed.objects.get(person=alice).number == "d 000 117"
    refused = client.post(reverse("reports_printed", args=[alice.id]), {"born": "yesterday"})
    assert refused.status_code == 422 and Printed.objects.get().born is not None


def test_a_report_of_two_people_is_not_confirmed(alice: Person, browser: Any) -> None:
    report = brought(browser("alice"), alice, paper(head=(*WHO, TAKEN, "Patient: Zoe Another", "Patient ID: X-9")))
    assert "names more than one person" in text_of(browser("alice").get(there(report)))
    answer = browser("alice").post(there(report, "report_confirm"), {"key": str(uuid4()), "row": [0]})
    assert answer.status_code == 422 and not Confirmed.objects.exists() and "Zoe" not in answer.content.decode()


def test_nothing_of_a_report_is_in_the_log_or_the_audit(alice: Person, browser: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    client = browser("alice")
    report = brought(client, alice)
    confirm(client, report)
    put(client, report, "Bilirubin, total", unit="bananas")
    client.get(there(report, "report_meaning"))
    audit = str(list(Audit.objects.filter(person=alice.id).values()))
    for word in ("Alice", "D-000-117", "2.46", "Creatinine", "Lumen", "bananas"):
        assert word not in caplog.text and word not in audit
    deeds = set(Audit.objects.filter(person=alice.id).values_list("deed", "route"))
    assert {("brought a report", "reports"), ("entered", "report_confirm"), ("saw", "report")} <= deeds


# --- what it means


def test_results_are_explained_with_their_sources_before_and_after_they_are_confirmed(alice: Person, browser: Any) -> None:
    client = browser("alice")
    report = brought(client, alice)
    before = text_of(client.get(there(report, "report_meaning")))
    confirm(client, report)
    after = text_of(client.get(there(report, "report_meaning")))
    for told in (before, after):
        assert "a dose needs a correction first from 2.5 mg/dL; a dose is held from 3 mg/dL" in told
        assert "CTCAE grade 2, Creatinine increased." in told and "the printed range, 0.5 to 0.9" in told
        assert "This one is higher than the last." in told, "it is not held against itself"
        assert "Bilirubin" not in told.split("Usual course")[0], "what has to be looked at is not explained"
    assert "Over time" in after and "Over time" not in before


def test_a_result_is_explained_as_it_was_put_right(alice: Person, browser: Any) -> None:
    client = browser("alice")
    report = brought(client, alice)
    put(client, report, "Creatinine", value="3.1")
    put(client, report, "Bilirubin, total", unit="mg/dL")
    told = text_of(client.get(there(report, "report_meaning")))
    assert "a dose is held from 3 mg/dL (reached)" in told and "3.1 mg/dL: above" in told
    assert "Blood bilirubin increased" in told, "confirmed, so it is explained"


def test_before_it_is_read_the_meaning_leads_back(alice: Person, browser: Any) -> None:
    send(browser("alice"), alice, paper())
    report = Report.objects.get()
    assert browser("alice").get(there(report, "report_meaning")).headers["Location"] == there(report)


# --- kept, encrypted, taken out, deleted


def test_with_a_key_no_file_lies_open_on_the_disk(alice: Person, browser: Any, settings: Any) -> None:
    settings.BEDSIDE_FILES_KEY = (Fernet.generate_key().decode(),)
    client = browser("alice")
    report = brought(client, alice)
    folder = files.everything() / str(alice.id) / str(report.id)
    held = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert held.keys() == {"original.sealed", "page-1.sealed", "reading.sealed"}
    assert not any(word in content for content in held.values() for word in (b"%PDF", b"\x89PNG", b"Creatinine"))
    assert all(file.stat().st_mode & 0o77 == 0 for file in (folder, *folder.iterdir()))
    assert client.get(there(report, "report_file")).content == paper()
    assert client.get(there(report, "report_page", 1)).content[:4] == b"\x89PNG"
    settings.BEDSIDE_FILES_KEY = (Fernet.generate_key().decode(), *settings.BEDSIDE_FILES_KEY)
    assert client.get(there(report, "report_file")).status_code == 200, "a new key in front, the old one still reads"


@pytest.mark.parametrize(
    ("keys", "says"),
    [((), "BEDSIDE_FILES_KEY is not set"), ((Fernet.generate_key().decode(),), "another key"), (("short",), "is no key")],
)
def test_without_the_right_key_the_page_says_what_is_missing(
    keys: tuple[str, ...], says: str, alice: Person, browser: Any, settings: Any
) -> None:
    settings.BEDSIDE_FILES_KEY = (Fernet.generate_key().decode(),)
    report = brought(browser("alice"), alice)
    settings.BEDSIDE_FILES_KEY = keys
    for route in ("report", "report_meaning"):
        page = browser("alice").get(there(report, route))
        assert page.status_code == 410 and says in text_of(page)
    assert browser("alice").get(there(report, "report_file")).status_code == 404
    answer = browser("alice").post(there(report, "report_confirm"), {"key": str(uuid4()), "row": [0]})
    assert answer.status_code == 410 and not Confirmed.objects.exists()


def test_a_key_is_made_by_a_command() -> None:
    told = io.StringIO()
    call_command("files_key", stdout=told)
    assert Fernet(told.getvalue().strip())


def test_files_without_a_key_are_read_after_one_is_set(alice: Person, browser: Any, settings: Any) -> None:
    report = brought(browser("alice"), alice)
    settings.BEDSIDE_FILES_KEY = (Fernet.generate_key().decode(),)
    assert browser("alice").get(there(report)).status_code == 200


@pytest.mark.parametrize(("brings", "deletes", "gone"), [("bob", "alice", True), ("bob", "bob", True), ("alice", "bob", False)])
def test_a_report_is_deleted_by_the_person_or_by_who_brought_it(
    brings: str, deletes: str, gone: bool, alice: Person, browser: Any, django_capture_on_commit_callbacks: Any
) -> None:
    report = brought(browser(brings), alice)
    confirm(browser(brings), report)
    known = known_of(alice)
    with django_capture_on_commit_callbacks(execute=True):
        browser(deletes).post(there(report, "report_delete"))
    assert Report.objects.exists() is not gone and bool(list(files.names(report))) is not gone
    assert (known_of(alice), Confirmed.objects.count()) == (known, 2), "what was confirmed stays"
    assert Audit.objects.filter(person=alice.id, deed="removed a report").exists() is gone
    assert browser("alice").get(there(report)).status_code == (404 if gone else 200)


def test_everything_of_a_report_goes_with_the_person(
    alice: Person, browser: Any, django_capture_on_commit_callbacks: Any
) -> None:
    report, gone = brought(browser("alice"), alice), alice.id
    confirm(browser("alice"), report)
    Printed.objects.create(person=alice, number="D-000-117")
    with django_capture_on_commit_callbacks(execute=True):
        erase(alice, User.objects.get(username="alice"), NOW, "erase")
    assert not any(table.objects.filter(person=gone).exists() for table in (Report, Confirmed, Printed, Observation))
    assert not (files.everything() / str(gone)).exists()


def test_what_was_confirmed_is_never_changed(alice: Person, browser: Any) -> None:
    from bedside.faces.web.audit.appendonly import AppendOnlyError

    confirm(browser("alice"), brought(browser("alice"), alice))
    kept = Confirmed.objects.first()
    kept.kept = {}
    with pytest.raises(AppendOnlyError):
        kept.save()


def test_the_reports_are_taken_out_as_an_archive(alice: Person, browser: Any) -> None:
    client = browser("alice")
    assert "The reports (ZIP)" not in text_of(client.get(reverse("data", args=[alice.id])))
    report = brought(client, alice)
    assert "The reports (ZIP)" in text_of(client.get(reverse("data", args=[alice.id])))
    answer = client.get(reverse("export_reports", args=[alice.id]))
    held = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert held.namelist() == [f"{report.id}/original.pdf", f"{report.id}/reading.json"]
    assert held.read(f"{report.id}/original.pdf") == paper()
    assert Audit.objects.filter(person=alice.id, deed="exported", route="export_reports").count() == 1


def test_what_cannot_be_opened_says_why_in_the_archive(alice: Person, browser: Any, settings: Any) -> None:
    settings.BEDSIDE_FILES_KEY = (Fernet.generate_key().decode(),)
    report = brought(browser("alice"), alice)
    settings.BEDSIDE_FILES_KEY = ()
    answer = browser("alice").get(reverse("export_reports", args=[alice.id]))
    held = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert b"BEDSIDE_FILES_KEY is not set" in held.read(f"{report.id}/original.cannot-be-opened.txt")


def test_the_demonstration_brings_a_report_and_reads_it(alice: Person, browser: Any) -> None:
    from bedside.faces.web.demo.report import bring_report, id_of_report

    bring_report(NOW)
    report = Report.objects.get(pk=id_of_report())
    page = browser("alice").get(there(report))
    assert report.stage == "read" and rows_of(page, "ready")["Creatinine"] == 3
    assert page.context["collected"] == f"{NOW - timedelta(hours=3):%Y-%m-%d %H:%M}" and not page.context["barred"]


def test_the_list_shows_each_report_with_who_brought_it(alice: Person, browser: Any) -> None:
    brought(browser("grace"), alice)
    told = text_of(browser("alice").get(reverse("reports", args=[alice.id])))
    assert "Grace Demo" in told and "PDF" in told and "at most 20 MB" in told


def test_no_name_of_a_file_is_kept(alice: Person, browser: Any) -> None:
    report = brought(browser("alice"), alice)
    kept = {field: value for field, value in Report.objects.values().get().items() if not isinstance(value, UUID)}
    assert "1965" not in str(kept), "ids are drawn by chance and may hold these digits"
    assert not list(Path(files.everything()).rglob("*1965*")) and report.shape == "pdf"
