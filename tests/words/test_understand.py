"""The verb: urgency at home and on the ward, questions, what is usual, observations for `check`, keys, refusals."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bedside
from bedside.words import asking, outlook, urgency
from bedside.words.cues import single
from bedside.words.lexicon import lexicon
from bedside.words.urgency import LEVELS, dangers

ROOT = Path(__file__).parents[2]
AT = bedside.parse_time("2026-03-04T18:00:00Z")
AFTER = bedside.parse_time("2026-03-30T18:00:00Z")
KEYS = {"concept", "ctcae", "status", "severity", "grade", "onset", "words"}


def level(text: str, medicine: str = "", ward: bool = False) -> str:
    chosen = bedside.load_medicine(medicine) if medicine else None
    return bedside.understand(text, AT, chosen, ward=ward).urgency


# --- urgency

GENERAL = (
    "can aldesleukin cause seizures?",
    "what does chest pain mean on this drug?",
    "how likely is sepsis with it",
    "stroke risk with pazopanib",
)
SOMEBODY = (
    "chest pain, is that a side effect?",
    "is chest pain common",
    "what is this chest pain",
    "can chest pain be from aldesleukin",
    "my chest hurts, can aldesleukin cause that?",
    "what if I get chest pain",
    "can aldesleukin cause chest pain? since this morning it is there",
    "how common is chest pain, I have it now",
    "does the confusion come from the medicine",
)


@pytest.mark.parametrize("text", GENERAL)
def test_a_question_in_general_is_no_alarm_but_says_what_to_do_who_has_it(text: str) -> None:
    found = bedside.understand(text, AT)
    assert found.urgency == "note" and [each.status for each in found.effects] == ["uncertain"]
    assert "If somebody has it now, it is urgent" in found.tell and not found.questions and not found.observations


@pytest.mark.parametrize("text", SOMEBODY)
def test_a_question_that_somebody_may_ask_who_has_it_stays_urgent(text: str) -> None:
    assert level(text) == "emergency"


CASES = [
    # text, medicine, at home, on the ward; each row tests the rule of the same name in urgency.toml
    ("my chest hurts", "", "emergency", "emergency"),  # newham-emergency, signs of a heart attack
    ("haven't peed since morning", "", "tell now", "tell now"),  # rxlist-proleukin, call your doctor at once
    ("haven't peed since yesterday", "", "emergency", "emergency"),  # sepsis-adults, no urine in a day
    ("I have a fever", "", "tell now", "tell now"),  # christie-infection, signs of an infection
    ("I have a fever and I am confused", "", "emergency", "emergency"),  # sepsis-adults, signs
    ("diarrhoea 3 times a day", "", "today", "today"),
    ("diarrhoea 5 times a day", "", "tell now", "tell now"),  # wrhn-immunotherapy, diarrhea: more than 4
    ("temp 39.5 and bp 85/50", "", "emergency", "emergency"),  # sepsis-adults, signs, with low pressure
    ("bp 75/40", "", "emergency", "emergency"),
    ("heart rate 158", "", "emergency", "emergency"),
    ("heart rate 38", "", "emergency", "emergency"),
    ("he sees spiders that are not there and is agitated", "", "emergency", "emergency"),
    ("sats 86", "", "emergency", "emergency"),  # ctcae-5, hypoxia, grade 3
    ("nosebleed", "", "today", "tell now"),
    ("my ankles are swollen", "", "today", "today"),
    ("my ankles are swollen", "aldesleukin", "today", "tell now"),  # patient-leaflet, capillary leak syndrome
    ("my ankles are swollen and I am thirsty", "aldesleukin", "tell now", "tell now"),
    ("a dry cough", "", "note", "note"),
    ("a dry cough", "pembrolizumab", "tell now", "tell now"),  # wrhn-immunotherapy, new or worsening cough
    ("I feel depressed", "", "today", "today"),
    ("I feel depressed", "interferon-alfa-2b", "tell now", "tell now"),  # the page of interferon, mood
    ("dry skin", "", "note", "note"),
    ("severe itching", "", "tell now", "tell now"),  # ctcae-5, grade 3
    ("I had chest pain but it has gone", "", "tell now", "tell now"),
    ("I had a seizure years ago", "", "note", "note"),
    ("feeling good today", "", "note", "note"),
]


@pytest.mark.parametrize(("text", "medicine", "home", "ward"), CASES)
def test_how_urgent_it_is(text: str, medicine: str, home: str, ward: str) -> None:
    assert (level(text, medicine), level(text, medicine, ward=True)) == (home, ward)


def test_every_rule_names_entries_that_exist_and_a_source_that_is_listed() -> None:
    ids = set(lexicon()) | {"*"}
    for rule in urgency.rules():
        assert rule.any | rule.beside <= ids, rule.id
        assert rule.home in LEVELS and rule.ward in LEVELS and rule.read in ("primary", "secondary", "recalled")
        assert rule.source.split(",")[0] in urgency.urgency_sources(), rule.id
        assert LEVELS.index(rule.ward) <= LEVELS.index(rule.home), f"{rule.id} is less urgent where help is near"
    assert len({rule.id for rule in urgency.rules()}) == len(urgency.rules())


@given(st.sampled_from(sorted(dangers())), st.sampled_from(sorted(lexicon())))
def test_more_that_is_wrong_is_never_less_urgent(one: str, other: str) -> None:
    words = lexicon()
    first = [asking._yes(one)]
    more = [*first, asking._yes(other)]
    levels = [urgency.most_urgent(why.level for why in urgency.reasons(each, False, "")) for each in (first, more)]
    assert LEVELS.index(levels[1]) <= LEVELS.index(levels[0]) and one in words


@given(st.text(max_size=200))
def test_any_text_is_answered_or_refused(text: str) -> None:
    try:
        found = bedside.understand(text, AT)
    except bedside.CannotUnderstand:
        assert not text.strip()
    else:
        assert found.to_json() == bedside.understand(text, AT).to_json()
        assert all(effect.words for effect in found.effects)


@given(
    st.lists(
        st.sampled_from(
            ["my chest hurts", "no fever", "very tired", "but", "my wife says", "it is nothing", "and", "I can't sleep"]
        ),
        min_size=1,
    )
)
def test_words_that_are_heard_anywhere_are_answered(parts: list[str]) -> None:
    found = bedside.understand(" ".join(parts), AT)
    assert found.urgency == "emergency" or "my chest hurts" not in parts or "no fever" in parts


# --- questions


def test_questions_are_few_and_each_would_make_it_more_urgent() -> None:
    for text in ("I feel sick and tired out", "my head aches", "swollen ankles", "a rash", "diarrhoea", "anxious", "tired"):
        found = bedside.understand(text, AT)
        assert 1 <= len(found.questions) <= 3, text
        assert all(LEVELS.index(up) < LEVELS.index(found.urgency) for _, up in found.questions)


def test_nothing_is_asked_in_an_emergency_or_that_was_told() -> None:
    assert bedside.understand("my chest hurts", AT).questions == ()
    asked = [each.id for each, _ in bedside.understand("dizzy, but I have not fainted, no chest pain", AT).questions]
    assert not {"fainted", "chest"} & set(asked)


def test_every_question_names_entries_that_exist() -> None:
    for question in asking.bank():
        assert set(question.adds) | question.after - {"*"} <= set(lexicon()), question.id


# --- what is usual


def test_what_is_usual_has_figures_and_since_when_it_should_have_ended() -> None:
    medicine, patient = bedside.load_medicine("aldesleukin"), bedside.load_record(ROOT / "docs/examples/after.csv")
    page = tuple(bedside.page("aldesleukin").statements)
    found = bedside.understand("I still have a fever", AFTER, medicine, patient, page=page)
    (row,) = found.expected
    assert (row.standing, row.often) == ("not usual", "29 in 100 people")
    assert row.ended == bedside.parse_time("2026-03-21T16:00:00Z")
    assert "not-usual" in {why.rule.id for why in found.why}
    told = bedside.understand("I am confused", AFTER, medicine, patient, page=page).expected
    assert told[0].standing == "grave" and told[0].source == "denicoff-1987, abstract"


def test_every_row_of_the_outlook_speaks_of_a_statement_that_exists() -> None:
    pages = {page.id: {statement.id: statement for statement in page.statements} for page in bedside.library()}
    for row in outlook.rows():
        assert row.statement in pages[row.medicine], row
        assert row.effects <= set(lexicon()), row
        assert not row.ended or "3 days" in pages[row.medicine][row.statement].ends, row
    assert {row.medicine for row in outlook.rows()} == set(bedside.shipped_medicines())


# --- into the record


def decided(told: tuple[bedside.Observation, ...], at: datetime) -> str:
    medicine, patient = bedside.load_medicine("aldesleukin"), bedside.load_record(bedside.demo_record())
    return str(bedside.check(medicine, patient.add(*told), at, "consensus-2014").decision)


def test_what_is_confirmed_is_seen_by_check() -> None:
    at = bedside.parse_time("2026-05-05T16:00:00Z")
    found = bedside.understand("my chest hurts, bp 85/50, pulse 135, no seizure, my wife is confused", at, ward=True)
    recorded = {each.concept: each.value for each in found.observations}
    assert recorded == {"chest_pain": True, "systolic_bp": 85.0, "diastolic_bp": 50.0, "heart_rate": 135.0}
    assert [each.concept for each in found.confirm(["chest_pain"])] == ["chest_pain"]
    assert found.confirm([]) == ()
    hallucinating = bedside.understand("I see spiders on the wall that are not there", at).observations
    assert decided((), at) != decided(hallucinating, at)


def test_grades_are_recorded_as_the_vocabulary_has_them() -> None:
    (told,) = bedside.understand("loose stools 8 times a day", AT).observations
    assert (told.concept, told.value, told.unit) == ("colitis_grade", 3.0, "{score}")


@pytest.mark.parametrize(
    "text", ["no chest pain", "chest pain is gone", "what if I get chest pain", "my friend has chest pain"]
)
def test_what_is_not_there_is_not_recorded(text: str) -> None:
    assert bedside.understand(text, AT).observations == ()


# --- where, who, and the answer


def test_the_record_says_whether_the_person_is_on_the_ward() -> None:
    medicine, patient = bedside.load_medicine("aldesleukin"), bedside.load_record(bedside.demo_record())
    dosed = bedside.parse_time("2026-05-05T16:00:00Z")
    assert bedside.understand("tired", dosed, medicine, patient).ward
    gone = patient.add(bedside.observe("discharge", dosed, "done"))
    assert not bedside.understand("tired", dosed, medicine, gone).ward
    assert not bedside.understand("tired", dosed).ward


def test_a_danger_of_somebody_else_is_an_emergency_for_that_person() -> None:
    found = bedside.understand("I am just tired, but my friend has chest pain", AT)
    assert found.urgency == "note" and "emergency for that person" in found.tell


def test_the_answer_has_these_keys() -> None:
    told = bedside.understand("no fever, very tired since yesterday", AT).to_json()
    keys = [
        "verb",
        "at",
        "medicine",
        "place",
        "effects",
        "perhaps",
        "treated",
        "urgency",
        "why",
        "tell",
        "questions",
        "expected",
    ]
    assert list(told) == keys
    effects: list[dict[str, object]] = told["effects"]  # type: ignore[assignment]
    assert all(effect.keys() >= KEYS for effect in effects)
    assert told["verb"] == "understand" and told["urgency"] in LEVELS


def test_what_is_not_known_is_said() -> None:
    assert "does not mean that all is well" in bedside.understand("blorb", AT).tell


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [("  ", AT, "there are no words"), ("a" * 20_001, AT, "at most 20000"), ("tired", datetime(2026, 3, 4), "has no offset")],
)
def test_what_cannot_be_read_is_refused(text: str, at: datetime, message: str) -> None:
    with pytest.raises(bedside.CannotUnderstand, match=message):
        bedside.understand(text, at)


# --- the lexicon


def test_the_lexicon_is_large_and_each_entry_is_whole() -> None:
    words = bedside.lexicon()
    assert len(words) >= 300 and words.count >= 4000
    flags = {concept.id for concept in bedside.vocabulary().values() if concept.kind == "flag"}
    for entry in words.entries:
        assert entry.ctcae and entry.label and entry.say, entry.id
        assert not entry.flag or entry.flag in flags, entry.id
        assert not entry.of or entry.of in words, entry.id
        assert not entry.graded or bedside.vocabulary()[entry.graded].kind == "grade", entry.id


ASKED_OF_SUICIDE = (
    "does aldesleukin cause suicidal thoughts",
    "can il-2 make people suicidal",
    "can aldesleukin make patients suicidal",
    "how common are suicidal thoughts on interferon",
    "what is the risk of suicide with interferon",
    "is self-harm a side effect",
    "does it make people want to kill themselves",
)


@pytest.mark.parametrize("text", ASKED_OF_SUICIDE)
def test_no_question_of_thoughts_of_suicide_is_only_a_general_one(text: str) -> None:
    for asked in (text, f"{text}?", f"my wife says it is nothing. {text}?"):
        assert bedside.understand(asked, AT).urgency == "emergency", asked


def test_the_effects_of_which_no_question_is_general_are_of_the_lexicon() -> None:
    assert single("uncertain", "never_general") and single("uncertain", "never_general") <= lexicon().keys()


@pytest.mark.parametrize("part", range(8))
def test_each_phrase_of_the_lexicon_is_found(part: int) -> None:
    """The first phrasings of every entry, as somebody would write them alone, name it, something narrower or a sign of it."""
    words = bedside.lexicon()
    for entry in words.entries[part::8]:
        for number, phrase in enumerate(entry.phrasings()):
            if number >= 5:
                break
            found = bedside.understand(phrase.replace("... ", ""), AT).effects
            assert entry.id in {id for each in found for id in (each.entry.id, each.entry.of, *each.signs)}, (entry.id, phrase)
