"""How people write: openings, requests, slang, slips of the thumb, capitals. All sentences are our own."""
import random
import re
from collections.abc import Sequence

STYLES = ("neat", "chat", "sloppy")

OPENINGS = ("{Selamat pagi|Selamat siang|Assalamualaikum|Yth. Bapak Bupati|Kepada dinas terkait}, "
            "{izin melapor|kami warga ingin menyampaikan|mohon bantuannya}.",
            "{Saya mau lapor|Saya ingin mengadu|Izin bertanya|Mohon perhatian|Lapor}.", "Halo {min|admin|pak|bu}.")
REQUESTS = ("{Mohon|Tolong} {segera|} {ditindaklanjuti|diperbaiki|dicek|ditangani|turun ke lapangan}.",
            "{Kami harap|Semoga} {ada tindakan|ada solusi|pihak terkait peduli|cepat ditanggapi}.",
            "{Sampai kapan kami menunggu|Apakah harus ada korban dulu|Siapa yang bertanggung jawab}?")
CLOSINGS = ("Terima kasih.", "{Terima kasih atas perhatiannya|Demikian laporan kami|Salam dari warga}.",
            "{Foto terlampir|Bukti ada|Nomor saya ada di akun}.")
SINCE = ("Sudah {dua minggu|sebulan|tiga bulan|setahun|bertahun-tahun|lama} {begini|tidak ada perubahan|seperti itu}.",
         "{Sejak kemarin|Sejak Lebaran|Dari minggu lalu|Sejak musim hujan|Beberapa hari ini} {terjadi|begini}.",
         "Kejadiannya {tadi pagi|kemarin sore|malam Minggu|hampir setiap hari}.")
STORIES = ("{Saya lewat sini setiap hari|Rumah saya dekat situ|"
           "Orang tua saya tinggal di sana|Anak saya sekolah di dekat situ}.",
           "{Pak RT|Ketua RW|Tetangga|Teman kerja} "
           "{sudah tahu|bilang tidak bisa apa-apa|menyuruh lapor ke sini|ikut mengeluh}.",
           "{Sudah pernah lapor|Sudah telepon|Sudah kirim surat} {tetapi tidak dijawab|dua kali|ke kantor desa}.",
           "{Kami bayar pajak|Kami orang kecil|Jangan tunggu viral|Tahun lalu juga begitu}.",
           "{Daerah lain sudah bagus|Katanya ada anggaran|Kemarin ada yang mengukur|Hanya ramai waktu pemilihan}.")
VAGUE = ("{Mohon perhatiannya|Tolong kami|Keluhan warga|Bagaimana ini|Laporan warga|Mohon solusi}",
         "{Lapor pak|Minta tanggapan|Aspirasi warga|Mohon ditindak}")
CAMAT = ("Mohon {Bapak Camat|Pak Camat|pihak kecamatan} {turun|menengahi|membantu}.",
         "{Kantor kecamatan|Camat} {sudah tahu|diam saja|menyuruh sabar}.")
DINAS = ("Mohon {dinas|dinas terkait|pemerintah kabupaten} {turun|membantu|meninjau}.",
         "{Dinas|Pihak kabupaten} {sudah survei|belum pernah datang}.")

_CHAT = {
    "tidak": ("gak", "tdk", "ga", "nggak"), "yang": ("yg",), "dengan": ("dgn", "sama"), "sudah": ("udah", "sdh", "dah"),
    "dan": ("dn", "dan"), "jalan": ("jln", "jalan"), "saya": ("sy", "aku", "saya"), "untuk": ("utk", "buat"),
    "belum": ("blm", "belom"), "karena": ("krn", "karna"), "kalau": ("klo", "kalo"), "sampai": ("sampe", "smp"),
    "mohon": ("mhn", "mohon"), "tolong": ("tlg", "tolong"), "dari": ("dr",), "pada": ("pd",), "orang": ("org",),
    "rumah": ("rmh", "rumah"), "sampah": ("sampah", "smpah"), "banyak": ("bnyk", "banyak"), "bisa": ("bs", "bisa"),
    "terima": ("trima", "terima"), "kasih": ("ksh", "kasih"), "hanya": ("cuma", "cm"), "seperti": ("kayak", "spt"),
    "setiap": ("tiap", "stiap"), "malam": ("mlm", "malem"), "anak": ("ank", "anak"), "warga": ("wrga", "warga"),
    "kecamatan": ("kec", "kecamatan"), "desa": ("ds", "desa"), "lampu": ("lampu", "lmpu"), "segera": ("sgra", "segera"),
    "pemerintah": ("pemrintah", "pemda"), "puskesmas": ("pkm", "puskesmas"), "sekolah": ("skolah", "sekolah"),
    "bapak": ("bpk", "pak"), "kami": ("kita", "kami"), "mereka": ("mrk",), "lagi": ("lg",), "juga": ("jg",),
}
_choice = re.compile(r"\{([^{}]*)\}")
_word = re.compile(r"[^\W\d_]+")
_KEYS = "qwertyuiopasdfghjklzxcvbnm"


def expand(dice: random.Random, pattern: str) -> str:
    """One of the sentences that a pattern with {a|b} stands for."""
    said = _choice.sub(lambda found: dice.choice(found[1].split("|")), pattern)
    return " ".join(said.split()).replace(" ,", ",")


def chat(dice: random.Random, text: str, share: float = 0.7) -> str:
    """Short forms as they are typed on a phone."""
    def short(found: re.Match[str]) -> str:
        forms = _CHAT.get(found[0].lower())
        return dice.choice(forms) if forms and dice.random() < share else found[0]
    return _word.sub(short, text)


def slips(dice: random.Random, text: str, share: float = 0.06) -> str:
    """A letter left out, doubled, swapped or hit beside, in that share of the longer words."""
    def slip(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < 4 or dice.random() > share:
            return word
        at = dice.randrange(1, len(word) - 1)
        return dice.choice((word[:at] + word[at + 1:], word[:at] + word[at] + word[at:],
                            word[:at] + word[at + 1] + word[at] + word[at + 2:],
                            word[:at] + dice.choice(_KEYS) + word[at + 1:]))
    return _word.sub(slip, text)


def pool(dice: random.Random, patterns: Sequence[str], style: str, each: int) -> list[str]:
    """Ready sentences of one style: `each` of every pattern, so that writing a report is only choosing."""
    said = [expand(dice, pattern) for pattern in patterns for _ in range(each)]
    if style == "neat":
        return said
    said = [slips(dice, chat(dice, one), 0.10 if style == "sloppy" else 0.02) for one in said]
    return [one.lower().rstrip(".") if style == "sloppy" else one for one in said]
