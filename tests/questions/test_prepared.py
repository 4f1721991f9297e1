"""What was prepared for `ask` and `understand` is of the pages, the phrases and the names as they are now."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import bedside
from bedside.questions import tables
from bedside.questions.named import named
from bedside.questions.names import names
from bedside.questions.page_index import directions_of, lines_of, page_index
from bedside.questions.sentences import sentences
from bedside.questions.tables import ASKS, ELSEWHERE, INDEX, MODEL, ROUTES, WEIGHTS, numbers, table
from bedside.questions.wording import words_of
from bedside.words import lexicon
from bedside.words.net import net_of, told_of
from questions.asked import rows

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import make_index
import make_lexicon

MEDICINES = tuple(page.id for page in bedside.library())


def test_the_index_is_of_what_there_is() -> None:
    assert lines_of(numbers(INDEX, "digest")[""]) == [make_index.digest()], "run tools/make_index.py, then tools/fit_ask.py"


def test_the_names_are_those_of_the_medicines() -> None:
    told = [(key, name) for key in MEDICINES for name in named_in(bedside.load_medicine(key), key)]
    assert list(names()) == told


def named_in(medicine: bedside.Medicine, key: str) -> tuple[str, ...]:
    return (key, medicine.name, *medicine.also)


@pytest.mark.parametrize("medicine", MEDICINES)
def test_a_page_is_asked_for_in_the_ways_that_are_written_down(medicine: str) -> None:
    stored = numbers(INDEX, f"{medicine}/")
    statements = lines_of(stored["statements"])
    asks = [(statement, ask) for statement in statements for ask in make_index.asks_of(medicine, statement)]
    assert [statements[at] for at in stored["of"]] == [*statements, *(statement for statement, _ in asks)]
    place = len(statements) + 7
    near = directions_of(stored)[place] @ sentences().of(named(asks[7][1], near=False).words)
    assert near == pytest.approx(1.0, abs=0.01)
    assert {one.statement.id for one in page_index(medicine).found} == set(statements)


def test_where_pages_say_the_same_they_are_asked_for_in_the_same_ways() -> None:
    """Each with its own name."""
    asks = [make_index.asks_of(page, "antibody") for page in ("nivolumab", "ipilimumab")]
    assert len({frozenset(named(ask, near=False).words for ask in each) for each in asks}) == 1
    assert "what is nivolumab" not in make_index.asks_of("ipilimumab", "antibody")


def test_directions_of_one_text_and_of_many_are_the_same() -> None:
    texts = [("how", "long", "does", "it", "last"), (), ("shivers",), ("it", "hurts", "a", "lot", "here")]
    together = sentences().of_all(texts)
    alone = np.stack([sentences().of(words) for words in texts])
    assert np.allclose(together, alone, atol=1e-5)
    assert not together[1].any()
    assert np.allclose(np.linalg.norm(together[[0, 2, 3]], axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("name", [MODEL, INDEX])
def test_numbers_are_read_from_where_they_lie(name: str) -> None:
    told = numbers(name)
    with np.load(Path(str(tables.files("bedside"))) / "questions" / f"{name}.npz", allow_pickle=False) as stored:
        assert told.keys() == set(stored.files)
        assert all(told[key].dtype == stored[key].dtype and np.array_equal(told[key], stored[key]) for key in stored.files)
    assert not any(each.flags.writeable for each in told.values() if each.dtype == np.int8)


def test_numbers_that_are_packed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "questions").mkdir()
    np.savez_compressed(tmp_path / "questions" / "packed.npz", one=np.ones(3))
    monkeypatch.setattr(tables, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"packed.npz is packed"):
        numbers("packed")


def test_what_means_the_same_lies_close_together() -> None:
    same, one, other = sentences().of_all(
        [words_of(text) for text in ("i cant catch my breath", "short of breath", "which bag")]
    )
    assert same @ one > 0.5 > same @ other


def test_the_model_is_small() -> None:
    assert sum(each.nbytes for each in numbers(MODEL).values()) < 20_000_000


def test_every_sign_is_weighed() -> None:
    from bedside.questions.searching import FEATURES

    assert set(table(WEIGHTS)["ranking"]) == set(FEATURES)
    assert all(weight >= 0 for weight in table(WEIGHTS)["ranking"].values())


def test_no_question_of_the_tests_was_written_into_the_phrases() -> None:
    told = [ask for page in table(ASKS).values() for asks in page.values() for ask in asks]
    told += [ask for asks in table(ROUTES)["asks"].values() for ask in asks]
    told += [ask for row in table(ELSEWHERE).values() for ask in row["asks"]]
    asked = {words_of(row["question"]) for name in ("in_scope", "out_of_scope") for row in rows(name)}
    assert not [ask for ask in told if words_of(ask) in asked]


def test_the_lexicon_is_written_down_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["make_lexicon.py", "--check"])
    make_lexicon.main()
    stored = lexicon.lexicon()
    tied = lexicon.tied(stored.entries)
    assert stored.vocabulary == tied.vocabulary
    assert stored.stems == tied.stems


def test_a_net_that_was_written_down_is_the_same_net() -> None:
    stored = lexicon._stored()
    assert stored is not None
    assert told_of(net_of(stored["net"])) == stored["net"]


def test_a_knot_has_nothing_but_where_it_leads() -> None:
    knot = net_of(["||fever 1", "|0"])
    assert (hasattr(knot, "next"), hasattr(knot, "other")) == (True, False)


def test_a_lexicon_that_was_changed_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written down before is never used for another lexicon."""
    monkeypatch.setattr(lexicon, "_digest", lambda: "another")
    lexicon._stored.cache_clear()
    assert lexicon._stored() is None
    lexicon._stored.cache_clear()
