"""The file of a model: every number used, every number with its source, every fault told with its line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import bedside
from bedside.simulator import body
from bedside.simulator.model import SHIPPED, load_model, read_model
from bedside.simulator.people import typical

MEDICINE = bedside.load_medicine("aldesleukin")
TEXT = SHIPPED.joinpath("aldesleukin", "model.toml").read_text("utf-8")
SMALL = """[model]
title = "A"
about = "B"
guide = "til-2024"

[quantity.WT]
say = "body weight"
unit = "kg"
median = 82.0
spread = 0.19
source = "assumed"
why = "none"
"""


def faults(text: str) -> str:
    with pytest.raises(bedside.MedicineError) as trouble:
        read_model(text, "model.toml", MEDICINE)
    return str(trouble.value)


def test_every_number_of_the_file_is_asked_for_and_no_other() -> None:
    model = load_model("aldesleukin")
    asked: set[str] = set()

    class Asked(SimpleNamespace):
        def __getattribute__(self, name: str) -> object:
            asked.add(name)
            return super().__getattribute__(name)

    someone = typical(model)
    p = Asked(**someone.fixed, **dict(zip(someone.names, someone.values[:, 0], strict=True)))
    y = body.BODY.named(list(body.start(someone)[:, 0]))
    u = SimpleNamespace(dose=0.6, on=1.0, pressor_allowed=1.0, infusing=1.0)
    body.rates(y, p, u, np)
    body.changes(y, p, u, np)
    seen = {"HR0", "HRB", "HRT", "B0", "Z50", "Z_STEEP", "LUNG", "LUNG_WT", "SPO2_0", "SPO2_FALL", "TEMP0"}
    assert (asked & model.quantities.keys()) | seen == model.quantities.keys()


def test_every_number_has_a_source_or_says_that_it_has_none() -> None:
    for row in load_model("aldesleukin").quantities.values():
        assert row.say and row.unit and row.why
        assert (row.source in ("assumed", "calibrated")) != bool(row.read)


@pytest.mark.parametrize(
    ("was", "then", "told"),
    [
        (
            'source = "assumed"',
            'source = "somebody"',
            "model.toml:11: [WT] found source 'somebody', expected assumed, calibrated",
        ),
        ('source = "assumed"', 'source = "assumed"\nread = "primary"', "model.toml:11: [WT] a number from a document says"),
        ('source = "assumed"', 'source = "textor-1987, abstract"', "model.toml:11: [WT] a number from a document says how"),
        ('source = "assumed"', 'source = "textor-1987, abstract"\nread = "seen"', "model.toml:12: [WT] found read 'seen'"),
        ("median = 82.0", "median = -1", "model.toml:9: [WT] median is a number above zero, found -1"),
        ("median = 82.0", "median = 82.0\nlow = 90", "model.toml:9: [WT] the median 82.0 is not between low and high"),
        ("spread = 0.19", "rho = 0.5", "model.toml:10: [WT] rho needs a spread"),
        ("spread = 0.19", "spread = 0.19\nrho = 1.5", "model.toml:11: [WT] rho is a share of the common factor, below 1"),
        ("spread = 0.19", 'scales = "height"', "model.toml:10: [WT] found scales 'height', expected weight, weight^0.75"),
        ("spread = 0.19", "sprd = 0.19", "model.toml:10: [WT] found the key 'sprd', expected one of"),
        ('unit = "kg"\n', "", "model.toml:6: [WT] the key 'unit' is missing"),
        ('guide = "til-2024"', 'guide = "til"', "model.toml:4: [model] found guide 'til', expected one of consensus-2014"),
        ("[model]", "[modl]", "the table [model] is missing"),
        ("[model]", "[model", "toml"),
    ],
)
def test_a_fault_is_told_with_its_line(was: str, then: str, told: str) -> None:
    assert read_model(SMALL, "model.toml", MEDICINE)
    assert was in SMALL and told in faults(SMALL.replace(was, then, 1))


def test_a_folder_may_have_its_own_model(tmp_path: Path) -> None:
    (tmp_path / "medicine.toml").write_text(SHIPPED.joinpath("aldesleukin", "medicine.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(bedside.MedicineError, match="there is no model of Aldesleukin: it cannot be simulated"):
        load_model(tmp_path)
    (tmp_path / "model.toml").write_text(TEXT, "utf-8")
    assert load_model(tmp_path).quantities == load_model("aldesleukin").quantities


def test_a_shipped_medicine_without_a_model_says_so() -> None:
    with pytest.raises(bedside.MedicineError, match=r"sunitinib/model.toml: .* cannot be simulated"):
        load_model("sunitinib")


def test_verify_reads_the_model_of_a_medicine(tmp_path: Path, capsys, monkeypatch) -> None:
    from bedside.faces.cli import main

    (tmp_path / "medicine.toml").write_text(SHIPPED.joinpath("aldesleukin", "medicine.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "model.toml").write_text(SMALL.replace("median = 82.0", "median = 0"), "utf-8")
    monkeypatch.setattr("sys.argv", ["bedside", "medicine", "verify", str(tmp_path)])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "model.toml:9: [WT] median is a number above zero, found 0" in capsys.readouterr().err
    assert bedside.model_of("sunitinib") is None


def test_the_page_of_the_model_counts_what_is_assumed() -> None:
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "model.md").read_text("utf-8")
    rows = load_model("aldesleukin").quantities.values()
    told = [row.source if row.source in ("assumed", "calibrated") else "a source" for row in rows]
    assert f"source ({told.count('a source')} of {len(told)}), or the word *assumed* ({told.count('assumed')})" in page
    assert f"*calibrated* and to what ({told.count('calibrated')})" in page
    assert all(f"| {name}" in page or f", {name}" in page for name in body.STATES)
