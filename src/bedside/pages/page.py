"""What a library page is: sections of statements, each with its source, how it was read, and when it was last looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bedside.criterion import Criterion
from bedside.medicine import Read, Source
from bedside.pages.glossary import terms_in

Json = dict[str, object]
SECTIONS: Mapping[str, str] = {
    "what-it-is": "What it is",
    "used-for": "What it is used for",
    "how-it-works": "How it works",
    "how-given": "How it is given",
    "preparation": "How it is prepared",
    "how-long": "How long it is given",
    "common-effects": "Common side effects",
    "serious-effects": "Serious side effects",
    "who-should-not": "Who should not have it",
    "tests-first": "Tests before the start",
    "diabetes": "If you have diabetes",
    "other-medicines": "Other medicines and contrast media",
    "food-and-drink": "Food and drink",
    "names": "Brand and other names",
    "alternatives": "Alternatives",
    "comparison": "How it compares",
    "stopping": "When it is stopped",
    "afterwards": "After treatment",
    "questions": "Common questions",
}
EFFECTS = ("common-effects", "serious-effects")
NEVER_FOLDED = ("serious-effects", "who-should-not")
"""Warnings stay open, whoever reads the page."""
GLANCES = ("indication", "route", "schedule", "setting", "serious")
"""What a comparison shows of each medicine beside the figures of trials."""
NOT_KNOWN = "not known"
MEASURES: Mapping[str, str] = {
    "response": "Tumour shrank (response)",
    "complete-response": "Tumour gone (complete response)",
    "progression-free": "Time until the cancer grew (median)",
    "survival": "Time alive (median)",
    "alive": "Alive after a time",
    "without-relapse": "Without growth or relapse after a time",
    "severe": "Severe side effects",
    "deaths": "Deaths from the treatment",
}


@dataclass(frozen=True)
class Statement:
    """One statement in plain words. `often`, `starts` and `ends` are told of side effects, "not known" where they are not.

    `question` is what a common question asks; `topics` say whom it concerns; `glance` puts it into comparisons; `also` are
    further citations.
    """

    id: str
    section: str
    text: str
    source: str
    read: Read
    reviewed: date
    topics: tuple[str, ...] = ()
    question: str = ""
    often: str = ""
    starts: str = ""
    ends: str = ""
    glance: str = ""
    also: tuple[str, ...] = ()

    @property
    def citations(self) -> tuple[str, ...]:
        """Everything that it cites, the first the one that carries it."""
        return (self.source, *self.also)

    @property
    def words(self) -> str:
        """All its words as people read them, for the measure of how hard they are to read."""
        return " ".join(part for part in (self.question, self.text) if part)

    def to_json(self) -> Json:
        """What is told only of some statements is a key only there."""
        told: Json = {"id": self.id, "text": self.text, "source": self.source, "read": self.read}
        told |= {"reviewed": self.reviewed.isoformat(), "terms": [term.id for term in terms_in(self.words)]}
        some: Json = {key: getattr(self, key) for key in ("question", "often", "starts", "ends", "glance")}
        some |= {"also": list(self.also), "topics": list(self.topics)}
        return told | {key: value for key, value in some.items() if value}


@dataclass(frozen=True)
class Trial:
    """One trial: when it was published, how many people took part, which medicines of the library it compared by lot."""

    id: str
    title: str
    year: int
    people: int
    design: str
    source: str
    read: Read
    compared: tuple[str, ...] = ()

    @property
    def head_to_head(self) -> bool:
        """Whether it compared medicines of the library with each other."""
        return len(self.compared) > 1


@dataclass(frozen=True)
class Figure:
    """One number that a trial found of this medicine, in one kind of cancer; `against` is what the others got, and how
    they did."""

    trial: str
    cancer: str
    measure: str
    value: str
    against: str
    source: str
    read: Read
    note: str = ""

    @property
    def label(self) -> str:
        """What was measured, in words."""
        return MEASURES[self.measure]

    def to_json(self, trial: Trial) -> Json:
        """The figure with its trial."""
        told: Json = {"cancer": self.cancer, "measure": self.measure, "label": self.label, "value": self.value}
        told |= {"against": self.against, "trial": trial.id, "title": trial.title, "year": trial.year}
        told |= {"people": trial.people, "design": trial.design, "compared": list(trial.compared)}
        told |= {"source": self.source, "read": self.read}
        return told | ({"note": self.note} if self.note else {})


@dataclass(frozen=True)
class Focus:
    """What may concern one person: a criterion about the record, or something that is due, and the topic it brings up.

    `scheduled` is an event of the vocabulary that lies ahead, or "next dose".
    """

    id: str
    topic: str
    say: str
    source: str
    read: Read
    when: Criterion | None = None
    text: str = ""
    scheduled: str = ""


@dataclass(frozen=True)
class Section:
    """One section of a page, with its statements in order."""

    id: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Page:
    """One medicine's page. `sources` are those of the medicine's rules and those of the page itself."""

    id: str
    name: str
    also: tuple[str, ...]
    notice: str
    reviewed: date
    sources: Mapping[str, Source]
    sections: tuple[Section, ...]
    trials: Mapping[str, Trial]
    figures: tuple[Figure, ...]
    focuses: tuple[Focus, ...]
    digest: str

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement, in the order of the page."""
        for section in self.sections:
            yield from section.statements

    def source_of(self, citation: str) -> Source:
        """The document that "key, section" cites."""
        return self.sources[citation.split(",")[0]]

    def to_json(self) -> Json:
        """The whole page: sections of statements, figures, the words that it explains, the documents that it cites."""
        rows = [{"id": s.id, "title": s.title, "statements": [r.to_json() for r in s.statements]} for s in self.sections]
        terms = {term.id: term.meaning for row in self.statements for term in terms_in(row.words)}
        keys = ("key", "title", "year", "link", "note")
        return {
            "id": self.id,
            "name": self.name,
            "also": list(self.also),
            "reviewed": self.reviewed.isoformat(),
            "sections": rows,
            "figures": [figure.to_json(self.trials[figure.trial]) for figure in self.figures],
            "glossary": dict(sorted(terms.items())),
            "sources": [{key: getattr(source, key) for key in keys} for source in self.sources.values()],
            "notice": self.notice,
            "digest": self.digest,
        }
