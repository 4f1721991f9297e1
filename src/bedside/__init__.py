"""Bedside: a medicine's rules and its record, put to work for one person.

    >>> import bedside
    >>> aldesleukin = bedside.load_medicine("aldesleukin")
    >>> patient = bedside.load_record("record.csv")
    >>> answer = bedside.check(aldesleukin, patient, bedside.parse_time("2026-03-03T16:00:00Z"), guide="uspi-2024")
    >>> answer.decision

Everything named here is public; nothing else is. For information and decision support by trained staff; not a medical
device.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bedside.answer import Answer as Answer
    from bedside.answer import Information as Information
    from bedside.answer import Measure as Measure
    from bedside.answer import Missing as Missing
    from bedside.answer import Reason as Reason
    from bedside.chart import clock as clock
    from bedside.concepts import vocabulary as vocabulary
    from bedside.criterion import Truth as Truth
    from bedside.files import demo_record as demo_record
    from bedside.files import load_record as load_record
    from bedside.information import inform as inform
    from bedside.labels.import_label import import_label as import_label
    from bedside.labels.import_label import load_label as load_label
    from bedside.labels.label import Label as Label
    from bedside.labels.label import LabelError as LabelError
    from bedside.labels.shelf import Passage as Passage
    from bedside.labels.shelf import Shelf as Shelf
    from bedside.labels.shelf import open_shelf as open_shelf
    from bedside.limits import Mark as Mark
    from bedside.limits import marks as marks
    from bedside.load import MedicineError as MedicineError
    from bedside.load import load_medicine as load_medicine
    from bedside.load import shipped_medicines as shipped_medicines
    from bedside.medicine import Decision as Decision
    from bedside.medicine import Medicine as Medicine
    from bedside.pages.comparison import CannotCompare as CannotCompare
    from bedside.pages.comparison import SideBySide as SideBySide
    from bedside.pages.comparison import compare as compare
    from bedside.pages.focus import FocusedPage as FocusedPage
    from bedside.pages.focus import focus as focus
    from bedside.pages.glossary import Term as Term
    from bedside.pages.glossary import glossary as glossary
    from bedside.pages.glossary import in_pieces as in_pieces
    from bedside.pages.glossary import new_terms as new_terms
    from bedside.pages.glossary import terms_in as terms_in
    from bedside.pages.library import library as library
    from bedside.pages.library import page as page
    from bedside.pages.names import Match as Match
    from bedside.pages.names import NameUnsure as NameUnsure
    from bedside.pages.names import find_medicine as find_medicine
    from bedside.pages.page import Page as Page
    from bedside.pages.page import Statement as Statement
    from bedside.pages.search import Found as Found
    from bedside.pages.search import search_pages as search_pages
    from bedside.patient import Observation as Observation
    from bedside.patient import Patient as Patient
    from bedside.patient import RecordError as RecordError
    from bedside.patient import observe as observe
    from bedside.proof import ExtraMissing as ExtraMissing
    from bedside.proof import Proved as Proved
    from bedside.proof import verify as verify
    from bedside.quantity import UnitError as UnitError
    from bedside.quantity import convert as convert
    from bedside.quantity import read_quantity as read_quantity
    from bedside.questions.reply import Line as Line
    from bedside.questions.retelling import NoRetelling as NoRetelling
    from bedside.questions.retelling import retell as retell
    from bedside.records import BadRecord as BadRecord
    from bedside.records import parse_time as parse_time
    from bedside.records import read_record as read_record
    from bedside.refusal import Refusal as Refusal
    from bedside.simulator.given import read_given as read_given
    from bedside.simulator.model import Model as Model
    from bedside.simulator.model import load_model as load_model
    from bedside.simulator.model import model_of as model_of
    from bedside.simulator.person import VirtualCourse as VirtualCourse
    from bedside.simulator.person import virtual_person as virtual_person
    from bedside.simulator.protocol import CannotSimulate as CannotSimulate
    from bedside.simulator.protocol import Chances as Chances
    from bedside.simulator.protocol import Protocol as Protocol
    from bedside.simulator.protocol import protocol_of as protocol_of
    from bedside.simulator.record import record_text as record_text
    from bedside.simulator.thresholds import BadThreshold as BadThreshold
    from bedside.steady import steady_until as steady_until
    from bedside.verbs.ask import Reply as Reply
    from bedside.verbs.ask import ask as ask
    from bedside.verbs.check import Comparison as Comparison
    from bedside.verbs.check import GuideNeeded as GuideNeeded
    from bedside.verbs.check import check as check
    from bedside.verbs.check import check_all as check_all
    from bedside.verbs.check_many import check_many as check_many
    from bedside.verbs.course import Timeline as Timeline
    from bedside.verbs.course import course as course
    from bedside.verbs.follow_up import FollowUp as FollowUp
    from bedside.verbs.follow_up import follow_up as follow_up
    from bedside.verbs.plan import Plan as Plan
    from bedside.verbs.plan import PlanError as PlanError
    from bedside.verbs.plan import plan as plan
    from bedside.verbs.plan import plan_record as plan_record
    from bedside.verbs.respond import Response as Response
    from bedside.verbs.respond import ResponseError as ResponseError
    from bedside.verbs.respond import respond as respond
    from bedside.verbs.screen import Screening as Screening
    from bedside.verbs.screen import screen as screen
    from bedside.verbs.simulate import Simulation as Simulation
    from bedside.verbs.simulate import simulate as simulate
    from bedside.verbs.understand import CannotUnderstand as CannotUnderstand
    from bedside.verbs.understand import Understanding as Understanding
    from bedside.verbs.understand import understand as understand
    from bedside.words.body import Place as Place
    from bedside.words.body import body as body
    from bedside.words.lexicon import Lexicon as Lexicon
    from bedside.words.lexicon import lexicon as lexicon
    from bedside.words.urgency import urgency_sources as urgency_sources

PUBLIC = {
    "BadThreshold": "simulator.thresholds",
    "CannotSimulate": "simulator.protocol",
    "Chances": "simulator.protocol",
    "Model": "simulator.model",
    "Protocol": "simulator.protocol",
    "Simulation": "verbs.simulate",
    "VirtualCourse": "simulator.person",
    "load_model": "simulator.model",
    "model_of": "simulator.model",
    "protocol_of": "simulator.protocol",
    "read_given": "simulator.given",
    "record_text": "simulator.record",
    "simulate": "verbs.simulate",
    "virtual_person": "simulator.person",
    "Line": "questions.reply",
    "NoRetelling": "questions.retelling",
    "retell": "questions.retelling",
    "Reply": "verbs.ask",
    "ask": "verbs.ask",
    "CannotCompare": "pages.comparison",
    "CannotUnderstand": "verbs.understand",
    "Lexicon": "words.lexicon",
    "Place": "words.body",
    "body": "words.body",
    "Understanding": "verbs.understand",
    "lexicon": "words.lexicon",
    "understand": "verbs.understand",
    "urgency_sources": "words.urgency",
    "FocusedPage": "pages.focus",
    "Found": "pages.search",
    "Label": "labels.label",
    "LabelError": "labels.label",
    "Match": "pages.names",
    "NameUnsure": "pages.names",
    "Page": "pages.page",
    "Passage": "labels.shelf",
    "Shelf": "labels.shelf",
    "SideBySide": "pages.comparison",
    "Statement": "pages.page",
    "Term": "pages.glossary",
    "compare": "pages.comparison",
    "find_medicine": "pages.names",
    "focus": "pages.focus",
    "glossary": "pages.glossary",
    "in_pieces": "pages.glossary",
    "import_label": "labels.import_label",
    "library": "pages.library",
    "load_label": "labels.import_label",
    "new_terms": "pages.glossary",
    "open_shelf": "labels.shelf",
    "page": "pages.library",
    "search_pages": "pages.search",
    "terms_in": "pages.glossary",
    "Answer": "answer",
    "BadRecord": "records",
    "Comparison": "verbs.check",
    "Decision": "medicine",
    "ExtraMissing": "proof",
    "FollowUp": "verbs.follow_up",
    "GuideNeeded": "verbs.check",
    "Mark": "limits",
    "Information": "answer",
    "Measure": "answer",
    "Medicine": "medicine",
    "MedicineError": "load",
    "Missing": "answer",
    "Observation": "patient",
    "Patient": "patient",
    "Plan": "verbs.plan",
    "PlanError": "verbs.plan",
    "Proved": "proof",
    "Reason": "answer",
    "RecordError": "patient",
    "Refusal": "refusal",
    "Response": "verbs.respond",
    "ResponseError": "verbs.respond",
    "Screening": "verbs.screen",
    "Timeline": "verbs.course",
    "Truth": "criterion",
    "UnitError": "quantity",
    "check": "verbs.check",
    "clock": "chart",
    "convert": "quantity",
    "course": "verbs.course",
    "check_all": "verbs.check",
    "check_many": "verbs.check_many",
    "demo_record": "files",
    "follow_up": "verbs.follow_up",
    "inform": "information",
    "load_medicine": "load",
    "load_record": "files",
    "marks": "limits",
    "observe": "patient",
    "parse_time": "records",
    "plan": "verbs.plan",
    "plan_record": "verbs.plan",
    "read_quantity": "quantity",
    "read_record": "records",
    "respond": "verbs.respond",
    "screen": "verbs.screen",
    "shipped_medicines": "load",
    "steady_until": "steady",
    "verify": "proof",
    "vocabulary": "concepts",
}
__all__ = sorted(PUBLIC)
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Each public name is imported when it is first used: starting up must cost less than deciding."""
    if name not in PUBLIC:
        raise AttributeError(f"bedside has no {name!r}; it has: {', '.join(__all__)}")
    value = getattr(import_module(f"bedside.{PUBLIC[name]}"), name)
    globals()[name] = value
    return value
