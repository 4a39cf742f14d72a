"""The map and the library that draws it: they come only where a map is asked for, and weigh what they may."""
import gzip
import re
from pathlib import Path

from pendopo.kit.ui import jinja

ROOM = Path(jinja.__file__).parent
STATIC = ROOM / "static" / "ui"
OURS, LEAFLET = STATIC / "map" / "map.js", STATIC / "leaflet" / "leaflet.js"


def test_what_a_map_weighs():
    """Bytes. Ours carries the looks of the map too, so that no page without a map pays for them."""
    assert [file.name for file in OURS.parent.iterdir()] == ["map.js"]
    assert len(OURS.read_bytes()) <= 13_000
    assert len(gzip.compress(OURS.read_bytes(), 9)) <= 4_500
    assert len(gzip.compress(LEAFLET.read_bytes(), 9)) <= 43_000


def test_it_writes_no_markup_no_style_of_an_element_and_asks_no_other_host():
    assert not re.search(r"innerHTML|eval\(|\.style\b|https?:", OURS.read_text())


def test_it_comes_only_to_pages_with_a_map():
    """A page that loads it holds the box it draws in, and the library before it."""
    every = {page: page.read_text() for page in ROOM.parents[1].rglob("*.html")}
    pages = {page: text for page, text in every.items() if "ui/map/map.js" in text}
    assert pages
    for name, text in pages.items():
        assert "data-map=" in text or "data-pick=" in text, name
        assert text.index("ui/leaflet/leaflet.js") < text.index("ui/map/map.js"), name
