"""Draws a piece of template with the parts at hand, and reads html back as a list of elements."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import engines
from django.utils.translation import override

Element = tuple[str, dict[str, str]]
VOID = {"input", "meta", "link", "path", "rect", "circle", "line", "polyline", "br", "img"}


class Reader(HTMLParser):
    """Elements in their order; complains when a tag is closed that was not open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[str] = []
        self.feed(html)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1] == tag, (self.open[-3:], tag)
            self.open.pop()


@pytest.fixture
def elements() -> Callable[[str], list[Element]]:
    return lambda html: Reader(html).found


@pytest.fixture
def draw() -> Callable[..., str]:
    def drawn(source: str, language: str = "id", **context: Any) -> str:
        with override(language):
            template = engines["jinja2"].env.from_string('{% import "ui/parts.html" as ui %}' + source)
            return str(template.render(context)).strip()

    return drawn
