"""What the demo city shows of the living cycle: a plan in the making, a forum with meetings, leaders with promises."""
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext

from pendopo.analysis.months import months_after
from pendopo.channels.plans.actions import contributing, drafting, handing, meeting, planning, promising, staging
from pendopo.channels.plans.actions.keeping import claim
from pendopo.channels.plans.actions.keeping import start as begin
from pendopo.channels.plans.bodies import Forum
from pendopo.channels.plans.cycles import STAGES, Contribution
from pendopo.channels.plans.demo_people import member
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.promises import Term
from pendopo.core.people.actors import System
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.actions.standing import follow
from pendopo.kit.files.actions import keep
from pendopo.kit.files.checks import accept

PLAN = "CTH2"
THEMES = ("Kesehatan", "Pelayanan desa", "Data anggaran")
SAID = [     # theme, name, words, outcome, answer
    (0, "Ibu kader posyandu, Contoh Utara", "Jadwal imunisasi ditempel di papan desa paling lambat tanggal 25.",
     "taken", "Masuk ke komitmen 2: jadwal terbit di situs dan di papan 20 desa."),
    (1, "", "Surat keterangan desa selesai satu hari. Sekarang kami bolak-balik tiga kali.", "partly",
     "Untuk lima surat yang paling sering diminta kami sanggupi satu hari; sisanya perlu perubahan peraturan."),
    (2, "Pak guru, Contoh Barat", "Terbitkan daftar bantuan sekolah beserta nama sekolahnya, tiap tiga bulan.", "", ""),
    (1, "", "Mohon jalan depan rumah saya diaspal.", "elsewhere",
     "Ini laporan tentang jalan: sampaikan lewat LAPOR! di situs ini agar Dinas PU menjawabnya."),
    (0, "Kelompok ibu hamil Contoh Selatan", "Antrean poli kandungan bisa dilihat dari ponsel.", "", ""),
]


def load() -> str:
    """Safe to call twice. Needs the people and the first plan of the demo."""
    planning.cover_plans(actor=operator())
    if not Forum.objects.exists():
        table()
    if not Plan.objects.filter(code=PLAN).exists():
        making()
    if not Term.objects.exists():
        leaders()
    promised = Commitment.objects.filter(plan__sort="promises").count()
    return gettext("%(contributions)d contributions, %(promises)d promises") % {
        "contributions": Contribution.objects.count(), "promises": promised}


def table() -> None:
    """A forum of five seats; it met twice, and its rules are public."""
    eko, today = member("eko"), timezone.localdate()
    forum = meeting.found_forum(actor=eko, told={
        "name": "Forum Multipihak Keterbukaan Contoh", "name_en": "Contoh Open Government Forum",
        "about": "Tempat pemerintah kabupaten dan warga menyusun dan memantau rencana aksi bersama.",
        "organisation": office("bappeda"), "decree": "Keputusan Bupati Contoh Nomor 7 (rekaan)",
        "since": months_after(today, -14)}, plans=list(Plan.objects.filter(code="CTH1")))
    meeting.set_rules(actor=eko, forum=forum, text=(
        "Anggota: lima lembaga pemerintah dan lima lembaga masyarakat; siapa pun boleh melamar.\n\n"
        "Putusan diambil dengan mufakat; yang tidak sepakat dicatat dengan kata-katanya sendiri.\n\n"
        "Rapat paling lama setiap enam bulan. Notulen terbit paling lambat 14 hari sesudahnya."))
    for slug, function in (("bappeda", "chair"), ("forum-warga", "cochair"), ("diskominfo", "secretary"),
                           ("dinas-kesehatan", "member"), ("universitas", "member")):
        meeting.seat(actor=eko, forum=forum, organisation=office(slug), function=function)
    present = [office(slug) for slug in ("bappeda", "forum-warga", "diskominfo", "universitas")]
    for months, sort, agenda, words in (
            (7, "regular", "Jadwal penyusunan rencana kedua",
             "Disepakati: masukan dibuka dua bulan, di kantor desa juga."),
            (2, "review", "Kemajuan komitmen 1 sampai 4",
             "Kedua pihak berbeda soal jadwal dokter; kunjungan bersama bulan depan.")):
        held = meeting.hold_meeting(actor=eko, forum=forum, told={
            "day": months_after(today, -months), "place": "Pendopo Contoh", "sort": sort,
            "plan": Plan.objects.filter(code="CTH1").first(), "agenda": agenda})
        meeting.publish_minutes(actor=eko, meeting=held, text=words, present=present, people=21 + months,
                                kept=keep(checked=accept(ContentFile(
                                    f"Notulen rapat, rekaan.\n{agenda}\n{words}\n".encode(), name="notulen.txt"))))
    meeting.hold_meeting(actor=eko, forum=forum, told={
        "day": today + timedelta(days=20), "place": "Balai Desa Contoh Utara", "sort": "drafting",
        "plan": None, "agenda": "Rancangan komitmen rencana kedua"})


def making() -> None:
    """The second plan is being drafted: some contributions are answered, some wait, one draft is discussed."""
    eko, today = member("eko"), timezone.localdate()
    plan = planning.open_plan(actor=eko, told={
        "code": PLAN, "title": "Rencana Aksi Daerah Keterbukaan Pemerintah Kabupaten Contoh kedua",
        "title_en": "Second Local Open Government Action Plan of Contoh Regency", "level": "local",
        "start": str(today.year + 2), "end": str(today.year + 3), "owner": office("bappeda"),
        "monitor": office("lembaga-pemantau"), "forum": Forum.objects.first(), "cohort": f"{today.year - 1}"})
    first = months_after(today, -2)
    staging.set_timeline(actor=eko, plan=plan, dates={
        name: (months_after(first, place), months_after(first, place + 1) - timedelta(days=1))
        for place, name in enumerate(STAGES[:5])})
    for title in THEMES:
        staging.add_theme(actor=eko, plan=plan, title=title)
    staging.publish_paper(actor=eko, plan=plan, sheet=staging.Sheet(
        "outreach", "Undangan: apa yang perlu ada dalam rencana kedua?", first,
        "Dibacakan di radio kabupaten dan ditempel di 20 balai desa. Masukan boleh tanpa akun, lewat surat, atau di "
        "balai desa."))
    plan = staging.advance(actor=eko, plan=plan, move="open_proposals")
    themes = list(plan.cycle.themes.all()) if plan.cycle else []
    made = [contributing.contribute(actor=None, plan=plan, saying=contributing.Saying(
        words, name, themes[place])).contribution for place, name, words, _outcome, _answer in SAID]
    plan = staging.advance(actor=eko, plan=plan, move="start_drafting")
    letters, schedules = draft(plan), schedule(plan)
    for contribution, (_place, _name, _words, outcome, words) in zip(made, SAID, strict=True):
        if outcome:
            contributing.answer_contribution(actor=eko, contribution=contribution, outcome=outcome, text=words,
                                             commitments={"taken": [schedules], "partly": [letters]}.get(outcome, []))
    if plan.cycle is not None:
        follow(actor=member("sari"), record=plan.cycle)
        comment(actor=member("wahyu"), record=plan.cycle, passage="tema-2",
                text="Tema ini perlu dibahas di balai desa, bukan hanya di sini.")
    comment(actor=member("joko"), record=letters, passage="problem-2",
            text="Di Contoh Utara bukan tiga kali, melainkan rata-rata empat kali; catatannya ada pada kami.")


def draft(plan: Plan) -> Commitment:
    eko, year = member("eko"), timezone.localdate().year + 2
    one = drafting.draft_commitment(actor=eko, plan=plan, lead=office("dinas-kependudukan"),
                                    partners=[office("forum-warga")], told={
        "title": "Lima surat desa selesai satu hari", "title_en": "Five village letters within one day",
        "problem": "Warga datang ke kantor desa tanpa tahu syarat suratnya.\n\nRata-rata mereka kembali tiga kali.",
        "action": "Syarat lima surat yang paling sering diminta terbit di papan dan di situs; surat selesai hari itu.",
        "results": "Waktu tunggu lima surat turun dari tiga hari menjadi satu hari di 20 desa.",
        "contact": "Kepala Bidang Pelayanan, Dinas Kependudukan", "start": f"{year}-02", "end": f"{year + 1}-06"})
    for title, shown, start, due in (
            ("Syarat lima surat terpasang di 20 desa", "Foto 20 papan dan halaman syarat", f"{year}-02", f"{year}-06"),
            ("Koordinasi dengan kecamatan", "Rapat koordinasi", f"{year}-03", f"{year}-09")):
        drafting.set_milestone(actor=eko, commitment=one, told={
            "title": title, "deliverable": shown, "start": start, "due": due, "weight": 1})
    return one


def schedule(plan: Plan) -> Commitment:
    eko, year = member("eko"), timezone.localdate().year + 2
    one = drafting.draft_commitment(actor=eko, plan=plan, lead=office("dinas-kesehatan"), told={
        "title": "Jadwal imunisasi di papan 20 desa", "title_en": "Vaccination days on the boards of 20 villages",
        "problem": "Jadwal imunisasi sering baru diketahui pada harinya.",
        "action": "Jadwal bulan berikutnya terbit di situs dan di papan desa paling lambat tanggal 25.",
        "start": f"{year}-01", "end": f"{year}-12"})
    drafting.set_milestone(actor=eko, commitment=one, told={
        "title": "Jadwal terbit di 20 desa", "deliverable": "Foto papan dan halaman jadwal", "start": f"{year}-01",
        "due": f"{year}-04", "weight": 1})
    return one


PROMISED = [        # sort, title, the same in English, where it was said
    ("programme", "Setiap puskesmas punya dokter setiap hari kerja",
     "A doctor in every health centre on every working day", "RPJMD Kabupaten Contoh (rekaan)"),
    ("speech", "Perbaikan 12 jembatan gantung", "Twelve suspension bridges repaired", "Pidato pelantikan (rekaan)"),
    ("vision", "Contoh yang terbuka dan mudah dilayani", "An open regency that serves people easily",
     "Visi kepala daerah (rekaan)")]


def leaders() -> None:
    """An invented leader whose term has ended, and the successor who answers what was left open."""
    ratna, today = member("ratna"), timezone.localdate()
    handover = months_after(today, -3)
    before = handing.open_term(actor=ratna, told={
        "leader": "Harun Contoh", "post": "Bupati", "acting": False, "office": office("sekretariat-daerah"),
        "since": months_after(handover, -60), "until": handover, "predecessor": None})
    plan = Plan.objects.get(term=before)
    made = [promising.record_promise(
        actor=ratna, plan=plan, lead=office("dinas-kesehatan") if sort == "programme" else None,
        told={"title": title, "title_en": english, "action": f"{title}, dengan laporan setiap tahun.",
              "end": str(handover.year)},
        particulars={"sort": sort, "said": str(handover.year - 5), "venue": venue, "asker": "", "question": ""})
        for sort, title, english, venue in PROMISED]
    for one in made[:2]:
        begin(actor=ratna, commitment=one)
    asked = promising.ask_promise(actor=member("sari"), plan=plan, asked=promising.Asked(
        "Kapan jembatan gantung di dekat pasar diperbaiki? Anak-anak menyeberang lewat sungai.", "Sari, Contoh Utara",
        venue="Dialog warga di pendopo"))
    kept = promising.promise(actor=ratna, commitment=asked.commitment, said=str(handover.year), lead=office(
        "dinas-pekerjaan-umum"), told={"title": "Jembatan gantung dekat pasar diperbaiki",
                                       "title_en": "Suspension bridge near the market repaired",
                                       "action": "Diperbaiki sebelum musim hujan.", "end": str(handover.year)})
    begin(actor=ratna, commitment=kept)
    claim(actor=ratna, commitment=kept, reason="Selesai dan dibuka untuk warga.")
    promising.confirm_promise(actor=member("sari"), commitment=kept, kept=True, text="Benar, sudah bisa dilewati.")
    promising.ask_promise(actor=None, plan=plan, asked=promising.Asked(
        "Bisakah kantor kecamatan buka hari Sabtu?", "Pedagang pasar"))
    before = handing.end_term(actor=ratna, term=before, day=handover, ending="Masa jabatan habis")
    after = handing.open_term(actor=ratna, told={
        "leader": "Melati Contoh", "post": "Bupati", "acting": False, "office": office("sekretariat-daerah"),
        "since": handover + timedelta(days=1), "until": months_after(handover, 60), "predecessor": before})
    rows = list(before.handovers.order_by("position"))
    for row, answer, reason in zip(rows, ("continue", "change"), (
            "Dilanjutkan dengan anggaran tahun depan.",
            "Dilanjutkan untuk delapan jembatan; empat sudah diganti jembatan beton."), strict=False):
        handing.answer_handover(actor=ratna, handover=row, answer=answer, reason=reason)
    promising.ask_promise(actor=None, plan=Plan.objects.get(term=after), asked=promising.Asked(
        "Apakah dialog Jumat dibuka lagi?", "Warga Contoh Timur"))


def operator() -> System:
    return system("demo")


def office(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)
