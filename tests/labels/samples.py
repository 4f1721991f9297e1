"""Small labels of an imaginary medicine, in each of the three forms. All text here is invented."""

from __future__ import annotations

import json
from typing import Any

SPL = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="https://example.org/spl.xsl" type="text/xsl"?>
<document xmlns="urn:hl7-org:v3">
  <id root="11111111-1111-1111-1111-111111111111"/>
  <title>EXEMPLIN<sup>®</sup><br/>tablets</title>
  <effectiveTime value="20260101"/>
  <setId root="22222222-2222-2222-2222-222222222222"/>
  <versionNumber value="3"/>
  <component><structuredBody>
    <component><section>
      <code code="48780-1" codeSystem="2.16.840.1.113883.6.1"/>
      <subject><manufacturedProduct><manufacturedProduct>
        <name>Exemplin<suffix>Night</suffix></name>
        <asEntityWithGeneric><genericMedicine><name>exemplinum</name></genericMedicine></asEntityWithGeneric>
      </manufacturedProduct></manufacturedProduct></subject>
    </section></component>
    <component><section>
      <code code="34067-9" codeSystem="2.16.840.1.113883.6.1"/>
      <title>1  INDICATIONS <content styleCode="italics">and</content> USAGE</title>
      <excerpt><highlight><text><paragraph>Exemplin is for an imaginary illness.</paragraph></text></highlight></excerpt>
      <text><paragraph>Exemplin is for
         an <content styleCode="bold">imaginary</content> illness of H<sub>2</sub>O &amp; air.</paragraph>
        <list><item>first use</item><item>second <linkHtml href="#x">use (1.2)</linkHtml></item></list></text>
      <component><section>
        <code code="42229-5" codeSystem="2.16.840.1.113883.6.1"/>
        <title>1.1 Limits</title>
        <text><paragraph>Not for anybody real.</paragraph></text>
      </section></component>
    </section></component>
    <component><section>
      <code code="34084-4" codeSystem="2.16.840.1.113883.6.1"/>
      <title>6 ADVERSE REACTIONS</title>
      <text>Before the table.
        <table><caption>Table 1 Effects</caption><col width="50%"/>
          <thead><tr><th>Effect</th><th>Percent</th></tr></thead>
          <tfoot><tr><td colspan="2">a note<footnote>b</footnote></td></tr></tfoot>
          <tbody><tr><td><paragraph>Yawning</paragraph><paragraph>(mild)</paragraph></td><td>12</td></tr>
                 <tr><td/><td>3</td></tr></tbody></table>After the table.</text>
      <component><observationMedia><text>A picture of a yawn</text></observationMedia></component>
    </section></component>
    <component><section>
      <code code="X1" codeSystem="1.2.3"/>
      <text><paragraph>A section without a LOINC code or a title.</paragraph></text>
    </section></component>
  </structuredBody></component>
</document>
"""
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'


def fhir_section(code: str, title: str, text: str, *inner: dict[str, Any]) -> dict[str, Any]:
    """One section of a Composition."""
    coding = [{"system": "http://loinc.org", "code": code}]
    body = {"title": title, "code": {"coding": coding}, "text": {"status": "additional", "div": DIV.format(text)}}
    return body | ({"section": list(inner)} if inner else {})


def fhir_bundle(*sections: dict[str, Any], title: str = "Exemplin<br/>Tablets&#174;") -> dict[str, Any]:
    """A document bundle with these sections."""
    composition = {
        "resourceType": "Composition",
        "identifier": {"value": "urn:uuid:33333333-3333-3333-3333-333333333333"},
        "title": title,
        "date": "2026-02-03",
        "text": {"status": "generated", "div": DIV.format("<p>Generated Narrative: not a word of the label</p>")},
        "section": list(sections),
    }
    product = {"resourceType": "MedicinalProductDefinition", "name": [{"productName": "Exemplin"}, {"productName": "Exemplin"}]}
    substance = {"resourceType": "SubstanceDefinition", "name": [{"name": "EXEMPLINUM"}]}
    return {
        "resourceType": "Bundle",
        "type": "document",
        "entry": [{"resource": row} for row in (composition, product, substance)],
    }


def fhir(*sections: dict[str, Any], title: str = "Exemplin<br/>Tablets&#174;") -> bytes:
    """The same as bytes."""
    return json.dumps(fhir_bundle(*sections, title=title)).encode()


OPENFDA: dict[str, Any] = {
    "set_id": "44444444-4444-4444-4444-444444444444",
    "version": "2",
    "effective_time": "20260301",
    "openfda": {"brand_name": ["Exemplin"], "generic_name": ["EXEMPLINUM", "EXEMPLINUM"]},
    "indications_and_usage": ["1 INDICATIONS AND USAGE Exemplin is for an imaginary illness."],
    "clinical_pharmacology": [
        "12 CLINICAL PHARMACOLOGY 12.1 Mechanism of Action It does nothing. 12.3 Pharmacokinetics It stays."
    ],
    "mechanism_of_action": ["12.1 Mechanism of Action It does nothing."],
    "pharmacokinetics": ["12.3 Pharmacokinetics It stays."],
    "adverse_reactions": ["6 ADVERSE REACTIONS Effect Percent Yawning 12"],
    "adverse_reactions_table": [
        "<table><tr><th>Effect</th><th>Percent</th></tr><tr><td>Yawning&nbsp;</td><td>12</td></tr></table>"
    ],
    "a_new_field": ["Something that openFDA has added since."],
}


def openfda(**changed: Any) -> bytes:
    """An openFDA answer with one label; a key with None is left out."""
    row = {key: value for key, value in (OPENFDA | changed).items() if value is not None}
    return json.dumps({"meta": {"disclaimer": "x"}, "results": [row]}).encode()
