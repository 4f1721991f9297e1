"""A label as FDA Structured Product Labeling (SPL, HL7 version 3 XML)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bedside.labels.label import PLACES, Block, Label, LabelError, LabelSection, tidy
from bedside.labels.narrative import blocks_of, name_of, parse_xml, text_of

V3 = "{urn:hl7-org:v3}"
LOINC = "2.16.840.1.113883.6.1"
BODIES = ("structuredBody", "nonXMLBody")
HOLDERS = ("manufacturedProduct", "manufacturedMedicine", "genericMedicine", "identifiedSubstance")


def read_spl(content: bytes, file: str) -> Label:
    """The label of an SPL document. Raises LabelError."""
    root = parse_xml(content, file)
    if root.tag != f"{V3}document":
        raise LabelError(f"{file}: is XML, but no SPL label: found <{name_of(root)}>, expected <document> of urn:hl7-org:v3")
    names = tuple(dict.fromkeys(_names(root)))
    title = text_of(root.find(f"{V3}title"))
    return Label(
        id=_attribute(root, "setId", "root") or _attribute(root, "id", "root") or file,
        name=names[0] if names else title or file,
        also=names[1:],
        title=title,
        form="SPL",
        file=file,
        version=_attribute(root, "versionNumber", "value"),
        effective=_attribute(root, "effectiveTime", "value"),
        sections=(*_without_section(root), *_sections(root, 1, "")),
        digest=hashlib.sha256(content).hexdigest(),
    )


def _without_section(root: Element) -> Iterator[LabelSection]:
    """Text that stands in no section, as one section without a title: a label may have nothing else."""
    bodies = [root, *(body for name in BODIES for body in root.findall(f"{V3}component/{V3}{name}"))]
    texts = [text for body in bodies for text in body.findall(f"{V3}text") if text.get("representation") != "B64"]
    blocks = tuple(block for text in texts for block in blocks_of(text))
    if blocks:
        yield LabelSection("", "", 1, blocks)


def _sections(parent: Element, level: int, place: str) -> Iterator[LabelSection]:
    """The sections below an element in their order; each has its own text, not that of the sections in it."""
    for body in [*parent.findall(f"{V3}component/{V3}structuredBody"), parent]:
        for section in body.findall(f"{V3}component/{V3}section"):
            code = section.find(f"{V3}code")
            loinc = code.get("code", "") if code is not None and code.get("codeSystem") == LOINC else ""
            mine = PLACES.get(loinc, place)
            yield LabelSection(loinc, text_of(section.find(f"{V3}title")), level, tuple(_own_blocks(section)), mine)
            yield from _sections(section, level + 1, mine)


def _own_blocks(section: Element) -> Iterator[Block]:
    for highlight in section.findall(f"{V3}excerpt/{V3}highlight/{V3}text"):
        for block in blocks_of(highlight):
            yield Block("highlight", block.text) if block.kind != "table" else block
    for text in section.findall(f"{V3}text"):
        yield from blocks_of(text)
    for picture in section.findall(f"{V3}component/{V3}observationMedia/{V3}text"):
        if told := text_of(picture):
            yield Block("picture", told)


def _names(root: Element) -> Iterator[str]:
    """What the products are called, then what is in them."""
    for holder in HOLDERS:
        for element in root.iter(f"{V3}{holder}"):
            for name in element.findall(f"{V3}name"):
                if told := tidy(" ".join(name.itertext())):
                    yield told


def _attribute(root: Element, child: str, name: str) -> str:
    found = root.find(f"{V3}{child}")
    return "" if found is None else found.get(name, "")
