"""A label as openFDA tells it: JSON with one field for each section, in which sections within sections are told twice."""

from __future__ import annotations

import hashlib
import itertools
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bedside.labels.label import PLACES, Block, Label, LabelError, LabelSection, tidy, visible
from bedside.labels.narrative import blocks_of, xhtml

FIELDS: Mapping[str, str] = {
    "boxed_warning": "34066-1",
    "indications_and_usage": "34067-9",
    "dosage_and_administration": "34068-7",
    "dosage_forms_and_strengths": "43678-2",
    "contraindications": "34070-3",
    "warnings_and_cautions": "43685-7",
    "warnings": "34071-1",
    "precautions": "42232-9",
    "general_precautions": "34072-9",
    "adverse_reactions": "34084-4",
    "drug_interactions": "34073-7",
    "drug_and_or_laboratory_test_interactions": "34074-5",
    "use_in_specific_populations": "43684-0",
    "pregnancy": "42228-7",
    "lactation": "77290-5",
    "nursing_mothers": "34080-2",
    "pediatric_use": "34081-0",
    "geriatric_use": "34082-8",
    "overdosage": "34088-5",
    "description": "34089-3",
    "clinical_pharmacology": "34090-1",
    "mechanism_of_action": "43679-0",
    "pharmacodynamics": "43681-6",
    "pharmacokinetics": "43682-4",
    "nonclinical_toxicology": "43680-8",
    "carcinogenesis_and_mutagenesis_and_impairment_of_fertility": "34083-6",
    "clinical_studies": "34092-7",
    "references": "34093-5",
    "how_supplied": "34069-5",
    "storage_and_handling": "44425-7",
    "laboratory_tests": "34075-2",
    "information_for_patients": "34076-0",
    "spl_medguide": "42231-1",
    "spl_patient_package_insert": "42230-3",
    "recent_major_changes": "43683-2",
    "spl_unclassified_section": "42229-5",
    "package_label_principal_display_panel": "51945-4",
    "spl_product_data_elements": "48780-1",
    "purpose": "55105-1",
    "active_ingredient": "55106-9",
    "inactive_ingredient": "51727-6",
    "ask_doctor": "50569-3",
    "do_not_use": "50570-1",
    "when_using": "50567-7",
    "stop_use": "50566-9",
    "keep_out_of_reach_of_children": "50565-1",
    "questions": "53413-1",
}
MOST = 300
"""Sections of a label: openFDA knows about 150."""
APART = frozenset(("id", "set_id", "version", "effective_time", "openfda"))


def read_openfda(data: Mapping[str, Any], content: bytes, file: str) -> Label:
    """The label of an openFDA answer with one result, or of that result alone. Raises LabelError."""
    results = data.get("results", [data])
    if not isinstance(results, list) or len(results) != 1 or not isinstance(results[0], dict):
        raise LabelError(f"{file}: is openFDA JSON with several labels or none; give it one label at a time")
    row = results[0]
    found = list(_sections(row, file))
    if len(found) > MOST:
        raise LabelError(f"{file}: has {len(found)} sections; an openFDA label has at most {MOST}, and this is refused unread")
    sections = _not_doubled(found)
    if not sections:
        raise LabelError(f"{file}: is JSON, but no label: none of its keys is a section of an openFDA label")
    names = tuple(dict.fromkeys(_names(row)))
    return Label(
        id=str(row.get("set_id") or row.get("id") or file),
        name=names[0] if names else file,
        also=names[1:],
        title="",
        form="openFDA",
        file=file,
        version=str(row.get("version", "")),
        effective=str(row.get("effective_time", "")),
        sections=sections,
        digest=hashlib.sha256(content).hexdigest(),
    )


def is_openfda(data: Mapping[str, Any]) -> bool:
    """Whether a JSON object looks like an answer of openFDA, or like one result of it."""
    results = data.get("results")
    row = results[0] if isinstance(results, list) and results else data
    return "results" in data or (isinstance(row, dict) and any(key in FIELDS for key in row))


def _sections(row: Mapping[str, Any], file: str) -> Iterator[LabelSection]:
    for key, value in row.items():
        known = isinstance(value, list) or (isinstance(value, str) and key in FIELDS)
        if key in APART or key.endswith("_table") or not known:
            continue
        code = FIELDS.get(key, "")
        texts = dict.fromkeys(tidy(text) for text in _listed(value))
        tables = tuple(_tables(row.get(f"{key}_table"), file))
        blocks = (*(Block("paragraph", text) for text in texts), *tables)
        if blocks:
            yield LabelSection(code, key.replace("_", " ").capitalize(), 1, blocks, PLACES.get(code, ""))


def _listed(value: object) -> Iterator[str]:
    """The texts of a field: openFDA lists them, and one that stands alone is one as well."""
    for text in [value] if isinstance(value, str) else value if isinstance(value, list) else ():
        if isinstance(text, str) and text.strip():
            yield text


def _tables(value: object, file: str) -> Iterator[Block]:
    for text in _listed(value):
        yield from blocks_of(xhtml(f"<div>{text}</div>", file))


def _not_doubled(sections: list[LabelSection]) -> tuple[LabelSection, ...]:
    """The sections, each text once: one that another section holds whole keeps its code and title, and points there.

    All texts stand in one row, the longest first: where a text is found first is the longest one that holds it.
    """
    told = [_squeezed(section) for section in sections]
    order = sorted(range(len(told)), key=lambda place: (-len(told[place]), place))
    row = "\0".join(told[place] for place in order)
    starts = list(itertools.accumulate((len(told[place]) + 1 for place in order), initial=0))
    kept = []
    for place, section in enumerate(sections):
        holder = order[bisect_right(starts, row.find(told[place])) - 1]
        if told[place] and holder != place:
            held_by = sections[holder]
            section = replace(section, blocks=(), within=held_by.code or held_by.title, place=held_by.place or section.place)
        kept.append(section)
    return tuple(kept)


def _squeezed(section: LabelSection) -> str:
    return "".join("".join(block.text.split()) for block in section.blocks if block.kind != "table")


def _names(row: Mapping[str, Any]) -> Iterator[str]:
    known = row.get("openfda")
    for key in ("brand_name", "generic_name", "substance_name"):
        names = known.get(key) if isinstance(known, dict) else None
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and visible(name):
                yield tidy(name)
