"""The gallery shows every part, in both languages, and is a sound page."""

import itertools
import re
from pathlib import Path

import pytest
from django.template import engines
from django.utils.translation import override

from pendopo.kit.ui import gallery, jinja
from pendopo.kit.ui.icons import ICONS

ELSEWHERE = {"form", "confirm", "icon", "avatar", "card", "comment"}  # drawn inside others, or a page of their own
PARTS = Path(jinja.__file__).parent / "templates" / "ui"


def drawn(language: str) -> str:
    with override(language):
        return str(engines["jinja2"].env.get_template("ui/gallery.html").render(gallery.everything()))


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
