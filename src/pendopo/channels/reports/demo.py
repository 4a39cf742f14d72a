"""A dozen invented reports of Kabupaten Contoh, in every state a report can have. Nobody and nothing here is real."""
import random
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext
from PIL import Image, ImageDraw

from pendopo.channels.reports import packs
from pendopo.channels.reports.actions import clustering, handling, replying, routing, verifying
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.filters import keep_filter
from pendopo.channels.reports.actions.keeping import load_categories, set_duties, settle_desk, settle_signing
from pendopo.channels.reports.actions.phrases import keep_phrase
from pendopo.channels.reports.models import Category, Phrase, Report
from pendopo.channels.reports.words import Entry, Photo, Reporter
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import by_email, receipt_from, system
from pendopo.core.records import actions as records
from pendopo.kit.files.checks import Checked, accept
from pendopo.kit.files.kinds import SOUNDS
from pendopo.kit.regions.models import Region

DOMAIN, REGION = "contoh.example", "99.99"
DUTIES = {
    "dinas-pekerjaan-umum": ("jalan", "air", "bencana", "perumahan"), "dinas-kependudukan": ("kependudukan",),
    "dinas-kesehatan": ("kesehatan",), "dinas-pendidikan": ("pendidikan",), "diskominfo": ("pemerintahan/situs",),
    "inspektorat": ("pemerintahan/pungli", "pemerintahan/pegawai"),
    "sekretariat-daerah": ("kebersihan", "ketertiban", "sosial", "perizinan", "pajak", "ekonomi", "wisata")}


@dataclass(frozen=True)
class Told:
    """One report: what was written, what is published of it, and how far it goes."""
    text: str
    category: str
    title: str = ""
    public: str = ""
    office: str = ""
    until: str = "unverified"
    classification: str = "complaint"
    secret: bool = False
    anonymous: bool = False
    days: int = 0                    # how long ago it came in
    voice: bool = False


TOLD = (
    Told("Lampu di jalan depan rumah saya mati sejak Senin, anak saya Rangga takut pulang mengaji.",
         "jalan/penerangan-jalan"),
    Told("Jalan ke pasar berlubang besar, kemarin ada motor jatuh.", "jalan/jalan-rusak", "Jalan ke pasar berlubang",
         "Jalan ke pasar berlubang besar; kemarin ada sepeda motor jatuh.", "dinas-pekerjaan-umum", "working"),
    Told("Selokan di belakang sekolah mampet, air naik ke kelas kalau hujan.", "jalan/drainase",
         "Selokan belakang sekolah tersumbat", "Selokan di belakang sekolah tersumbat; air masuk kelas saat hujan.",
         "dinas-pekerjaan-umum", "done"),
    Told("Trotoar depan terminal pecah, kursi roda ibu saya tidak bisa lewat.", "jalan/trotoar",
         "Trotoar terminal pecah", "Trotoar di depan terminal pecah dan tidak bisa dilewati kursi roda.",
         "dinas-pekerjaan-umum", "solved"),
    Told("KTP saya belum jadi tiga bulan, katanya blangko habis.", "kependudukan/ktp", "KTP belum jadi tiga bulan",
         "KTP belum jadi selama tiga bulan; menurut loket blangkonya habis.", "dinas-kependudukan", "asking"),
    Told("Akta lahir anak saya salah nama, sudah dua kali ke loket.", "kependudukan/akta", "Akta lahir salah tulis",
         "Nama pada akta lahir salah tulis; sudah dua kali ke loket.", "dinas-kependudukan", "replied"),
    Told("Puskesmas tutup jam sepuluh padahal jadwalnya sampai jam dua.", "kesehatan/puskesmas",
         "Puskesmas tutup lebih awal", "Puskesmas tutup pukul sepuluh, padahal jadwalnya sampai pukul dua.",
         "dinas-kesehatan", "reopened"),
    Told("Bagaimana cara mendaftar beasiswa daerah tahun ini?", "pendidikan/beasiswa", "Cara mendaftar beasiswa daerah",
         "Bagaimana cara mendaftar beasiswa daerah tahun ini?", "dinas-pendidikan", "closed_system", "information"),
    Told("Saya ingin ada taman baca di tiap desa.", "pendidikan/gedung-sekolah", "Taman baca di tiap desa",
         "Usul: ada taman baca di tiap desa.", "dinas-pendidikan", "routed", "aspiration"),
    Told("Ini salah alamat, soal tetangga saya yang berisik.", "ketertiban/pkl", until="archived_admin"),
    Told("Saya tarik, ternyata sudah diperbaiki.", "jalan/rambu", until="archived_reporter", anonymous=True),
    Told("Petugas loket meminta uang untuk mempercepat berkas. Saya takut namanya diketahui.", "pemerintahan/pungli",
         classification="supervisory", office="inspektorat", until="routed", secret=True),
    Told("", "jalan/jalan-rusak", voice=True),
    Told("Saya minta data jam kedatangan pasien per puskesmas, setahun terakhir.", "kesehatan/puskesmas",
         "Data jam kedatangan per puskesmas", "Meminta data jam kedatangan pasien per puskesmas, setahun terakhir.",
         "dinas-kesehatan", "working", "information"),
)
FLOOD = "Selokan Pasar Contoh meluap"     # eight people tell of it within two weeks: one shared problem of the demo
FLOODED = (
    ("Kios saya kebanjiran lagi, air selokan naik sampai lutut.", "Air selokan masuk kios pasar"),
    ("Selokan depan pasar penuh sampah, kalau hujan jalan tergenang.", "Jalan depan pasar tergenang"),
    ("Sudah tiga kali pekan ini air masuk rumah dari selokan pasar.", "Air selokan masuk rumah"),
    ("Anak sekolah lewat pasar harus lepas sepatu karena genangan.", "Genangan di jalan ke sekolah"),
    ("Got di belakang pasar mampet, bau sekali dan banyak nyamuk.", "Got belakang pasar mampet"),
    ("Motor mogok di genangan dekat pasar, tidak ada tanda bahaya.", "Genangan dalam tanpa tanda"),
    ("Tukang sayur pindah ke jalan karena lapaknya terendam.", "Lapak sayur terendam"),
    ("Gorong-gorong pasar ambruk, air tidak bisa lewat.", "Gorong-gorong pasar ambruk"))

PHRASES = (
    ("Dijadwalkan", "Terima kasih. Laporan {kode} kami jadwalkan pekan ini; kami kabari setelah selesai."),
    ("Sudah ditinjau", "Petugas kami sudah meninjau tempat yang Anda laporkan ({kode})."),
    ("Menunggu material", "Laporan {kode} menunggu material. Kami kabari begitu pekerjaan dimulai."))
AT_THE_COUNTER = (
    ("Berkas lengkap", "Berkas untuk {kode} sudah lengkap; silakan ambil di loket tiga hari kerja lagi."),
    ("Bawa KK asli", "Untuk {kode}, mohon datang ke loket dengan membawa KK asli."))


def load() -> str:
    """Desk, categories, duties, and the reports. Safe to call twice."""
    operator = system("demo")
    office = {one.slug: one for one in Organisation.objects.filter(side="government")}
    settle_desk(actor=operator, office=office["sekretariat-daerah"], second=office["inspektorat"])
    load_categories(actor=operator, rows=packs.categories())
    for slug, codes in DUTIES.items():
        chosen = [one for one in Category.objects.exclude(parent=None)
                  if one.code in codes or one.code.partition("/")[0] in codes]
        set_duties(actor=operator, office=office[slug], categories=chosen)
    if not Report.objects.exists():
        villages = list(Region.objects.filter(level=4, pk__startswith=f"{REGION}.").order_by("pk"))
        for number, told in enumerate(TOLD):
            tell(told, office, villages[number % len(villages)] if villages else None)
        flood(office, villages[0] if villages else None)
    if not Phrase.objects.exists():
        at_the_desk(office)
    return gettext("%(reports)d reports, %(categories)d categories") % {
        "reports": Report.objects.count(), "categories": Category.objects.count()}


def at_the_desk(office: dict[str, Organisation]) -> None:
    """What an office keeps for itself: answer templates, a filter that it shares, and who works on what."""
    hadi, roads = member("hadi"), office["dinas-pekerjaan-umum"]
    for name, text in PHRASES:
        keep_phrase(actor=hadi, office=roads, name=name, text=text)
    for name, text in AT_THE_COUNTER:
        keep_phrase(actor=member("yuni"), office=office["dinas-kependudukan"], name=name, text=text)
    signing(office["dinas-kesehatan"])
    keep_filter(actor=hadi, name="Jalan rusak", query="kategori=jalan/jalan-rusak", office=roads)
    keep_filter(actor=hadi, name="Selokan, belum ditangani", office=roads,
                query="status=masuk\nkategori=jalan/drainase")
    keep_filter(actor=hadi, name="Punya saya yang segera", query="petugas=saya\nwaktu=segera")
    keep_filter(actor=member("rina"), name="Baru, dari aplikasi pesan", query="status=baru\nkanal=whatsapp",
                office=office["sekretariat-daerah"])
    ours = Report.objects.filter(office=roads, closed=None, secret=False).order_by("pk")
    for number, report in enumerate(ours):
        if number % 3 != 2:                      # some are nobody's yet
            routing.assign(actor=hadi, report=report, person=hadi)


def signing(office: Organisation) -> None:
    """The head of this office signs every answer; one waits."""
    settle_signing(actor=system("demo"), office=office, signed=True)
    report = Report.objects.filter(office=office, state="working", secret=False).order_by("pk").first()
    if report is not None:
        words = "Datanya kami siapkan per puskesmas dan kami terbitkan di portal data pekan depan."
        handling.answer(actor=member("surya"), report=report, text=words, public=words)


def flood(office: dict[str, Organisation], village: Region | None) -> None:
    """Eight reports about one selokan, made one shared problem by the coordinator."""
    for number, (text, title) in enumerate(FLOODED):
        until = "working" if number % 3 == 0 else "routed"
        tell(Told(text, "jalan/drainase", title, f"{text} (Pasar Contoh)", "dinas-pekerjaan-umum", until,
                  days=2 * number), office, village)
    found = Report.objects.filter(title__in=[title for _text, title in FLOODED], visibility="public")
    clustering.make_cluster(actor=member("rina"), title=FLOOD, reports=list(found.order_by("pk")), text=(
        "Selokan di sekitar Pasar Contoh meluap setiap hujan: air masuk kios, rumah, dan jalan ke sekolah."))


def spoken() -> Checked:
    """Four tones instead of a voice."""
    return accept(ContentFile(packs.VOICE.read_bytes(), name="suara.weba"), SOUNDS)


def tell(told: Told, office: dict[str, Organisation], village: Region | None) -> None:
    """One report, with everything that happens to it up to its state."""
    category = Category.objects.get(code=told.category)
    done = submit(actor=None, entry=Entry(
        told.text, told.classification, category.pk, village, anonymous=told.anonymous, secret=told.secret,
        about=[office["dinas-kependudukan"].pk] if told.secret else [], files=[spoken()] if told.voice else [],
        created=timezone.now() - timedelta(days=told.days),
        reporter=Reporter("Warga Contoh", "", "warga@contoh.example", way="mail")))
    report, reporter = done.report, ReceiptHolder(receipt_from(done.receipt).person, done.report.pk)
    if told.until == "archived_reporter":
        replying.withdraw(actor=reporter, report=report)
    elif told.until == "archived_admin":
        verifying.archive(actor=member("rina"), report=report, reason="not_government")
    elif told.until != "unverified":
        verifying.verify(actor=member("rina"), report=report, classification=told.classification, category=category,
                         title=told.title, text=told.public)
        routing.route(actor=member("rina"), report=report, office=office[told.office], officers=named(told),
                      proposed="rule")
        go_on(told, report, reporter)


def named(told: Told) -> list[Person]:
    return [member("gita")] if told.secret else []


def go_on(told: Told, report: Report, reporter: ReceiptHolder) -> None:
    """From the office on."""
    officer = {"dinas-pekerjaan-umum": "hadi", "dinas-kependudukan": "yuni", "dinas-kesehatan": "dewi"}.get(told.office)
    if officer is None or told.until == "routed":
        if told.until == "closed_system":
            records.move(report, "finish", by=system("demo"))
            records.move(report, "close", by=system("demo"))
        return
    by = member(officer)
    handling.begin(actor=by, report=report)
    if told.until in ("asking", "replied"):
        handling.ask(actor=by, report=report, text="Di loket mana dan tanggal berapa Anda datang?")
        if told.until == "replied":
            replying.reply(actor=reporter, report=report, text="Loket utama, hari Kamis.")
        return
    handling.answer(actor=by, report=report, text="Sudah kami jadwalkan.", public="Sudah dijadwalkan pekan ini.")
    if told.until in ("done", "solved", "reopened"):
        physical = report.category and report.category.physical
        photo = Photo(picture(report.pk), timezone.now(), here=True) if physical else None
        handling.finish(actor=by, report=report, text="Sudah dikerjakan.", public="Sudah dikerjakan.", photo=photo)
    if told.until == "solved":
        replying.confirm(actor=reporter, report=report, score=5)
    elif told.until == "reopened":
        replying.object_to(actor=reporter, report=report, text="Hari ini tutup jam sepuluh lagi.")


def picture(seed: int) -> Checked:
    """A drawn scene instead of a photo, another one for each seed: a picture that repeats is held."""
    dice = random.Random(seed)      # noqa: S311 - a drawing, no secret
    drawn = Image.new("RGB", (320, 240), shade(dice))
    pen = ImageDraw.Draw(drawn)
    for _shape in range(40):
        x, y = dice.randrange(320), dice.randrange(240)
        pen.rectangle((x, y, x + dice.randrange(10, 90), y + dice.randrange(10, 70)), fill=shade(dice))
    target = BytesIO()
    drawn.save(target, "PNG")
    return accept(ContentFile(target.getvalue(), name="foto.png"))


def shade(dice: random.Random) -> tuple[int, int, int]:
    return dice.randrange(256), dice.randrange(256), dice.randrange(256)


def member(name: str) -> Person:
    """An invented person of the demo, as if the second factor had been proved."""
    person = by_email(f"{name}@{DOMAIN}")
    if person is None:
        raise LookupError(f"the demo has no {name}: load the room of people first")
    person.strong = True
    return person


DEMO = (40, load)
