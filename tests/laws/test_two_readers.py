"""Law 9: one tree, two readers. What `explain` says of one person, `cohort` says of each of thousands."""

from __future__ import annotations

from types import ModuleType

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from worlds import charts, criteria, hours, leaves, moments

from bedside.chart import SECOND, Chart
from bedside.cohort import truths
from bedside.columns import Cohort
from bedside.criterion import Criterion, Ever, Held, Latched, Truth
from bedside.explain import explain


@given(criteria, st.lists(charts, min_size=1, max_size=4), moments)
def test_one_person_and_a_cohort_agree(tree: Criterion, people: list[Chart], at: int) -> None:
    one = [int(explain(tree, person, at).truth) for person in people]
    many = truths(tree, Cohort.of(people), np.full(len(people), at))
    assert many.tolist() == one


@given(criteria, charts, st.lists(moments, min_size=1, max_size=4))
def test_several_moments_at_once_agree(tree: Criterion, person: Chart, at: list[int]) -> None:
    many = truths(tree, Cohort.of([person]), np.array(at)[:, None])
    assert many[:, 0].tolist() == [int(explain(tree, person, t).truth) for t in at]


def _walked(person: Chart, until: int) -> range:
    """Every quarter of an hour since the record begins: with the moment after each, nothing changes in between."""
    return range(*(person.first or (until,)), until, 900 * SECOND)


def _fine(person: Chart, until: int) -> list[int]:
    return sorted({t for quarter in _walked(person, until) for t in (quarter, quarter + 1)})


@given(leaves, hours, charts, moments)
def test_for_means_at_every_moment_of_the_window(leaf: Criterion, duration: int, person: Chart, at: int) -> None:
    steps = range(at - duration * SECOND, at + 1, 900 * SECOND)
    every = [t for step in steps for t in (step, step + 1) if t <= at]
    assert explain(Held(leaf, duration), person, at).truth == min(explain(leaf, person, t).truth for t in every)


@given(leaves, leaves, charts, moments)
def test_until_means_walking_the_record_and_remembering(when: Criterion, release: Criterion, person: Chart, at: int) -> None:
    began = False
    for t in _fine(person, at):
        began = explain(when, person, t).truth is Truth.YES or (began and explain(release, person, t).truth < Truth.YES)
    now, freed = explain(when, person, at).truth, explain(release, person, at).truth
    expected = Truth.YES if began and freed < Truth.YES else now
    assert explain(Latched(when, release), person, at).truth == expected


@given(leaves, charts, moments)
def test_ever_means_once_known_always_said(leaf: Criterion, person: Chart, at: int) -> None:
    once = any(explain(leaf, person, t).truth is Truth.YES for t in [*_fine(person, at), at])
    assert explain(Ever(leaf), person, at).truth == (Truth.YES if once else explain(leaf, person, at).truth)


OTHER = ModuleType("another array library")
OTHER.__dict__.update({name: getattr(np, name) for name in dir(np) if not name.startswith("__")})
"""NumPy under another name: the reader must not take it for NumPy, and leaves out its savings, as under jax.numpy."""


@given(criteria, st.lists(charts, min_size=1, max_size=3), moments)
def test_the_path_for_other_array_libraries_agrees(tree: Criterion, people: list[Chart], at: int) -> None:
    one = [int(explain(tree, person, at).truth) for person in people]
    many = truths(tree, Cohort.of(people), np.full(len(people), at), OTHER)
    assert many.tolist() == one
