"""Script, formulas and false files in every field of a report, and everywhere these words come out again."""
import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pendopo.channels.reports import exports
from pendopo.channels.reports.actions import handling, outside, replying, routing, verifying
from pendopo.channels.reports.models import Category, Report
from pendopo.channels.reports.queries import contact
from pendopo.channels.reports.queries.opening import file_of, unlocked
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import receipt_from
from pendopo.kit.files import disk
from pendopo.kit.post.models import Letter
from tests.attacks.corners import named
from tests.attacks.pages import Reader
from tests.attacks.reported import office
from tests.attacks.town import VISITOR, Town

pytestmark = pytest.mark.django_db
EVIL = ["<script>alert('q9x')</script>", "\"><img src=x onerror=alert('q9x')>",
        "</title></textarea><svg onload=alert(1)>",
        "[tekan](javascript:alert('q9x'))", "{{7*7}}{% load x %}${7*7}", "' onmouseover='alert(1)"]
CELLS = ["=HYPERLINK(\"https://jahat.example\")", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1", "\r=1+1"]
ALL = " ".join(EVIL)
PROGRAM = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}")


class Live(HTMLParser):
    """What of a page would run: scripts that are not ours, handlers, addresses that are programs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "") for name, value in attrs}
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.found.append(f"script {given}")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.found += [f"{tag} {value}" for name, value in given.items()
                       if name in ("href", "src", "action", "formaction") and PROGRAM.match(value)
                       and not value.startswith("data:image/svg+xml")]
        if tag == "img" and given.get("src") == "x":
            self.found.append("img x")


@pytest.fixture(scope="module")
def spoiled(town: Town) -> Iterator[tuple[Report, str]]:
    """A report that went the whole way with something to run in every word of every person."""
    town.again()
    page = town.enter(VISITOR).post("/laporan/lapor/", {
        "step": "2", "text": ALL, "key": "jahat", "classification": "complaint", "place": ALL[:300], "name": ALL[:200],
        "other": Category.objects.get(code="kependudukan/ktp").pk,
        "enclosed": SimpleUploadedFile("<img src=x onerror=alert(1)>.png", png(), "image/png")})
    assert page.status_code == 200, Reader(page.content.decode()).problems
    assert not Live(page.content.decode()).found
    report = Report.objects.latest("pk")
    receipt = RECEIPT.search(page.content.decode())
    assert receipt
    sari = ReceiptHolder(receipt_from(receipt[0]).person, report.pk)
    rina, yuni = named("rina"), named("yuni")
    report = verifying.verify(actor=rina, report=report, classification="complaint", category=report.category,
                              title=f"{CELLS[0]} {EVIL[0]}"[:200], text=f"{CELLS[0]} {ALL}")
    report = routing.route(actor=rina, report=report, office=office("dinas-kependudukan"))
    verifying.publish(actor=rina, report=report, title=f"{CELLS[0]} {EVIL[0]}"[:200], text=f"{CELLS[0]} {ALL}",
                      photos=list(report.enclosures.all()))
    handling.ask(actor=yuni, report=report, text=ALL)
    replying.reply(actor=sari, report=report, text=ALL)
    handling.answer(actor=yuni, report=report, text=ALL, public=ALL)
    handling.note(actor=yuni, report=report, text=ALL)
    outside.forward_outside(actor=yuni, report=report, name=EVIL[0], email="luar@contoh.example", text=ALL)
    handling.finish(actor=yuni, report=report, text=ALL, public=ALL)
    replying.object_to(actor=sari, report=report, text=ALL)
    replying.supplement(actor=sari, report=report, text=ALL)
    handling.close_by_desk(actor=rina, report=report, reason=ALL)
    yield Report.objects.get(pk=report.pk), receipt[0]
    town.again()


def png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (60, 40), (30, 90, 30)).save(target, "PNG")
    return target.getvalue()


def test_on_no_page_anything_of_it_runs(town: Town, spoiled: tuple[Report, str]) -> None:
    report, receipt = spoiled
    code = report.code
    own, desk, office_ = Client(), town.enter("rina"), town.enter("yuni")
    own.post("/akun/tanda-terima/", {"code": receipt})
    pages: list[tuple[Client, str]] = [(own, reverse(f"reports:{name}", args=[code])) for name in ("own", "own_letter")]
    pages += [(Client(), one) for one in (
        f"/laporan/{code}/", f"/en/laporan/{code}/", "/laporan/", "/", "/cari/?q=script", f"/catatan/{code}/riwayat",
        f"/suara/{code}/", "/laporan/lembaga/dinas-kependudukan/", f"/cari/?q={EVIL[1]}", f"/laporan/?q={EVIL[1]}",
        f"/laporan/?kategori={EVIL[1]}")]
    pages += [(desk, one) for one in (
        "/laporan/meja/?status=tutup", f"/laporan/meja/{code}/", f"/laporan/meja/{code}/terbit/",
        f"/laporan/meja/{code}/ombudsman/", f"/laporan/meja/?q={EVIL[1]}")]
    pages += [(office_, f"/laporan/meja/{code}/{word}/") for word in ("catat",)]
    shown = 0
    for client, address in pages:
        answer = client.get(address, follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200, (address, town.why())
        assert not Live(page).found, address
        assert "script-src 'self'" in answer["Content-Security-Policy"], address
        assert "49" not in re.findall(r"\{\{|\$\{|49(?=\$)", page), address
        shown += "&lt;script&gt;alert(" in page
    assert shown >= 8, "it is shown as words, not lost"
    who = desk.post(reverse("reports:who", args=[code])).content.decode()
    assert not Live(who).found and "&lt;script&gt;" in who


def test_what_programs_read_stays_in_its_form(town: Town, spoiled: tuple[Report, str]) -> None:
    """Feeds and XML parse, JSON is JSON, and no CSV cell begins with what a spreadsheet runs."""
    report, _receipt = spoiled
    client = Client()
    for address in ("/laporan/umpan.xml", "/umpan/atom.xml", "/umpan/jenis/reports/atom.xml",
                    f"/open311/v2/requests/{report.code}.xml?extensions=true"):
        answer = client.get(address)
        told = ElementTree.fromstring(answer.content)
        assert answer.status_code == 200 and "q9x" in "".join(told.itertext()), address
        assert not [one for one in told.iter() if one.tag.endswith(("script", "img"))], address
        for one in told.iter():                         # what a reader of feeds takes for HTML is shown as it was typed
            assert one.get("type") != "html" or not Live(one.text or "").found, address
    for address in ("/umpan/records.json", f"/open311/v2/requests/{report.code}.json?extensions=true",
                    "/peta/titik.json"):
        answer = client.get(address)
        answer.json()
        assert "html" not in answer["Content-Type"] and answer["X-Content-Type-Options"] == "nosniff", address
    exports.daily()
    for address in ("/laporan/data/laporan.csv", "/open311/v2/requests.csv", "/cari/unduh.csv"):
        rows = list(csv.reader(io.StringIO(client.get(address).getvalue().decode("utf-8-sig"))))
        cells = [cell for row in rows for cell in row]
        assert any("HYPERLINK" in cell for cell in cells), address
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))], address
        assert not [cell for cell in cells if cell.startswith("-") and not re.fullmatch(r"-?[\d.]+", cell)], address


@pytest.mark.parametrize("cell", CELLS)
def test_each_beginning_of_a_formula_is_defused(town: Town, cell: str) -> None:
    report = Report.objects.get(code=town.corners.reported.codes["anonymous"])
    before = report.title
    try:
        Report.objects.filter(pk=report.pk).update(title=cell)
        exports.daily()
        for address in ("/laporan/data/laporan.csv", "/open311/v2/requests.csv"):
            text = Client().get(address).getvalue().decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline="")))
            assert not [one for row in rows for one in row if one.strip(" ")[:1] in "=+@\t\r" and one], (address, cell)
    finally:
        Report.objects.filter(pk=report.pk).update(title=before)


def test_letters_carry_words_as_words(town: Town, spoiled: tuple[Report, str]) -> None:
    """No letter has HTML that we did not write, and no word of a person ends in a header."""
    for letter in Letter.objects.all():
        assert "\n" not in letter.subject and "\r" not in letter.subject
        assert not Live(letter.html).found if letter.html else True
    for knock in contact.knocks():
        carried = contact.letter(knock)
        assert carried is None or ("<" not in carried.text and "\n" not in carried.subject)


# False files

def pictured(kind: str, **more: Any) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (400, 300), (120, 60, 60)).save(target, kind, **more)
    return target.getvalue()


JPEG = pictured("JPEG")
HTML = b"<html><script>alert('q9x')</script></html>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
POLYGLOTS = [        # name, what the browser says, content: taken drawn anew, taken as what it is, or not taken
    ("foto.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload=\"alert('q9x')\"/>"),
    ("foto.png", "image/png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert('q9x')</script></svg>"),
    ("foto.jpg", "image/jpeg", JPEG + HTML), ("foto.jpg", "image/jpeg", pictured("JPEG", comment=HTML)),
    ("foto.html", "text/html", JPEG[:2] + b"\xff\xfe" + (len(HTML) + 2).to_bytes(2, "big") + HTML + JPEG[2:]),
    ("foto.gif", "image/gif", b"GIF89a/*" + HTML + b"*/=1;"), ("surat.pdf", "application/pdf", PDF + HTML),
    ("surat.pdf", "application/pdf", HTML + PDF), ("foto.jpg", "image/jpeg", JPEG + PDF + HTML),
    ("surat.html", "application/pdf", PDF[:9] + HTML + PDF[9:]), ("halaman.html", "text/html", HTML),
    ("foto.png", "image/png", pictured("PNG") + HTML), ("program.exe", "image/jpeg", b"MZ" + bytes(500)),
    ("foto.webp", "image/webp", pictured("WEBP") + HTML)]
SERVED = ("image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf")


@pytest.mark.parametrize("number", range(len(POLYGLOTS)))
def test_a_false_file_is_not_taken_or_becomes_harmless(town: Town, number: int) -> None:
    """Pictures are drawn anew, so nothing behind the pixels is left; a document is handed out to be saved, never shown,
    under a policy that runs nothing; its type is what it is, not what its name says."""
    town.again()
    name, kind, content = POLYGLOTS[number]
    page = town.enter(VISITOR).post("/laporan/lapor/", {
        "step": "2", "text": "Jalan berlubang di gang kami.", "key": f"p{number}", "classification": "complaint",
        "enclosed": SimpleUploadedFile(name, content, kind)})
    if page.status_code == 422:
        assert "Jalan berlubang di gang kami." in page.content.decode()
        town.again()
        return
    report, own = Report.objects.latest("pk"), Client()
    receipt = RECEIPT.search(page.content.decode())
    assert receipt
    own.post("/akun/tanda-terima/", {"code": receipt[0]})
    one = report.enclosures.get()
    answer = own.get(reverse("reports:own_file", args=[report.code, one.pk]))
    body = answer.getvalue()
    assert answer["Content-Type"] in SERVED and answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"] and "sandbox" in answer["Content-Security-Policy"]
    if answer["Content-Type"].startswith("image/"):
        assert b"q9x" not in body and b"%PDF" not in body
    else:
        assert answer["Content-Disposition"].startswith("attachment")
        assert not re.search(r"\.html?\"?$", answer["Content-Disposition"])
    town.again()


# Where and with what a photo was taken

def traced(kind: str) -> bytes:
    """A photo that says where, when, with which device and by whom, in every way that its format knows."""
    notes = Image.Exif()
    notes[0x010F], notes[0x0110], notes[0x013B], notes[0x9C9D] = "TelponQ9X", "ModelQ9X", "SariQ9X", b"Q\x009\x00X\x00"
    notes.get_ifd(0x8825).update({1: "S", 2: (7.0, 6.0, 5.0), 3: "E", 4: (110.0, 9.0, 8.0), 29: "2026:11:01"})
    notes.get_ifd(0x8769).update({0x9003: "2026:11:01 10:00:00", 0xA431: "SERIQ9X", 0xA430: "PemilikQ9X"})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>GPSLatitude Q9X 7,6.5S</rdf:RDF></x:xmpmeta>'
    if kind == "PNG":
        told = PngInfo()
        told.add_text("Location", "Q9X -7.1,110.1")
        told.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return pictured("PNG", pnginfo=told, exif=notes)
    if kind == "JPEG":
        return pictured("JPEG", exif=notes, xmp=xmp, comment=b"Q9X -7.1,110.1", icc_profile=b"Q9X" + bytes(200))
    return pictured("WEBP", exif=notes, xmp=xmp)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_photo_of_an_anonymous_report_tells_no_place(town: Town, kind: str) -> None:
    """In the sealed copy, in the published one, in each size and in each byte on the disk."""
    town.again()
    content = traced(kind)
    assert b"Q9X" in content
    known = set(disk_files())
    page = town.enter(VISITOR).post("/laporan/lapor/", {
        "step": "2", "text": "Sungai berbau di belakang pabrik.", "key": kind, "classification": "complaint",
        "anonymous": "on", "enclosed": SimpleUploadedFile("IMG_Q9X.jpg", content, "image/jpeg")})
    assert page.status_code == 200
    report = Report.objects.latest("pk")
    report = verifying.verify(actor=named("rina"), report=report, classification="complaint",
                              category=Category.objects.get(code="jalan/jalan-rusak"), title="Sungai berbau",
                              text="Sungai berbau.")
    verifying.publish(actor=named("rina"), report=report, title="Sungai berbau", text="Sungai berbau.",
                      photos=list(report.enclosures.all()))
    one = report.enclosures.get()
    _name, _mime, sealed = file_of(one, unlocked(Report.objects.select_related("key").get(pk=report.pk)))
    public = Client().get(f"/laporan/{report.code}/").content.decode()
    addresses = set(re.findall(r'(?:src|href|srcset)="(/berkas/[^" ]+)', public))
    assert addresses, "the photo is published"
    served = [sealed, *(Client().get(address).getvalue() for address in addresses)]
    served += [path.read_bytes() for path in set(disk_files()) - known]
    shown = report.enclosures.select_related("shown").get().shown
    assert shown is not None
    served += [Client().get(f"/berkas/{shown.sha256}/{more}").getvalue() for more in (shown.name, "kecil.webp")]
    for body in served:
        assert b"Q9X" not in body and b"GPS" not in body and b"Exif\0\0MM" not in body
        if body[:4] in (b"\xff\xd8\xff\xe0", b"\x89PNG", b"RIFF"):
            with Image.open(io.BytesIO(body)) as opened:
                left = opened.getexif()
                assert not left.get_ifd(0x8825) and not left.get_ifd(0x8769)
                assert not {0x010F, 0x0110, 0x013B} & set(left)
                assert not opened.info.get("xmp") and not opened.info.get("comment")
    assert "Q9X" not in public
    town.again()


def disk_files() -> list[Any]:
    return [path for path in disk.path_of("00" * 32).parents[2].rglob("*") if path.is_file()]
