"""The look, measured: small, readable in light and dark, nothing inline, every icon there and shown."""

import gzip
import re
from pathlib import Path

import pytest

from pendopo.kit.ui import jinja
from pendopo.kit.ui.icons import ICONS, icon

ROOM = Path(jinja.__file__).parent
CSS = (ROOM / "static" / "ui" / "pendopo.css").read_text()
PAGES = sorted((ROOM / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOM / "static" / "ui").glob("*.js"))
DARK = "@media screen and (prefers-color-scheme:dark){:root{"
TONES = ["neutral", "waiting", "going", "good", "late", "bad", "private", "info"]
GROUNDS = ["paper", "sheet", "wash"]


def colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{6})", text))


LIGHT_COLOURS = colours(CSS[: CSS.index(DARK)])
DARK_COLOURS = LIGHT_COLOURS | colours(CSS[CSS.index(DARK) :].split("}}")[0])


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


WORDS = [(ink, ground) for ink in ("ink", "soft", "accent", "accent-deep") for ground in GROUNDS]
WORDS += [
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("paper", "ink"),
    ("sheet", "bad"),
    ("bad", "paper"),
    ("bad", "sheet"),
]
WORDS += [(ink, f"{tone}-wash") for tone in TONES for ink in (tone, "ink")]
WORDS += [(ink, "going-wash") for ink in ("soft", "accent", "accent-deep")]
SHAPES = [
    (shape, ground) for shape in ["edge", "focus", *(f"tone-{n}" for n in range(1, 7)), *TONES] for ground in GROUNDS
]


@pytest.mark.parametrize("palette", [LIGHT_COLOURS, DARK_COLOURS], ids=["light", "dark"])
def test_the_palette_can_be_read(palette):
    assert LIGHT_COLOURS != DARK_COLOURS
    for ink, ground in WORDS:
        assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
    for shape, ground in SHAPES:
        assert contrast(palette[shape], palette[ground]) >= 3, (shape, ground)


def test_every_colour_is_named_once():
    rules = CSS[CSS.index("/* ground */") : CSS.index("@media print")]
    outside = set(re.findall(r"#[0-9a-f]{3,6}\b", rules)) - {"#000", "#fff"}  # a square code is black on white
    assert not outside


def test_every_colour_that_is_asked_for_exists():
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) <= set(re.findall(r"--([\w-]+):", CSS))


def test_what_is_missing_draws_nothing_over_the_empty_bar():
    assert ".part.missing{fill:none}" in CSS and ".missing{--fg:var(--edge)}" in CSS


def test_milestones_stand_apart():
    assert re.search(r"\.milestone\+\.milestone\{margin-top:2", CSS) and ".milestone>*+*{margin-top:" in CSS


def test_small():
    assert len(gzip.compress(CSS.encode(), 9)) <= 12_000
    for script in SCRIPTS:
        assert len(script.read_bytes()) <= 2_000, script
    assert "@import" not in CSS and "url(" not in CSS


def test_print_motion_and_forced_colours_are_thought_of():
    for media in ("@media print", "prefers-reduced-motion", "forced-colors:active", "prefers-color-scheme:dark"):
        assert media in CSS
    assert ":focus-visible{outline:" in CSS


def test_nothing_inline():
    banned = re.compile(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", re.IGNORECASE)
    for page in PAGES:
        assert not banned.search(page.read_text()), page
    for script in SCRIPTS:
        assert not re.search(r"innerHTML|eval\(|\.style\b|https?:", script.read_text()), script


def test_each_icon_that_is_named_exists_and_draws_on_the_grid():
    used = set()
    for page in PAGES:
        used |= set(re.findall(r"""\bicon_?\(\s*["'](\w+)["']|icon=["'](\w+)["']""", page.read_text()))
    assert {name for pair in used for name in pair if name} <= set(ICONS)
    for name, path in ICONS.items():
        assert 'aria-hidden="true"' in icon(name)
        assert re.fullmatch(r"[MmLlHhVvCcSsAaZz\d\s.\-]+", path), name
        assert len(path) < 260, name
    with pytest.raises(KeyError):
        icon("unicorn")


def test_each_script_is_named_by_a_page_or_a_part():
    text = " ".join(page.read_text() for page in PAGES)
    for script in SCRIPTS:
        assert f'script("{script.stem}")' in text or f"ui/{script.name}" in text, script
