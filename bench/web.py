"""How fast are the pages that are opened most: a person's home, the page before a dose, the ward's board?

    python bench/web.py            both databases, one and two workers, about four minutes
    python bench/web.py --quick    two seconds for each line instead of six
    python bench/web.py --goal     only the page before the dose at its rate, for a minute, on SQLite

Run it with the Python in whose environment Bedside is installed with the extras `web` and `bench`. The load comes from `hey`
(`apt-get install hey`) over loopback, the server is gunicorn, the ward is the demonstration with its people
many times over, 200 in all. PostgreSQL is started for this run
alone by tools/on_postgres. What is not there is said and left out.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ON_POSTGRES = HERE.parent.parent / "tools" / "on_postgres"
PAGES = {"person's home": "person", "before the dose": "predose", "board": "board"}
WORKERS = (1, 2)
AT_ONCE = 4
RATE = 50
"""Requests a second to the page before the dose; the goal is a p99 under GOAL at this rate, on two cores."""
GOAL = 0.100
REPEATS = 20
PEOPLE = 200
"""On the ward; the goal is a board that is painted within a second."""
PARTS = ("database", "rows to a record", "verb", "template", "the rest")


# ---------------------------------------------------------------------------------------------------------- the ward


def prepare(folder: Path) -> tuple[str, dict[str, str]]:
    """The demonstration in `folder` or in DATABASE_URL: Bob's session, and the addresses of the pages about Alice."""
    os.environ |= {"BEDSIDE_DATA": str(folder), "BEDSIDE_MODE": "demo"}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "bedside.faces.web.settings", "BEDSIDE_SECRET_KEY": "only for the bench"}
    from bedside.faces.web import serve

    serve.prepare("demo")
    from django.urls import reverse

    from bedside.faces.web.records.models import Person

    alice = Person.objects.get(account__username="alice")
    fill(alice.ward)
    about = {"person": [alice.id], "predose": [alice.id], "board": [alice.ward_id]}
    return signed_in().cookies["sessionid"].value, {page: reverse(page, args=held) for page, held in about.items()}


def fill(ward: Any) -> None:
    """The invented people again and again under other names, until there are so many."""
    from django.db import transaction

    from bedside.faces.web import clock
    from bedside.faces.web.demo.course import observed
    from bedside.faces.web.demo.people import PEOPLE as INVENTED
    from bedside.faces.web.records.entering import store
    from bedside.faces.web.records.models import Person

    now = clock.this_minute()
    with transaction.atomic():
        for number in range(len(INVENTED), PEOPLE):
            told = INVENTED[number % len(INVENTED)]
            person = Person.objects.create(name=f"{told.name} {number}", ward=ward, invented=True)
            store(person, observed(told.rows(now), "demo", now), now)


def signed_in() -> Any:
    from django.test import Client

    from bedside.faces.web.accounts.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="bob"), "allauth.account.auth_backends.AuthenticationBackend")
    return client


# ---------------------------------------------------------------------------------------------------------- the load


@contextmanager
def serving(workers: int) -> Iterator[str]:
    """gunicorn with so many processes; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        "-m",
        "gunicorn",
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--bind",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen([sys.executable, *words, "bedside.faces.web.wsgi:application"])
    try:
        answers(f"http://localhost:{port}/health/")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def answers(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start within half a minute")


def cold(page: str, session: str, database: str) -> None:
    """The board as nobody has asked yet, until everybody has been asked about, and after a restart."""
    with serving(1) as server:
        began = time.perf_counter()
        first, waiting = drawn(server + page, session)
        drawings = 1
        while waiting:
            _, waiting = drawn(server + page, session)
            drawings += 1
        everybody = time.perf_counter() - began
    with serving(1) as server:
        again, _ = drawn(server + page, session)
        second, _ = drawn(server + page, session)
    print(f"\n| board of {PEOPLE} | first drawing ms | everybody s | drawings | after a restart ms | the next ms |")
    print("| --- | --- | --- | --- | --- | --- |")
    told = f"{first * 1000:.0f} | {everybody:.1f} | {drawings} | {again * 1000:.0f} | {second * 1000:.0f}"
    print(f"| {database} | {told} |", flush=True)


def drawn(address: str, session: str) -> tuple[float, bool]:
    """How long one drawing of a board takes, and whether it is still asking about somebody."""
    began = time.perf_counter()
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": f"sessionid={session}"})) as answer:
        content = answer.read()
    return time.perf_counter() - began, b"load delay:" in content


SENDERS = 10
"""Who ask at a rate, each with one connection and begun a moment after the other: ten of one sender ask at the same moment."""


def load(address: str, session: str, seconds: int, rate: int = 0) -> str:
    """Requests a second, p50 and p99 in milliseconds, and how many were refused; as fast as it goes, or at a rate."""
    words = ["hey", "-z", f"{seconds}s", "-o", "csv", "-H", f"Cookie: sessionid={session}", "-disable-redirects"]
    each = ["-c", "1", "-q", str(rate // SENDERS)] if rate else ["-c", str(AT_ONCE)]
    running = []
    for _ in range(SENDERS if rate else 1):
        running.append(subprocess.Popen([*words, *each, address], stdout=subprocess.PIPE, text=True))
        if rate:
            time.sleep(1 / rate)
    told = [one.communicate(timeout=seconds + 60)[0] for one in running]
    rows = [row for text in told for row in csv.DictReader(io.StringIO(text))]
    took = sorted(float(row["response-time"]) for row in rows)
    bad = sum(row["status-code"] != "200" for row in rows)
    if not took:
        return "no answer at all"
    p50, p99 = statistics.median(took), took[min(len(took) - 1, int(len(took) * 0.99))]
    verdict = f" | {'met' if p99 < GOAL and not bad and len(rows) >= 0.98 * rate * seconds else 'not met'}" if rate else ""
    failed = f", {bad} not answered with 200" if bad else ""
    return f"{len(rows) / seconds:8.1f} | {p50 * 1000:7.0f} | {p99 * 1000:7.0f}{verdict}{failed}"


# ----------------------------------------------------------------------------------------------------- where time goes


class Split:
    """Seconds in each part, those within another part not counted twice."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self.stack = ["the rest"]
        self.since = time.perf_counter()

    def turn(self) -> None:
        now = time.perf_counter()
        self.spent[self.stack[-1]] += now - self.since
        self.since = now

    def within(self, part: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            self.turn()
            self.stack.append(part)
            try:
                return call(*args, **kwargs)
            finally:
                self.turn()
                self.stack.pop()

        return counted


def watched() -> Split:
    """A split that watches everything which the views are about to import."""
    from django.template.base import Template

    import bedside
    from bedside.faces.web.records import reading

    split = Split()
    for name in bedside.PUBLIC:
        public = getattr(bedside, name)
        if callable(public) and not isinstance(public, type):
            setattr(bedside, name, split.within("verb", public))
    reading.patient_of = split.within("rows to a record", reading.patient_of)
    Template.render = split.within("template", Template.render)
    return split


def costs(split: Split, addresses: dict[str, str], database: str) -> None:
    client = signed_in()
    for name, page in PAGES.items():
        while b"load delay:" in client.get(addresses[page]).content:
            pass
        print(f"| {name} | {database} | {asked(split, client, addresses[page])} |", flush=True)
        if page != "board":
            told = asked(split, client, addresses[page], forgets=True)
            print(f"| {name}, first in its minute | {database} | {told} |", flush=True)


def asked(split: Split, client: Any, address: str, forgets: bool = False) -> str:
    """Milliseconds of each part, of all, and the least CPU; where it `forgets`, nothing of the page is kept before."""
    from django.db import connection

    from bedside.faces.web.records.models import Kept

    def within(execute: Callable[..., Any], *args: Any) -> Any:
        return split.within("database", execute)(*args)

    split.spent, least = dict.fromkeys(PARTS, 0.0), float("inf")
    for _ in range(REPEATS):
        if forgets:
            Kept.objects.exclude(about="board").delete()
        split.since, began = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(within):
            assert client.get(address).status_code == 200
        split.turn()
        least = min(least, time.process_time() - began)
    parts = " | ".join(f"{split.spent[part] / REPEATS * 1000:6.1f}" for part in PARTS)
    return f"{parts} | {sum(split.spent.values()) / REPEATS * 1000:6.1f} | {least * 1000:6.1f}"


# ------------------------------------------------------------------------------------------------------------- the run


def goal(seconds: int) -> None:
    """The goal alone, on SQLite: fifty a second at the page before the dose, two workers."""
    with tempfile.TemporaryDirectory(prefix="bedside-bench-") as folder:
        session, addresses = prepare(Path(folder))
        with serving(WORKERS[-1]) as server:
            load(server + addresses["predose"], session, 1)
            print(f"| before the dose, {RATE} asked a second, {WORKERS[-1]} workers | requests/s | p50 ms | p99 ms | goal |")
            print("| --- | --- | --- | --- | --- |")
            print(f"| {seconds} s | {load(server + addresses['predose'], session, seconds, RATE)} |", flush=True)
        subprocess.run([sys.executable, str(HERE), "--costs", "SQLite"], check=True)


def measure(database: str, seconds: int) -> None:
    """Everything on one database."""
    with tempfile.TemporaryDirectory(prefix="bedside-bench-") as folder:
        os.environ["BEDSIDE_DATA"] = folder
        os.environ["BEDSIDE_MODE"] = "demo"
        os.environ["DJANGO_SETTINGS_MODULE"] = "bedside.faces.web.settings"
        session, addresses = prepare(Path(folder))
        cold(addresses["board"], session, database)
        print(f"\n| page | database | workers | requests/s | p50 ms | p99 ms | p99 < {GOAL * 1000:.0f} ms at {RATE}/s |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for workers in WORKERS:
            with serving(workers) as server:
                for name, page in PAGES.items():
                    load(server + addresses[page], session, 1)
                    told = load(server + addresses[page], session, seconds)
                    print(f"| {name} | {database} | {workers} | {told} | |", flush=True)
                told = load(server + addresses["predose"], session, seconds, RATE)
                print(f"| before the dose, {RATE} asked a second | {database} | {workers} | {told} |", flush=True)
        subprocess.run([sys.executable, str(HERE), "--costs", database], check=True)


def split_costs(database: str) -> None:
    """In a process of its own: the parts are watched from before the views are imported."""
    import django

    django.setup()
    split = watched()
    from django.urls import reverse

    from bedside.faces.web.records.models import Person

    alice = Person.objects.get(account__username="alice")
    about = {"person": [alice.id], "predose": [alice.id], "board": [alice.ward_id]}
    print(f"\n| milliseconds of a request | database | {' | '.join(PARTS)} | all | least CPU |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    costs(split, {page: reverse(page, args=held) for page, held in about.items()}, database)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="two seconds for each line")
    parser.add_argument("--goal", action="store_true", help="only the page before the dose at its rate, for a minute")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--costs", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.costs:
        split_costs(told.costs)
        return 0
    if told.measure:
        measure(told.measure, 2 if told.quick else 6)
        return 0
    if shutil.which("hey") is None:
        print("the load tool hey is not installed: apt-get install hey", file=sys.stderr)
        return 2
    cores = len(os.sched_getaffinity(0))
    print(f"{cores} cores, Python {platform.python_version()}, load before {os.getloadavg()[0]:.1f}", flush=True)
    if told.goal:
        goal(2 if told.quick else 60)
        print(f"\nload after {os.getloadavg()[0]:.1f}")
        return 0
    more = ["--quick"] if told.quick else []
    plain = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run([sys.executable, str(HERE), "--measure", "SQLite", *more], check=True, env=plain)
    done = subprocess.run([str(ON_POSTGRES), sys.executable, str(HERE), "--measure", "PostgreSQL", *more], check=False)
    if done.returncode == 2:
        print("\nPostgreSQL is left out: it is not installed")
    elif done.returncode:
        return 1
    print(f"\nload after {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
