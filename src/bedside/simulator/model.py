"""The numbers of a medicine's model, `model.toml`: each with its unit, its spread and where it is from.

A number that nobody measured says so: its source is then "assumed" or "calibrated", and `why` tells to what.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bedside.load import SHIPPED, Fault, MedicineError, load_medicine, shipped_medicines
from bedside.medicine import READS, Medicine, Source
from bedside.refusal import Refusal
from bedside.schema import NUMBER, TEXT, WHOLE, Table, faults_of_shape
from bedside.toml_lines import Place, key_lines

FILE = "model.toml"
OWN = ("assumed", "calibrated")
"""What stands in the place of a source for a number that no document tells."""
SCALES = {"weight": 1.0, "weight^0.75": 0.75}
"""How a number that is told for 70 kg follows body weight: its power."""
MODEL_TABLES = {
    "model": Table("one", {"title": TEXT, "about": TEXT, "guide": TEXT}, {}),
    "sources": Table("named", {"title": TEXT, "year": WHOLE}, {"link": TEXT, "note": TEXT}),
    "quantity": Table(
        "named",
        {"say": TEXT, "unit": TEXT, "median": NUMBER, "source": TEXT, "why": TEXT},
        {"spread": NUMBER, "rho": NUMBER, "low": NUMBER, "high": NUMBER, "scales": TEXT, "read": TEXT},
    ),
}


class ModelError(Refusal):
    """A change of the model that names a number it does not have, or gives one that cannot be."""


@dataclass(frozen=True)
class Quantity:
    """One number of the model: its median, the standard deviation of its logarithm, its share in the common factor."""

    id: str
    say: str
    unit: str
    median: float
    source: str
    why: str
    spread: float = 0.0
    rho: float = 0.0
    low: float = 0.0
    high: float = float("inf")
    scales: str = ""
    read: str = ""

    @property
    def varies(self) -> bool:
        """Whether two people can differ in it."""
        return self.spread > 0 or bool(self.scales)


@dataclass(frozen=True)
class Model:
    """The numbers of one medicine's model, in the order of its file. `guide` decides where nobody names one."""

    medicine: str
    title: str
    guide: str
    quantities: Mapping[str, Quantity]
    sources: Mapping[str, Source]
    digest: str

    def fixed(self) -> dict[str, float]:
        """What is the same for everybody."""
        return {key: row.median for key, row in self.quantities.items() if not row.varies}

    def varying(self) -> tuple[str, ...]:
        """What people differ in."""
        return tuple(key for key, row in self.quantities.items() if row.varies)

    def with_medians(self, **medians: float) -> Model:
        """The same model with other medians. Raises ModelError for a number that it does not have."""
        for key, median in medians.items():
            if key not in self.quantities:
                raise ModelError(f"the model has no number {key!r}; it has {', '.join(self.quantities)}")
            if not 0 < median < float("inf"):
                raise ModelError(f"{key} is a number above zero, found {median}")
        rows = {key: replace(row, median=medians.get(key, row.median)) for key, row in self.quantities.items()}
        return replace(self, quantities=rows)


def load_model(medicine: str | Path) -> Model:
    """The model of a shipped id, or of a medicine's folder at a path. Raises MedicineError with every fault."""
    found = model_of(medicine)
    if found is None:
        name = load_medicine(medicine).name
        raise MedicineError([Fault(f"{medicine}/{FILE}", 0, "file", f"there is no model of {name}: it cannot be simulated")])
    return found


def model_of(medicine: str | Path) -> Model | None:
    """The same, but None where the medicine has no model. Raises MedicineError with every fault of one."""
    chosen = load_medicine(medicine)
    shipped = str(medicine) in shipped_medicines()
    folder = Path(medicine) if Path(medicine).is_dir() else Path(medicine).parent
    entry = SHIPPED.joinpath(str(medicine), FILE) if shipped else folder / FILE
    name = f"{medicine}/{FILE}" if shipped else str(entry)
    if not entry.is_file():
        return None
    try:
        text = entry.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise MedicineError([Fault(name, 0, "file", f"cannot be read: {trouble}")]) from None
    return read_model(text, name, chosen)


def read_model(text: str, file: str, medicine: Medicine) -> Model:
    """The model that `text` describes. Raises MedicineError with every fault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise MedicineError([Fault(file, 0, "toml", str(trouble))]) from None
    reader = _ModelReader(file, medicine, data, key_lines(text))
    reader.look()
    if reader.faults:
        raise MedicineError(reader.faults)
    own = {key: Source(key=key, **row) for key, row in data.get("sources", {}).items()}
    rows = {key: _quantity(key, row) for key, row in data["quantity"].items()}
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Model(medicine.id, data["model"]["title"], data["model"]["guide"], rows, dict(medicine.sources) | own, digest)


def _quantity(key: str, row: dict[str, Any]) -> Quantity:
    told: dict[str, Any] = {name: float(value) if isinstance(value, int | float) else value for name, value in row.items()}
    return Quantity(key, **told)


@dataclass
class _ModelReader:
    file: str
    medicine: Medicine
    data: dict[str, Any]
    lines: dict[Place, int]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, table: str, which: int, key: str, problem: str) -> None:
        places = ((table, which, key), (table, which, ""))
        line = next((self.lines[place] for place in places if place in self.lines), 0)
        self.faults.append(Fault(self.file, line, table.partition(".")[2] or table, problem))

    def look(self) -> None:
        """Every fault of the file: its shape first; only what has its shape is looked at further."""
        for found in faults_of_shape(self.data, MODEL_TABLES, ("model", "quantity")):
            self.fault(*found)
        if not self.faults:
            guide = self.data["model"]["guide"]
            if guide not in self.medicine.guides:
                self.fault("model", 0, "guide", f"found guide {guide!r}, expected one of {', '.join(self.medicine.guides)}")
            known = (*self.medicine.sources, *self.data.get("sources", {}))
            for key, row in self.data["quantity"].items():
                for name, problem in _problems(row, known):
                    self.fault(f"quantity.{key}", 0, name, problem)


def _problems(row: dict[str, Any], known: tuple[str, ...]) -> list[tuple[str, str]]:
    """(key, problem) of everything that cannot stand in a row of the right shape."""
    found = []
    cited = str(row["source"]).partition(",")[0]
    if cited not in (*OWN, *known):
        found.append(("source", f"found source {row['source']!r}, expected {', '.join(OWN)} or one of {', '.join(known)}"))
    elif (cited in OWN) == ("read" in row):
        found.append(("source", "a number from a document says how it was read; one that is assumed or calibrated does not"))
    if row.get("read", READS[0]) not in READS:
        found.append(("read", f"found read {row['read']!r}, expected {', '.join(READS)}"))
    if row.get("scales", "weight") not in SCALES:
        found.append(("scales", f"found scales {row['scales']!r}, expected {', '.join(SCALES)}"))
    if row.get("rho", 0.5) >= 1:
        found.append(("rho", f"rho is a share of the common factor, below 1, found {row['rho']}"))
    if "rho" in row and "spread" not in row:
        found.append(("rho", "rho needs a spread: without one everybody has the median"))
    if not row.get("low", 0) <= row["median"] <= row.get("high", float("inf")):
        found.append(("median", f"the median {row['median']} is not between low and high"))
    return found
