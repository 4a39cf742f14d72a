"""Invented words and numbers for the gallery: nobody here lives, no office here exists. Said in the page's language."""
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language
from markupsafe import Markup

from pendopo.kit.ui.charts import Series
from pendopo.kit.ui.figures import percent

Sample = dict[str, Any]
HERE = "#"
FIRST = datetime(2017, 3, 27, 12, 0, tzinfo=UTC)          # 19.00 WIB on a Monday
LATER = datetime(2017, 4, 3, 2, 30, tzinfo=UTC)
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def two(indonesian: str, english: str) -> str:
    return english if get_language() == "en" else indonesian


spoken = lazy(two, str)


def said(indonesian: str, english: str) -> Markup:
    return Markup("<p>{}</p>").format(two(indonesian, english))


def mark(tone: str, indonesian: str, english: str) -> Sample:
    return {"text": two(indonesian, english), "tone": tone}


def entry(number: int) -> Sample:
    return {"number": number, "address": HERE}


class Sampler(forms.Form):
    """Every kind of control."""

    use_required_attribute = False
    title = forms.CharField(
        label=spoken("Judul", "Title"), max_length=80, help_text=spoken("Satu kalimat.", "One sentence."))
    story = forms.CharField(
        label=spoken("Ceritakan", "Tell us"), max_length=500, widget=forms.Textarea,
        help_text=spoken("Apa yang terjadi, di mana, sejak kapan.", "What happened, where, since when."))
    cost = forms.IntegerField(label=spoken("Biaya", "Cost"), required=False)
    length = forms.DecimalField(label=spoken("Panjang", "Length"), required=False)
    when = forms.DateField(
        label=spoken("Sejak kapan", "Since when"), widget=forms.DateInput(attrs={"type": "date"}))
    where = forms.ChoiceField(label=spoken("Kecamatan", "Sub-district"), choices=[
        ("", spoken("Pilih", "Choose")), ("1", "Contoh Utara"), ("2", "Contoh Selatan")])
    shown = forms.ChoiceField(
        label=spoken("Siapa yang boleh membaca", "Who may read this"), widget=forms.RadioSelect,
        choices=[("public", spoken("Semua orang", "Everybody")), ("private", spoken("Hanya petugas", "Officers only"))])
    topics = forms.MultipleChoiceField(
        label=spoken("Topik", "Topics"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("road", spoken("Jalan", "Roads")), ("water", spoken("Air bersih", "Clean water")),
                 ("school", spoken("Sekolah", "Schools"))])
    photo = forms.FileField(
        label=spoken("Foto", "Photo"), required=False,
        help_text=spoken("JPG atau PNG, paling besar 10 MB.", "JPG or PNG, at most 10 MB."))
    email = forms.EmailField(
        label=spoken("Surel", "E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    agree = forms.BooleanField(
        label=spoken("Beri tahu saya bila dijawab", "Tell me when it is answered"), required=False)

    def clean_title(self) -> str:
        if self.cleaned_data["title"] == "?":
            raise forms.ValidationError(spoken("Tuliskan judul dengan kata-kata.", "Write the title in words."))
        return str(self.cleaned_data["title"])

    def clean(self) -> None:
        if not self.cleaned_data.get("where"):
            raise forms.ValidationError(spoken("Tanpa tempat, laporan ini tidak tahu harus ke mana.",
                                               "Without a place nobody knows whom this report is for."))


class Street(forms.Form):
    """One more control, in a group without a hint, and one that nobody sees."""

    use_required_attribute = False
    street = forms.CharField(label=spoken("Nama jalan", "Name of the street"), required=False)
    kept = forms.CharField(widget=forms.HiddenInput, required=False)


def filled() -> Sampler:
    """The form as it comes back with errors: what was typed is still there."""
    typed = two("Lampu jalan padam di depan Pasar Contoh.", "The street light at Contoh Market is out.")
    return Sampler({"title": "?", "story": typed}, auto_id="wrong_%s")


def cards() -> list[Sample]:
    return [
        {"title": two("Lampu jalan padam di depan Pasar Contoh", "Street light out at Contoh Market"),
         "address": HERE, "over": two("Laporan", "Report"), "state": mark("going", "Dalam proses", "In process"),
         "summary": two("Sudah tiga malam gelap. Pedagang menutup kios lebih awal.",
                        "Dark for three nights. Traders close early."),
         "meta": ["Dinas Contoh Perhubungan", "Contoh Utara", two("12 dukungan", "12 supports")]},
        {"title": two("Data anggaran desa terbuka untuk semua", "Village budgets open to everybody"),
         "address": HERE, "over": two("Komitmen", "Commitment"), "state": mark("good", "Selesai", "Complete"),
         "meta": ["Bappeda Contoh", two("tenggat 30 Juni 2017", "due 30 June 2017")]},
        {"title": two("Permintaan salinan kontrak jembatan", "Request for a copy of the bridge contract"),
         "address": HERE,
         "state": mark("late", "Lewat tenggat", "Overdue"), "meta": ["PPID Contoh"]},
        {"title": "Open budgets in every village", "address": HERE, "lang": "en",
         "over": two("Komitmen", "Commitment"), "summary": "As its author wrote it, in English."},
        {"title": two("Kartu yang hanya punya judul", "A card with a title alone"), "address": HERE},
    ]


def filter_spec(active: int = 2) -> Sample:
    every = ("", two("Semua", "All"))
    return {
        "address": HERE, "search": {"name": f"q{active}", "value": "jalan" if active else ""},
        "active": active, "clear": HERE, "label": two(f"Saring contoh {active}", f"Filter sample {active}"),
        "selects": [
            {"name": f"state{active}", "label": two("Keadaan", "State"), "value": "going" if active else "",
             "choices": [every, ("going", two("Dalam proses", "In process"))]},
            {"name": f"place{active}", "label": two("Kecamatan", "Sub-district"),
             "choices": [every, ("1", "Contoh Utara")]}],
        "dates": [{"name": f"since{active}", "label": two("Sejak", "Since")}],
        "checks": [{"label": two("Tampilkan", "Show"), "boxes": [
            {"name": f"late{active}", "value": "1", "label": two("hanya yang lewat tenggat", "only overdue"),
             "checked": bool(active)},
            {"name": f"mine{active}", "value": "1", "label": two("yang saya ikuti", "what I follow")}]}],
        "total": two("24 laporan", "24 reports"),
    }


def filter_bare() -> Sample:
    """One choice, no search, no total."""
    every = ("", two("Semua", "All"))
    return {"address": HERE, "label": two("Saring contoh kecil", "Small filter sample"), "selects": [
        {"name": "year", "label": two("Tahun", "Year"), "choices": [every, ("2017", "2017")]}]}


def story() -> list[Sample]:
    return [
        {"moment": LATER, "actor": "Dinas Contoh Perhubungan", "tag": mark("good", "Dijawab", "Answered"),
         "sentence": two("menjawab laporan.", "answered the report."), "entry": entry(10482),
         "body": said("Lampu diganti Senin pagi. Terima kasih sudah melapor.",
                      "The light was replaced on Monday morning. Thank you for telling us.")},
        {"moment": FIRST, "actor": "Sari Contoh", "tag": mark("waiting", "Diterima", "Received"),
         "sentence": two("mengirim laporan.", "sent the report."), "entry": entry(10311), "lang": "id",
         "body": Markup("<p>Sudah tiga malam gelap.</p>")},
        {"moment": "2017-03", "actor": "Bappeda Contoh",
         "sentence": two("merencanakan penggantian lampu.", "planned to replace the lights.")},
    ]


def sides() -> tuple[Sample, Sample]:
    left = {"tag": mark("good", "Selesai", "Complete"), "who": "Bappeda Contoh", "moment": date(2017, 6, 30),
            "body": said("Anggaran 120 desa sudah terbit.", "The budgets of 120 villages are published."),
            "files": files()[:1], "entry": entry(20977)}
    right = {"tag": mark("late", "Terbatas", "Limited"), "who": "Forum Contoh Terbuka", "moment": date(2017, 7, 4),
             "body": said("Kami menghitung 74 desa; sisanya tanpa rincian.",
                          "We count 74 villages; the rest lack detail."),
             "files": files()[1:], "entry": entry(21004)}
    return left, right


def said_only() -> Sample:
    """A side that has spoken without a file, and whose line the ledger has not placed yet."""
    return {"tag": mark("going", "Berjalan", "In progress"), "who": "Bappeda Contoh", "moment": date(2017, 7, 6),
            "body": said("Sisanya menyusul bulan depan.", "The rest follows next month.")}


def files() -> list[Sample]:
    return [
        {"name": "anggaran-desa-contoh-2017.pdf", "address": HERE, "kind": "pdf", "size": 1_240_000, "digest": DIGEST},
        {"name": two("Hitungan kami, desa demi desa", "Our count, village by village"), "address": HERE,
         "kind": "link", "note": "contoh.example"},
    ]


def thread() -> list[Sample]:
    links = [{"text": two("Balas", "Reply"), "address": HERE, "icon": "comment"},
             {"text": two("Laporkan", "Flag"), "address": HERE, "icon": "flag"},
            {"text": two("Tautan", "Link"), "address": HERE}]
    replies = [
        {"id": "c2", "author": "Budi Contoh", "office": "Bappeda Contoh", "side": "government", "official": True,
         "moment": LATER, "address": "#c2", "edited": LATER, "links": links,
         "body": said("Ya, mulai bulan depan. Daftarnya kami lampirkan.",
                      "Yes, from next month. The list is attached.")},
        {"id": "c3", "author": "Forum Contoh Terbuka", "side": "society", "moment": LATER, "supports": 0,
         "body": said("Kami akan ikut memeriksa.", "We will check it too.")}]
    return [
        {"id": "c1", "author": "Sari Contoh", "moment": FIRST, "address": "#c1", "supports": 3, "links": links,
         "body": said("Apakah kampung kami termasuk?", "Is our village part of this?"), "replies": replies},
        {"id": "c4", "author": "", "moment": FIRST, "body": "",
         "hidden": two("menyebut nomor pribadi orang lain", "it names somebody's private number")},
        {"id": "c5", "author": "Wahyu Contoh", "moment": LATER, "lang": "id",
         "body": Markup("<p>Terima kasih, sudah terang lagi.</p>")},
        {"id": "c6", "author": "Rina Contoh", "moment": LATER, "key": ("gallery", get_language()), "supports": 1,
         "body": said("Di gang kami juga.", "In our lane, too.")},
    ]


def money() -> Sample:
    return {
        "caption": two("Pagu dan realisasi", "Ceiling and realisation"),
        "head": [two("Dinas", "Agency"), two("Pagu", "Ceiling"), two("Realisasi", "Realisation"),
                 two("Serapan", "Share")],
        "rows": [["Dinas Contoh Pendidikan", 12_500_000_000, 11_000_000_000, percent(0.88)],
                 ["Dinas Contoh Kesehatan", 9_750_000_000, 9_262_500_000, percent(0.95)]],
        "foot": [two("Jumlah", "Total"), 22_250_000_000, 20_262_500_000, percent(0.911)],
    }


def duties() -> Sample:
    return {"caption": two("Siapa memegang apa", "Who holds what"),
            "head": [two("Tugas", "Duty"), two("Pemegang", "Holder"), two("Sejak", "Since")],
            "rows": [[two("Penghubung", "Liaison"), "Budi Contoh", "2017"], ["Moderator", "Sari Contoh", "2016"]]}


def months() -> tuple[list[str], list[Series]]:
    names = two("Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
    return names.split(), [
        Series(two("Masuk", "Received"), [31, 28, 44, 52, 49, 60, 71, 66, 58, 62, 70, 55]),
        Series(two("Dijawab", "Answered"), [20, 26, 30, 47, 50, None, None, 61, 57, 60, 66, 58])]


def plans() -> tuple[list[str], list[Series]]:
    return [two("Rencana contoh 2011", "Sample plan 2011"), two("Rencana contoh 2014", "Sample plan 2014"),
            two("Rencana contoh 2016", "Sample plan 2016")], [
        Series(two("Selesai", "Complete"), [9, 14, 16], "good"),
        Series(two("Berjalan", "In progress"), [16, 12, 20], "going"),
        Series(two("Belum mulai", "Not started"), [4, None, 1], "neutral")]


def parts() -> list[Sample]:
    return [{"label": two("selesai", "complete"), "value": 9, "tone": "good"},
            {"label": two("berjalan", "in progress"), "value": 16, "tone": "going"},
            {"label": two("terlambat", "late"), "value": 5, "tone": "late"},
            {"label": two("belum mulai", "not started"), "value": 0, "tone": "neutral"}]


def states() -> list[Sample]:
    return [mark("neutral", "Draf", "Draft"), mark("waiting", "Menunggu", "Waiting"),
            mark("going", "Dalam proses", "In process"), mark("good", "Selesai", "Complete"),
            mark("late", "Lewat tenggat", "Overdue"), mark("bad", "Ditolak", "Rejected"),
            mark("private", "Rahasia", "Confidential")]


def everything() -> Sample:
    """What ui/gallery.html draws."""
    left, right = sides()
    names, flow = months()
    labels, plan_states = plans()
    return {
        "two": two, "states": states(), "cards": cards(), "story": story(), "left": left, "right": right,
        "files": files(), "thread": thread(), "filled": filled(), "blank": Sampler(), "more": Street(),
        "filters_set": filter_spec(), "filters_free": filter_spec(0), "filters_bare": filter_bare(),
        "said_only": said_only(), "parts": parts(), "money": money(), "duties": duties(), "months": names,
        "flow": flow, "plans": labels, "plan_states": plan_states, "first": FIRST, "later": LATER,
    }
