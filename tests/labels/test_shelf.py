"""A shelf of imported labels: what is put there comes back as it was, and is found by its words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bedside.labels.import_label import import_label
from bedside.labels.label import LabelError
from bedside.labels.shelf import FULL, Shelf, open_shelf, passages_of
from labels.samples import OPENFDA, SPL, fhir, fhir_section, openfda

LABELS = (
    import_label(SPL.encode(), "a.xml"),
    import_label(openfda(), "b.json"),
    import_label(fhir(fhir_section("34073-7", "Drug Interactions", "<p>Grapefruit raises its level.</p>")), "c.json"),
)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    opened = open_shelf(tmp_path / "labels.db")
    opened.add(*LABELS)
    return opened


def test_a_label_comes_back_as_it_was_put_there(shelf: Shelf) -> None:
    with shelf:
        assert [shelf.label(label.id) for label in LABELS] == list(LABELS)
        assert sorted(shelf.labels()) == sorted((label.id, label.name) for label in LABELS)


def test_it_is_still_there_when_the_file_is_opened_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.close()
    with open_shelf(tmp_path / "labels.db") as again:
        assert again.label(LABELS[0].id) == LABELS[0]


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        ("grapefruit", "34073-7", "Grapefruit raises its level."),
        ("yawning mild picture", "34084-4", "Yawning (mild) | 12"),
        ("what does mechanism do? nothing", "34090-1", "It does nothing."),
        ('drug "interactions" OR (NEAR', "34073-7", "Grapefruit"),
    ],
)
def test_words_find_the_passage_with_its_section(shelf: Shelf, words: str, code: str, text: str) -> None:
    with shelf:
        found = shelf.search(words)
        assert found[0].code == code and text in found[0].text


def test_a_passage_is_a_piece_of_its_label_word_for_word(shelf: Shelf) -> None:
    with shelf:
        for passage in shelf.search("exemplin imaginary illness table effect", most=50):
            assert any(passage.text in section.text for section in shelf.label(passage.label).sections)


def test_the_name_of_the_medicine_finds_its_passages_though_they_do_not_tell_it(shelf: Shelf) -> None:
    with shelf:
        assert {passage.label for passage in shelf.search("exemplinum grapefruit")} >= {LABELS[2].id}
        assert shelf.search("exemplinum grapefruit")[0].label == LABELS[2].id


def test_words_that_stand_nowhere_find_nothing(shelf: Shelf) -> None:
    with shelf:
        assert shelf.search("zebra") == () and shelf.search("!?") == ()


def test_words_that_stand_nearly_everywhere_are_passed_over_when_others_are_left(tmp_path: Path) -> None:
    with open_shelf(tmp_path / "many.db") as opened:
        opened.add_all(
            import_label(openfda(set_id=str(n), indications_and_usage=[f"Take it daily{' zebra' * (n == 7)}."]), "x.json")
            for n in range(400)
        )
        assert [passage.label for passage in opened.search("exemplin zebra")] == ["7"]
        assert len(opened.search("exemplin", most=20)) == 20


def test_a_newer_version_takes_the_place_of_the_older(shelf: Shelf) -> None:
    with shelf:
        shelf.add(import_label(openfda(indications_and_usage=["1 Exemplin is for zebras."]), "b.json"))
        assert len(shelf.labels()) == 3
        assert [p.label for p in shelf.search("zebras")] == [OPENFDA["set_id"]]
        assert not [p for p in shelf.search("imaginary illness") if p.label == OPENFDA["set_id"]]


def test_many_are_put_there_together_or_not_at_all(tmp_path: Path) -> None:
    def some() -> object:
        yield LABELS[0]
        raise LabelError("the second cannot be read")

    with open_shelf(tmp_path / "labels.db") as opened:
        with pytest.raises(LabelError):
            opened.add_all(some())  # type: ignore[arg-type]
        assert opened.labels() == () and opened.search("exemplin") == ()


def test_short_blocks_stand_together_in_a_passage_and_nothing_is_lost() -> None:
    many = "".join(f"<p>{'word ' * 40}{n}</p>" for n in range(30))
    label = import_label(fhir(fhir_section("34084-4", "x", many)), "x.json")
    pieces = [passage.text for passage in passages_of(label)]
    assert 1 < len(pieces) < 30 and all(len(piece) <= FULL for piece in pieces)
    assert "\n".join(pieces) == label.sections[0].text


def test_a_label_that_is_only_a_title_is_found_by_it(tmp_path: Path) -> None:
    title = b'<document xmlns="urn:hl7-org:v3"><title>Class of nothing</title></document>'
    with open_shelf(tmp_path / "labels.db") as opened:
        opened.add(import_label(title, "x.xml"))
        assert [passage.text for passage in opened.search("class")] == ["Class of nothing"]


def test_to_look_makes_no_file_and_changes_none(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="there is no such shelf; put a label on it first: bedside medicine import FILE"):
        open_shelf(tmp_path / "none.db", make=False)
    assert not (tmp_path / "none.db").exists()
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table other (x)")
    before = (tmp_path / "other.db").read_bytes()
    with pytest.raises(LabelError, match="no such table: labels"):
        open_shelf(tmp_path / "other.db", make=False)
    with pytest.raises(LabelError, match="is a database of something else; name another file for the shelf"):
        open_shelf(tmp_path / "other.db")
    assert (tmp_path / "other.db").read_bytes() == before
    with open_shelf(tmp_path / "labels.db") as opened:
        opened.add(*LABELS)
    with open_shelf(tmp_path / "labels.db", make=False) as opened:
        assert len(opened.labels()) == len(LABELS) and opened.search("grapefruit")


def test_a_search_without_end_is_refused(shelf: Shelf) -> None:
    with shelf, pytest.raises(LabelError, match="the search is 100000 characters long; write at most 1000"):
        shelf.search("a" * 100_000)


def test_what_is_no_shelf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is no database, however long it may be. " * 100, "utf-8")
    with pytest.raises(LabelError, match=r"text\.db: cannot be used as a shelf of labels: file is not a database"):
        open_shelf(tmp_path / "text.db")
    with pytest.raises(LabelError, match="cannot be used as a shelf of labels: unable to open"):
        open_shelf(tmp_path / "no" / "such.db")
    with (
        open_shelf(tmp_path / "new.db") as opened,
        pytest.raises(LabelError, match="there is no label 'x' on this shelf; it has 0"),
    ):
        opened.label("x")
