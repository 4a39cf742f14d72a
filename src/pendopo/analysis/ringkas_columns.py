"""The columns and words of the national sheet "Laporan Ringkas" of SP4N-LAPOR!.

Seen in exports of 2021-2026 and in a public importer (spec/reports-and-requests.md, A1). No official description could
be read; what is not listed here is kept by its own name. Older sheets have 20 columns, newer ones five more.
"""
import re

# our word -> (name as we write it, other names seen)
COLUMNS: dict[str, tuple[str, ...]] = {
    "tracking_id": ("Tracking ID", "ID Laporan", "Nomor Laporan", "No Laporan"),
    "received": ("Tanggal Laporan Masuk", "Tanggal/Waktu Laporan Masuk", "Tanggal Laporan", "Tanggal Masuk"),
    "hour": ("Waktu Laporan Masuk", "Waktu Laporan", "Jam Laporan Masuk"),
    "reporter": ("Nama Pelapor", "Pelapor"),
    "classification": ("Klasifikasi Laporan", "Klasifikasi"),
    "category_id": ("ID Kategori",),
    "category": ("Kategori",),
    "title": ("Judul Laporan", "Judul"),
    "first_text": ("Isi Laporan Awal", "Isi Awal"),
    "last_text": ("Isi Laporan Akhir", "Isi Akhir"),
    "type": ("Tipe Laporan (Anonim/Rahasia)", "Tipe Laporan", "Tipe"),
    "source": ("Sumber Laporan", "Sumber"),
    "parent_agency": ("Instansi Induk",),
    "agency_id": ("ID Instansi Terdisposisi",),
    "agency": ("Instansi Terdisposisi", "Instansi Terdisposisi (SKPD)"),
    "status": ("Status Laporan", "Status", "Status Final"),
    "reason": ("Alasan Tunda/Arsip", "Alasan Tunda", "Alasan Arsip"),
    "province": ("Provinsi",),
    "city": ("Kota/Kabupaten", "Kabupaten/Kota", "Kabupaten", "Kota"),
    "district": ("Kecamatan",),
    "village": ("Kelurahan", "Kelurahan/Desa", "Desa/Kelurahan", "Desa"),
    "decree_number": ("Nomor SK",),
    "decree_url": ("Url SK",),
    "yearly_report_url": ("Url Dokumen Laporan Tahunan",),
    "vp_channel": ("Kanal Setwapres",),
    "rating": ("Rating",),
}
WANTED = ("tracking_id", "received", "first_text", "type", "status", "agency")       # named when they are missing
NEEDED = ("tracking_id", "received")                                                 # without these it is another sheet
DATED = "Tanggal Laporan Masuk"

KINDS = {                       # words of the classification -> our word
    "pengaduan berkadar pengawasan": "supervisory", "pengaduan tidak berkadar pengawasan": "complaint",
    "pengaduan": "complaint", "aspirasi": "aspiration", "permintaan informasi": "information",
}
STATES = {                      # words of the status -> our word; final and waiting ones as seen in exports
    "belum terverifikasi": "unverified", "terverifikasi": "verified", "terdisposisi": "forwarded",
    "belum ditindaklanjuti": "forwarded", "proses": "in_process", "diproses": "in_process",
    "dalam proses": "in_process", "menunggu kelengkapan informasi": "waiting", "ditunda": "postponed",
    "bukan wewenang": "not_ours", "konten terblokir": "blocked", "ditanggapi oleh pelapor": "answered_by_reporter",
    "selesai": "closed", "ditutup oleh sistem": "closed_by_system", "ditutup oleh admin": "closed_by_admin",
    "ditutup oleh pelapor": "closed_by_reporter", "diarsipkan oleh admin": "archived_by_admin",
    "diarsipkan oleh sistem": "archived_by_system", "diarsipkan oleh pelapor": "archived_by_reporter",
}
OPEN_TYPES = frozenset({"", "-", "normal", "publik", "public", "terbuka", "umum", "biasa", "tidak ada"})
EMPTY = frozenset({"", "-", "–", "null", "none", "n/a", "nan"})


def plain(text: str) -> str:
    """A name without case, signs and doubled space: how two spellings of one column meet."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


NAMES: dict[str, str] = {plain(name): word for word, names in COLUMNS.items() for name in names}


def flags(said: str) -> tuple[bool, bool] | None:
    """(anonymous, secret) from "Anonim", "Rahasia", "Anonim, Rahasia", empty; None for words nobody knows."""
    words = set(plain(said).split())
    if said.strip().lower() in OPEN_TYPES or plain(said) in OPEN_TYPES:
        return False, False
    if words <= {"anonim", "rahasia", "dan", "anonymous", "secret"}:
        return bool(words & {"anonim", "anonymous"}), bool(words & {"rahasia", "secret"})
    return None
