"""Small XML documents as a tree of names and texts. No document type, no entity, no depth without end.

A document type is refused before anything in it is read, so that no entity can grow (billion laughs) or reach a file
or an address (XXE): https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing.
"""
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

LARGEST = 10 * 1024 * 1024      # bytes
DEEPEST = 40
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")     # never in XML 1.0, not even escaped


class Broken(ValueError):
    """This is no XML that is read here; the words say why."""


@dataclass
class Node:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    text: str = ""                 # its own text; of an element with children it means nothing

    def child(self, name: str) -> "Node | None":
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> "list[Node]":
        return [child for child in self.children if child.name == name]

    def said(self, name: str) -> str:
        """The text of a child without the white space around it; empty where there is none."""
        found = self.child(name)
        return found.text.strip() if found else ""

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def refuse_types(*_: object) -> None:
    raise Broken("a document type is not read here")


def parser() -> expat.XMLParserType:
    """An expat parser that refuses a document type, and with it every entity of one's own."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = refuse_types
    made.EntityDeclHandler = refuse_types
    return made


def read(body: bytes) -> Node:
    """The root element. Raises Broken."""
    if len(body) > LARGEST:
        raise Broken("the document is too large")
    top = Node("")
    open_ones = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_ones) > DEEPEST:
            raise Broken("elements are nested too deep")
        node = Node(local(name), {local(key): value for key, value in attributes.items()})
        open_ones[-1].children.append(node)
        open_ones.append(node)

    def end(_: str) -> None:
        open_ones.pop()

    def text(data: str) -> None:
        open_ones[-1].text += data

    reader = parser()
    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = start, end, text
    try:
        reader.Parse(body, True)
    except expat.ExpatError as error:
        raise Broken(f"no well-formed XML: {error}") from None
    except (ValueError, LookupError, UnicodeError) as error:
        if isinstance(error, Broken):
            raise
        raise Broken("the encoding is not known") from None
    return top.children[0]


def clean(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return FORBIDDEN.sub("", text)


def escape(text: str) -> str:
    """Text between tags; a carriage return stays one."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def quoted(text: str) -> str:
    """An attribute's value with its quotes; white space stays as it is."""
    inside = escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{inside}"'
