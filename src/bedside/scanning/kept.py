"""A scan as text, and back, for whoever looks at it again: the file is not read again for that.

>>> scan_from_text(scan_to_text(scan)).to_json() == scan.to_json()
True
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any

from bedside.scanning.analytes import analytes
from bedside.scanning.facts import Identity, Person
from bedside.scanning.layout import Box
from bedside.scanning.results import NotUnderstood, Result
from bedside.verbs.scan import Report, Scan

LEFT_OUT = ("moment",)
"""What only the reading itself needs of a result: the date before it was certain which day that is."""


def scan_to_text(found: Scan) -> str:
    """Everything of a scan but its pictures, as JSON. The person on the report is in it: it is kept as the report is."""
    plain = replace(found, pictures=(), results=())
    told = asdict(plain) | {"results": [_row(each) for each in found.results]}
    told["printed"]["born"] = found.printed.born.isoformat() if found.printed.born else None
    return json.dumps(told, ensure_ascii=False)


def scan_from_text(text: str) -> Scan:
    """The scan that `scan_to_text` wrote, without pictures."""
    told = json.loads(text)
    born = told["printed"]["born"]
    return Scan(
        report=Report(**{**told["report"], "method": tuple(told["report"]["method"])}),
        results=tuple(_result(each) for each in told["results"]),
        not_understood=tuple(NotUnderstood(**{**each, "box": Box(**each["box"])}) for each in told["not_understood"]),
        identity=Identity(**told["identity"]),
        people=told["people"],
        printed=Person(**{**told["printed"], "born": date.fromisoformat(born) if born else None}),
    )


def _row(result: Result) -> dict[str, Any]:
    """A result by its fields; of its analyte the id."""
    told = {each.name: getattr(result, each.name) for each in fields(result) if each.name not in LEFT_OUT}
    return told | {"box": asdict(result.box), "analyte": result.analyte.id if result.analyte else None}


def _result(told: dict[str, Any]) -> Result:
    analyte = analytes().get(told["analyte"] or "")
    return Result(**{**told, "box": Box(**told["box"]), "why": tuple(told["why"]), "analyte": analyte})
