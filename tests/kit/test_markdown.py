"""What people write is shown as they meant it and can harm nobody who reads it."""
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.kit import markdown

ANY = st.text(st.characters(exclude_categories=()))
PIECES = [*"ab \n#*_`[]()<>!|-:~&\"'\\1.@/", "http://a.id/", "javascript:", "<script>", "data:"]
MARKS = st.lists(st.sampled_from(PIECES)).map("".join)
ELEMENTS = "a|blockquote|br|code|em|h[3-6]|hr|li|ol|p|pre|s|strong|table|tbody|td|th|thead|tr|ul"
ALLOWED = re.compile(rf"</?(?:{ELEMENTS})\b[^<>]*>")


@given(ANY | MARKS)
@settings(max_examples=300)
def test_any_text_becomes_allowed_elements_only(text: str) -> None:
    html = markdown.render(text)
    assert "<" not in ALLOWED.sub("", html)
    assert not re.search(r"<[^>]*\b(?:on\w+|style|src)\s*=", html)
    assert not re.search(r'href="(?!https?:|mailto:)[a-z]+:', html, re.IGNORECASE)


@given(ANY | MARKS, st.integers(1, 300))
def test_a_summary_is_one_line_of_at_most_its_length(text: str, length: int) -> None:
    line = markdown.plain(text, length)
    assert len(line) <= length
    assert "\n" not in line


def test_a_letter_keeps_its_form() -> None:
    html = markdown.render("# Jalan\n\nHalo **warga**\nRT 3\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\n- satu\n- ~~dua~~")
    assert "<h3>Jalan</h3>" in html
    assert "Halo <strong>warga</strong><br>" in html
    assert '<td class="right">2</td>' in html
    assert "<s>dua</s>" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href=javascript:x>",
                                  "<style>*{}</style>", "<!-- x -->", "<iframe src=//x>"])
def test_html_is_shown_as_text(text: str) -> None:
    html = markdown.render(text)
    assert html.startswith("<p>&lt;")
    assert html.count("<") == 2


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#10;script:alert(1)",
                                     "data:text/html,x", "vbscript:x", "//evil.example", "file:///etc/passwd",
                                     " javascript:x"])
def test_a_dangerous_link_is_no_link(address: str) -> None:
    forms = ["[klik]({})", "[klik](<{}>)", "<{}>", "[k]\n\n[k]: {}", "![k]({})"]
    for text in (form.format(address) for form in forms):
        assert not re.search(r'href="(?!https?:|mailto:|[^":]*")', markdown.render(text)), text
        assert 'href="//' not in markdown.render(text)


def test_links_give_no_reputation_and_no_window() -> None:
    assert markdown.render("[a](https://x.id)") == '<p><a href="https://x.id" rel="nofollow ugc noopener">a</a></p>\n'


@pytest.mark.parametrize(("text", "address"), [
    ("lihat https://contoh.id/a.", "https://contoh.id/a"), ("(https://contoh.id/a)", "https://contoh.id/a"),
    ("https://contoh.id/a_(b)", "https://contoh.id/a_(b)"), ("**https://contoh.id/x**", "https://contoh.id/x"),
    ("https://contoh.id/?a=1&b=2", "https://contoh.id/?a=1&amp;b=2")])
def test_a_bare_address_becomes_a_link(text: str, address: str) -> None:
    assert f'href="{address}"' in markdown.render(text)


def test_an_address_in_code_or_in_a_link_stays_as_it_is() -> None:
    assert "<a" not in markdown.render("`https://contoh.id`")
    assert markdown.render("[https://satu.id](https://dua.id)").count("<a") == 1


def test_a_picture_becomes_a_link_to_it() -> None:
    html = markdown.render("![jalan rusak](https://contoh.id/foto.jpg)")
    assert "<img" not in html
    assert 'href="https://contoh.id/foto.jpg"' in html
    assert ">jalan rusak</a>" in html
    assert markdown.render("[![peta](https://contoh.id/p.png)](https://dua.id)").count("<a") == 1


def test_a_very_long_text_is_shown_whole() -> None:
    text = "kata *miring* " * 7200
    html = markdown.render(text)
    assert len(text) > 100_000
    assert html.count("kata") == 7200
    assert "<em>" not in html


def test_marks_that_turn_the_reading_direction_are_dropped() -> None:
    assert markdown.render("ab\u202ecd\u2066e\x00f\ud800") == "<p>abcdef</p>\n"


def test_a_summary_has_the_words_without_marks() -> None:
    assert markdown.plain("# Judul\n\nHalo **kamu** di [sini](http://x)\nya") == "Judul Halo kamu di sini ya"
    assert markdown.plain("satu dua tiga empat", 12) == "satu dua…"
    assert markdown.plain("![foto jalan](x.png)") == "foto jalan"
