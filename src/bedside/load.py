"""Read a medicine's folder into a Medicine, or say every fault of its file at once, each with its line."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bedside.advice import read_cares, read_informs
from bedside.after.rows import follow_up_rows, recovery_rows
from bedside.chart import Rhythm
from bedside.concepts import Vocabulary, vocabulary
from bedside.criterion import Criterion, OfGroup, Reviewed, concepts_of, walk
from bedside.grammar import GrammarError, Groups, duration, parse
from bedside.medicine import (
    ACTIONS,
    READS,
    Care,
    Decision,
    Follows,
    Guide,
    Inform,
    Medicine,
    Monitor,
    Preparation,
    Regimen,
    Responding,
    Retreat,
    Rule,
    Schedule,
    Source,
    Step,
    Usual,
    of_shared_parts,
)
from bedside.refusal import Refusal
from bedside.response.rows import faults_of_response
from bedside.schema import faults_of_shape
from bedside.toml_lines import Place, key_lines

SHIPPED = files("bedside").joinpath("medicines")
FOLLOWS = ("follows", "soonest", "latest", "follows_source", "follows_read")
CITING = ("check", "decide", "screen", "monitor", "retreat", "follow_up", "recovery", "inform", "care")
"""The tables whose rows have an id and cite a source."""
UNREADABLE = Reviewed("unreadable")
"""Stands in its group for a rule that is a fault already: the rest of the file is read as if it were there."""


@dataclass(frozen=True)
class Fault:
    """Something in a file that cannot stand: where, what was found, what was expected, the nearest repair."""

    file: str
    line: int
    rule: str
    problem: str
    shown: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        head = f"{place}: [{self.rule}] {self.problem}"
        return f"{head}\n{self.shown}" if self.shown else head


class MedicineError(Refusal):
    """A medicine file with faults, all of them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line))
        super().__init__("\n".join(map(str, self.faults)))


def shipped_medicines() -> tuple[str, ...]:
    """The ids of the medicines that come with Bedside."""
    return tuple(sorted(entry.name for entry in SHIPPED.iterdir() if entry.joinpath("medicine.toml").is_file()))


def load_medicine(medicine: str | Path) -> Medicine:
    """The medicine of a shipped id, or of a folder or `medicine.toml` at a path. Raises MedicineError."""
    if str(medicine) in shipped_medicines():
        folder = SHIPPED.joinpath(str(medicine))
        return _shipped(folder.joinpath("medicine.toml").read_text("utf-8"), str(medicine))
    path = Path(medicine)
    try:
        path = path / "medicine.toml" if path.is_dir() else path
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        known = ", ".join(shipped_medicines())
        raise MedicineError([Fault(str(medicine), 0, "medicine", f"there is no such medicine or file; shipped: {known}")])
    try:
        text = path.read_text("utf-8")
    except OSError as trouble:
        raise MedicineError([Fault(str(path), 0, "file", f"cannot be read: {trouble.strerror}")]) from None
    except UnicodeDecodeError as trouble:
        raise MedicineError([Fault(str(path), 0, "file", f"is not UTF-8 text: {trouble.reason}")]) from None
    return read_medicine(text, str(path), path.resolve().parent.name)


@lru_cache(maxsize=32)
def _shipped(text: str, name: str) -> Medicine:
    """A shipped medicine: read once, and again where its file has changed."""
    return read_medicine(text, f"{name}/medicine.toml", name)


def read_medicine(text: str, file: str, name: str, words: Vocabulary | None = None) -> Medicine:
    """The medicine that `text` describes. Raises MedicineError with every fault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        line = int(found[-1]) if (found := [w for w in str(trouble).replace(",", " ").split() if w.isdigit()][:1]) else 0
        raise MedicineError([Fault(file, line, "toml", str(trouble))]) from None
    reader = _Reader(file, name, data, text, words or vocabulary())
    medicine = reader.medicine(hashlib.sha256(text.encode()).hexdigest())
    if reader.faults:
        raise MedicineError(reader.faults)
    assert medicine is not None
    return of_shared_parts(medicine)


def _rules_of(guides: dict[str, Guide]) -> Iterator[Rule]:
    for guide in guides.values():
        yield from guide.rules
        yield from (step.rule for step in guide.steps)


@dataclass
class _Reader:
    file: str
    name: str
    data: dict[str, Any]
    text: str
    words: Vocabulary
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def lines(self) -> dict[Place, int]:
        """Where each key stands: looked up only where there is a fault."""
        return key_lines(self.text)

    def fault(self, table: str, which: int, key: str, rule: str, problem: str, shown: str = "") -> None:
        outer, _, inner = table.partition(".")
        places = ((table, which, key), (table, which, ""), (outer, 0, inner), (outer, 0, ""))
        line = next((self.lines[place] for place in places if place in self.lines), 0)
        self.faults.append(Fault(self.file, line, rule, problem, shown))

    def medicine(self, digest: str) -> Medicine | None:
        for table, which, key, problem in faults_of_shape(self.data):
            self.fault(table, which, key, (key and f"{table} {key}") or table, problem)
        if self.faults:
            return None
        head = self.data["medicine"]
        guides = {key: self.guide(key) for key in self.data.get("guides", {})}
        screen = tuple(rule for rule, _ in self.rules("screen", None, {}))
        informs = tuple(read_informs(self.data.get("inform", ()), self.words, self.fault))
        cares = tuple(read_cares(self.data.get("care", ()), self.words, self.fault))
        self.citations()
        follow_up = follow_up_rows(self.data.get("follow_up", ()), self.fault)
        recovery = recovery_rows(tuple(self.rules("recovery", None, {})), self.data, self.words, self.fault)
        self.observations([*screen, *_rules_of(guides), *informs, *cares, *(row.rule for row in recovery)])
        self.references()
        faults_of_response(self.data, self.fault)
        if self.faults:
            return None
        return Medicine(
            id=self.name,
            name=head["name"],
            also=tuple(head.get("also", ())),
            notice=head["notice"],
            sources={key: Source(key=key, **row) for key, row in self.data["sources"].items()},
            rhythm=self.rhythm("fresh"),
            screen_rhythm=self.rhythm("screen"),
            guides=guides,
            screen=screen,
            regimens={key: self.regimen(key, row) for key, row in self.data.get("regimens", {}).items()},
            preparation=self.preparation(),
            monitors=tuple(Monitor(**row | {"concepts": tuple(row["concepts"])}) for row in self.data.get("monitor", ())),
            informs=informs,
            cares=cares,
            digest=digest,
            respond=self.responding(),
            retreat=tuple(self.retreat(row) for row in self.data.get("retreat", ())),
            follow_up=follow_up,
            recovery=recovery,
            usual=Usual(**self.data["usual"]) if "usual" in self.data else None,
        )

    def guide(self, key: str) -> Guide:
        row = self.data["guides"][key]
        rules = tuple(rule for rule, _ in self.rules("check", key, {}))
        read = {rule.id: rule.when for rule in rules}
        named: dict[str, list[tuple[str, Criterion]]] = {}
        for checked in self.data.get("check", ()):
            if checked["guide"] == key:
                member = (checked["id"], read.get(checked["id"], UNREADABLE))
                named.setdefault(checked["group"], []).append(member)
        groups = {name: tuple(members) for name, members in named.items()}
        found = tuple(self.rules("decide", key, groups))
        steps = tuple(Step(rule, Decision(entry["do"]), "ends" in entry) for rule, entry in found if entry["do"] in ACTIONS)
        asked = {node.group for rule, _ in found for node in walk(rule.when) if isinstance(node, OfGroup)}
        if len(found) == sum(step["guide"] == key for step in self.data.get("decide", ())):
            self.never_asked(key, [name for name in groups if name not in asked])
        for table in ("check", "decide"):
            if not any(entry["guide"] == key for entry in self.data.get(table, ())):
                self.fault(f"guides.{key}", 0, "", key, f"has no [[{table}]]: a guide without rules would always say give")
        return Guide(key, row["title"], row["source"], row["regimen"], rules, steps, row.get("part", ""))

    def never_asked(self, key: str, names: list[str]) -> None:
        """A group that no decision asks about is a rule that is never followed."""
        for name in names:
            which = next(i for i, c in enumerate(self.data["check"]) if c["guide"] == key and c["group"] == name)
            self.fault("check", which, "group", name, f"no [[decide]] of {key} asks about the group {name!r}")

    def rules(self, table: str, guide: str | None, groups: Groups) -> Iterator[tuple[Rule, dict[str, Any]]]:
        """The rules of one table and guide that can be read, each with its row; the rest become faults."""
        trees: dict[Criterion, str] = {}
        for which, row in enumerate(self.data.get(table, ())):
            if guide is not None and row["guide"] != guide:
                continue
            try:
                tree = parse(row["when"], self.words, groups)
            except GrammarError as trouble:
                self.fault(table, which, "when", row["id"], trouble.sentence(), trouble.caret())
                continue
            if tree in trees:
                self.fault(table, which, "when", row["id"], f"says the same as {trees[tree]}: they can never differ")
            trees[tree] = row["id"]
            yield Rule(row["id"], row.get("group", table), tree, row["when"], row["say"], row["source"], row["read"]), row

    def citations(self) -> None:
        """Every source resolves, every id is given once, every `read` and `do` is one of the words for it."""
        known = self.data["sources"]
        ids = Counter(row["id"] for table in CITING for row in self.data.get(table, ()))
        for table, which, row in self.rows():
            rule, cited = row.get("id", table), str(row["source"]).split(",")[0]
            if cited not in known:
                self.fault(table, which, "source", rule, f"found source {cited!r}, expected one of {', '.join(known)}")
            if "read" in row and row["read"] not in READS:
                self.fault(table, which, "read", rule, f"found read {row['read']!r}, expected {', '.join(READS)}")
            if "do" in row and row["do"] not in ACTIONS:
                self.fault(table, which, "do", rule, f"found do {row['do']!r}, expected {', '.join(ACTIONS)}")
            if table == "decide" and "ends" in row and (row["ends"], row["do"]) != ("course", "stop cycle"):
                self.fault(table, which, "ends", rule, 'ends = "course" stands beside do = "stop cycle" alone')
            if ids[rule] > 1:
                self.fault(table, which, "id", rule, f"the id {rule!r} is used {ids[rule]} times")

    def rows(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Every row that has to cite a source, with the table it stands in."""
        for table in CITING:
            for which, row in enumerate(self.data.get(table, ())):
                yield table, which, row
        for table in ("guides", "regimens"):
            for key, row in self.data.get(table, {}).items():
                yield f"{table}.{key}", 0, row
        for table in ("preparation", "respond", "usual"):
            if table in self.data:
                yield table, 0, self.data[table]

    def references(self) -> None:
        """Guides, regimens and concepts that rows name exist."""
        for table in ("check", "decide", "retreat"):
            for which, row in enumerate(self.data.get(table, ())):
                if row["guide"] not in self.data["guides"]:
                    known = ", ".join(self.data["guides"])
                    self.fault(table, which, "guide", row["id"], f"found guide {row['guide']!r}, expected one of {known}")
        for key, row in self.data["guides"].items():
            if row["regimen"] not in self.data.get("regimens", {}):
                self.fault(f"guides.{key}", 0, "regimen", key, f"there is no regimen {row['regimen']!r}")
        for key, row in self.data.get("regimens", {}).items():
            cited = str(row.get("next_course_source", row["source"])).split(",")[0]
            if cited not in self.data["sources"]:
                self.fault(f"regimens.{key}", 0, "next_course_source", key, f"there is no source {cited!r}")
            self.follows_what(key, row)
        for table in ("monitor", "follow_up"):
            for which, row in enumerate(self.data.get(table, ())):
                for concept in row.get("concepts", ()):
                    if concept not in self.words:
                        self.fault(table, which, "concepts", row["id"], self.unknown(concept))
        dose = self.data["medicine"]["dose"]
        if dose not in self.words:
            self.fault("medicine", 0, "dose", "medicine", self.unknown(dose))
        elif self.words[dose].kind != "event" or not self.words[dose].numeric:
            self.fault("medicine", 0, "dose", "medicine", f"{dose} is a {self.words[dose].kind}, expected an event with a unit")

    def follows_what(self, key: str, row: dict[str, Any]) -> None:
        """What the first dose follows is named whole or not at all: an event, the times, the source, how it was read."""
        named = [name for name in FOLLOWS if name in row]
        if not named:
            return
        place = f"regimens.{key}"
        if lacking := [name for name in FOLLOWS if name not in row]:
            self.fault(place, 0, named[0], key, f"{named[0]} comes with {', '.join(lacking)}")
            return
        if row["follows"] not in self.words:
            self.fault(place, 0, "follows", key, self.unknown(row["follows"]))
        elif self.words[row["follows"]].kind != "event":
            self.fault(place, 0, "follows", key, f"{row['follows']} is a {self.words[row['follows']].kind}, expected an event")
        if row["follows_source"].split(",")[0] not in self.data["sources"]:
            self.fault(place, 0, "follows_source", key, f"there is no source {row['follows_source'].split(',')[0]!r}")
        if row["follows_read"] not in READS:
            self.fault(place, 0, "follows_read", key, f"found read {row['follows_read']!r}, expected {', '.join(READS)}")

    def observations(self, rules: list[Rule | Inform | Care]) -> None:
        """What rules ask about is observed, and what is observed is asked about."""
        observed = self.data["observe"]
        for name in observed:
            if name not in self.words:
                self.fault("observe", 0, name, name, self.unknown(name))
        listed = (row for table in ("monitor", "follow_up") for row in self.data.get(table, ()))
        used: set[str] = {concept for row in listed for concept in row.get("concepts", ())}
        used.add(self.data["medicine"]["dose"])
        for rule in rules:
            trees = (rule.when, rule.unless) if isinstance(rule, Care) else (rule.when,)
            for concept in dict.fromkeys(concept for tree in trees if tree for concept in concepts_of(tree)):
                used.add(concept)
                if (
                    concept in self.words
                    and concept not in observed
                    and self.words[concept].kind in ("quantity", "grade", "review")
                ):
                    self.fault("observe", 0, "", rule.id, f"{concept} is not in [observe]: say how long a reading stays fresh")
        for name in observed.keys() - used:
            if name in self.words and not self.faults:
                self.fault("observe", 0, name, name, f"no rule and no monitor uses {name}")

    def unknown(self, name: str) -> str:
        near = self.words.nearest(name)
        return f"found {name!r}, expected an observation" + (f"; did you mean {near!r}?" if near else "")

    def seconds(self, text: str, table: str, key: str) -> int:
        try:
            return duration(text)
        except GrammarError as trouble:
            self.fault(table, 0, key, key, trouble.sentence(), trouble.caret())
            return 1

    def rhythm(self, column: str) -> Rhythm:
        head = self.data["medicine"]
        fresh = {
            name: self.seconds(row.get(column, row["fresh"]), "observe", name)
            for name, row in self.data["observe"].items()
            if row.get(column, row["fresh"]) != "always"
        }
        gap, age = (self.seconds(head[key], "medicine", key) for key in ("cycle_gap", "baseline_age"))
        return Rhythm(fresh, head["dose"], gap, age)

    def regimen(self, key: str, row: dict[str, Any]) -> Regimen | Schedule:
        if "amount" in row:
            every = {"interval": self.seconds(row["interval"], f"regimens.{key}", "interval")}
            return Schedule(id=key, **row | every | {"lower": tuple(row.get("lower", ()))})
        timed = ("infusion", "interval", "longest_interval", "evaluate_after", "next_course_after")
        seconds = {name: self.seconds(row[name], f"regimens.{key}", name) if name in row else None for name in timed}
        plain = {name: value for name, value in row.items() if name not in FOLLOWS}
        return Regimen(id=key, **plain | seconds | {"starts": tuple(row["starts"]), "follows": self.follows(key, row)})

    def follows(self, key: str, row: dict[str, Any]) -> Follows | None:
        if "follows" not in row:
            return None
        place = f"regimens.{key}"
        soonest, latest = (timedelta(seconds=self.seconds(row[name], place, name)) for name in ("soonest", "latest"))
        return Follows(row["follows"], soonest, latest, row["follows_source"], row["follows_read"])

    def preparation(self) -> Preparation | None:
        row = self.data.get("preparation")
        return row and Preparation(**row | {"use_within": self.seconds(row["use_within"], "preparation", "use_within")})

    def responding(self) -> Responding | None:
        row = self.data.get("respond")
        timed = ("confirm_after", "stable_after")
        return row and Responding(**row | {key: self.seconds(row[key], "respond", key) for key in timed})

    def retreat(self, row: dict[str, Any]) -> Retreat:
        return Retreat(**row | {"early": self.seconds(row["early"], "retreat", "early") if "early" in row else 0})
