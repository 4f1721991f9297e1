"""Words find the statement that tells of them, with its medicine, its section and its source."""

from __future__ import annotations

import pytest

from bedside.labels.label import LabelError
from bedside.pages.library import library, page
from bedside.pages.search import search_pages

PAGES = library()


@pytest.mark.parametrize(
    ("words", "medicine", "text"),
    [
        ("what about alcohol?", "aldesleukin", "if you drink alcohol"),
        ("grapefruit Sutent", "sunitinib", "Leave out grapefruit"),
        ("Can I drive", "sunitinib", "do not drive"),
        ("low blood pressure proleukin", "aldesleukin", "ressure"),
        ("Ileostomy OR (NEAR", None, ""),
    ],
)
def test_words_find_the_statement(words: str, medicine: str | None, text: str) -> None:
    found = search_pages(words, PAGES)
    assert [(row.page.id, True) for row in found[:1]] == ([(medicine, text in found[0].statement.words)] if medicine else [])


def test_what_is_found_stands_on_its_page_and_is_cited() -> None:
    for row in search_pages("kidney", PAGES, most=40):
        assert row.statement in row.section.statements and row.section in row.page.sections
        told = row.to_json()
        assert told["source"] and told["read"] and told["text"] == row.statement.text
        assert (told["medicine"], told["section"], told["id"]) == (row.page.id, row.section.id, row.statement.id)


def test_words_that_only_ask_are_passed_over_when_others_are_left() -> None:
    assert search_pages("what is the grapefruit", PAGES) == search_pages("grapefruit", PAGES)
    assert search_pages("what is", PAGES)


def test_one_page_can_be_searched_alone_and_at_most_so_many_are_found() -> None:
    assert {row.page.id for row in search_pages("dose", [page("sunitinib")], most=3)} == {"sunitinib"}
    assert len(search_pages("dose", PAGES, most=3)) == 3


def test_words_that_stand_nowhere_find_nothing_and_a_search_without_end_is_refused() -> None:
    assert search_pages("zebra", PAGES) == () == search_pages("?!", PAGES)
    with pytest.raises(LabelError, match="the search is 100000 characters long"):
        search_pages("a" * 100_000, PAGES)
