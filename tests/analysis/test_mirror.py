"""What a copy does with addresses, pages and words of a city that it does not trust."""
import json
import re

import pytest
from tests.held import peak

from pendopo.analysis import mirror_search
from pendopo.analysis.forks import log_at, source_of, typed
from pendopo.analysis.mirror_files import is_active
from pendopo.analysis.mirror_pages import Way, dressed, is_form, rewritten, slim, small_top, with_main
from pendopo.analysis.mirror_paths import file_of, inside, shape, to_file
from pendopo.analysis.mirror_search import LONG, ROOM, Doc, build, differences, packed, spread


@pytest.mark.parametrize("path", [
    "/../../etc/passwd", "/a/%2e%2e/b/", "/.ssh/keys", "/a//b/", "/a\\b/", "/a/%00/", "/" + "x" * 300 + "/",
    "/salinan/index/", "relative/", "/" + "a/" * 20, "/a/.htaccess"])
def test_nothing_is_written_outside_the_copy(path):
    with pytest.raises(ValueError):
        file_of(path, page=True)


def test_where_pages_lie_and_how_they_point_to_each_other():
    assert file_of("/", page=True) == "index.html"
    assert file_of("/rencana-aksi/RA-1/", page=True) == "rencana-aksi/RA-1/index.html"
    assert file_of("/catatan/RA-1/jam/3", page=True) == "catatan/RA-1/jam/3/index.html"
    assert file_of("/data%20kota/a.csv?x=1", page=False) == "data kota/a.csv"
    assert to_file("a/b/index.html", "index.html") == "../../"
    assert to_file("index.html", "index.html") == "./"
    assert to_file("a/index.html", "c d/x.csv") == "../c%20d/x.csv"
    assert shape("/catatan/RA-2026-0001-J/jam/3") == "/catatan/*/jam/*"
    assert inside("//elsewhere.example/x", "https://kota.example") is None
    assert inside("https://kota.example.evil.example/", "https://kota.example") is None
    assert inside("https://kota.example/a?b", "https://kota.example") == "/a?b"


def test_no_script_and_no_frame_of_the_city_comes_along():
    page = ('<head><meta charset="utf-8"></head><header class="top"></header>'
            '<script src="/x.js"></script><SCRIPT>alert(1)</SCRIPT ><iframe src="/y"></iframe><base href="/z">'
            '<a href="/judi">x</a><form action="/cari/" title="a > b"><input></form><script>never closed')
    told = dressed(rewritten(page, lambda tag, address: Way(f"https://kota.example{address}", away=True), "Di kota."),
                   "", "<p>bar</p>")
    assert "script" not in told.replace("script-src", "").lower()
    assert "iframe" not in told
    assert "<base" not in told
    assert 'data-kota title="Di kota." href="https://kota.example/judi"' in told
    assert '<p class="hint">Di kota.</p><input>' in told
    assert "default-src &#x27;none&#x27;" in told
    assert told.index("<p>bar</p>") < told.index('<header class="top">')


@pytest.mark.parametrize("page", [
    "<p>x", '<!-- <meta charset="utf-8"> --><img src=x onerror="alert(1)">',
    '<!doctype html><!-- <head> --><html><head><meta charset="utf-8"><title>x</title></head>',
    '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>x</title></head>'])
def test_the_policy_stands_before_everything_that_the_city_wrote(page):
    told = dressed(page, "", "")
    before, _policy, after = told.partition('<meta http-equiv="Content-Security-Policy"')
    assert re.fullmatch(r'(?i)<!doctype html>\s*(<html lang="id">\s*<head>\s*)?<meta charset="utf-8">\s*', before)
    assert after and told.count("charset") == 1 + page.count("<!--")


@pytest.mark.parametrize(("path", "kind", "body"), [
    ("/berkas/1/surat.html", "text/plain", b"x"), ("/berkas/1/surat.HTM", "application/pdf", b"x"),
    ("/a/b.js", "text/plain", b""), ("/a/b", "text/javascript", b""), ("/a/b.php", "image/png", b""),
    ("/a/b.svg", "image/svg+xml", b"<svg><SCRIPT>alert(1)</SCRIPT></svg>"),
    ("/a/b.svg", "image/png", b"<svg><g title='>' onload = 'alert(1)'/></svg>"),
    ("/a/b.svg", "image/svg+xml", "<svg><g onload='alert(1)'/></svg>".encode("utf-16")),
    ("/a/b.svg", "image/svg+xml", b"<svg><g title='x'></svg>"),
    ("/a/b.svg", "image/svg+xml", b"<svg><a href='java\nscript:alert(1)'>x</a></svg>"),
    ("/a/b.svg", "image/svg+xml", b"<svg><foreignObject/></svg>"),
    ("/a/atom.xml", "application/atom+xml", b"<feed><x:script xmlns:x='http://www.w3.org/1999/xhtml'>1</x:script></feed>"),
    ("/a/atom.xml", "application/xml", b"<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><feed/>"),
    ("/a/atom.xml", "application/xml", b"<!DOCTYPE x [<!ENTITY y 'z'>]><x/>")])
def test_a_file_that_would_run_where_the_copy_lies_is_not_taken(path, kind, body):
    assert is_active(path, kind, body)


@pytest.mark.parametrize(("path", "kind", "body"), [
    ("/static/ui/pendopo.svg", "image/svg+xml", b"<svg><path d='M0 0'/></svg>"), ("/a/b.pdf", "application/pdf", b"%"),
    ("/umpan/atom.xml", "application/atom+xml", b"<feed><title>on = off &lt;script&gt; javascript:</title></feed>"),
    ("/a/b.csv", "text/csv", b"<script>"), ("/rencana.v2/ekspor", "application/json", b"{}")])
def test_a_file_that_is_only_read_is_taken(path, kind, body):
    assert not is_active(path, kind, body)


def test_a_form_to_post_is_no_reading():
    assert is_form('<form class="x" method="post" action="/a">')
    assert not is_form('<form action="/cari/" role="search">')


def test_the_frame_of_a_page_around_other_words():
    page = "<title>Data · Kota</title><main id='main'>old</main>"
    told = with_main(page, "Cari <x>", "<p>new</p>")
    assert told == "<title>Cari &lt;x&gt; · Kota</title><main id='main'><p>new</p></main>"


def test_the_index_is_what_the_script_reads(tmp_path):
    """The same sums as in cari.js: differences in base 36, FNV-1a over UTF-16."""
    assert differences([0, 3, 40]) == "0.3.11"
    assert [spread(word) for word in ("izin", "pẹ😀")] == [0xC642A771, 0xF100965D]        # as node counted them
    docs = [Doc(["/a/A-1/", "A-1"], ["jalan"], ["rusak"]), Doc(["/a/A-2/", "A-2"], ["air"], ["jalan", "bersih"])]
    assert build(tmp_path, docs, [("jalan", ["jalan"]), ("jalanan", ["jalan"]), ("rusak", ["rusak"])]) == 2
    bits = json.loads((tmp_path / "isi.json").read_text())["bits"]
    held = json.loads((tmp_path / f"akar/{spread('jalan') & (1 << bits) - 1}.json").read_text())
    assert held["jalan"] == ["0", "1"]
    assert json.loads((tmp_path / "kata/6a-61.json").read_text())["jalanan"] == "jalan"
    assert json.loads((tmp_path / "catatan/0.json").read_text())[1] == ["/a/A-2/", "A-2"]


def test_a_question_loads_little_however_many_records_there_are(tmp_path):
    """A long list has a file of its own, packed; a full drawer of words is split by the next letter."""
    assert packed([0, 3, 40, 400]) == bytes([0, 0, 3, 37, 0xE8, 2])
    assert packed([0, 1, 2, 3, 4, 5, 6, 7, 9]) == bytes([1, 255, 2])
    count = 4 * LONG
    docs = (Doc([f"/a/A-{n}/", f"A-{n}"], [f"kata{n:04}"], [("jalan", "air", "kayu")[n % 3]]) for n in range(count))
    words = [(f"kata{n:04}", [f"kata{n:04}"]) for n in range(count)]
    assert build(tmp_path, docs, [("air", ["air"]), ("ka", []), *words]) == count
    told = json.loads((tmp_path / "isi.json").read_text())
    assert told["split"][-1] == "6b-61"                                   # "ka", once its deeper drawers are full
    assert json.loads((tmp_path / "kata/6b-61.json").read_text()) == {"ka": ""}
    assert "kata1234" in json.loads((tmp_path / "kata/6b-61-74-61-31-32.json").read_text())
    name = json.loads((tmp_path / f"akar/{spread('air') & (1 << told['bits']) - 1}.json").read_text())["air"][1]
    assert (tmp_path / f"panjang/{name}.bin").read_bytes() == packed(range(1, count, 3))
    assert max(file.stat().st_size for file in tmp_path.rglob("*.json")) < 2 * ROOM


def test_the_index_of_twice_as_many_records_takes_no_more_memory(tmp_path):
    """Each record has words that no other has, as each has a code. What a new word costs is told by its drawer."""
    def word(number):
        return "".join(chr(97 + number // part % 20) for part in (1, 20, 400, 8_000))

    def index(count):
        docs = (Doc([f"/a/A-{n}/"], [f"judul{n}"], ["jalan", word(n)]) for n in range(count))
        words = sorted(map(word, range(count)))
        return peak(lambda: build(tmp_path / str(count), docs, ((one, [one]) for one in words)))

    small = index(2_000)
    assert index(4_000) - small < 150_000


def test_a_heap_that_is_gone_through_in_parts_makes_the_same_index(tmp_path, monkeypatch):
    def index(folder):
        build(folder, [Doc([f"/a/A-{n}/"], [f"judul{n}"], [f"kata{n}", "jalan"]) for n in range(1_000)], [])
        return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    monkeypatch.setattr(mirror_search, "FULL", 10)          # so that a heap becomes four files
    whole = index(tmp_path / "whole")
    monkeypatch.setattr(mirror_search, "HELD", 200)
    assert index(tmp_path / "parts") == whole


def test_the_page_of_a_record_keeps_its_words_and_not_the_frame():
    frame = ('<a class="skip" href="#main">Ke isi</a><header class="top"><p class="demo">Rekaan.</p>'
             '<a class="brand" href="/"><span>Kota</span></a><form action="/cari/"></form></header>')
    page = (f'<html><head><title>x</title></head>\n<body>{frame}<div class="shell body"><main><h1>Jalan</h1>'
            '<p><svg class="icon" aria-hidden="true"><path d="M0 0"/></svg>Rusak</p></main></div>'
            '<footer class="foot">kaki</footer></body></html>')
    top = small_top(frame, [("/cari/", "Cari", ""), ("/en/x/", "English", "en")])
    told = slim(page, top)
    for kept in ("<title>x</title>", "<h1>Jalan</h1>", "<p>Rusak</p>", "Rekaan.", "Ke isi", '<header class="top">',
                 '<a href="/en/x/" hreflang="en" lang="en">English</a>'):
        assert told.count(kept) == 1, kept
    assert "kaki" not in told and "<form" not in told
    bare = page.replace(frame, "").replace('<footer class="foot">kaki</footer>', "")
    assert slim(bare, top) == told                                        # as the city sends many at once
    assert slim("<p>another city's page", top) == "<p>another city's page"


def test_a_checkpoint_however_it_is_carried(tmp_path):
    root = "ab" * 32
    point = typed(f"kota.example 12 {root}")
    assert (point.origin, point.size, point.root.hex()) == ("kota.example", 12, root)
    assert typed("kota.example\n12\n" + "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=" + "\n") == point
    assert typed("kota.example zwölf") is None
    letter = tmp_path / "surat.eml"
    letter.write_text(f"Subject: x\n\n> Titik periksa: kota.example 12 {root}\n")
    assert source_of(str(letter)) == point


def test_a_log_is_found_behind_the_front_door_of_a_city_or_a_copy(tmp_path):
    """Whoever checks a city types its address, and of a mirror its folder."""
    for door in ("https://kota.example", "https://kota.example/"):
        assert log_at(door) == "https://kota.example/ledger"
    assert log_at("https://kota.example/salinan/ledger") == "https://kota.example/salinan/ledger"
    (tmp_path / "www" / "ledger").mkdir(parents=True)
    (tmp_path / "www" / "ledger" / "checkpoint").write_text("x")
    assert log_at(str(tmp_path)) == str(tmp_path / "www" / "ledger")
    assert log_at(str(tmp_path / "www" / "ledger")) == str(tmp_path / "www" / "ledger")
    assert log_at("tidak-ada") == "tidak-ada"
