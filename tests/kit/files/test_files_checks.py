"""A file is taken by what is in it; what is refused is refused in a sentence; a photo tells nothing about its taker."""
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.base import File
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from tests.kit.files.samples import PDF, Send, docx, packed, photo

from pendopo.kit.files import kinds, sentences
from pendopo.kit.files.checks import Checked, accept, cleaned
from pendopo.kit.files.sentences import NotTaken

AUTHOR = "<cp:coreProperties><dc:creator>Sari Contoh</dc:creator></cp:coreProperties>"


def opened(checked: Checked) -> Image.Image:
    return Image.open(BytesIO(checked.content))


def said(refused: pytest.ExceptionInfo[NotTaken]) -> str:
    with override("en"):
        return " ".join(refused.value.messages)


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def test_a_photo_is_small_and_says_nothing_about_its_taker(send: Send) -> None:
    sent = photo(noise=True)
    checked = accept(send(sent, "IMG 2026.JPG"))
    assert (checked.name, checked.kind) == ("IMG 2026.jpg", kinds.JPEG)
    assert (checked.width, checked.height) == (1600, 1067) or len(checked.content) <= 300_000
    assert len(checked.content) <= 300_000 < len(sent)
    assert not opened(checked).getexif()
    assert b"KameraContoh" not in checked.content
    assert b"Exif" not in checked.content
    assert max(Image.open(BytesIO(checked.thumbnail)).size) == 320


def test_a_photo_is_at_most_1600_pixels(send: Send) -> None:
    checked = accept(send(photo()))
    assert (checked.width, checked.height) == opened(checked).size == (1600, 1067)
    small = accept(send(photo(200, 100)))
    assert (small.width, small.height) == (200, 100)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_held_sideways_stands_upright(send: Send, kind: str) -> None:
    checked = accept(send(photo(400, 200, kind, turned=6)))
    assert (checked.width, checked.height) == (200, 400)
    top, bottom = (opened(checked).convert("RGB").getpixel((100, y)) for y in (20, 380))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > top[2]                             # the red left side is up now
    assert bottom[2] > 150 > bottom[0]


def test_what_is_transparent_stays_so(send: Send) -> None:
    checked = accept(send(photo(400, 200, "PNG", "RGBA"), "logo.png"))
    assert (checked.name, checked.kind) == ("logo.webp", kinds.WEBP)
    assert opened(checked).convert("RGBA").getpixel((10, 10))[3] == 0  # type: ignore[index]


def test_an_animation_becomes_a_still_and_says_so(send: Send) -> None:
    target = BytesIO()
    Image.new("RGB", (40, 40), "red").save(target, "GIF", save_all=True, append_images=[Image.new("RGB", (40, 40))])
    checked = accept(send(target.getvalue(), "lambai.gif"))
    assert checked.name == "lambai.jpg"
    assert checked.cautions == (sentences.FIRST_FRAME,)


@pytest.mark.parametrize("mode", ["L", "LA", "1", "P", "CMYK", "I;16", "RGBA"])
def test_every_way_of_colouring_is_read(send: Send, mode: str) -> None:
    target = BytesIO()
    Image.new(mode, (50, 30)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    assert accept(send(target.getvalue())).width == 50


def test_wide_colours_are_turned_into_standard_ones(send: Send) -> None:
    picture = Image.new("RGB", (50, 30), (250, 10, 10))
    target = BytesIO()
    picture.save(target, "JPEG", icc_profile=ImageCms.ImageCmsProfile(
        ImageCms.createProfile("sRGB")).tobytes())
    checked = accept(send(target.getvalue()))
    assert "icc_profile" not in opened(checked).info
    broken = BytesIO()
    picture.save(broken, "JPEG", icc_profile=b"nonsense")
    assert accept(send(broken.getvalue())).width == 50


@pytest.mark.parametrize(("content", "name", "words"), [
    (b"", "kosong.jpg", "empty"),
    (photo(300, 200)[:400], "a.jpg", "broken"),
    (b"\x89PNG\r\n\x1a\nxx", "a.png", "broken"),
    (b"GIF89a", "a.gif", "broken"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", "broken"),
    (huge_png(60_000, 60_000), "a.png", "million pixels"),
    (huge_png(9_000, 9_000), "a.png", "40 million pixels"),
    (b"\0\0\0\x18ftypheic" + b"\0" * 30, "a.heic", "HEIC"),
    (b"\0\0\0\x18ftypavif" + b"\0" * 30, "a.jpg", "HEIC"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 30, "surat.doc", "old Office"),
    (b"%PDF-1.4 cut", "a.pdf", "broken"),
    (packed(**{"a.txt": "x"}), "a.zip", "one by one"),
    (packed(**{"a.txt": "x"})[:-20], "a.docx", "broken"),
    (docx(**{"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
    (docx(**{"word/media/a.bin": b"\0" * 5_000_000}), "a.docx", "unusual size"),
    ("nama;jalan\nSari;Jalan Mérdeka".encode("cp1252"), "data.csv", "UTF-8"),
    ("a;b".encode("utf-16"), "data.csv", "UTF-8"),
    (b"<script>alert(1)</script>", "a.html", "know this kind"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "know this kind"),
    (b"MZ\x90\0\x03\0\0\0", "a.exe", "know this kind"),
    (b"a" * 5_300_000, "a.txt", "larger than 5"),
], ids=range(21))
def test_what_cannot_be_taken_is_explained(send: Send, content: bytes, name: str, words: str) -> None:
    with pytest.raises(NotTaken) as refused:
        accept(send(content, name))
    assert words in said(refused)


def test_a_50_mb_photo_is_refused_before_it_is_read(send: Send) -> None:
    upload = send(b"\xff\xd8\xff", "besar.jpg")
    upload.size = 50_000_000
    with pytest.raises(NotTaken) as refused:
        accept(upload)
    assert "larger than" in said(refused)


@pytest.mark.parametrize(("content", "name", "kind"), [
    (PDF, "a.pdf", kinds.PDF), (docx(), "surat", kinds.DOCX),
    (packed(**{"xl/workbook.xml": "<workbook/>"}), "a.xlsx", kinds.XLSX),
    (packed(mimetype=kinds.ODT.mime, **{"content.xml": "<x/>"}), "a.odt", kinds.ODT),
    (packed(mimetype=kinds.ODS.mime, **{"content.xml": "<x/>"}), "a.ods", kinds.ODS),
    (b"nama,desa\nSari,Contohrejo\n", "data.CSV", kinds.CSV), ("halo é".encode(), "catatan.txt", kinds.TXT),
    (b"\xef\xbb\xbfhalo", "bom.csv", kinds.CSV),
])
def test_documents_are_known_by_their_content_and_stay_as_they_are(send: Send, content: bytes, name: str,
                                                                   kind: kinds.Kind) -> None:
    checked = accept(send(content, name))
    assert (checked.kind, checked.content) == (kind, content)
    assert checked.name.endswith(f".{kind.ending}")
    assert checked.cautions == ()


@pytest.mark.parametrize("content", [
    docx(**{"docProps/core.xml": AUTHOR}), PDF.replace(b"/Catalog", b"/Catalog/Author (Sari Contoh)"),
    PDF.replace(b"trailer", b"<x:xmpmeta><dc:creator><rdf:Seq/></dc:creator></x:xmpmeta> trailer"),
    packed(mimetype=kinds.ODT.mime, **{"meta.xml": "<meta:initial-creator>Sari Contoh</meta:initial-creator>"})])
def test_a_document_that_names_its_author_is_pointed_out(send: Send, content: bytes) -> None:
    assert accept(send(content)).cautions == (sentences.NAMES_AUTHOR,)


def test_a_place_may_take_pictures_only(send: Send) -> None:
    with pytest.raises(NotTaken) as refused:
        accept(send(PDF), kinds.PICTURES)
    assert said(refused) == "A file of the kind PDF is not taken here. Taken are: GIF, JPEG, PNG, WebP."


@pytest.mark.parametrize(("name", "clean"), [
    ("../../etc/passwd", "passwd.txt"), ("C:\\Users\\Sari\\foto.png", "foto.txt"), ("", "berkas.txt"),
    (".htaccess", "htaccess.txt"), ("a\u202egnp.exe", "agnp.txt"), ("laporan  akhir .docx", "laporan akhir.txt"),
    ("x" * 500, "x" * 120 + ".txt"), ("Jalan Mérdeka.txt", "Jalan Mérdeka.txt"), ("\ud800a\n.b", "a.txt")])
def test_names_are_made_safe(name: str, clean: str) -> None:
    assert cleaned(name, kinds.TXT) == clean


STARTS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF0000WEBP", b"%PDF-", b"PK\x03\x04", docx(), PDF,
          photo(60, 40), photo(60, 40, "PNG"), photo(60, 40, "WEBP")]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300), st.integers(0, 5000), st.text(max_size=30))
def test_any_bytes_are_taken_or_refused_in_words(start: bytes, noise: bytes, at: int, name: str) -> None:
    at = min(at, len(start))
    content = start[:at] + noise + start[at + len(noise):]
    upload = BytesIO(content)
    try:
        checked = accept(File(upload, name))
    except NotTaken as refused:
        assert " ".join(refused.messages)
    else:
        assert checked.name
        assert checked.content


