"""The demo city's own invented plan with what both sides say of it; other governments' real plans beside it."""
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext

from pendopo.analysis import ogp
from pendopo.analysis.commitments import Reading
from pendopo.channels.plans import demo_cycle, packs
from pendopo.channels.plans.actions.assessing import Finding, assess
from pendopo.channels.plans.actions.coding import classify
from pendopo.channels.plans.actions.keeping import claim
from pendopo.channels.plans.actions.reporting import Shown, add_evidence, report_milestone
from pendopo.channels.plans.actions.snapshots import take_snapshot
from pendopo.channels.plans.demo_people import member
from pendopo.channels.plans.imports import Unreadable, read, take
from pendopo.channels.plans.models import Commitment, Milestone, Part, Plan, Report
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.records.actions import tie
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.actions.standing import follow, support
from pendopo.core.voices.models import Comment
from pendopo.kit.country import Malformed, country
from pendopo.kit.files.actions import keep
from pendopo.kit.files.checks import accept

PLAN = "CTH1"
SAYS = [   # commitment, milestone, who, level, words, evidence
    ("1", 1, "dewi", "complete", "Jadwal 12 puskesmas terbit setiap tanggal 1 sejak Maret.", "web"),
    ("1", 1, "joko", "limited", "Kami datangi 12 puskesmas: di 7 tempat dokter yang tertulis tidak ada.", "file"),
    ("1", 2, "dewi", "substantial", "Antrean 4 dari 5 puskesmas sudah terlihat dari ponsel.", ""),
    ("1", 2, "joko", "substantial", "Empat puskesmas kami coba dari ponsel dan cocok dengan loket.", ""),
    ("2", 1, "budi", "limited", "Daftar kontrak lima dinas sudah terbit, sebelas dinas belum.", ""),
    ("2", 1, "budi", "substantial", "Dua belas dari enam belas dinas sudah terbit.", "web"),
    ("2", 1, "joko", "limited", "Data terbit, tetapi nama penyedia kosong pada separuh baris.", ""),
]
TALK = [   # commitment, who, for which office, words; indented by "> ": in answer to the words before
    ("2", "sari", "", "Di mana saya bisa melihat nama pemenang untuk perbaikan jembatan di dekat pasar?"),
    ("2", "budi", "diskominfo", "> Kontraknya sudah ada di daftar Dinas PU. Nama penyedia kami lengkapi bulan ini."),
    ("2", "joko", "", "Kalau bisa, sertakan juga nilai awal dan perubahannya. Itu yang paling sering ditanya warga."),
    ("3", "wahyu", "", "Papan di sekolah anak saya sudah terpasang, tetapi angkanya masih angka tahun lalu."),
    ("3", "ratna", "sekretariat-daerah", "> Terima kasih. Kami minta sekolah memperbaruinya sebelum akhir bulan."),
]


def load() -> str:
    """Real plans first, as other governments' plans; then our own. Safe to call twice."""
    try:
        done = take(read([packs.COMMITMENTS, packs.UNITED_STATES], [packs.TOTALS]))
        ours = take(own_plan(timezone.localdate()))
    except Unreadable as wrong:
        raise Malformed(packs.PACK, "%(what)s", what=wrong) from None
    if not Report.objects.filter(milestone__commitment__plan__code=PLAN).exists():
        plan = Plan.objects.get(code=PLAN)
        take_snapshot(actor=system("demo"), plan=plan)           # as it was adopted; the second, as it stands now
        speak()
        talk()
        take_snapshot(actor=system("demo"), plan=plan)
    return gettext("%(others)d commitments of other governments, %(ours)d of our own") % {
        "others": done.seen, "ours": ours.seen}


def own_plan(today: date) -> Reading:
    """The invented plan of this year and the next."""
    text = packs.OURS.read_text(encoding="utf-8").replace("{0}", str(today.year)).replace("{1}", str(today.year + 1))
    return ogp.read(text.encode(), packs.OURS.name, dict(country().languages))


def speak() -> None:
    """Both sides report, differently; the monitoring body assesses; the keeper of the plan claims one as complete."""
    for number, position, who, level, words, evidence in SAYS:
        milestone = Milestone.objects.get(commitment__plan__code=PLAN, commitment__number=number, position=position)
        person = member(who)
        part = Part.objects.filter(commitment=milestone.commitment, organisation__in=person.office_ids).first()
        if part is not None:
            report_milestone(actor=person, milestone=milestone, part=part, level=level, text=words,
                             shown=shown(evidence))
    step = Milestone.objects.get(commitment__plan__code=PLAN, commitment__number="3", position=1)
    forum = member("joko")
    part = Part.objects.get(commitment=step.commitment, organisation__in=forum.office_ids)
    look = shown("file")
    if look is not None:
        add_evidence(actor=forum, milestone=step, part=part, shown=look)
    year = timezone.localdate().year
    assess(actor=member("putri"), commitment=commitment("1"), finding=Finding(
        "completion", "completion", "limited", "midterm", f"Metode Lembaga Pemantau Contoh {year}", f"{year}-10",
        "Jadwal terbit, tetapi di lapangan sering tidak sesuai. Antrean daring berjalan di empat dari lima tempat."))
    claim(actor=member("eko"), commitment=commitment("3"), reason="Papan terpasang dan rapat selesai di 40 sekolah.")


def talk() -> None:
    """Questions and answers below two promises, and somebody who follows one of them."""
    said: Comment | None = None
    for number, who, office, words in TALK:
        person = member(who)
        unit = Organisation.objects.get(slug=office) if office else None
        parent = said if words.startswith("> ") else None
        said = comment(actor=person, record=commitment(number), text=words.removeprefix("> "), parent=parent,
                       office=unit)
    tie(actor=member("joko"), record=commitment("2"), target=commitment("3"), sort="evidence",
        words="Perbaikan sekolah di papan itu ada di daftar kontrak.")
    classify(actor=member("eko"), commitment=commitment("1"), areas=["health-nutrition", "open-data"])
    support(actor=member("sari"), record=commitment("3"))
    follow(actor=member("wahyu"), record=commitment("3"))


def commitment(number: str) -> Commitment:
    return Commitment.objects.get(plan__code=PLAN, number=number)


def shown(sort: str) -> Shown | None:
    if sort == "web":
        return Shown("Halaman jadwal di situs kabupaten", url="https://contoh.example/jadwal",
                     retrieved=timezone.localdate() - timedelta(days=9))
    if sort == "file":
        notes = ContentFile(b"Catatan kunjungan warga, rekaan.\n7 dari 12 puskesmas tidak sesuai jadwal.\n",
                            name="catatan-kunjungan.txt")
        return Shown("Catatan kunjungan warga", kept=keep(checked=accept(notes)))
    return None


def both() -> str:
    """The plans, and the living cycle beside them."""
    return f"{load()}; {demo_cycle.load()}"


DEMO = (30, both)
