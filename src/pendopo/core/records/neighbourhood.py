"""What lies around a record, drawn as a tree with its cross links: plain numbers for an SVG, and the same as a list.

Every row is one record, reached first by the shortest way; a link between two rows that are both there already is an
arc at the right edge. So a circle ends by itself, and a narrow phone can show it.
"""
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from pendopo.core.records import kinds
from pendopo.core.records.cards import cut, title_of
from pendopo.core.records.models import Link, Record
from pendopo.core.records.relations import BACK, name

WIDTH, ROW, INDENT, BOX, EDGE = 360, 62, 22, 50, 22          # units of the drawing
LETTERS = 36                                                 # of a title in a box that is not indented


def drawing(record: Record, links: Iterable[Link]) -> dict[str, Any]:
    """For records/neighbourhood.html: width, height, nodes (boxes with words), lines and arcs as paths."""
    found = list(links)
    rows, used = tree(record, found)
    place = {row["pk"]: at for at, row in enumerate(rows)}
    nodes = [box(row, at) for at, row in enumerate(rows)]
    lines = [line(place[row["parent"]], at, row["level"]) for at, row in enumerate(rows) if row["parent"] is not None]
    arcs = [arc(place[link.source_id], place[link.target_id]) for link in found if link.pk not in used]
    return {"width": WIDTH, "height": len(rows) * ROW, "nodes": nodes, "lines": lines, "arcs": arcs}


def tree(record: Record, links: list[Link]) -> tuple[list[dict[str, Any]], set[int]]:
    """Rows from the top, each below the one it was reached from; and the links that were used for it."""
    near: dict[int, list[tuple[Link, Record, str]]] = {}
    for link in links:
        near.setdefault(link.source_id, []).append((link, link.target, link.sort))
        near.setdefault(link.target_id, []).append((link, link.source, f"{link.sort}{BACK}"))
    seen, used = {record.pk}, set[int]()
    children: dict[int, list[tuple[Record, str]]] = {}
    front = [record.pk]
    while front:
        later = []
        for key in front:
            for link, other, sort in near.get(key, []):
                if other.pk not in seen:
                    seen.add(other.pk)
                    used.add(link.pk)
                    children.setdefault(key, []).append((other, sort))
                    later.append(other.pk)
        front = later
    rows: list[dict[str, Any]] = []
    waiting: list[tuple[Record, str, int, int | None]] = [(record, "", 0, None)]
    while waiting:
        one, sort, level, parent = waiting.pop()
        rows.append({"pk": one.pk, "record": one, "sort": sort, "level": level, "parent": parent})
        waiting += [(child, how, level + 1, one.pk) for child, how in reversed(children.get(one.pk, []))]
    return rows, used


def box(row: dict[str, Any], at: int) -> dict[str, Any]:
    one, left = row["record"], row["level"] * INDENT
    title, language = title_of(one)
    over = f"{name(row['sort'])}: {one.code}" if row["sort"] else f"{one.code}"
    return {"x": left + 1, "y": at * ROW + 4, "width": WIDTH - left - EDGE, "height": BOX, "text": left + 10,
            "first": at * ROW + 24, "second": at * ROW + 44, "over": over,
            "title": cut(title, LETTERS - row["level"] * 3), "lang": language, "address": one.get_absolute_url(),
            "here": not row["sort"], "label": said(row)}


def said(row: dict[str, Any]) -> str:
    """A box for those who hear it."""
    one = row["record"]
    told = {"kind": kinds.get(one.kind).one, "code": one.code, "title": title_of(one)[0], "how": name(row["sort"])}
    return (gettext("%(how)s: %(kind)s %(code)s, %(title)s") if row["sort"] else
            gettext("This record: %(kind)s %(code)s, %(title)s")) % told


def line(parent: int, child: int, level: int) -> str:
    """From the lower left of the one it was reached from."""
    x = (level - 1) * INDENT + 10
    return f"M{x} {parent * ROW + 4 + BOX}V{child * ROW + 4 + BOX // 2}H{level * INDENT + 1}"


def arc(one: int, other: int) -> str:
    right, top, bottom = WIDTH - EDGE + 1, *sorted((one, other))
    begin, end = top * ROW + 4 + BOX // 2 + 6, bottom * ROW + 4 + BOX // 2 - 6
    return f"M{right} {begin}C{WIDTH} {begin} {WIDTH} {end} {right} {end}"
