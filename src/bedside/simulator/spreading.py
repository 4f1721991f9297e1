"""Groups of virtual people in their order: worked out here, or by the workers of a Dask scheduler. The answers are the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bedside.refusal import Refusal
from bedside.simulator.group import Group, Work, group
from bedside.simulator.protocol import CannotSimulate

AHEAD = 2
"""Groups under way at a time here: while one decides, the other's bodies go on."""
SECONDS_TO_ANSWER = 10
WAITING = 4
"""Groups that wait for each worker of a scheduler."""


def groups(work: Work, dask: str | None = None) -> Iterator[Group]:
    """Every group in its order. Raises CannotSimulate when the scheduler cannot be reached."""
    return _spread(work, dask) if dask else _here(work)


def _here(work: Work) -> Iterator[Group]:
    pool = ThreadPoolExecutor(AHEAD)
    try:
        yield from _in_order(work, AHEAD, lambda first, last: pool.submit(group, work, first, last))
    finally:
        pool.shutdown(cancel_futures=True)


def _spread(work: Work, address: str) -> Iterator[Group]:
    client = _client(address)
    try:
        workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        there = client.scatter(work, broadcast=True)
        ahead = WAITING * workers
        yield from _in_order(work, ahead, lambda first, last: client.submit(group, there, first, last, pure=False))
    finally:
        client.close()


def _in_order(work: Work, ahead: int, submit: Callable[[int, int], Any]) -> Iterator[Group]:
    """The groups in their order, with so many under way."""
    waiting: deque[Any] = deque()
    left = deque(work.groups)
    while left or waiting:
        while left and len(waiting) < ahead:
            waiting.append(submit(*left.popleft()))
        yield waiting.popleft().result()


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise Refusal("pip install 'bedside[dask]'") from None
    try:
        return Client(address, timeout=SECONDS_TO_ANSWER)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as trouble:
        told = str(trouble).splitlines()[0] if str(trouble) else "no answer"
        raise CannotSimulate(f"{address}: no Dask scheduler answers there ({told})") from None
