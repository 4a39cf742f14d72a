"""One tree, two spellings: XML, and JSON by the Spark convention (a container of like children becomes a list).

wiki.open311.org/JSON_and_XML_Conversion. XML cannot tell an empty text from none, so there is only none: null.
"""
import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from pendopo.analysis import plain_xml

Leaf: TypeAlias = str | bool | int | float | None
Tree: TypeAlias = "Leaf | dict[str, Tree] | Listed"
Root: TypeAlias = "tuple[str, Tree]"
Plain: TypeAlias = "str | dict[str, Plain] | list[Plain]"
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
DEEPEST = 30
# Elements whose children are a list, whatever stands in them: how XML is read without knowing what it will be.
LISTS = {"services": "service", "attributes": "attribute", "values": "value", "service_requests": "request",
         "errors": "error", "endpoints": "endpoint", "formats": "format", "notes": "note", "groups": "group",
         "service_request_updates": "request_update", "photos": "photo"}


class NotOpen311(ValueError):
    """What came is neither the XML nor the JSON of the standard."""


class Listed(list["Tree"]):
    """Children of one name; in JSON a plain list."""

    def __init__(self, item: str, values: Iterable[Tree] = ()) -> None:
        super().__init__(values)
        self.item = item


def text(said: str) -> str | None:
    """A text that both spellings can carry; none where it is empty."""
    return plain_xml.clean(said) or None


def spell(root: Root, form: str) -> bytes:
    """`form` is xml or json."""
    name, tree = root
    if form == "json":
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n']
    _spell(name, tree, parts)
    return "".join(parts).encode()


def _spell(name: str, tree: Tree, parts: list[str]) -> None:
    if isinstance(tree, str):
        parts.append(f"<{name}>{plain_xml.escape(tree)}</{name}>")
    elif tree is None:
        parts.append(f"<{name}/>")
    elif isinstance(tree, bool):
        parts.append(f"<{name}>{'true' if tree else 'false'}</{name}>")
    elif isinstance(tree, dict):
        parts.append(f"<{name}>")
        for key, value in tree.items():
            _spell(key, value, parts)
        parts.append(f"</{name}>")
    elif isinstance(tree, Listed):
        parts.append(f"<{name}>")
        for value in tree:
            _spell(tree.item, value, parts)
        parts.append(f"</{name}>")
    else:
        parts.append(f"<{name}>{tree!r}</{name}>")


def read(body: bytes, form: str) -> Plain:
    """Texts, mappings and lists, the same from both spellings. Raises NotOpen311."""
    if form == "xml":
        try:
            return _from_xml(plain_xml.read(body))
        except plain_xml.Broken as broken:
            raise NotOpen311(str(broken)) from None
    try:
        found = json.loads(body.decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str)
        return _from_json(found)
    except (ValueError, RecursionError):
        raise NotOpen311("no JSON in UTF-8") from None


def _from_xml(node: plain_xml.Node) -> Plain:
    if node.name in LISTS:
        return [_from_xml(child) for child in node.children]
    if node.children:
        return {child.name: _from_xml(child) for child in node.children}
    return node.text


def _from_json(found: Any, depth: int = 0) -> Plain:
    if depth > DEEPEST:
        raise NotOpen311("nested too deep")
    if isinstance(found, dict):
        return {str(key): _from_json(value, depth + 1) for key, value in found.items()}
    if isinstance(found, list):
        return [_from_json(value, depth + 1) for value in found]
    if isinstance(found, bool):
        return "true" if found else "false"
    return "" if found is None else str(found)


def rows(found: Plain, root: str) -> list[dict[str, Plain]]:
    """The list under `root`, also from a server that wraps it once more or leaves the list out."""
    if isinstance(found, dict) and root in found:
        found = found[root]
    if isinstance(found, dict) and LISTS.get(root) in found and len(found) == 1:
        found = found[LISTS[root]]
    listed: Sequence[Plain] = found if isinstance(found, list) else [found]
    if any(not isinstance(one, dict) for one in listed if one != ""):
        raise NotOpen311(f"no {root}")
    return [one for one in listed if isinstance(one, dict)]
