"""Decide with rule engines from the package registry. Runs in an environment of its own and knows nothing of Bedside.

    python rule_engines.py ENGINE FILE SECONDS    FILE is JSON: rules, steps and facts as `snapshot.py` writes them

Prints JSON: decisions, seconds of CPU of each repeat (as many as fit into SECONDS, at least one, at most five), the most
memory that was in use, the engine's version. Rules are read once, before the clock starts;
facts are put into the form that the engine likes before the clock starts, too, where the engine lets one do that.
"""

from __future__ import annotations

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Facts = dict[str, float]
Fired = Callable[[Any], list[int]]
"""The places of the rules whose condition holds for these facts."""

ORDER = ["correct", "hold", "stop cycle", "stop for good"]
PYTHON = {"=": "==", "and": " and ", "or": " or "}
C = {"=": "==", "and": " && ", "or": " || "}


def text(condition: list[Any], words: dict[str, str]) -> str:
    """A condition in the infix language that most engines read."""
    if condition[0] in ("and", "or"):
        return "(" + words[condition[0]].join(text(part, words) for part in condition[1:]) + ")"
    fact, op, limit = condition
    return f"{fact} {words.get(op, op)} {float(limit)!r}"


def rule_engine(conditions: list[Any]) -> tuple[Fired, Callable[[Facts], Any]]:
    import rule_engine as engine

    rules = [engine.Rule(text(condition, PYTHON)) for condition in conditions]
    return (lambda facts: [k for k, rule in enumerate(rules) if rule.matches(facts)]), dict


def business_rules(conditions: list[Any]) -> tuple[Fired, Callable[[Facts], Any]]:
    from business_rules import actions, engine, fields, variables

    def variable(fact: str) -> Any:
        def read(self: Any) -> float:
            return self.facts[fact]

        read.__name__ = fact
        return variables.numeric_rule_variable()(read)

    body = {fact: variable(fact) for fact in sorted({f for c in conditions for f in facts_of(c)})}
    body["__init__"] = lambda self, facts: setattr(self, "facts", facts)
    known = type("Known", (variables.BaseVariables,), body)

    class Fire(actions.BaseActions):
        def __init__(self, fired: list[int]) -> None:
            self.fired = fired

        @actions.rule_action(params={"place": fields.FIELD_NUMERIC})
        def fire(self, place: int) -> None:
            self.fired.append(place)

    rules = [
        {"conditions": {"all": [as_tree(condition)]}, "actions": [{"name": "fire", "params": {"place": place}}]}
        for place, condition in enumerate(conditions)
    ]

    def fired(facts: Any) -> list[int]:
        found: list[int] = []
        engine.run_all(rule_list=rules, defined_variables=facts, defined_actions=Fire(found))
        return found

    return fired, known


def as_tree(condition: list[Any]) -> dict[str, Any]:
    """A condition as `business-rules` writes it."""
    if condition[0] in ("and", "or"):
        return {"all" if condition[0] == "and" else "any": [as_tree(part) for part in condition[1:]]}
    names = {"=": "equal_to", "<": "less_than", "<=": "less_than_or_equal_to", ">": "greater_than"}
    fact, op, limit = condition
    return {"name": fact, "operator": names.get(op, "greater_than_or_equal_to"), "value": limit}


def durable_rules(conditions: list[Any]) -> tuple[Fired, Callable[[Facts], Any]]:
    from durable.lang import assert_fact, m, retract_fact, ruleset, when_all

    found: list[int] = []
    name = f"guide{len(conditions)}_{id(found)}"

    def expression(condition: list[Any]) -> Any:
        if condition[0] in ("and", "or"):
            made = expression(condition[1])
            for part in condition[2:]:
                made = made & expression(part) if condition[0] == "and" else made | expression(part)
            return made
        fact, op, limit = condition
        left, limit = getattr(m, fact), float(limit)
        return {"=": left == limit, "<": left < limit, "<=": left <= limit, ">": left > limit, ">=": left >= limit}[op]

    def fire(place: int) -> Any:
        def action(_: Any) -> None:
            found.append(place)

        return action

    with ruleset(name):
        when_all(+getattr(m, facts_of(conditions[0])[0]))(lambda _: None)  # facts that no rule handles are an error there
        for place, condition in enumerate(conditions):
            when_all(expression(condition))(fire(place))

    def fired(facts: Any) -> list[int]:
        found.clear()
        assert_fact(name, facts)
        retract_fact(name, facts)
        return sorted(set(found))

    return fired, floats


def cel_python(conditions: list[Any]) -> tuple[Fired, Callable[[Facts], Any]]:
    import celpy

    environment = celpy.Environment()
    program = environment.program(environment.compile("[" + ", ".join(text(c, C) for c in conditions) + "]"))

    def fired(facts: Any) -> list[int]:
        return [place for place, yes in enumerate(program.evaluate(facts)) if yes]

    return fired, lambda facts: celpy.json_to_cel(floats(facts))


def cel_rust(conditions: list[Any]) -> tuple[Fired, Callable[[Facts], Any]]:
    import cel

    program = cel.compile("[" + ", ".join(text(c, C) for c in conditions) + "]")
    return (lambda facts: [k for k, yes in enumerate(program.execute(facts)) if yes]), floats


def cel_rust_ready(conditions: list[Any]) -> tuple[Fired, Callable[[Facts], Any]]:
    import cel

    fired, _ = cel_rust(conditions)
    return fired, lambda facts: cel.Context(floats(facts))


def floats(facts: Facts) -> Facts:
    return {key: float(value) for key, value in facts.items()}


def facts_of(condition: list[Any]) -> list[str]:
    if condition[0] in ("and", "or"):
        return [fact for part in condition[1:] for fact in facts_of(part)]
    return [condition[0]]


ENGINES = {
    "rule-engine": rule_engine,
    "business-rules": business_rules,
    "durable_rules": durable_rules,
    "cel-python": cel_python,
    "common-expression-language": cel_rust,
    "common-expression-language, facts converted before": cel_rust_ready,
}


class Guide:
    """The rules in an engine; how many of a group make which decision is worked out here, in plain Python."""

    def __init__(self, told: dict[str, Any], engine: Callable[[list[Any]], tuple[Fired, Callable[[Facts], Any]]]) -> None:
        self.groups = [rule["group"] for rule in told["rules"]]
        self.steps = told["steps"]
        self.surely, self.ready = engine([rule["yes"] for rule in told["rules"]])
        self.possibly, self.ready_again = engine([rule["maybe"] for rule in told["rules"]])

    def decide(self, facts: Facts, ready: Any, again: Any) -> str:
        """What cannot be ruled out is only asked where nothing is known to hold: the rest would not change the decision."""
        done = self.firing("yes", facts, self.surely(ready))
        if done:
            return max(done, key=ORDER.index)
        return "not ready" if self.firing("maybe", facts, self.possibly(again)) else "give"

    def firing(self, what: str, facts: Facts, fired: list[int]) -> list[str]:
        count: dict[str, int] = {}
        for place in fired:
            count[self.groups[place]] = count.get(self.groups[place], 0) + 1
        return [
            step["do"]
            for step in self.steps
            if (any(count.get(g, 0) >= n for g, n in step["any"]) if "any" in step else facts[step[what]])
        ]


def peak() -> int:
    """The most memory that this process has used, in bytes; its parent's before it began does not count."""
    told = Path("/proc/self/status").read_text("utf-8")
    return int(told.split("VmHWM:")[1].split()[0]) * 1024


def main() -> None:
    """Decide every slot of the file, again and again while the seconds last; print what came out."""
    name, file, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    told = json.loads(Path(file).read_text("utf-8"))
    guide = Guide(told, ENGINES[name])
    spent: list[float] = []
    while not spent or (len(spent) < 5 and sum(spent) + spent[-1] < seconds):
        ready = [(facts, guide.ready(facts), guide.ready_again(facts)) for facts in told["facts"]]
        begin = time.process_time()
        decisions = [guide.decide(*slot) for slot in ready]
        spent.append(time.process_time() - begin)
    memory = peak()
    version = importlib.metadata.version(name.split(",")[0])
    print(json.dumps({"seconds": spent, "decisions": decisions, "memory": memory, "version": version}))


if __name__ == "__main__":
    main()
