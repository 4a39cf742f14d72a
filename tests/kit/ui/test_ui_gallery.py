"""The gallery shows every part, in both languages, and is a sound page."""

import itertools
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.utils.translation import override
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from pendopo.kit.ui import gallery, jinja
from pendopo.kit.ui.icons import ICONS

ELSEWHERE = {"form", "confirm", "icon", "avatar", "card", "comment"}  # drawn inside others, or a page of their own
PARTS = Path(jinja.__file__).parent / "templates" / "ui"      # with the folder parts/ in it


NOT_HERE = {                  # the states that the gallery cannot draw: a phrase of the line, what is missing, and why
    ("{% macro form(", True), ("{% macro form(", False),          # a page without a cookie has no token to send
    ("{% macro confirm(", True), ("{% macro confirm(", False),    # a page of its own: its heading is the first one
    ("{% macro heading(", False),                                 # a page has one; here it has all it can have
    ("data-focus", True)}                                         # the page would begin in the middle


def drawn(language: str) -> str:
    with override(language):
        return str(engines["jinja2"].env.get_template("ui/gallery.html").render(gallery.everything()))


class Watched(NodeTransformer):
    """A template in which every choice of a part tells how it fell: `fell(key, condition)` around each condition."""

    def __init__(self, name: str, choices: dict[str, set[str]]) -> None:
        self.name, self.choices, self.macro = name, choices, ""
        self.lines = (PARTS.parent / name).read_text().splitlines()

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        self.macro = self.lines[node.lineno - 1]
        return self.generic_visit(node)

    def watch(self, node: Any) -> nodes.Node:
        self.generic_visit(node)
        key = f"{self.name}, line {node.lineno}, choice {len(self.choices)}"
        self.choices[key] = {self.macro, self.lines[node.lineno - 1]}
        node.test = nodes.Call(nodes.Name("fell", "load"), [nodes.Const(key), node.test], [], None, None).set_lineno(
            node.lineno)
        return node

    visit_If = visit_CondExpr = watch


def test_every_part_is_shown_in_every_state(monkeypatch):
    """Each condition in the drawing of a part falls both ways somewhere in the gallery. A part that learns a new state
    is asked for here by itself."""
    env, choices, fallen = engines["jinja2"].env.overlay(cache_size=100), {}, defaultdict(set)
    plain = env._parse

    def parse(source, name, filename):
        found = plain(source, name, filename)
        return Watched(name, choices).visit(found) if name and name.startswith("ui/parts/") else found

    def fell(key, value):
        fallen[key].add(bool(value))
        return value

    monkeypatch.setattr(env, "_parse", parse)
    env.globals = {**env.globals, "fell": fell}
    with override("id"):
        env.get_template("ui/gallery.html").render(gallery.everything())
    missing = {f"{key}: never {way}" for key, lines in choices.items() for way in {True, False} - fallen[key]
               if not any(phrase in line and way is excused for line in lines for phrase, excused in NOT_HERE)}
    assert not missing
    assert len(choices) > 100


@pytest.mark.parametrize("part", ["button", "tag", "notice", "clock"])
def test_every_tone_and_kind_that_a_part_names_is_shown(part):
    """They stand in the words above the part: "kind: main, plain, quiet, danger"."""
    words = re.search(rf"{{# ([^#]*?)#}}\n{{% macro {part}\(", (PARTS / "parts" / "signs.html").read_text())
    named = re.search(r"(?:kind|tone|level):? ((?:\w+, )+\w+)[.;]", words[1])[1].split(", ")
    assert len(named) > 3
    assert [name for name in named if f'class="{part} {name}"' not in drawn("id")] == []


def test_every_part_is_shown():
    parts = re.findall(r"{% set (\w+) =", (PARTS / "parts.html").read_text())
    page = (PARTS / "gallery.html").read_text()
    missing = [part for part in parts if f"ui.{part}(" not in page and part not in ELSEWHERE]
    assert not missing
    assert len(parts) > 40


def test_every_icon_is_shown():
    assert all(f"<code>{name}</code>" in drawn("id") for name in ICONS)


@pytest.mark.parametrize("language", ["id", "en"])
def test_sound(language, elements):
    html = drawn(language)
    found = elements(html)
    ids = [given["id"] for _, given in found if "id" in given]
    assert len(ids) == len(set(ids))
    for _, given in found:
        for target in [
            *given.get("aria-describedby", "").split(),
            *given.get("aria-controls", "").split(),
            *given.get("for", "").split(),
        ]:
            assert target in ids, target
        if given.get("href", "").startswith("#") and len(given["href"]) > 1:
            assert given["href"][1:] in ids, given
    assert [tag for tag, _ in found if tag == "h1"] == ["h1"]
    ranks = [int(tag[1]) for tag, _ in found if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(ranks))
    assert "built-in method" not in html and "object at 0x" not in html


def test_each_language_speaks_its_own():
    indonesian, english = drawn("id"), drawn("en")
    for words in (
        "Langsung ke isi",
        "Senin, 27 Maret 2017 pukul 19.00 WIB",
        "baris buku besar no. 10.482",
        "Rp1,3 miliar",
    ):
        assert words in indonesian and words not in english
    for words in (
        "Skip to the content",
        "Monday, 27 March 2017 at 19:00 WIB",
        "ledger line no. 10,482",
        "Rp1.3 billion",
    ):
        assert words in english and words not in indonesian


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "language"), [("/galeri/", "id"), ("/en/galeri/", "en")])
def test_open_to_everybody_and_leaves_nothing_behind(client, address, language):
    answer = client.get(address)
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert not answer.cookies and "csrf" not in answer.content.decode()
