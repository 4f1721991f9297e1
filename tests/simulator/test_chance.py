"""Numbers by chance that belong to a person: published answers of the generator, and the shape of what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from bedside.simulator.chance import exponential, logarithm, normal, philox, uniform

IDS = np.arange(20_000)


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_the_generator_gives_the_answers_that_its_authors_publish(counter, key, answer) -> None:
    assert tuple(int(word) for word in philox(counter, key)) == answer


def test_a_number_belongs_to_seed_person_quantity_and_slot_and_to_nothing_else() -> None:
    whole = normal(7, IDS, "creatinine", 3)
    assert np.array_equal(whole[123:456], normal(7, IDS[123:456], "creatinine", 3))
    assert np.array_equal(whole[::-1], normal(7, IDS[::-1].copy(), "creatinine", 3))
    for other in (normal(8, IDS, "creatinine", 3), normal(7, IDS, "bilirubin", 3), normal(7, IDS, "creatinine", 4)):
        assert abs(np.corrcoef(whole, other)[0, 1]) < 0.03


def test_people_beyond_the_first_four_thousand_million_differ_from_them() -> None:
    far = np.array([1, 1 + (1 << 32)])
    assert len(set(uniform(0, far, "WT"))) == 2


def test_what_is_drawn_is_uniform_and_normal() -> None:
    assert stats.kstest(uniform(1, IDS, "a"), "uniform").pvalue > 0.01
    assert stats.kstest(normal(1, IDS, "a"), "norm").pvalue > 0.01
    assert np.allclose(normal(1, IDS, "a"), stats.norm.ppf(uniform(1, IDS, "a")), rtol=1e-13, atol=1e-14)


def test_the_last_bits_do_not_depend_on_the_library_of_a_machine() -> None:
    """Bytes that were written down once: a change of them would make other people of the same seed."""
    assert [value.hex() for value in normal(2026, np.array([0, 7, 1_000_000]), "WT")] == WRITTEN


WRITTEN = ["-0x1.58f5392c80721p-5", "-0x1.2585d540fb3b4p+1", "-0x1.574869d584925p+0"]


def test_exponential_and_logarithm_are_right_to_the_last_bit_but_one() -> None:
    x = np.linspace(-40, 40, 10_001)
    assert np.abs(exponential(x) / np.exp(x) - 1).max() < 5e-16
    y = np.exp(np.linspace(-80, 3, 10_001))
    assert np.allclose(logarithm(y), np.log(y), rtol=3e-16, atol=3e-16)
