"""What people, machines and attackers type into a field; what they hand in as a file."""
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st
from PIL import Image

from tests.attacks.pages import Field, Form

LONG = 100_000
NASTY = [
    "", " ", "\t\n", "\0", "a\0b", "\x1b[31m", "\x07\x08\x0b\x0c", "\ufeff", "\u202egnp.exe", "\u200b\u200d",
    "e\u0301" * 50,
    "İstanbul ß ŉ ﬀ", "👩‍👩‍👧‍👦" * 20, "\U0010ffff", "\ufdd0", "x" * 5_001, "spasi " * 900, "[" * 3_000,
    "{\"a\":" * 3_000,
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}{% load x %}",
    "%s %(x)s %n",
    "'; DROP TABLE people_person; --", "\\", "../../../../etc/passwd", "a\r\nSet-Cookie: a=b", "${jndi:ldap://x}",
    "=1+1", "@SUM(A1)",
    "0", "-1", "1e309", "NaN", "inf", "9" * 19, "9" * 400, "0x10", "٣٤", "1,5", "1.5", "½", "True", "None", "null",
    "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "2026-11-22", "2026-11", "2026", "23:59", "24:00", "25:61",
    "RA-2026-0101-T", "RA-2026-0001-Z", "99.99", "00", "AAAA-BBBB-CCCC-DDDD-EEEE", "sari@contoh.example", "a@b",
    "a@" + "b" * 300 + ".example",
    "081234567890", "+62", "3201010101010001", "https://contoh.example/", "http://", "https://[::1", "http://a b",
    "ftp://contoh.example",
    "https://contoh.example/" + "a" * 2_000, "| a | b |\n|---|---|\n" * 50, "*" * 500, "[a](javascript:x)", "> " * 400,
    "- " * 400, "`" * 300,
]
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
words: st.SearchStrategy[str] = st.one_of(st.sampled_from(NASTY), text, st.integers(-10, 40).map(str))


def values_of(fields: list[Field]) -> st.SearchStrategy[list[str]]:
    """For one name: left out, as it was, chosen, chosen wrongly, several at once, or anything at all."""
    first = fields[0]
    kept = [one.value for one in fields if one.chosen]
    offered = [one.value for one in fields] if first.kind in ("radio", "checkbox", "button") else first.choices
    ways: list[st.SearchStrategy[list[str]]] = [st.just(kept), words.map(lambda word: [word]), st.just([])]
    if offered:
        ways += [st.sampled_from(offered).map(lambda one: [one])] * 2
    else:
        ways += [st.sampled_from(["Kalimat rekaan yang wajar.", "baru@contoh.example",
                                  "2026-12-01"]).map(lambda one: [one])]
    if first.kind in ("checkbox", "select", "hidden"):
        ways.append(st.lists(words, min_size=2, max_size=3))
    return st.one_of(ways)


def picture(size: tuple[int, int] = (8, 8), kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(target, kind)
    return target.getvalue()


def huge_on_paper() -> bytes:
    """A PNG of a few bytes that says it has 60,000 x 60,000 points."""
    good = bytearray(picture())
    good[16:24] = (60_000).to_bytes(4, "big") * 2
    good[29:33] = zlib.crc32(bytes(good[12:29])).to_bytes(4, "big")
    return bytes(good)


def bomb() -> bytes:
    """A ZIP that calls itself a document and unpacks to 400 MB."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _part in range(400):
                member.write(bytes(1 << 20))
    return target.getvalue()


BOMB: list[bytes] = []


def bombs() -> bytes:
    """Made once: packing takes a second."""
    if not BOMB:
        BOMB.append(bomb())
    return BOMB[0]


FILES: list[tuple[str, str, Callable[[], bytes]]] = [       # name, what the browser says it is, content
    ("foto.png", "image/png", picture),
    ("foto.jpg", "image/jpeg", lambda: picture(kind="JPEG")[:300]),
    ("foto.png", "image/png", lambda: picture()[:40]),
    ("foto.png", "image/png", huge_on_paper),
    ("foto.svg", "image/svg+xml", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("foto.gif", "image/gif", lambda: b"GIF89a" + bytes(40)),
    ("foto.webp", "image/webp", lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(30)),
    ("kosong.pdf", "application/pdf", lambda: b""),
    ("surat.pdf", "application/pdf", lambda: b"%PDF-1.4\n%%EOF\n"),
    ("surat.pdf", "application/pdf", lambda: b"%PDF-1.4\n<script>alert(1)</script>"),
    ("data.csv", "text/csv", lambda: "nama,kota\nSari,Çontoh\n".encode("latin-1")),
    ("data.csv", "text/csv", lambda: "nama,kota\nSari,Contoh\n".encode("utf-16")),
    ("data.csv", "text/csv", lambda: b"a\0b,c\n" * 50),
    ("catatan.txt", "text/plain", lambda: b"Catatan rekaan.\n"),
    ("dokumen.docx", "application/zip", lambda: b"PK\x03\x04" + bytes(60)),
    ("dokumen.docx", "application/zip", bombs),
    ("tanda-terima.json", "application/json", lambda: b'{"format": "pendopo-receipt-v1"}'),
    ("tanda-terima.json", "application/json",
     lambda: b'{"format": "pendopo-receipt-v1", "origin": 1, "index": "x", "opening": [], '
                                                      b'"proof": {}, "checkpoint": null, "key": ""}'),
    ("tanda-terima.json", "application/json", lambda: b"[" * 50_000),
    ("halaman.html", "text/html", lambda: b"<html><script>alert(1)</script>"),
    ("program.exe", "application/octet-stream", lambda: b"MZ" + bytes(200)),
]
NAMES = ["../../keys/ledger", "a" * 500 + ".png", "nul\0.png", "\r\nX: y.png", ".htaccess", "berkas tanpa akhiran",
         "\u202egnp.exe",
         "CON.png", "%00.png", "'; rm -rf.png", "📎.png", " .png"]


def handed(one: tuple[str, str, Callable[[], bytes]], name: str) -> SimpleUploadedFile:
    given, kind, content = one
    file = SimpleUploadedFile(given, content(), kind)
    file.__dict__["_name"] = name or given        # as a hand-made request sends it, not tidied by our own client
    return file


files: st.SearchStrategy[SimpleUploadedFile] = st.builds(handed, st.sampled_from(FILES), st.one_of(
    st.just(""), st.sampled_from(NAMES)))


def filled(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """The form as somebody sends it: name -> values or file. Now and then with a field that was never asked for."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for name, fields in form.named().items():
        if fields[0].kind == "file":
            parts[name] = st.one_of(st.just([]), files.map(lambda one: [one]))
        else:
            parts[name] = values_of(fields)
    extra = st.dictionaries(st.sampled_from(["visibility", "state", "author", "is_active", "office", "next", "pk"]),
                            words.map(
        lambda word: [word]), max_size=1)
    return st.tuples(st.fixed_dictionaries(parts), extra).map(lambda pair: {**pair[1], **pair[0]})
