"""Which medicine does a name mean? Near misses find it; a name that could be another medicine never does silently."""

from __future__ import annotations

import string
import tomllib
from importlib.resources import files

import pytest

from bedside.load import load_medicine, shipped_medicines
from bedside.pages.names import APART, SURE, NameUnsure, find_medicine

FOUND = {
    "Proleukin": "aldesleukin", "proleukin": "aldesleukin", "PROLEUKIN®": "aldesleukin", "Prolukin": "aldesleukin",
    "Proleukine": "aldesleukin", "aldesleukin": "aldesleukin", "Aldeslukin": "aldesleukin", "IL-2": "aldesleukin",
    "il2": "aldesleukin", "IL 2": "aldesleukin", "interleukin 2": "aldesleukin", "Interleukin-2": "aldesleukin",
    "interluekin-2": "aldesleukin", "HD IL-2": "aldesleukin",
    "Intron A": "interferon-alfa-2b", "interferon alfa-2b": "interferon-alfa-2b", "interferon α-2b": "interferon-alfa-2b",
    "interferon alpha 2b": "interferon-alfa-2b", "IFN alfa-2b": "interferon-alfa-2b", "interferon alfa2b": "interferon-alfa-2b",
    "Sutent": "sunitinib", "sunitinib": "sunitinib", "sunitnib": "sunitinib", "sunitinib malate": "sunitinib",
    "Votrient": "pazopanib", "pazopanib": "pazopanib", "pazopinib": "pazopanib", "Votriant": "pazopanib",
    "Opdivo": "nivolumab", "nivolumab": "nivolumab", "nivolomab": "nivolumab", "nivo": "nivolumab",
    "Yervoy": "ipilimumab", "ipilimumab": "ipilimumab", "ipilumumab": "ipilimumab", "ipi": "ipilimumab",
    "Keytruda": "pembrolizumab", "pembrolizumab": "pembrolizumab", "pembrolizimab": "pembrolizumab", "pembro": "pembrolizumab",
    "Keytrudda": "pembrolizumab", "lambrolizumab": "pembrolizumab",
    "nivolumab and ipilimumab": "nivolumab-ipilimumab", "ipilimumab + nivolumab": "nivolumab-ipilimumab",
    "ipi/nivo": "nivolumab-ipilimumab", "Opdivo with Yervoy": "nivolumab-ipilimumab",
        "nivolumab-ipilimumab": "nivolumab-ipilimumab",
    "nivolumab and ipilimumb": "nivolumab-ipilimumab",
}  # fmt: skip
ASKED = {
    "IL-12": "interleukin-12", "interleukin-12": "interleukin-12", "IL-1": "interleukin-1", "IL-11": "interleukin-11",
    "IL-15": "another interleukin", "Procrit": "epoetin", "Prolia": "denosumab", "interferon alfa-2a": "alfa-2a, not alfa-2b",
    "Roferon-A": "alfa-2a, not alfa-2b", "interferon": "a family of medicines", "IFN": "a family of medicines",
    "interferon beta-1a": "multiple sclerosis", "Pegasys": "long-acting", "peginterferon alfa-2b": "long-acting",
    "sorafenib": "another kinase inhibitor", "Nexavar": "another kinase inhibitor", "axitinib": "another kinase inhibitor",
    "ponatinib": "another kinase inhibitor", "nivolumab and relatlimab": "a fixed mixture", "relatlimab": "a fixed mixture",
    "Opdualag": "a fixed mixture", "nivolumab + relatlimab-rmbw": None, "Opdivo Qvantig": "under the skin",
    "Keytruda Qlex": "under the skin", "pembrolizumab and axitinib": "a second medicine",
        "nivolumab and cabozantinib": "cabozantinib",
    "atezolizumab": "another checkpoint inhibitor", "tremelimumab": "another immune medicine",
        "cemiplimab": "another checkpoint",
    "bempegaldesleukin": "another medicine", "denileukin diftitox": "a toxin joined",
    "nivolumab ipilimumab relatlimab": None, "aldesleukin interferon": None, "IL-3": "another interleukin", "IL-22": None,
    "interleukin": None, "mab": None, "Opd": None, "nib": None, "2b": None, "Proleukin 12": None, "sunitinib sorafenib": None,
    "": "found no name", "***": "found no name",
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_a_name_finds_its_medicine(name: str) -> None:
    assert find_medicine(name).medicine == FOUND[name]


@pytest.mark.parametrize("name", ASKED)
def test_a_name_that_may_be_another_medicine_is_asked_about(name: str) -> None:
    with pytest.raises(NameUnsure) as trouble:
        find_medicine(name)
    assert (ASKED[name] or "") in str(trouble.value)


def test_every_name_in_the_files_finds_its_own_medicine_with_full_confidence() -> None:
    for key in shipped_medicines():
        medicine = load_medicine(key)
        for name in (key, medicine.name, *medicine.also):
            match = find_medicine(name)
            assert (match.medicine, match.confidence, match.exact) == (key, 1.0, True), name


def test_a_near_miss_says_what_it_was_taken_for_and_how_sure_that_is() -> None:
    match = find_medicine("Prolukin")
    assert (match.asked, match.name, match.exact) == ("Prolukin", "Proleukin", False)
    assert SURE <= match.confidence < 1
    assert match.to_json() == {"asked": "Prolukin", "medicine": "aldesleukin", "name": "Proleukin", "confidence": 0.89}


def test_below_the_stated_confidence_it_names_the_candidates() -> None:
    with pytest.raises(
        NameUnsure, match=r"I am not sure which medicine 'Opdiva' is\. Name one of these, if you mean it; 0\.85"
    ) as asked:
        find_medicine("Opdiva")
    (candidate,) = asked.value.candidates
    assert (candidate.medicine, round(candidate.confidence, 2)) == ("nivolumab", 0.83)


def test_a_name_without_end_is_refused_and_not_repeated() -> None:
    with pytest.raises(NameUnsure, match=r"^the name is 100000 characters long; a name has at most 200$") as asked:
        find_medicine("Proleukin " * 10_000)
    assert asked.value.candidates == ()


OTHERS = [
    name
    for row in tomllib.loads(files("bedside").joinpath("pages", "lookalikes.toml").read_text("utf-8"))["other"]
    for name in row["names"]
]


@pytest.mark.parametrize("name", OTHERS)
def test_another_medicine_is_never_taken_for_one_of_the_library(name: str) -> None:
    with pytest.raises(NameUnsure, match="is another medicine"):
        find_medicine(name)


def slips(name: str) -> set[str]:
    """Every name that is one slip of the pen away: a letter lost, doubled, turned round or another one."""
    found = {name[:i] + name[i + 1 :] for i in range(len(name))}
    found |= {name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)}
    return found | {name[:i] + c + name[i + 1 :] for i in range(len(name)) for c in string.ascii_lowercase}


SLIPPED = ("sorafenib", "relatlimab", "Opdualag", "Procrit", "IL-12", "interferon alfa-2a", "nivolumab and relatlimab",
    "axitinib",
           "ponatinib", "Roferon-A", "Opdivo Qvantig", "tremelimumab", "IL-15", "Prolia")  # fmt: skip


@pytest.mark.parametrize("name", SLIPPED)
def test_a_slip_in_another_medicine_s_name_is_never_taken_for_one_of_the_library(name: str) -> None:
    exact = {
        form.casefold() for key in shipped_medicines() for form in (key, load_medicine(key).name, *load_medicine(key).also)
    }
    for slip in slips(name) - exact:
        if slip.casefold() in ("il-2", "il-2 ", "interferon alfa-2b"):
            continue
        try:
            taken = find_medicine(slip)
        except NameUnsure:
            continue
        pytest.fail(f"{slip!r}, a slip of {name!r}, was taken for {taken.medicine} ({taken.confidence:.2f})")


def test_any_one_slip_in_a_name_of_ours_finds_it_or_asks_and_never_finds_another() -> None:
    for name in (
        "Proleukin",
        "aldesleukin",
        "sunitinib",
        "pazopanib",
        "nivolumab",
        "ipilimumab",
        "pembrolizumab",
        "Keytruda",
        "Votrient",
    ):
        right, met = find_medicine(name).medicine, 0
        for slip in slips(name):
            try:
                met += find_medicine(slip).medicine == right
                assert find_medicine(slip).medicine == right, slip
            except NameUnsure:
                pass
        assert met > 0.9 * len(slips(name)), name


def test_the_stated_limits_are_what_the_pages_say() -> None:
    assert (SURE, APART) == (0.85, 0.12)
