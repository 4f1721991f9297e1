"""The eight pages: whole, cited, plain, and true to the list of what such a page has to say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import textstat

from bedside.load import SHIPPED, load_medicine, shipped_medicines
from bedside.pages.glossary import glossary, in_pieces, new_terms, terms_in
from bedside.pages.library import library, page
from bedside.pages.page import GLANCES, MEASURES, SECTIONS, Page, Trial

PAGES = {each.id: each for each in library()}
IDS = {
    "aldesleukin", "interferon-alfa-2b", "sunitinib", "pazopanib", "nivolumab", "ipilimumab", "pembrolizumab",
    "nivolumab-ipilimumab",
}  # fmt: skip
CHECKLIST = tomllib.loads((Path(__file__).parent / "checklist.toml").read_text("utf-8"))
EASY = 8.0
NUMBER = re.compile(r"\d+(?:\.\d+)?")
MEASURED = {
    "Flesch-Kincaid": textstat.flesch_kincaid_grade,
    "automated readability": textstat.automated_readability_index,
    "Coleman-Liau": textstat.coleman_liau_index,
}
each_page = pytest.mark.parametrize("told", PAGES.values(), ids=PAGES)


def test_every_medicine_has_a_page_and_no_other_has_one() -> None:
    assert PAGES.keys() == IDS == set(shipped_medicines())


@each_page
def test_every_section_says_something_and_every_statement_is_cited(told: Page) -> None:
    assert [section.id for section in told.sections] == list(SECTIONS)
    assert all(section.statements for section in told.sections)
    assert all(row.text and row.source and row.read and row.reviewed for row in told.statements)
    assert len(list(told.statements)) >= 60


@each_page
def test_every_citation_leads_to_a_document_with_a_title_and_a_year(told: Page) -> None:
    cited = [citation for row in told.statements for citation in row.citations]
    cited += [row.source for row in (*told.figures, *told.focuses, *told.trials.values())]
    for citation in cited:
        document = told.source_of(citation)
        assert document.title and 1980 <= document.year <= 2026, citation
        assert citation.partition(",")[2].strip(), citation


@each_page
def test_every_document_of_the_page_is_cited(told: Page) -> None:
    cited = {citation.split(",")[0] for row in told.statements for citation in row.citations}
    cited |= {row.source.split(",")[0] for row in (*told.figures, *told.focuses, *told.trials.values())}
    own = tomllib.loads(SHIPPED.joinpath(told.id, "page.toml").read_text("utf-8")).get("sources", {})
    assert not set(own) - cited


@each_page
@pytest.mark.parametrize("measure", MEASURED)
def test_every_page_reads_at_or_below_grade_eight(told: Page, measure: str) -> None:
    assert MEASURED[measure](" ".join(row.words for row in told.statements)) <= EASY


@each_page
def test_no_statement_is_long(told: Page) -> None:
    assert all(textstat.lexicon_count(row.text) <= 60 for row in told.statements)


@each_page
def test_figures_come_with_trial_year_and_people(told: Page) -> None:
    assert told.figures
    for figure in told.figures:
        trial = told.trials[figure.trial]
        assert trial.people > 0 and trial.year > 1980 and figure.measure in MEASURES and figure.against
    assert {row.trial for row in told.figures} == told.trials.keys()


def test_a_trial_is_the_same_on_every_page() -> None:
    seen: dict[str, Trial] = {}
    for told in PAGES.values():
        for key, trial in told.trials.items():
            assert seen.setdefault(key, trial) == trial, key
    assert all(set(trial.compared) <= IDS for trial in seen.values())


def test_a_figure_that_two_pages_tell_is_the_same_on_both() -> None:
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for each in PAGES.values():
        for row in each.figures:
            numbers = sorted(NUMBER.findall(f"{row.value} {row.against}"))
            told.setdefault((row.trial, row.measure), {}).setdefault(each.id, []).extend(numbers)
    shared = {key: pages for key, pages in told.items() if len(pages) > 1}
    assert len(shared) >= 12
    for key, pages in shared.items():
        assert len({tuple(numbers) for numbers in pages.values()}) == 1, (key, pages)


@each_page
def test_every_page_can_be_compared(told: Page) -> None:
    there = {row.glance for row in told.statements}
    assert there >= set(GLANCES)


def test_the_list_of_what_the_page_has_to_say_is_answered_in_full() -> None:
    known = {row.id for row in PAGES["aldesleukin"].statements}
    wanted = {key: ids for rows in CHECKLIST.values() for key, ids in rows.items()}
    assert len(wanted) >= 100
    assert not {(key, each) for key, ids in wanted.items() for each in ids if each not in known}
    assert all(wanted.values())


def test_the_glossary_has_at_least_150_terms_in_plain_words() -> None:
    assert len(glossary()) >= 150
    for term in glossary().values():
        assert term.meaning and not term.meaning.endswith("."), term.id
        assert not term.meaning.casefold().startswith(term.id.casefold()), term.id
    names = [name.casefold() for term in glossary().values() for name in (term.id, *term.also)]
    assert len(names) == len(set(names))


def test_a_term_is_explained_where_it_first_stands_and_once() -> None:
    texts = ("Creatinine may rise.", "Your creatinine and your bilirubin.", "Nothing new.")
    assert [[term.id for term in found] for found in new_terms(texts)] == [["creatinine"], ["bilirubin"], []]
    pieces = in_pieces("T cells and more T cells.")
    assert "".join(piece for piece, _ in pieces) == "T cells and more T cells."
    assert [term.id for _, term in pieces if term] == ["T cell"]
    assert [term.id for term in terms_in("kidney cancer, not melanomas")] == []
    assert [term.id for term in terms_in("Ten people had TEN.")] == ["TEN"]
    assert [term.id for term in terms_in("a heart attack or heart failure")] == ["heart failure"]


def test_a_page_names_the_notice_and_its_digest() -> None:
    for told in PAGES.values():
        assert told.notice == load_medicine(told.id).notice
        assert told.to_json()["digest"] == told.digest and len(told.digest) == 64


def test_the_page_json_has_sections_of_statements() -> None:
    told = page("sunitinib").to_json()
    statement = told["sections"][0]["statements"][0]  # type: ignore[index]
    assert {"text", "source", "read", "reviewed"} <= statement.keys()
    assert [section["id"] for section in told["sections"]] == list(SECTIONS)  # type: ignore[attr-defined, index]
