"""What might happen? Virtual people on a protocol, dosed in closed loop by the guide that decides for real ones.

    >>> protocol = protocol_of(medicine, "consensus-2014")
    >>> simulate(protocol, load_model("aldesleukin"), people=1000).summary.response

None of them is real, and nothing here is a prediction for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bedside.answer import Json
from bedside.columns import Array
from bedside.simulator.comparing import Compared, compared
from bedside.simulator.group import SIZE, Group, Work
from bedside.simulator.keeping import Keeper
from bedside.simulator.model import Model
from bedside.simulator.protocol import CannotSimulate, Protocol
from bedside.simulator.shapes import Each
from bedside.simulator.spreading import groups
from bedside.simulator.tally import Summary, Tally
from bedside.simulator.trace import Ribbon, ribbons

MOST = 100_000_000
"""People of one run: more would fill disks."""
BYTES_OF_ROW = 120
"""What one person needs in the file of rows, about."""
LARGEST_SEED = 1 << 64


@dataclass(frozen=True)
class Simulation:
    """What `simulate` says. `ribbons` are there when traces were asked for, `compared` when another protocol was named."""

    verb: str
    protocol: Protocol
    model: Model
    people: int
    seed: int
    summary: Summary
    compared: Compared | None
    ribbons: tuple[Ribbon, ...]
    against: Summary | None = None

    def to_json(self) -> Json:
        told: Json = {
            "verb": self.verb,
            "guide": self.protocol.guide.id,
            "people": self.people,
            "seed": self.seed,
            "summary": self.summary.to_json(),
        }
        return told | ({"comparison": self.compared.to_json()} if self.compared else {})


def simulate(
    protocol: Protocol,
    model: Model,
    people: int = 1000,
    seed: int = 0,
    *,
    against: Protocol | None = None,
    given: Mapping[str, Each] | None = None,
    out: str | Path | None = None,
    traces: bool = False,
    dask: str | None = None,
    at_once: int = SIZE,
    progress: Callable[[int], None] | None = None,
) -> Simulation:
    """What comes of so many virtual people on a protocol, and on another one beside it.

    `given` are numbers of the model, one for each person; `out` is a Parquet file with a row for each person; people
    are worked out `at_once` in a group, and `progress` is told how many are done. Raises CannotSimulate.
    """
    _possible(people, seed)
    protocols = (protocol,) if against is None else (protocol, against)
    work = Work(model, protocols, seed, people, given or {}, out is not None, traces, at_once)
    keeper = None if out is None else Keeper(Path(out), about(protocol, model, seed))
    total = _gathered(work, keeper, dask, progress)
    summaries = [Summary(each, found) for each, found in zip(protocols, total.tallies, strict=True)]
    return Simulation(
        verb="simulate",
        protocol=protocol,
        model=model,
        people=people,
        seed=seed,
        summary=summaries[0],
        compared=None if against is None else compared(protocol, against, people, total.differences),
        ribbons=tuple(ribbons(protocol, total.traces[0])) if traces else (),
        against=summaries[1] if against else None,
    )


def about(protocol: Protocol, model: Model, seed: int) -> dict[str, str]:
    """What a file of rows says of itself."""
    return {
        "bedside": "virtual people of a simulation; nobody real, and no prediction for a person",
        "medicine": f"{protocol.medicine.id} {protocol.medicine.digest}",
        "model": model.digest,
        "guide": protocol.guide.id,
        "changed": "; ".join(f"{each.rule}: {each.now}" for each in protocol.changed),
        "seed": str(seed),
        "notice": protocol.medicine.notice,
    }


def _possible(people: int, seed: int) -> None:
    if people < 1:
        raise CannotSimulate(f"at least one person is simulated, not {people}")
    if people > MOST:
        need = people * BYTES_OF_ROW / 1e12
        raise CannotSimulate(f"{people} people would need about {need:,.3g} TB for their rows; at most {MOST} go in one run")
    if not 0 <= seed < LARGEST_SEED:
        raise CannotSimulate(f"a seed is a whole number from 0 to {LARGEST_SEED - 1}, not {seed}")


@dataclass
class _Total:
    """What was gathered so far; `done` people."""

    tallies: tuple[Tally, ...]
    traces: tuple[Array, ...]
    differences: Array
    done: int

    def add(self, found: Group) -> None:
        self.tallies = tuple(a + b for a, b in zip(self.tallies, found.tallies, strict=True))
        self.traces = tuple(a + b for a, b in zip(self.traces, found.traces, strict=True))
        self.differences, self.done = self.differences + found.differences, self.done + found.people


def _gathered(work: Work, keeper: Keeper | None, dask: str | None, progress: Callable[[int], None] | None) -> _Total:
    total: _Total | None = None
    try:
        for found in groups(work, dask):
            if keeper is not None and found.rows is not None:
                keeper.add(found.rows, found.people)
            if total is None:
                total = _Total(found.tallies, found.traces, found.differences, found.people)
            else:
                total.add(found)
            if progress is not None:
                progress(total.done)
    except KeyboardInterrupt:
        raise _stopped(work, keeper, total) from None
    except CannotSimulate:
        if keeper is not None and not keeper.people:
            keeper.discard()
        raise
    assert total is not None
    if keeper is not None:
        keeper.finish()
    return total


def _stopped(work: Work, keeper: Keeper | None, total: _Total | None) -> CannotSimulate:
    """What to say after an interruption, when what was finished has been kept."""
    done = total.done if total else 0
    told = f"stopped after {done} of {work.people} people"
    if keeper is None:
        return CannotSimulate(told)
    if not keeper.people:
        keeper.discard()
        return CannotSimulate(f"{told}; nothing was finished")
    keeper.finish()
    return CannotSimulate(f"{told}; {keeper.out} has the first {keeper.people}")
