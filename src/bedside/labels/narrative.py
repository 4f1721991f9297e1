"""Text with markup into blocks: SPL narrative and XHTML alike. Hostile XML is refused before anything is read from it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException, DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import fromstring

from bedside.labels.label import Block, LabelError, tidy

DEEPEST = 100
MOST_TAGS = 200_000
"""Tags and entities in one file: a label of 350 kB has about 6,000."""
ITEMS = frozenset(("item", "li"))
PARTS = frozenset(("paragraph", "p", "div", "list", "ul", "ol", "text", "body", "h1", "h2", "h3", "h4", "h5", "h6"))
PARTS |= frozenset(("blockquote", "pre", "section", "dl", "dt", "dd", "hr"))
ROWS = frozenset(("thead", "tbody", "tfoot"))
NO_TEXT = frozenset(("col", "colgroup"))
ENTITY = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)\w+;")
TAG = re.compile(r"<[^<>]*>")


def parse_xml(content: bytes | str, file: str) -> Element:
    """The tree of an XML text. Raises LabelError for one that is broken, or built to do harm."""
    try:
        tree: Element = fromstring(content, forbid_dtd=True)
    except DTDForbidden:
        raise LabelError(f"{file}: has a document type (DTD), which no label needs; it is refused unread") from None
    except (EntitiesForbidden, ExternalReferenceForbidden, DefusedXmlException):
        raise LabelError(f"{file}: defines entities, which no label needs; it is refused unread") from None
    except (ParseError, ValueError, LookupError) as trouble:
        raise LabelError(f"{file}: is not whole XML in the encoding that it names: {trouble}") from None
    _not_too_deep(tree, file)
    return tree


def xhtml(text: str, file: str) -> Element:
    """The tree of an XHTML fragment; named entities such as &nbsp; are taken for the characters that they name."""
    return parse_xml(ENTITY.sub(_character, text), file)


def not_only_tags(text: str | bytes, file: str) -> None:
    """Refuse what has more tags and entities than any label: to read them one by one takes long. Raises LabelError."""
    tags = text.count("<") + text.count("&") if isinstance(text, str) else text.count(b"<") + text.count(b"&")
    if tags > MOST_TAGS:
        raise LabelError(f"{file}: has {tags} tags and entities; a label has at most {MOST_TAGS}, and this is refused unread")


def _character(entity: re.Match[str]) -> str:
    return html.escape(html5.get(entity[0][1:], entity[0]), quote=False)


def plain_title(text: str) -> str:
    """A title without markup, entities and breaks."""
    return tidy(html.unescape(TAG.sub(" ", text)))


def name_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def blocks_of(element: Element) -> tuple[Block, ...]:
    """The text of an element in its order, as blocks."""
    reader = _Reader()
    reader.read(element)
    reader.close("paragraph")
    return tuple(reader.blocks)


def text_of(element: Element | None) -> str:
    """All text of an element on one line."""
    return "" if element is None else " ".join(block.words.replace("\n", " ") for block in blocks_of(element))


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.open: list[str] = []

    def close(self, kind: str) -> None:
        """End the block under way, if it has words."""
        text = tidy("".join(self.open))
        self.open.clear()
        if text:
            self.blocks.append(Block(kind, text))

    def read(self, element: Element, kind: str = "paragraph") -> None:
        name = name_of(element)
        if name == "table":
            self.close(kind)
            self.blocks.append(_table(element))
        elif name in ITEMS or name in PARTS or name == "caption":
            self.close(kind)
            inner = "item" if name in ITEMS else kind
            self.inside(element, inner)
            self.close(inner)
        elif name == "br":
            self.open.append("\n")
            self.inside(element, kind)
        else:
            self.inside(element, kind)

    def inside(self, element: Element, kind: str) -> None:
        self.open.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self.read(child, kind)
            self.open.append(child.tail or "")


def _table(element: Element) -> Block:
    """A table: its caption as text, its rows of cells; what stands outside of both is a row of its own."""
    caption: list[str] = []
    rows: list[tuple[str, ...]] = []
    for part in _parts(element):
        name = name_of(part)
        if name == "caption":
            caption.append(text_of(part))
        elif name == "tr":
            rows.append(tuple(text_of(cell) for cell in part))
        elif name not in NO_TEXT and (told := text_of(part)):
            rows.append((told,))
    return Block("table", tidy(" ".join(caption)), tuple(row for row in rows if any(row)))


def _parts(element: Element) -> Iterator[Element]:
    for part in element:
        if name_of(part) in ROWS:
            yield from _parts(part)
        else:
            yield part


def _not_too_deep(tree: Element, file: str) -> None:
    level, deep = [tree], 0
    while level:
        deep += 1
        if deep > DEEPEST:
            raise LabelError(f"{file}: nests elements more than {DEEPEST} deep, which no label does; it is refused unread")
        level = [child for element in level for child in element]
