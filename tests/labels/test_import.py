"""A label in each of its three forms: every word kept, tables kept as tables, nothing told twice, titles clean."""

from __future__ import annotations

import json
import os
import re
import xml.sax
from pathlib import Path
from xml.sax.handler import ContentHandler

import pytest

from bedside.labels.import_label import import_label, load_label
from bedside.labels.label import PLACES, Block, Label, LabelError, visible
from bedside.labels.openfda import FIELDS
from bedside.pages.page import SECTIONS
from labels.samples import DIV, OPENFDA, SPL, fhir, fhir_section, openfda

CODES = (
    "34067-9", "34068-7", "34070-3", "43685-7", "34071-1", "34084-4", "34073-7", "43684-0", "34090-1", "34076-0", "34066-1",
    "51945-4",
)  # fmt: skip


def spl(text: str = SPL) -> Label:
    return import_label(text.encode(), "exemplin.xml")


class Counting(ContentHandler):
    """Counts the characters of titles and narrative by itself, without the reader under test."""

    def __init__(self) -> None:
        self.within: list[str] = []
        self.seen = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        self.within.append(name)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.within.pop()

    def characters(self, content: str) -> None:
        if {"text", "title"}.intersection(self.within):
            self.seen += visible(content)


def test_an_spl_document_keeps_every_character_of_titles_and_text() -> None:
    counting = Counting()
    xml.sax.parseString(SPL.encode(), counting)
    assert spl().characters == counting.seen > 300


def test_an_spl_document_has_its_names_title_version_and_time() -> None:
    label = spl()
    assert (label.id, label.name, label.also) == ("22222222-2222-2222-2222-222222222222", "Exemplin Night", ("exemplinum",))
    assert (label.title, label.version, label.effective, label.form) == ("EXEMPLIN® tablets", "3", "20260101", "SPL")


def test_sections_keep_order_depth_code_and_place() -> None:
    rows = [(s.code, s.title, s.level, s.place) for s in spl().sections]
    assert rows == [
        ("48780-1", "", 1, ""),
        ("34067-9", "1 INDICATIONS and USAGE", 1, "used-for"),
        ("42229-5", "1.1 Limits", 2, "used-for"),
        ("34084-4", "6 ADVERSE REACTIONS", 1, "common-effects"),
        ("", "", 1, ""),
    ]


def test_text_is_kept_word_for_word_in_blocks_and_that_of_inner_sections_stands_there_alone() -> None:
    (section,) = spl().by_code("34067-9")
    assert section.blocks == (
        Block("highlight", "Exemplin is for an imaginary illness."),
        Block("paragraph", "Exemplin is for an imaginary illness of H2O & air."),
        Block("item", "first use"),
        Block("item", "second use (1.2)"),
    )
    assert sum("Not for anybody real." in each.text for each in spl().sections) == 1


def test_a_table_stays_a_table_with_its_caption_its_empty_cells_and_the_text_around_it() -> None:
    (section,) = spl().by_code("34084-4")
    rows = (("Effect", "Percent"), ("a noteb",), ("Yawning (mild)", "12"), ("", "3"))
    assert section.blocks == (
        Block("paragraph", "Before the table."),
        Block("table", "Table 1 Effects", rows),
        Block("paragraph", "After the table."),
        Block("picture", "A picture of a yawn"),
    )


@pytest.mark.parametrize("code", CODES)
def test_the_sections_that_matter_have_their_place_on_a_library_page(code: str) -> None:
    assert PLACES[code] in SECTIONS
    assert code in FIELDS.values()
    text = SPL.replace("34067-9", code)
    assert next(spl(text).by_code(code)).place == PLACES[code]


def test_a_fhir_document_has_clean_titles_and_every_character() -> None:
    content = fhir(
        fhir_section("34071-1", "WARNINGS", "<p>Do not&nbsp;read H<sub>2</sub>O.</p><ul><li>one</li></ul>"),
        fhir_section(
            "42232-9", "PRECAUTIONS<br/>Part &amp; whole", "", fhir_section("34073-7", "Drug Interactions", "<p>None.</p>")
        ),
    )
    label = import_label(content, "label.json")
    assert (label.form, label.id) == ("FHIR", "urn:uuid:33333333-3333-3333-3333-333333333333")
    assert (label.title, label.name, label.also) == ("Exemplin Tablets®", "Exemplin", ("EXEMPLINUM",))
    assert [(s.code, s.title, s.level, s.place, s.text) for s in label.sections] == [
        ("34071-1", "WARNINGS", 1, "serious-effects", "Do not read H2O.\none"),
        ("42232-9", "PRECAUTIONS Part & whole", 1, "", ""),
        ("34073-7", "Drug Interactions", 2, "other-medicines", "None."),
    ]
    words = "ExemplinTablets®WARNINGSDonotreadH2O.onePRECAUTIONSPart&wholeDrugInteractionsNone."
    assert label.characters == len(words)
    assert "Generated" not in str(label.to_json())


def test_a_fhir_table_stays_a_table() -> None:
    table = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    label = import_label(fhir(fhir_section("34084-4", "x", table)), "label.json")
    assert label.tables == 1 and label.sections[0].blocks == (Block("table", "", (("a", "b"),)),)


def test_an_openfda_label_tells_nested_text_once_and_keeps_the_code_of_what_is_nested() -> None:
    label = import_label(openfda(), "label.json")
    told = {section.code or section.title: section for section in label.sections}
    assert (label.id, label.name, label.also, label.form) == (OPENFDA["set_id"], "Exemplin", ("EXEMPLINUM",), "openFDA")
    assert told["34090-1"].text == OPENFDA["clinical_pharmacology"][0]
    assert (told["43679-0"].blocks, told["43679-0"].within) == ((), "34090-1")
    assert (told["43682-4"].blocks, told["43682-4"].within, told["43682-4"].place) == ((), "34090-1", "how-it-works")
    assert sum("It does nothing." in section.text for section in label.sections) == 1
    assert told["A new field"].text == "Something that openFDA has added since."


def test_an_openfda_table_stands_beside_the_text_as_a_table() -> None:
    label = import_label(openfda(), "label.json")
    (section,) = label.by_code("34084-4")
    assert section.blocks[0].kind == "paragraph"
    assert section.blocks[1] == Block("table", "", (("Effect", "Percent"), ("Yawning", "12")))


def test_of_two_fields_with_the_same_text_one_is_kept() -> None:
    same = ["7 DRUG INTERACTIONS None."]
    label = import_label(openfda(drug_interactions=same, precautions=same), "label.json")
    assert sum("7 DRUG INTERACTIONS None." in section.text for section in label.sections) == 1


def test_one_result_without_its_answer_is_read_too() -> None:
    assert import_label(json.dumps(OPENFDA).encode(), "x.json").name == "Exemplin"


def test_a_byte_order_mark_and_other_encodings_that_are_named_are_read() -> None:
    plain = SPL.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert import_label(plain, "x.xml").characters == spl().characters
    assert import_label(b"\xef\xbb\xbf" + SPL.encode(), "x.xml").characters == spl().characters
    assert import_label(SPL.replace("UTF-8", "UTF-16").encode("utf-16"), "x.xml").characters == spl().characters


def test_the_same_file_gives_the_same_label_and_another_another_digest() -> None:
    assert spl() == spl()
    assert spl().digest != spl(SPL.replace("imaginary", "invented")).digest


def test_the_json_has_sections_by_code_with_their_blocks() -> None:
    told = spl().to_json()
    assert told["characters"] == spl().characters and told["tables"] == 1
    section = told["sections"][3]  # type: ignore[index]
    assert section["code"] == "34084-4" and section["blocks"][1]["rows"][0] == ["Effect", "Percent"]


BARE = '<document xmlns="urn:hl7-org:v3"><title>Bare</title>{}</document>'
COMPOSITION = {"resourceType": "Composition", "title": "Bare"}


def document(**more: object) -> str:
    return json.dumps({"resourceType": "Bundle", "type": "document", "entry": [{"resource": COMPOSITION | more}]})


WITHOUT_SECTIONS = {
    "SPL, in its body": BARE.format(
        "<component><structuredBody><text>All <b>the</b> text.</text></structuredBody></component>"
    ),
    "SPL, in a body without structure": BARE.format(
        "<component><nonXMLBody><text>All the text.</text></nonXMLBody></component>"
    ),
    "SPL, in the document itself": BARE.format("<text><paragraph>All the text.</paragraph></text>"),
    "FHIR": document(text={"div": DIV.format("<p>All the text.</p>")}),
    "FHIR, beside a section without a word": document(
        text={"div": DIV.format("<p>All the text.</p>")}, section=[{"code": {"coding": []}}]
    ),
}


@pytest.mark.parametrize("name", WITHOUT_SECTIONS)
def test_text_that_stands_in_no_section_becomes_one(name: str) -> None:
    label = import_label(WITHOUT_SECTIONS[name].encode(), "bare")
    told = [section for section in label.sections if section.blocks]
    assert [(section.title, section.text) for section in told] == [("", "All the text.")]
    assert label.title == "Bare" and label.characters == len("BareAllthetext.")


def test_text_before_the_first_section_is_kept_too() -> None:
    before = SPL.replace("<structuredBody>", "<structuredBody><text>Before all.</text>")
    assert spl(before).sections[0].text == "Before all."
    assert spl(before).characters == spl().characters + len("Beforeall.")


def test_a_label_that_has_nothing_but_a_title_keeps_that() -> None:
    for text in (BARE.format(""), document()):
        label = import_label(text.encode(), "bare")
        assert (label.title, label.characters) == ("Bare", 4)


def test_a_picture_of_the_label_in_base64_is_not_its_text() -> None:
    coded = '<component><nonXMLBody><text representation="B64">QWxs</text></nonXMLBody></component>'
    assert import_label(BARE.format(coded).encode(), "x").characters == len("Bare")


def test_a_fhir_section_that_stands_alone_is_a_section() -> None:
    label = import_label(document(section={"title": "One", "text": {"div": DIV.format("Alone.")}}).encode(), "x")
    assert [(section.title, section.text) for section in label.sections] == [("One", "Alone.")]


def test_an_openfda_text_that_stands_alone_is_a_text() -> None:
    label = import_label(openfda(description="It is a tablet."), "x")
    assert next(label.by_code("34089-3")).text == "It is a tablet."


def test_of_many_texts_each_is_looked_for_in_the_longest_that_holds_it() -> None:
    told = {
        "warnings": ["a b c d e"],
        "precautions": ["b c d"],
        "overdosage": ["c"],
        "description": ["a b c d"],
        "references": ["x"],
    }
    label = import_label(json.dumps(told).encode(), "x")
    assert {section.code: section.within for section in label.sections} == {
        "34071-1": "", "42232-9": "34071-1", "34088-5": "34071-1", "34089-3": "34071-1", "34093-5": "",
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- refused

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DEEP = "<component>" * 5000 + "</component>" * 5000
HOSTILE = {
    "a billion laughs": (f'<!DOCTYPE d [<!ENTITY a0 "ha">{LAUGHS}]>{SPL.split("?>", 2)[2]}', "has a document type (DTD)"),
    "an entity from outside": (
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>{SPL.split("?>", 2)[2].replace("first use", "&x;")}',
        "has a document type (DTD)"),
    "a document type from outside": (f'<!DOCTYPE d SYSTEM "http://example.org/x.dtd">{SPL.split("?>", 2)[2]}',
        "has a document type"),
    "an entity that nobody defined": (SPL.replace("first use", "&nothing;"), "is not whole XML in the encoding that it names"),
    "an element that is never closed": (SPL.replace("</document>", ""), "is not whole XML"),
    "five thousand levels": (SPL.replace("<component><structuredBody>", DEEP + "<component><structuredBody>"),
        "more than 100 deep"),
    "another kind of XML": ("<feed xmlns='urn:other'><entry/></feed>",
        "is XML, but no SPL label: found <feed>, expected <document>"),
    "an encoding that is not": (SPL.replace("UTF-8", "klingon"), "is not whole XML in the encoding"),
    "nothing": ("", "is empty; a label is an FDA SPL document"),
    "only spaces": (" \n ", "is empty"),
    "plain text": ("Exemplin is for nothing.", "is neither XML nor JSON"),
    "half of a character": (json.dumps({"description": ["an \ud800 end"]}), "has half of a character"),
    "an SPL document without a word": ('<document xmlns="urn:hl7-org:v3"><title> </title></document>',
        "has no title and no text"),
    "a million tags": (SPL.replace("first use", "<b/>" * 1_000_000),
        "has 1000145 tags and entities; a label has at most 200000"),
    "a million entities": (json.dumps({"description": ["x"], "description_table": ["&am" * 1_000_000]}),
        "has 1000000 tags and entities"),
    "a thousand sections": (json.dumps({"description": ["x"], **{f"part {n}": [f"text {n}"] for n in range(999)}}),
        "has 1000 sections; an openFDA label has at most 300"),
    "a key that stands twice": ('{"description": ["one"], "description": ["two"]}', "names 'description' twice in one object"),
    "a key that stands twice deep inside": (
        '{"resourceType":"Bundle","type":"document","entry":[{"resource":{"resourceType":"Composition","title":"x","section":'
        '[{"title":"a"}],"section":[{"title":"b"}]}}]}', "names 'section' twice in one object"),
    "a FHIR document without a word": (
        '{"resourceType":"Bundle","type":"document","entry":[{"resource":{"resourceType":"Composition"}}]}',
        "has no title and no text"),
    "broken JSON": ('{"results": [', "is not whole JSON"),
    "a JSON list": ("[1, 2]", "is JSON, but no label"),
    "another JSON": ('{"a": 1}', "is JSON, but no label"),
    "no result": ('{"results": []}', "with several labels or none"),
    "two results": (json.dumps({"results": [OPENFDA, OPENFDA]}), "with several labels or none"),
    "an openFDA answer about events": ('{"results": [{"safetyreportid": "1"}]}', "none of its keys is a section"),
    "a FHIR bundle of a patient": ('{"resourceType": "Bundle", "type": "collection", "entry": []}',
        "no document with a Composition"),
    "JSON that nests without end": ('{"a":' * 100000, "nests too deep"),
    "FHIR sections that nest without end": (
        '{"resourceType":"Bundle","type":"document","entry":[{"resource":{"resourceType":"Composition","section":['
        + '{"section":[' * 150 + "]}" * 150 + "]}}]}", "nests sections more than 100 deep"),
    "a narrative that is broken": (
        json.dumps({"resourceType": "Bundle", "type": "document", "entry": [{"resource": {
            "resourceType": "Composition", "section": [{"title": "x", "text": {"div": "<div><p>open</div>"}}]}}]}),
        "is not whole XML"),
    "a narrative with entities of its own": (
        json.dumps({"resourceType": "Bundle", "type": "document", "entry": [{"resource": {
            "resourceType": "Composition",
            "section": [{"text": {"div": '<!DOCTYPE d [<!ENTITY a "b">]>' + DIV.format("&a;")}}]}}]}),
        "has a document type"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_label_or_does_harm_is_refused_by_name(name: str) -> None:
    text, said = HOSTILE[name]
    with pytest.raises(LabelError, match=re.escape(said)) as trouble:
        import_label(text.encode(), "file.txt")
    assert str(trouble.value).startswith("file.txt: ") and "/etc" not in str(trouble.value)


def test_bytes_in_another_encoding_than_they_name_are_refused() -> None:
    with pytest.raises(LabelError, match="is not whole XML in the encoding that it names"):
        import_label(SPL.encode("latin-1"), "x.xml")
    with pytest.raises(LabelError, match="is not UTF-8 text"):
        import_label(b'{"results": ["\xff\xfe\xfa"]}', "x.json")


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.truncate(100 * 1024**2)
    with pytest.raises(LabelError, match="is 100 MB; a label has at most 32 MB"):
        load_label(path)
    with pytest.raises(LabelError, match="is 33 MB; a label has at most 32 MB"):
        import_label(b"<" + b" " * 33 * 1024**2, "x.xml")


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="there is no such file"):
        load_label(tmp_path / "none.xml")
    with pytest.raises(LabelError, match="is a folder; name one file"):
        load_label(tmp_path)
    (tmp_path / "label.xml").write_text(SPL, "utf-8")
    assert load_label(tmp_path / "label.xml") == import_label(SPL.encode(), "label.xml")


def test_a_device_or_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(LabelError, match=f"^{path}: is a device or a pipe, not a file"):
            load_label(path)
    with pytest.raises(LabelError, match="is not the name of a file"):
        load_label("a\0b")


@pytest.mark.parametrize("meta", [None, [], "x", 3])
def test_a_fhir_document_with_an_odd_meta_has_no_version(meta: object) -> None:
    bundle = json.loads(fhir(fhir_section("34067-9", "1", "Exemplin is for an imaginary illness.")))
    composition = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Composition")
    composition["meta"] = meta
    assert import_label(json.dumps(bundle).encode(), "x.json").version == ""


@pytest.mark.parametrize("name", [5, None, "Exemplin", {"a": 1}])
def test_an_openfda_name_that_is_no_list_is_no_name(name: object) -> None:
    told = import_label(json.dumps({"description": ["A text."], "openfda": {"brand_name": name}}).encode(), "x.json")
    assert (told.name, told.also) == ("x.json", ())
