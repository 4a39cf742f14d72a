"""What a reader looked for is marked in whatever form it stands there, and nothing in the text can break the page."""
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.stem import asked
from pendopo.kit.fulltext.marks import marked, snippet

TEXT = "Kami melayani permohonan izin. Pelayanannya cepat, perizinan (LAP-2026-0001) selesai."


def test_every_form_of_the_word_is_marked():
    assert marked(TEXT, asked("layanan izin")) == (
        "Kami <mark>melayani</mark> permohonan <mark>izin</mark>. <mark>Pelayanannya</mark> cepat, "
        "<mark>perizinan</mark> (LAP-2026-0001) selesai.")


def test_codes_and_english():
    assert "<mark>LAP-2026-0001</mark>" in marked(TEXT, asked("lap-2026-0001"))
    assert marked("Two complaints", asked("complaint"), "en") == "Two <mark>complaints</mark>"
    assert marked("Istilah complaints", asked("complaint")) == "Istilah <mark>complaints</mark>"


def test_text_is_escaped():
    assert marked("<b>izin</b> & \"izin\"", asked("izin")) == (
        "&lt;b&gt;<mark>izin</mark>&lt;/b&gt; &amp; &quot;<mark>izin</mark>&quot;")
    assert marked("<script>", []) == "&lt;script&gt;"


def test_a_cut_around_the_first_hit():
    text = "Pembukaan rapat. " * 40 + "Lalu dibahas izin pasar malam. " + "Penutup rapat. " * 40
    cut = snippet(text, asked("izin"), length=120)
    assert "<mark>izin</mark>" in cut and cut.startswith("… ") and cut.endswith(" …")
    assert len(cut) < 160
    assert snippet(text, asked("tidakada"), length=60).startswith("Pembukaan rapat.")
    assert snippet("Izin  pasar\n\nmalam", asked("izin")) == "<mark>Izin</mark> pasar malam"
    assert snippet("", asked("izin")) == ""


@given(st.text(max_size=300), st.text(max_size=20), st.integers(10, 80))
def test_nothing_is_lost_and_nothing_gets_out(text, query, length):
    plain = marked(text, asked(query)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain and ">" not in plain
    for sign, name in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        plain = plain.replace(sign, name)
    assert plain == text
    assert snippet(text, asked(query), length=length).count("<mark>") <= len(text)
