"""Virtual people in closed loop: is every decision that of `check`, what do decisions cost beside bodies, and how does it grow?

python bench/closed_loop.py                          speed for 1,000, 10,000 and 100,000 people
python bench/closed_loop.py --equal 500              every slot of so many people, every guide, by check_many on the records
python bench/closed_loop.py --equal 500 --by check   the same by check itself: seven minutes of processor
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bedside import Patient, check, check_many, clock, load_medicine, load_model, protocol_of
from bedside.simulator.came import treated
from bedside.simulator.course import Loop
from bedside.simulator.group import Work
from bedside.simulator.outcomes import Outcomes
from bedside.simulator.people import draw
from bedside.simulator.protocol import Protocol
from bedside.simulator.record import Book
from bedside.simulator.spreading import groups
from bedside.verbs.check_many import CODES

MEDICINE, MODEL = load_medicine("aldesleukin"), load_model("aldesleukin")
SIZES = (1_000, 10_000, 100_000)
SHARES = 16_384


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--equal", type=int, default=0)
    options.add_argument("--by", choices=("check", "check_many"), default="check_many")
    options.add_argument("--guide", default="consensus-2014")
    options.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    chosen = options.parse_args()
    if chosen.equal:
        differ = [equal(protocol_of(MEDICINE, guide), chosen.equal, chosen.by) for guide in MEDICINE.guides]
        sys.exit(1 if any(differ) else 0)
    protocol = protocol_of(MEDICINE, chosen.guide)
    treated(protocol, draw(MODEL, 8, 0))
    shares(protocol)
    for people in chosen.sizes:
        speed(protocol, people)


def equal(protocol: Protocol, people: int, by: str) -> int:
    """Ask again from the exported records, at every slot; how many answers differ."""
    drawn, book, begun = draw(MODEL, people, 3), Book(), time.process_time()
    treated(protocol, drawn, scribe=book)
    records = [Patient.of(each) for each in book.of_each(protocol, drawn["WT"])]
    asked = differ = 0
    for code, answer in _asked_again(protocol, book, records, by):
        asked, differ = asked + 1, differ + (answer is not code)
    seconds = time.process_time() - begun
    told = f"{people} people, {asked} decisions, {differ} differ from {by}"
    print(f"{protocol.guide.id}: {told} ({seconds:.0f} s of processor)", flush=True)
    return differ


def _asked_again(protocol: Protocol, book: Book, records: list[Patient], by: str) -> Iterator[tuple[Any, Any]]:
    guide = protocol.guide.id
    for moment, who, _, told in book.said:
        kept = [(place, CODES[code]) for place, code in zip(who, told.codes, strict=True) if code < len(CODES)]
        some = [records[place] for place, _ in kept]
        if by == "check_many":
            answers = check_many(protocol.medicine, some, [clock(moment)] * len(some), guide)
        else:
            answers = [check(protocol.medicine, record, clock(moment), guide).decision for record in some]
        yield from zip((code for _, code in kept), answers, strict=True)


def shares(protocol: Protocol) -> None:
    """Processor time of decisions and of bodies, for one group."""
    people = draw(MODEL, SHARES, 0)
    loop = Loop(protocol, people, Outcomes(people))
    spent = {"decisions": 0.0, "bodies": 0.0, "looking": 0.0}

    def timed(of: object, name: str, key: str, clock: Callable[[], float]) -> None:
        real = getattr(of, name)

        def call(*args: Any) -> Any:
            begun = clock()
            found = real(*args)
            spent[key] += clock() - begun
            return found

        setattr(of, name, call)

    timed(loop.ward, "decide", "decisions", time.thread_time)
    timed(loop.ward, "pass_over", "decisions", time.thread_time)
    timed(loop, "_look", "looking", time.thread_time)
    timed(loop, "_advance", "bodies", time.process_time)
    begun = time.process_time()
    loop.run()
    whole = time.process_time() - begun
    told = ", ".join(f"{name} {1e6 * value / SHARES:.0f}" for name, value in spent.items())
    whole = 1e6 * whole / SHARES
    print(f"{protocol.guide.id}, {SHARES:,} people, microseconds of processor time for each: {told}; all {whole:.0f}")


def speed(protocol: Protocol, people: int) -> None:
    """Everything but the file of rows, with what it costs in time and memory."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in groups(Work(MODEL, (protocol,), 0, people)):
        pass
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1e6 * cpu / people
    told = f"{wall:.1f} s, {people / wall:,.0f} people/s; {each:.0f} us of processor for each; {memory:,.0f} MB at most"
    print(f"{people:>9,} people: {told}")


if __name__ == "__main__":
    main()
