"""What is this person feeling, how urgent is it, is it usual now, and what to ask next?

    >>> found = understand("no fever or chills but dizzy", at)
    >>> [(effect.entry.id, effect.status) for effect in found.effects]
    [('fever', 'denied'), ('chills', 'denied'), ('dizziness', 'present')]

Nothing in a text makes it less urgent. What is read from a text is for a person to confirm; `observations` are what a record
would then say, and `check` sees them like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedside.answer import Json, json_time
from bedside.medicine import Medicine
from bedside.pages.page import Statement
from bedside.patient import Observation, Patient, observe
from bedside.refusal import Refusal
from bedside.words.answered import beside
from bedside.words.answered import questions as questions_known
from bedside.words.asking import MOST, Question, meant_questions, next_questions
from bedside.words.effects import Effect, Told, Treated, effects
from bedside.words.lexicon import lexicon
from bedside.words.outlook import Expected, expected, recovery
from bedside.words.urgency import (
    LEVELS,
    Level,
    Why,
    by_outlook,
    dangers,
    emergencies,
    most_urgent,
    named_medicine,
    reasons,
    taken_besides,
)

LONGEST = 20_000
STAYING = timedelta(days=3)
"""So long after a dose, and with no discharge since, the person is taken to be on the ward where nobody says otherwise."""
TELL: Mapping[tuple[Level, bool], str] = {
    ("emergency", False): "Call your local emergency number now. Say which treatment you have. Do not drive yourself.",
    ("emergency", True): "Press the bell now, and say that it is an emergency.",
    (
        "tell now",
        False,
    ): "Ring your treatment team's line now, by day or night. If nobody answers, go to the emergency department.",
    ("tell now", True): "Press the bell, and tell the nurse now.",
    ("today", False): "Tell your treatment team today. If it gets worse, ring at once.",
    ("today", True): "Tell the nurse at the next round, today. If it gets worse, press the bell.",
    ("note", False): "Write it down, and tell it at the next visit. If it gets worse or frightens you, ring the team's line.",
    ("note", True): "Tell the nurse when you next see her or him. If it gets worse, press the bell.",
}
ANOTHER = (
    "This is told of somebody else. If that person has it now, it is an emergency for that person: call the emergency number."
)
IN_GENERAL = "This is asked in general. If somebody has it now, it is urgent: say so in a sentence, or call for help at once."
MEANT = (
    "Some of this was read by what the words may mean: they are no phrase that Bedside knows. If it is not so, say it in other"
    " words; until then it counts."
)
ONLY_TREATED = (
    "No effect was found in these words, only what a medicine is taken for. That does not mean that all is well: if you feel"
    " ill, say what you feel."
)
NOT_READ = (
    "Nothing that Bedside knows was found in these words. That does not mean that all is well: if you feel ill, tell somebody."
)
NUMERIC = frozenset(
    ("temperature", "systolic_bp", "diastolic_bp", "heart_rate", "oxygen_saturation", "respiratory_rate", "glucose")
)


class CannotUnderstand(Refusal):
    """A text that cannot be read, and what would be right."""


@dataclass(frozen=True)
class Understanding:
    """What `understand` says. `effects` are the most urgent first; `why` has for each the rule that makes it so urgent.

    `told` is the whole text as it was read; `ward` says whether the person is on the ward; `tells` are the sentences of `tell`.
    """

    verb: str
    at: datetime
    medicine: str
    ward: bool
    told: Told
    effects: tuple[Effect, ...]
    urgency: Level
    why: tuple[Why, ...]
    tells: tuple[str, ...]
    questions: tuple[tuple[Question, Level], ...]
    expected: tuple[Expected, ...]

    @property
    def tell(self) -> str:
        """Whom to tell, and how fast."""
        return " ".join(self.tells)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """What the record would say, once somebody has confirmed all of it."""
        return self.confirm(None)

    def confirm(self, concepts: Iterable[str] | None) -> tuple[Observation, ...]:
        """The observations of the effects that were confirmed, by their ids; of all that are present where None is given.

        A flag is true at the time of the question; a number is recorded as it was told. What is denied, past, uncertain or of
        somebody else is not recorded.
        """
        chosen = None if concepts is None else frozenset(concepts)
        present = [each for each in self.effects if each.status == "present" and (chosen is None or each.entry.id in chosen)]
        found: dict[str, Observation] = {}
        for effect in present:
            for observation in _recorded(effect, self.at):
                found.setdefault(observation.concept, observation)
        others = {each.reading.first for each in self.effects if each.reading and each.status in ("other person", "past")}
        for reading in self.told.readings:
            if reading.first in others:
                continue
            shown = any(effect.reading is not None and effect.reading.first == reading.first for effect in present)
            if reading.concept in NUMERIC and (chosen is None or shown):
                found[reading.concept] = observe(reading.concept, self.at, reading.value, reading.unit, note="told in words")
        return tuple(found.values())

    def to_json(self) -> Json:
        return {
            "verb": self.verb,
            "at": json_time(self.at),
            "medicine": self.medicine or None,
            "place": "ward" if self.ward else "home",
            "effects": [_effect_json(effect) for effect in self.effects],
            "perhaps": [_effect_json(effect) for effect in self.told.perhaps],
            "treated": [_treated_json(each) for each in self.told.treated],
            "urgency": self.urgency,
            "why": [_why_json(why) for why in self.why],
            "tell": self.tell,
            "questions": [{"id": each.id, "ask": each.ask, "if_yes": level} for each, level in self.questions],
            "expected": [each.to_json() for each in self.expected],
        }


def understand(
    text: str,
    at: datetime,
    medicine: Medicine | None = None,
    patient: Patient | None = None,
    *,
    ward: bool | None = None,
    page: Iterable[Statement] = (),
    felt: Iterable[str] = (),
    answers: Mapping[str, bool] | None = None,
) -> Understanding:
    """Read what a patient, or somebody who cares for one, writes. Raises CannotUnderstand.

    With a medicine its own rules count too, and without one those of a medicine that the text names; `page` are the
    statements of its library page. With a patient's record besides, what is usual at this point is told. `ward` says where
    the person is; where it is None the record decides, and home is taken without one. `felt` are concepts of the lexicon
    that were chosen from a list, `answers` yes or no to the next questions, by their ids: they stand beside the text, and
    nothing in them makes it less urgent.
    """
    felt, answers = tuple(felt), dict(answers or {})
    _readable(text, at, bool(felt or answers))
    _known(felt, answers)
    known = medicine.id if medicine else ""
    treated, taken = known or named_medicine(text), taken_besides(text)
    place = _on_ward(medicine, patient, at) if ward is None else ward
    heard = effects(text, at, dangers())
    urgent = most_urgent(each.level for each in reasons(heard.effects, place, treated, taken)) != "emergency"
    heard = by_meaning(text, heard, urgent)
    told = beside(heard, felt, answers)
    why = reasons(told.counts, place, treated, taken)
    level = most_urgent(each.level for each in why)
    found = Understanding(
        verb="understand",
        at=at,
        medicine=known,
        ward=place,
        told=told,
        effects=_in_order(told.effects, why),
        urgency=level,
        why=why,
        tells=_tells(told, level, place),
        questions=(*meant_questions(why, answers), *next_questions(told.counts, place, treated, taken))[:MOST],
        expected=(),
    )
    return _with_outlook(found, medicine, patient, page) if medicine else found


def by_meaning(text: str, told: Told, urgent: bool = True) -> Told:
    """What a text tells, with what its clauses may mean besides: dangers too where `urgent`. As it is where NumPy or the model
    is missing.
    """
    try:
        from bedside.words.by_meaning import with_meaning
    except ImportError:
        return told
    try:
        return with_meaning(text, told, dangers(), emergencies(), urgent)
    except FileNotFoundError:
        return told


def _readable(text: str, at: datetime, told_otherwise: bool) -> None:
    if at.utcoffset() is None:
        raise CannotUnderstand(f"{at.isoformat()} has no offset; write {at.isoformat()}Z or …+01:00")
    if not text.strip() and not told_otherwise:
        raise CannotUnderstand("there are no words; write what you feel, such as: I shiver and my chest hurts")
    if len(text) > LONGEST:
        raise CannotUnderstand(
            f"the text has {len(text)} characters; at most {LONGEST} are read at once: write the main thing first"
        )


def _known(felt: Iterable[str], answers: Mapping[str, bool]) -> None:
    for concept in felt:
        if concept not in lexicon():
            raise CannotUnderstand(f"the lexicon has no concept {concept!r}; list them with: bedside lexicon")
    known = questions_known() if answers else {}
    bank = [key for key, question in known.items() if not question.meant]
    for key in answers:
        if key not in known:
            raise CannotUnderstand(f"there is no question {key!r}; it has: {', '.join(bank)}")


def _in_order(found: Iterable[Effect], why: Iterable[Why]) -> tuple[Effect, ...]:
    """The most urgent first; what is denied or of somebody else last."""
    level: dict[int, int] = {}
    for each in why:
        level[id(each.effect)] = min(LEVELS.index(each.level), level.get(id(each.effect), len(LEVELS)))
    return tuple(sorted(found, key=lambda effect: (level.get(id(effect), len(LEVELS)), effect.first)))


def _tells(told: Told, level: Level, ward: bool) -> tuple[str, ...]:
    """Whom to tell, and how fast."""
    parts = [TELL[level, ward]]
    if any(effect.status == "other person" and effect.entry.id in dangers() for effect in told.counts):
        parts.append(ANOTHER)
    if any(effect.general and effect.entry.id in dangers() for effect in told.effects):
        parts.append(IN_GENERAL)
    if any(effect.meant for effect in told.counts):
        parts.append(MEANT)
    if not told.counts and not told.readings:
        parts.append(ONLY_TREATED if told.treated else NOT_READ)
    return tuple(parts)


def _on_ward(medicine: Medicine | None, patient: Patient | None, at: datetime) -> bool:
    """Whether the record says that the person is in hospital: a dose in the last days, and no discharge since."""
    if medicine is None or patient is None or not medicine.preparation:
        return False
    known = [each for each in patient.as_of(at).observations if each.at <= at]
    doses = [each.at for each in known if each.concept == medicine.rhythm.dose]
    left = [each.at for each in known if each.concept == "discharge"]
    return bool(doses) and at - max(doses) <= STAYING and not any(leave >= max(doses) for leave in left)


def _with_outlook(
    found: Understanding, medicine: Medicine, patient: Patient | None, page: Iterable[Statement]
) -> Understanding:
    """With what is usual: the page's statements, and how long it was published to last after the last dose."""
    last: datetime | None = None
    rows: tuple[Expected, ...] = ()
    if patient is not None:
        known = patient.as_of(found.at)
        doses = [each.at for each in known.observations if each.concept == medicine.rhythm.dose and each.at <= found.at]
        last = max(doses, default=None)
        if last is not None and medicine.usual is not None:
            from bedside.verbs.follow_up import follow_up

            beside = Patient.of((*known.observations, *found.observations))
            rows = recovery(found.effects, follow_up(medicine, beside, found.at).recovery)
    usual = (*rows, *expected(found.effects, medicine.id, tuple(page), last, found.at))
    more = by_outlook(found.effects, [(row.concept, row.standing) for row in usual], found.ward)
    why = tuple(sorted((*found.why, *more), key=lambda each: LEVELS.index(each.level)))
    level = most_urgent(each.level for each in why)
    asked = tuple(each for each in found.questions if each[0].meant or LEVELS.index(each[1]) < LEVELS.index(level))
    tells = _tells(found.told, level, found.ward)
    return replace(
        found, expected=usual, why=why, urgency=level, tells=tells, questions=asked, effects=_in_order(found.effects, why)
    )


def _recorded(effect: Effect, at: datetime) -> Iterable[Observation]:
    """The flag and the grade of one effect, as the vocabulary has them."""
    note = f"told in words: {effect.words}"[:200]
    if effect.entry.flag:
        yield observe(effect.entry.flag, at, True, note=note)
    if effect.entry.graded and effect.grade is not None:
        yield observe(effect.entry.graded, at, float(effect.grade), "{score}", note=note)


def _effect_json(effect: Effect) -> Json:
    onset = effect.onset
    return {
        "concept": effect.entry.id,
        "ctcae": effect.entry.ctcae,
        "label": effect.entry.label,
        "status": effect.status,
        "severity": effect.severity,
        "grade": effect.grade,
        "onset": None
        if onset is None
        else {"said": onset.said, "at": json_time(onset.at), "hours": onset.hours, "after_dose": onset.after_dose},
        "words": effect.words,
        "by_meaning": effect.meant,
    }


def _treated_json(treated: Treated) -> Json:
    entry = treated.entry
    return {"concept": entry.id, "ctcae": entry.ctcae, "label": entry.label, "words": treated.words}


def _why_json(why: Why) -> Json:
    return {
        "rule": why.rule.id,
        "urgency": why.level,
        "concept": why.effect.entry.id,
        "say": why.say,
        "words": why.effect.words,
        "source": why.rule.source,
        "read": why.rule.read,
    }
