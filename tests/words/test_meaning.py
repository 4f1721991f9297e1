"""The second reader: what clauses may mean in which the lexicon found no emergency, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import bedside
from bedside.questions import sentences as model
from bedside.questions.tables import numbers
from bedside.verbs import understand as verb
from bedside.words import meant
from bedside.words.clauses import clauses
from bedside.words.effects import effects
from bedside.words.lexicon import lexicon
from bedside.words.meant import FILE, FOLDER, NOTHING, lines, meaning
from bedside.words.tokens import read
from bedside.words.urgency import LEVELS, dangers
from words.test_sentences import OTHERWISE_PLAYED_DOWN, PLAYED_DOWN, sentences

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import make_meant
import meant_texts

AT = bedside.parse_time("2026-03-04T18:00:00Z")
URGENT = ("emergency", "tell now")
EYELIDS = "since the injection my eyelids and chin are pumped up"
SIPPING = "I am sipping at the air like a fish on the bank"
JOLTING = "she went rigid, rattled like a machine gun and dribbled"


@cache
def rows(kind: str) -> tuple[str, ...]:
    told = (Path(__file__).parent / "meant.tsv").read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in told if row and not row.startswith(("#", "kind"))]
    return tuple(sentence for each, sentence in cells if each == kind)


@cache
def urgency(text: str) -> str:
    return bedside.understand(text, AT).urgency


def by_meaning(text: str) -> set[tuple[str, str]]:
    """What was read by meaning, with what is said of it."""
    return {(each.entry.id, each.status) for each in bedside.understand(text, AT).told.counts if each.meant}


def test_dangers_in_words_of_ones_own_are_told_of() -> None:
    """A floor, not a goal: without the second reader few of them are."""
    told = [text for text in rows("danger") if urgency(text) in URGENT]
    assert len(rows("danger")) >= 70
    assert len(told) / len(rows("danger")) >= 0.55


def test_calm_sentences_are_seldom_alarms() -> None:
    alarms = [text for text in rows("calm") if by_meaning(text) and urgency(text) in URGENT]
    assert len(rows("calm")) >= 70
    assert len(alarms) / len(rows("calm")) <= 0.05


@pytest.mark.parametrize("text", rows("denied"))
def test_what_is_denied_is_not_told_of(text: str) -> None:
    assert not by_meaning(text)


@pytest.mark.parametrize("text", [*rows("past"), *rows("other")])
def test_what_is_past_or_of_somebody_else_is_never_there(text: str) -> None:
    assert all(status in ("past", "other person") for _, status in by_meaning(text))


def test_what_is_read_by_meaning_is_uncertain_and_says_so() -> None:
    found = bedside.understand(SIPPING, AT)
    told = [*found.to_json()["effects"], *found.to_json()["perhaps"]]  # type: ignore[misc]
    assert [(each["status"], each["by_meaning"]) for each in told] == [("uncertain", True)]  # type: ignore[index,call-overload]
    assert verb.MEANT in found.tells
    assert found.questions[0][0].meant and not found.observations


def test_a_yes_to_what_is_meant_makes_it_present_and_a_no_changes_nothing() -> None:
    found = bedside.understand(JOLTING, AT)
    question = found.questions[0][0]
    assert (question.id, question.adds) == ("meant-seizure", ("seizure",))
    yes = bedside.understand(JOLTING, AT, answers={question.id: True})
    assert {each.status for each in yes.effects if each.entry.id == "seizure"} == {"present"}
    assert [each.concept for each in yes.confirm(question.adds)] == [lexicon()["seizure"].flag]
    no = bedside.understand(JOLTING, AT, answers={question.id: False})
    assert (no.urgency, no.told.counts) == (found.urgency, found.told.counts)
    assert question.id not in {each.id for each, _ in no.questions}


def test_a_danger_that_is_only_guessed_at_counts_and_is_no_effect() -> None:
    """Where no danger is likely by itself, what is told is that there may be one, and it is asked which."""
    guessed = [text for text in rows("danger") if bedside.understand(text, AT).told.perhaps]
    assert len(guessed) >= 10
    for text in guessed:
        found = bedside.understand(text, AT)
        perhaps = {each.entry.id for each in found.told.perhaps}
        assert not perhaps & {each.entry.id for each in found.effects if each.meant} and found.urgency in URGENT
        assert perhaps <= {why.effect.entry.id for why in found.why}
        assert verb.MEANT in found.tells and not found.confirm(perhaps)


def test_the_graver_guess_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without that rule the likeliest danger is told, which is less urgent here."""
    told = bedside.understand(EYELIDS, AT)
    assert told.urgency == "emergency" and {each.entry.id for each in told.told.perhaps} == {"face_swelling"}
    monkeypatch.setattr(meant, "GRAVE", 1.1)
    assert bedside.understand(EYELIDS, AT).urgency == "tell now"


@pytest.mark.parametrize("ahead", ["Mum says not to bother you but", "I do not want to bother you but"])
def test_a_not_before_what_is_told_does_not_deny_it(ahead: str) -> None:
    text = "one corner of her lips has sunk and tea trickles out"
    assert urgency(f"{ahead} {text}") == urgency(text) == "emergency"


def test_a_guess_that_is_said_yes_to_becomes_an_effect() -> None:
    text = next(text for text in rows("danger") if bedside.understand(text, AT).told.perhaps)
    question, level = bedside.understand(text, AT).questions[0]
    assert question.meant and level in URGENT
    yes = bedside.understand(text, AT, answers={question.id: True})
    assert not yes.told.perhaps
    assert {each.status for each in yes.effects if each.entry.id == question.adds[0]} == {"present"}


def test_where_the_lexicon_finds_an_emergency_no_danger_is_read_by_meaning() -> None:
    assert not {entry for entry, _ in by_meaning(f"my chest hurts. {SIPPING}")} & set(dangers())


def test_it_never_lowers_anything_nor_takes_anything_away() -> None:
    for each in sentences()[::5]:
        told = effects(each.text, AT, dangers())
        with_it = verb.by_meaning(each.text, told)
        assert with_it.effects[: len(told.effects)] == told.effects
        assert (with_it.readings, with_it.carer) == (told.readings, told.carer)
        more = (*with_it.effects[len(told.effects) :], *with_it.perhaps)
        assert all(each.meant and each.status != "present" for each in more)


@pytest.mark.parametrize("twin", [*PLAYED_DOWN, *OTHERWISE_PLAYED_DOWN])
def test_what_is_played_down_is_as_urgent(twin: str) -> None:
    found = [text for text in rows("danger")[::6] if urgency(text) in URGENT]
    less = [text for text in found if LEVELS.index(urgency(twin.format(text))) > LEVELS.index("tell now")]
    assert found and not less


def test_the_same_words_mean_the_same_each_time() -> None:
    text = rows("danger")[3]
    first = json.dumps(bedside.understand(text, AT).to_json())
    meaning.cache_clear()
    model.sentences.cache_clear()
    assert json.dumps(bedside.understand(text, AT).to_json()) == first


def test_without_the_model_the_lexicon_reads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = SIPPING
    assert by_meaning(text)

    def absent() -> None:
        raise FileNotFoundError(FILE)

    monkeypatch.setattr(meant, "meaning", absent)
    assert not by_meaning(text)


def test_without_numpy_the_lexicon_reads_alone() -> None:
    program = (
        "import sys; sys.modules['numpy'] = None\n"
        "from bedside.verbs import understand\n"
        "from bedside.words.effects import Told\n"
        "told = Told((), (), False)\n"
        "assert understand.by_meaning('my heart is tap dancing', told) is told"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_it_is_fitted_to_what_is_written_down() -> None:
    assert lines(numbers(FILE, folder=FOLDER)["digest"]) == [make_meant.digest()], "run tools/make_meant.py"


def test_every_concept_that_it_knows_is_one_of_the_lexicon() -> None:
    assert set(meaning().concepts) - {NOTHING} <= lexicon().keys()
    assert {concept for _, concept, _ in meant_texts.written()} - {NOTHING} <= lexicon().keys()
    assert meaning().lacking == meant_texts.LACKING <= lexicon().keys()


def test_it_is_small() -> None:
    assert sum(each.nbytes for each in numbers(FILE, folder=FOLDER).values()) < 4_000_000


def test_no_sentence_of_the_tests_was_written_into_it() -> None:
    said = [text for _, _, text in meant_texts.written()]
    asked = {words(each.text) for each in sentences()} | {words(text) for kind in KINDS for text in rows(kind)}
    assert not [text for text in said if words(text) in asked]


KINDS = ("danger", "calm", "denied", "past", "other")


def words(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in read(text) if token.word)


CUT = (
    ("I went out, but my legs gave way", ["i went out but my legs gave way", "i went out", "my legs gave way"]),
    ("Fine. And you?", ["fine", "and you"]),
    ("", []),
    ("...", []),
    (" ".join(["ow"] * 20), [" ".join(["ow"] * 16), " ".join(["ow"] * 12)]),
    ("so hot and red, but calm", ["so hot and red but calm", "so hot and red"]),
)


@pytest.mark.parametrize(("text", "found"), CUT)
def test_a_text_is_cut_into_clauses(text: str, found: list[str]) -> None:
    tokens = read(text)
    assert [" ".join(tokens[place].text for place in clause) for clause in clauses(tokens)] == found


def test_how_likely_concepts_are_sums_to_one() -> None:
    chances = meaning().chances([("i", "am", "well"), ("my", "heart", "hurts")])
    assert np.allclose(chances.sum(1), 1, atol=1e-4)
