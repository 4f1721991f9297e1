"""A label as a FHIR R4 document bundle: a Composition whose sections hold XHTML."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from bedside.labels.label import PLACES, Block, Label, LabelError, LabelSection
from bedside.labels.narrative import DEEPEST, blocks_of, plain_title, xhtml

LOINC = "http://loinc.org"


def read_fhir_label(data: Mapping[str, Any], content: bytes, file: str) -> Label:
    """The label of a document bundle. Raises LabelError."""
    resources = [entry.get("resource") for entry in _rows(data, "entry")]
    found = [row for row in resources if isinstance(row, dict) and row.get("resourceType") == "Composition"]
    if data.get("type") != "document" or not found:
        raise LabelError(f"{file}: is a FHIR bundle, but no document with a Composition, which a label is")
    composition = found[0]
    names = tuple(dict.fromkeys(_names(resources)))
    title = plain_title(str(composition.get("title", "")))
    sections = tuple(_sections(composition, 1, "", file))
    return Label(
        id=_identifier(composition) or str(data.get("id", file)),
        name=names[0] if names else title or file,
        also=names[1:],
        title=title,
        form="FHIR",
        file=file,
        version=_version(composition),
        effective=str(composition.get("date", "")),
        sections=sections if any(section.blocks for section in sections) else (*sections, *_whole(composition, file)),
        digest=hashlib.sha256(content).hexdigest(),
    )


def _sections(parent: Mapping[str, Any], level: int, place: str, file: str) -> Iterator[LabelSection]:
    if level > DEEPEST:
        raise LabelError(f"{file}: nests sections more than {DEEPEST} deep, which no label does; it is refused unread")
    for section in _rows(parent, "section"):
        code = _code(section)
        mine = PLACES.get(code, place)
        yield LabelSection(code, plain_title(str(section.get("title") or "")), level, _narrative(section, file), mine)
        yield from _sections(section, level + 1, mine, file)


def _whole(composition: Mapping[str, Any], file: str) -> Iterator[LabelSection]:
    """The narrative of a document without sections, as one section: where there are some, it only repeats them."""
    blocks = _narrative(composition, file)
    if blocks:
        yield LabelSection("", "", 1, blocks)


def _narrative(holder: Mapping[str, Any], file: str) -> tuple[Block, ...]:
    text = holder.get("text")
    div = text.get("div", "") if isinstance(text, dict) else ""
    return blocks_of(xhtml(div, file)) if isinstance(div, str) and div.strip() else ()


def _code(section: Mapping[str, Any]) -> str:
    code = section.get("code")
    codings = _rows(code, "coding") if isinstance(code, dict) else []
    return next((str(row.get("code", "")) for row in codings if row.get("system") == LOINC), "")


def _names(resources: list[Any]) -> Iterator[str]:
    for row in resources:
        if isinstance(row, dict) and row.get("resourceType") == "MedicinalProductDefinition":
            yield from (str(name["productName"]) for name in _rows(row, "name") if name.get("productName"))
        if isinstance(row, dict) and row.get("resourceType") == "SubstanceDefinition":
            yield from (str(name["name"]) for name in _rows(row, "name") if name.get("name"))


def _identifier(composition: Mapping[str, Any]) -> str:
    found = composition.get("identifier")
    row = found[0] if isinstance(found, list) and found else found
    return str(row.get("value", "")) if isinstance(row, dict) else ""


def _version(composition: Mapping[str, Any]) -> str:
    meta = composition.get("meta")
    return str(meta.get("versionId", "")) if isinstance(meta, dict) else ""


def _rows(holder: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = holder.get(key)
    value = [value] if isinstance(value, dict) else value
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
