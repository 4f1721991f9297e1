"""The text of `page.toml` into a Page, or every fault at once, each with its line. A statement without a source is one."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bedside.concepts import Vocabulary, vocabulary
from bedside.criterion import Criterion, concepts_of
from bedside.grammar import GrammarError, parse
from bedside.load import Fault, MedicineError
from bedside.medicine import READS, Medicine, Source
from bedside.pages.page import EFFECTS, GLANCES, MEASURES, SECTIONS, Figure, Focus, Page, Section, Statement, Trial
from bedside.schema import DATE, LIST, TEXT, WHOLE, Table, faults_of_shape
from bedside.toml_lines import Place, key_lines

CITED: dict[str, tuple[type, ...]] = {"source": TEXT, "read": TEXT}
FIGURE: dict[str, tuple[type, ...]] = dict.fromkeys(("trial", "cancer", "measure", "value", "against"), TEXT)
EFFECT: dict[str, tuple[type, ...]] = dict.fromkeys(("often", "starts", "ends"), TEXT)
PAGE_TABLES = {
    "page": Table("one", {"reviewed": DATE}, {}),
    "sources": Table("named", {"title": TEXT, "year": WHOLE}, {"link": TEXT, "note": TEXT}),
    "statement": Table(
        "many",
        {"id": TEXT, "section": TEXT, "text": TEXT} | CITED,
        {"reviewed": DATE, "topics": LIST, "question": TEXT, "glance": TEXT, "also": LIST} | EFFECT,
    ),
    "trials": Table("named", {"title": TEXT, "year": WHOLE, "people": WHOLE, "design": TEXT} | CITED, {"compared": LIST}),
    "figure": Table("many", FIGURE | CITED, {"note": TEXT}),
    "focus": Table("many", {"id": TEXT, "topic": TEXT, "say": TEXT} | CITED, {"when": TEXT, "scheduled": TEXT}),
}
NEEDED = ("page", "statement")
NEXT_DOSE = "next dose"


def read_page(text: str, file: str, medicine: Medicine, words: Vocabulary | None = None) -> Page:
    """The page that `text` describes, for this medicine. Raises MedicineError with every fault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise MedicineError([Fault(file, 0, "toml", str(trouble))]) from None
    reader = _PageReader(file, medicine, data, text, words or vocabulary())
    page = reader.page(hashlib.sha256(text.encode()).hexdigest())
    if reader.faults:
        raise MedicineError(reader.faults)
    assert page is not None
    return page


@dataclass
class _PageReader:
    file: str
    medicine: Medicine
    data: dict[str, Any]
    text: str
    words: Vocabulary
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def lines(self) -> dict[Place, int]:
        """Where each key stands: looked up only where there is a fault."""
        return key_lines(self.text)

    def fault(self, table: str, which: int, key: str, row: str, problem: str, shown: str = "") -> None:
        places = ((table, which, key), (table, which, ""), (table.partition(".")[0], 0, ""))
        line = next((self.lines[place] for place in places if place in self.lines), 0)
        self.faults.append(Fault(self.file, line, row, problem, shown))

    def page(self, digest: str) -> Page | None:
        for table, which, key, problem in faults_of_shape(self.data, PAGE_TABLES, NEEDED):
            self.fault(table, which, key, (key and f"{table} {key}") or table, problem)
        if self.faults:
            return None
        sources = self.sources()
        self.citations(sources)
        self.statements()
        self.figures()
        focuses = self.focuses()
        if self.faults:
            return None
        reviewed = self.data["page"]["reviewed"]
        rows = [Statement(**{"reviewed": reviewed} | _tuples(row)) for row in self.data["statement"]]
        return Page(
            id=self.medicine.id,
            name=self.medicine.name,
            also=self.medicine.also,
            notice=self.medicine.notice,
            reviewed=reviewed,
            sources=sources,
            sections=tuple(Section(k, v, tuple(row for row in rows if row.section == k)) for k, v in SECTIONS.items()),
            trials={key: Trial(id=key, **_tuples(row)) for key, row in self.data.get("trials", {}).items()},
            figures=tuple(Figure(**row) for row in self.data.get("figure", ())),
            focuses=focuses,
            digest=digest,
        )

    def sources(self) -> dict[str, Source]:
        """The sources of the medicine and of the page; none is told twice."""
        found = dict(self.medicine.sources)
        for key, row in self.data.get("sources", {}).items():
            if key in found:
                self.fault(f"sources.{key}", 0, "", key, f"the source {key!r} is in medicine.toml already; leave it out here")
            found[key] = Source(key=key, **row)
        return found

    def citations(self, sources: dict[str, Source]) -> None:
        """Every source resolves and names a place, every `read` is one of the words for it, every id is given once."""
        ids = Counter(row["id"] for table in ("statement", "focus") for row in self.data.get(table, ()))
        rows = [(table, i, row) for table in ("statement", "figure", "focus") for i, row in enumerate(self.data.get(table, ()))]
        rows += [(f"trials.{key}", 0, row) for key, row in self.data.get("trials", {}).items()]
        for table, which, row in rows:
            name = row.get("id", row.get("trial", table))
            for citation in (row["source"], *row.get("also", ())):
                cited, _, place = str(citation).partition(",")
                if cited not in sources:
                    self.fault(table, which, "source", name, f"found source {cited!r}, expected one of {', '.join(sources)}")
                elif not place.strip():
                    self.fault(table, which, "source", name, f"the source {cited!r} needs its section or table after a comma")
            if row["read"] not in READS:
                self.fault(table, which, "read", name, f"found read {row['read']!r}, expected {', '.join(READS)}")
            if ids[name] > 1:
                self.fault(table, which, "id", name, f"the id {name!r} is used {ids[name]} times")

    def statements(self) -> None:
        """Every statement stands in a section, every section has one, and side effects say how often, from when, until when."""
        for which, row in enumerate(self.data["statement"]):
            section, glance = row["section"], row.get("glance")
            if section not in SECTIONS:
                self.fault("statement", which, "section", row["id"], f"there is no section {section!r}: {', '.join(SECTIONS)}")
            if glance is not None and glance not in GLANCES:
                self.fault("statement", which, "glance", row["id"], f"found glance {glance!r}, expected {', '.join(GLANCES)}")
            if (section == "questions") != ("question" in row):
                self.fault(
                    "statement", which, "question", row["id"], "a question stands in the section questions, and only there"
                )
            for key in ("often", "starts", "ends"):
                if (section in EFFECTS) != (key in row):
                    right = f"{key!r} is told of side effects, and of nothing else; write 'not known' where no source tells it"
                    self.fault("statement", which, key, row["id"], right)
        there = {row["section"] for row in self.data["statement"]}
        for section in SECTIONS:
            if section not in there:
                self.fault("page", 0, "", section, f"the section {section!r} has no statement; say at least what is not known")

    def figures(self) -> None:
        """A figure belongs to a trial that is described, and says what was measured."""
        trials = self.data.get("trials", {})
        for which, row in enumerate(self.data.get("figure", ())):
            if row["trial"] not in trials:
                self.fault("figure", which, "trial", row["trial"], f"there is no trial {row['trial']!r} in [trials]")
            if row["measure"] not in MEASURES:
                known = ", ".join(MEASURES)
                self.fault("figure", which, "measure", row["trial"], f"found measure {row['measure']!r}, expected {known}")

    def focuses(self) -> tuple[Focus, ...]:
        """What may concern somebody: a criterion or something due, and a topic that some statement has."""
        topics = {topic for row in self.data["statement"] for topic in row.get("topics", ())}
        found = []
        for which, row in enumerate(self.data.get("focus", ())):
            name = row["id"]
            if ("when" in row) == ("scheduled" in row):
                self.fault("focus", which, "", name, "a focus has either 'when', a criterion, or 'scheduled', what is due")
            if row["topic"] not in topics:
                self.fault("focus", which, "topic", name, f"no statement has the topic {row['topic']!r}")
            self.scheduled(which, row)
            when = self.criterion(which, row) if "when" in row else None
            found.append(Focus(**{k: v for k, v in row.items() if k != "when"}, when=when, text=row.get("when", "")))
        raised = {row["topic"] for row in self.data.get("focus", ())}
        for which, row in enumerate(self.data["statement"]):
            for topic in row.get("topics", ()):
                if topic not in raised:
                    self.fault("statement", which, "topics", row["id"], f"no focus brings up the topic {topic!r}")
        return tuple(found)

    def scheduled(self, which: int, row: dict[str, Any]) -> None:
        due = row.get("scheduled", NEXT_DOSE)
        if due != NEXT_DOSE and (due not in self.words or self.words[due].kind != "event"):
            self.fault(
                "focus", which, "scheduled", row["id"], f"found {due!r}, expected an event of the vocabulary or 'next dose'"
            )

    def criterion(self, which: int, row: dict[str, Any]) -> Criterion | None:
        try:
            tree = parse(row["when"], self.words, {})
        except GrammarError as trouble:
            self.fault("focus", which, "when", row["id"], trouble.sentence(), trouble.caret())
            return None
        for concept in concepts_of(tree):
            if self.words[concept].kind in ("quantity", "grade", "review") and concept not in self.data_of_rules():
                told = f"{concept} is not in [observe] of medicine.toml: its readings would never grow old"
                self.fault("focus", which, "when", row["id"], told)
        return tree

    def data_of_rules(self) -> frozenset[str]:
        """What the medicine observes, with a time after which a reading is old."""
        return frozenset(self.medicine.screen_rhythm.fresh)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its lists as tuples, which nobody can change."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
