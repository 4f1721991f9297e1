"""Studies of protocols: what is asked for is said beside its field, runs behind the pages, and comes back with its files."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from test_person_pages import text_of

import bedside
from bedside.faces.web.medicines import medicine
from bedside.faces.web.studies import asking, running
from bedside.faces.web.studies.models import Stage, Study

EXAMPLE = str(asking.Asked.base_fields["changes"].help_text).removesuffix(".").rpartition(" as ")[2]
"""The threshold that the form gives as its example."""
EMPTY = {"regimen": "", "dose": "", "interval": "", "doses": "", "changes": "", "compare": ""}


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """No process is begun; how often one would have been."""
    begun: list[int] = []
    monkeypatch.setattr(running, "start", lambda: begun.append(1))
    return begun


def wanted(**more: Any) -> dict[str, Any]:
    told = {"guide": "consensus-2014", "pressors": "on", "people": 40, "seed": 3, "key": uuid4()}
    return EMPTY | told | more


def begin(browser: Any, ward: Any, **more: Any) -> Any:
    return browser("erin").post(reverse("studies", args=[ward.id]), wanted(**more))


def begun(browser: Any, ward: Any, **more: Any) -> Study:
    answer = begin(browser, ward, **more)
    assert answer.status_code == 302, text_of(answer)
    return Study.objects.get(pk=UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2]))


def at(ward: Any, study: Study, name: str = "study", *more: str) -> str:
    return reverse(name, args=[ward.id, study.pk, *more])


# --- asking


@pytest.mark.parametrize(
    ("field", "value", "said"),
    (
        ("dose", "600000 mg/kg", "the dose is so many IU for each kilogram"),
        ("dose", "99 MIU/kg", "at most 10 MIU/kg"),
        ("interval", "4", "doses are given every 8 to 24 hours"),
        ("doses", "0", "a cycle has at least one dose"),
        ("doses", "40", "longer than a week"),
        ("changes", "absolute.nothing.threshold=3", "absolute.nothing"),
        ("people", "0", "greater than or equal to 1"),
        ("people", "100001", "less than or equal to 100000"),
        ("seed", "-1", "greater than or equal to 0"),
        ("guide", "no-such", "Select a valid choice"),
        ("compare", "no-such", "Select a valid choice"),
    ),
)
def test_what_is_wrong_is_said_beside_its_field(field: str, value: str, said: str, browser: Any, ward: Any) -> None:
    answer = begin(browser, ward, **{field: value})
    assert answer.status_code == 422
    html = answer.content.decode()
    error = html[html.index(f'id="id_{field}_error"') :].partition("</p>")[0]
    assert said in error
    assert not Study.objects.exists()
    assert 'value="40"' in html or field == "people", "what was typed stays"


def test_without_the_extra_the_line_that_installs_it_is_shown(browser: Any, ward: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(asking, "NEEDED", ("no_such_module",))
    told = text_of(browser("erin").get(reverse("studies", args=[ward.id])))
    assert "pip install 'bedside[simulate]'" in told and "Begin a study" in told
    assert begin(browser, ward).status_code == 422
    assert not Study.objects.exists()


def test_a_form_that_is_sent_twice_begins_one_study(browser: Any, ward: Any, nobody_works: list[int]) -> None:
    key = uuid4()
    first, second = (begin(browser, ward, key=key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Study.objects.count() == 1 and nobody_works


def test_a_nurse_and_a_patient_do_not_get_there(browser: Any, ward: Any) -> None:
    address = reverse("studies", args=[ward.id])
    assert [browser(who).get(address).status_code for who in ("alice", "bob", "dora", "erin", "frank")] == [
        404,
        403,
        200,
        200,
        200,
    ]


# --- working


def test_a_study_says_what_the_verb_says(browser: Any, ward: Any) -> None:
    study = begun(browser, ward, compare="community-2015", changes=EXAMPLE)
    assert running.run_waiting() == 1
    study.refresh_from_db()
    assert (study.stage, study.done) == (Stage.DONE, 40)
    chosen = medicine("aldesleukin")
    protocol = bedside.protocol_of(chosen, "consensus-2014", changes=(EXAMPLE,))
    against = bedside.protocol_of(chosen, "community-2015")
    found = bedside.simulate(protocol, bedside.load_model("aldesleukin"), 40, 3, against=against).to_json()
    kept = browser("erin").get(at(ward, study, "study_rows", "json"))
    told = json.loads(b"".join(kept.streaming_content))
    assert {key: told[key] for key in ("summary", "comparison", "seed", "people")} == {
        key: json.loads(json.dumps(found[key])) for key in ("summary", "comparison", "seed", "people")
    }
    page = text_of(browser("erin").get(at(ward, study)))
    for words in ("The same people by two guides", "Not simulated", "nothing here is a prediction for a person"):
        assert words in page
    assert f"{told['summary']['doses_per_cycle'][0]['mean']:.1f}" in page
    assert "dutcher-2014" in page


def test_its_files_have_a_row_for_each_person_and_its_pictures_no_script(browser: Any, ward: Any) -> None:
    study = begun(browser, ward)
    running.run_waiting()
    erin = browser("erin")
    text = b"".join(erin.get(at(ward, study, "study_rows", "csv")).streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["person"] for row in rows] == [str(n) for n in range(40)]
    assert all(isinstance(json.loads(row["left_out"]), list) for row in rows)
    assert b"".join(erin.get(at(ward, study, "study_rows", "parquet")).streaming_content)[:4] == b"PAR1"
    for name in ("ribbons", "doses", "reasons"):
        picture = erin.get(at(ward, study, "study_picture", name))
        assert picture.headers["Content-Type"] == "image/svg+xml" and b"<svg" in picture.content
        assert "default-src 'none'" in picture.headers["Content-Security-Policy"] and b"<script" not in picture.content
    assert erin.get(at(ward, study, "study_picture", "comparison")).status_code == 404
    assert erin.get(at(ward, study, "study_picture", "rows")).status_code == 404


def test_while_it_runs_the_page_asks_again_and_then_shows_what_came(browser: Any, ward: Any) -> None:
    study, erin = begun(browser, ward), browser("erin")
    poll = {"HX-Request": "true", "Bedside-Poll": "1"}
    assert "0 of 40 people are worked out." in text_of(erin.get(at(ward, study), headers=poll))
    running.run_waiting()
    assert erin.get(at(ward, study), headers=poll).headers["HX-Refresh"] == "true"


def test_a_cancelled_study_ends_keeps_nothing_and_can_begin_again(browser: Any, ward: Any, monkeypatch: Any) -> None:
    study, erin = begun(browser, ward, people=1500), browser("erin")
    tell, done = running._tell, []

    def told(of: Study, count: int) -> None:
        done.append(count)
        erin.post(at(ward, study, "study_cancel"))
        tell(of, count)

    monkeypatch.setattr(running, "_tell", told)
    running.run_waiting()
    study.refresh_from_db()
    assert study.stage == Stage.CANCELLED and done == [500], "the first group, and no other"
    assert not running.folder_of(study.pk).exists()
    erin.post(at(ward, study, "study_again"))
    study.refresh_from_db()
    assert study.stage == Stage.WAITING


def test_a_study_that_nobody_is_at_was_interrupted(browser: Any, ward: Any, nobody_works: list[int]) -> None:
    study = begun(browser, ward)
    Study.objects.update(stage=Stage.RUNNING)
    with running.holding() as mine:
        assert mine
        running.see_to_it()
        study.refresh_from_db()
        assert study.stage == Stage.RUNNING, "somebody holds the lock"
    assert "It was interrupted" in text_of(browser("erin").get(at(ward, study)))


def test_what_goes_wrong_while_it_runs_is_said_and_leaves_no_files(browser: Any, ward: Any, monkeypatch: Any) -> None:
    study = begun(browser, ward)
    monkeypatch.setattr(running, "draw_simulation", _full)
    running.run_waiting()
    study.refresh_from_db()
    assert (study.stage, study.trouble) == (Stage.REFUSED, "the disk is full")
    assert not running.folder_of(study.pk).exists()
    assert "The disk is full" in text_of(browser("erin").get(at(ward, study)))


def _full(*_: Any) -> None:
    raise bedside.Refusal("the disk is full")


def test_a_deleted_study_leaves_nothing(browser: Any, ward: Any) -> None:
    study = begun(browser, ward)
    running.run_waiting()
    assert running.folder_of(study.pk).is_dir()
    browser("erin").post(at(ward, study, "study_delete"))
    assert not Study.objects.exists() and not running.folder_of(study.pk).exists()


def test_a_study_of_another_ward_is_not_there(browser: Any, ward: Any) -> None:
    from bedside.faces.web.ward.models import Ward

    study = begun(browser, ward)
    other = Ward.objects.exclude(pk=ward.pk).first()
    assert other is not None
    Study.objects.update(ward=other)
    assert browser("erin").get(at(ward, study)).status_code == 404
