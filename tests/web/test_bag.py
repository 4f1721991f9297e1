"""Another bag on the preparation sheet: worked out anew, and stored only while its strength is within the source's limits."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from test_pages import text_of

import bedside
from bedside.faces.web.records.models import Preparation

HOW = bedside.load_medicine("aldesleukin").preparation
assert HOW is not None


def sheet(browser: Any, alice: Any, bag: str = "") -> Any:
    return browser("dora").get(reverse("preparation", args=[alice.id]) + bag)


def sent(page: Any) -> dict[str, Any]:
    return {field.html_name: field.value() for field in page.context["form"]} | {"lot": "A1"}


def test_the_strength_is_that_of_the_chosen_bag(alice: Any, browser: Any) -> None:
    usual, larger = sheet(browser, alice).context["plan"].dose, sheet(browser, alice, "?bag=40").context["plan"].dose
    assert (usual.bag_ml, larger.bag_ml) == (HOW.bag_ml, 40)
    assert larger.concentration_ug_ml == pytest.approx(larger.mg * 1000 / (40 + larger.volume_ml))


def test_a_bag_within_the_limits_is_stored_with_its_figures(alice: Any, browser: Any) -> None:
    page = sheet(browser, alice, "?bag=40")
    assert page.context["fits"]
    assert browser("dora").post(reverse("preparation", args=[alice.id]), sent(page)).status_code == 302
    assert Preparation.objects.get(person=alice).sheet["dose"]["bag_ml"] == 40


@pytest.mark.parametrize("bag", ["5", "500"])
def test_a_bag_outside_the_limits_is_refused_and_says_which_are_right(alice: Any, browser: Any, bag: str) -> None:
    page = sheet(browser, alice, f"?bag={bag}")
    assert "mL brings it inside" in text_of(page) and "I have prepared this dose" not in text_of(page)
    refused = browser("dora").post(reverse("preparation", args=[alice.id]), sent(page))
    assert refused.status_code == 422 and "outside what the source allows" in text_of(refused)
    assert not Preparation.objects.filter(person=alice).exists()


@pytest.mark.parametrize("bag", ["0", "-50", "1001", "many", "nan", "inf"])
def test_what_is_no_bag_is_refused_with_the_field_named(alice: Any, browser: Any, bag: str) -> None:
    page = sheet(browser, alice, f"?bag={bag}")
    assert page.status_code == 422 and page.context["bag"].errors.keys() == {"bag"}
    assert page.context["plan"].dose.bag_ml == HOW.bag_ml
