"""Invented initiatives of Kabupaten Contoh, one a step; and one of another place, with the facts of its guide alone.

Facts of the last: Web Foundation, Open Data Lab Jakarta and GIZ TRANSFORMASI, "Mendorong Kolaborasi Pemerintah dan
Masyarakat Sipil melalui Data Terbuka" (guide, 2016). Nothing else about that place is known here, so nothing is told.
"""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Story:
    """`until`: the state in which it stays; `office` and `partner` are slugs, people are first names of the demo."""
    title: str
    summary: str
    sector: str
    office: str
    partner: str
    government: tuple[str, ...]
    cso: tuple[str, ...]
    until: str
    issues: tuple[tuple[str, str, str], ...]                       # title, text, why data help
    evidence: tuple[tuple[int, str, str, str], ...]                # issue, sort, title, text
    solutions: tuple[tuple[str, dict[str, int]], ...] = ()         # of the first issue; who rates how
    dissent: str = ""
    outcome: str = ""
    sensitive: str = ""
    tree: tuple[tuple[str, str, str], ...] = ()                    # sort, side, text; ">" hangs below the line before
    assets: tuple[tuple[str, str, str], ...] = ()                  # title, status, slug of the holder
    third: str = ""
    tasks: dict[str, tuple[str, str]] = field(default_factory=dict)    # first name: function, task
    pledge: str = ""
    plan: tuple[tuple[str, str, int, str], ...] = ()               # activity, milestone, days from now, slug
    prototype: tuple[str, str, str, int, str] = ("", "", "", 0, "")    # title, text, worked, people, what was seen
    scaling: tuple[str, str] = ("", "")
    check: tuple[tuple[int, int, str], ...] = ()                   # government, CSO: progress, collaboration, words
    notes: tuple[str, str] = ("", "")
    lessons: tuple[tuple[str, str], ...] = ()
    english: tuple[str, str] = ("", "")                            # title and summary


FLOOD = Story(
    "Genangan di Pasar Contoh", "Pasar dan jalan di sekitarnya tergenang setiap hujan deras. Dinas dan warga mencari "
    "sebabnya bersama.", "roads", "dinas-pekerjaan-umum", "forum-warga", ("hadi",), ("wahyu", "joko"), "issue",
    (("Genangan di pasar", "Air setinggi mata kaki, dua sampai tiga jam setelah hujan.",
      "Titik genangan dan saluran ada di dua peta yang belum pernah ditumpuk."),
     ("Lampu jalan padam", "Banyak lampu padam berminggu-minggu.", "")),
    ((0, "records", "27 laporan warga tentang genangan", "Catatan rekaan dari loket pengaduan."),
     (0, "media", "Sebelas berita dalam setahun", "Radio dan koran setempat, rekaan."),
     (1, "survey", "Satu dari tiga warga menyebut lampu jalan", "Survei rekaan di lima desa.")),
    (("Peta saluran dan genangan yang terbuka", {"hadi": 4, "wahyu": 5}),
     ("Pompa di dua titik", {"hadi": 3, "wahyu": 2})),
    english=("Flooded streets at Contoh market",
             "The market and the streets around it stand under water whenever it rains hard. The office and "
             "residents look for the cause together."))
SCHOOL = Story(
    "Anak yang berhenti sekolah", "Anak berhenti sekolah setelah SD di beberapa desa. Dinas dan forum warga menyusun "
    "gambaran yang sama tentang sebabnya.", "schools", "dinas-pendidikan", "forum-warga", ("bima",),
    ("joko", "wahyu"), "understanding",
    (("Berhenti setelah SD", "Di lima desa anak tidak lanjut ke SMP.",
      "Data kelulusan dan pendaftaran ada, tetapi tidak pernah dicocokkan."),),
    ((0, "focus", "Tiga diskusi kelompok dengan orang tua", "Ongkos dan jarak paling sering disebut."),
     (0, "expert", "Wawancara kepala sekolah", "Banyak yang pindah tanpa surat.")),
    (("Cocokkan data lulusan dan pendaftar", {"bima": 4, "joko": 5}),),
    "", "Kita mulai dari anak yang tidak lanjut ke SMP.", "",
    (("cause", "", "SMP terdekat lebih dari sembilan kilometer."), ("cause", "", "> Angkutan pagi tidak lewat."),
     ("cause", "", "Seragam dan buku mahal di awal tahun."), ("implication", "", "Anak bekerja sebelum waktunya."),
     ("goal", "", "Setiap lulusan SD tercatat lanjut ke mana."),
     ("role", "government", "Membuka angka per desa setiap semester.")),
    (("Lulusan SD per desa", "closed", "dinas-pendidikan"), ("Trayek angkutan pagi", "missing", "")),
    english=("Children who leave school",
             "In some villages children leave school after the primary years. The office and the residents' forum "
             "draw up one common picture of why."))
MEDICINE = Story(
    "Stok obat di puskesmas", "Obat dasar sering kosong. Dinas dan Peduli Sehat membentuk tim yang membuka angka stok.",
    "health", "dinas-kesehatan", "peduli-sehat", ("dewi", "surya"), ("tono",), "team",
    (("Obat dasar kosong", "Warga pulang tanpa obat.", "Puskesmas mencatat stok harian, dinas menerima sebulan "
      "sekali."),),
    ((0, "survey", "48 dari 120 pengunjung pulang tanpa obat", "Survei rekaan di empat puskesmas."),),
    (("Papan stok mingguan", {"dewi": 5, "tono": 5}),), "", "Obat dasar dulu, alat kesehatan kemudian.", "",
    (("cause", "", "Permintaan dikirim dari ingatan, bukan dari catatan."), ("cause", "", "> Formulir stok diisi di "
      "akhir bulan."), ("implication", "", "Warga membeli obat lebih mahal di luar."),
     ("effort", "", "Dua puskesmas sudah mencatat di tabel."), ("goal", "", "Stok 20 obat dasar terbuka setiap Senin."),
     ("expectation", "cso", "Angka yang buruk tidak disembunyikan."),
     ("role", "government", "Mengirim stok setiap Senin."), ("role", "cso", "Memeriksa di tempat dan melaporkan "
      "bersama.")),
    (("Stok harian puskesmas", "closed", "dinas-kesehatan"), ("Harga obat pengadaan", "open", "dinas-kesehatan")),
    "Ikatan apoteker diundang dan hadir sekali; perusahaan obat tidak diundang karena ikut pengadaan.",
    {"surya": ("pengelola data obat", "Menyusun tabel stok dari dua belas puskesmas setiap Senin."),
     "tono": ("pendamping pasien", "Mengunjungi tiga puskesmas sebulan dan mencocokkan rak dengan tabel.")},
    "Kami bekerja bersama supaya stok 20 obat dasar terbuka setiap Senin, dan angka yang tidak cocok dibahas bersama "
    "sebelum dibahas di luar.",
    english=("Medicine in stock at health centres",
             "Basic medicine is often out of stock. The office and Peduli Sehat form a team that opens the "
             "figures."))
QUEUE = Story(
    "Antrean puskesmas yang bisa dilihat", "Warga menunggu berjam-jam. Jam ramai dan jam sepi dibuka, dan warga "
    "datang saat sepi.", "health", "dinas-kesehatan", "forum-warga", ("dewi", "surya"), ("joko", "wahyu"), "action",
    (("Menunggu berjam-jam", "Rata-rata tiga jam di hari Senin.", "Mesin nomor mencatat jam kedatangan."),
     ("Dokter tidak di tempat", "Jadwal sering berubah.", "")),
    ((0, "survey", "61 dari 100 warga menunggu lebih dari dua jam", "Survei rekaan di lima puskesmas."),
     (1, "focus", "Diskusi kader", "Rekaan.")),
    (("Papan jam sepi", {"dewi": 4, "joko": 5}), ("Nomor antre lewat pesan", {"dewi": 3, "joko": 4})),
    "Bagi kami dokter yang tidak di tempat lebih mendesak. Kami ikut, asalkan itu dibahas berikutnya.",
    "Antrean dulu, jadwal dokter sesudahnya.", "",
    (("cause", "", "Semua datang jam delapan."), ("cause", "", "> Tidak ada yang tahu jam sepi."),
     ("implication", "", "Pekerja harian kehilangan upah."), ("goal", "", "Menunggu paling lama satu jam."),
     ("role", "government", "Membuka jam kedatangan."), ("role", "cso", "Mengabarkan jam sepi ke RT.")),
    (("Jam kedatangan per puskesmas", "closed", "dinas-kesehatan"),),
    "BPJS ditanya dan tidak perlu ikut; kader posyandu diundang.",
    {"surya": ("petugas data", "Mengunduh jam kedatangan dan menerbitkannya setiap Jumat."),
     "joko": ("penggerak warga", "Membuat papan jam sepi di lima pos ronda.")},
    "Kami membuka jam kedatangan dan mencoba papan jam sepi di lima tempat.",
    (("Buka jam kedatangan", "Data lima puskesmas terbit", 14, "dinas-kesehatan"),
     ("Papan jam sepi", "Papan terpasang di lima pos ronda", 30, "forum-warga")),
    ("Papan jam sepi dari karton", "Karton dengan jam sepi tiap hari, diganti seminggu sekali.", "partly", 34,
     "Warga membaca, tetapi bertanya mengapa Rabu berbeda."),
    ("", ""), ((4, 4, "Data dua puskesmas belum masuk."), (3, 4, "Papan jalan, data sering terlambat dua hari.")),
    english=("Queues at health centres that everybody can see",
             "Residents wait for hours. Busy and quiet hours are made public, and residents come when it is quiet."))
BUS = Story(
    "Angkutan pagi untuk pelajar", "Angkutan pelajar diuji di dua trayek dan diputuskan dilaksanakan penuh; sekarang "
    "kedua pihak belajar dari prosesnya.", "schools", "dinas-pendidikan", "peduli-sehat", ("bima",), ("tono",),
    "learning",
    (("Pelajar terlambat", "Angkutan pagi penuh atau tidak lewat.", "Waktu tempuh bisa dicatat pelajar sendiri."),),
    ((0, "survey", "140 dari 300 pelajar terlambat sekali seminggu", "Survei rekaan di enam sekolah."),),
    (("Ubah jam trayek", {"bima": 4, "tono": 4}),), "", "Dua trayek dulu.", "",
    (("cause", "", "Jam trayek mengikuti pasar, bukan sekolah."), ("implication", "", "Pelajar jauh ketinggalan jam "
      "pertama."), ("goal", "", "Sembilan dari sepuluh pelajar tiba sebelum bel."),
     ("role", "government", "Mengatur jam trayek."), ("role", "cso", "Mengumpulkan catatan waktu pelajar.")),
    (("Jam trayek", "open", "dinas-pendidikan"),), "Pengusaha angkutan diundang dan ikut dua kali.",
    {"bima": ("kepala dinas", "Menegosiasikan jam trayek."), "tono": ("pendamping", "Mencatat waktu bersama pelajar.")},
    "Kami menguji dua trayek selama satu bulan dan membuka catatan waktunya.",
    (("Uji dua trayek", "Catatan waktu sebulan terbit", 10, "dinas-pendidikan"),),
    ("Dua trayek lebih pagi", "Berangkat 20 menit lebih awal.", "yes", 86, "Delapan dari sepuluh tiba sebelum bel."),
    ("wide", "Hasilnya jelas dan ongkosnya sama."),
    ((5, 4, "Pengusaha angkutan mau."), (4, 3, "Rapat sering diundur tanpa kabar.")),
    ("Kami merasa dicurigai di awal; setelah data terbuka, rapat menjadi tenang.",
     "Dinas baru mendengar setelah ada angka. Jangan tunggu angka untuk mendengar."),
    (("worked", "Catatan waktu dari pelajar membuat percakapan berpindah dari dugaan ke angka."),
     ("next", "Sepakati dulu siapa yang mengabari kalau rapat diundur.")),
    english=("Morning buses for pupils",
             "Buses for pupils were tried on two routes, and it was decided to run them everywhere; now both sides "
             "learn from how it went."))
STORIES = (FLOOD, SCHOOL, MEDICINE, QUEUE, BUS)

PAST_TITLE = "Memperkuat Reformasi Birokrasi Daerah melalui Data Terbuka"
PAST_SUMMARY = (
    "Open Data Lab Jakarta pada World Wide Web Foundation dan proyek TRANSFORMASI dari GIZ bekerja sama memperkuat "
    "pelibatan masyarakat sipil dan pemerintah daerah. Diluncurkan di Banyuwangi, berpusat pada data terbuka di bidang "
    "kesehatan, November 2015 sampai Juni 2016.")
PAST_ENGLISH = (
    "Strengthening local bureaucratic reform through open data",
    "Open Data Lab Jakarta of the World Wide Web Foundation and the TRANSFORMASI project of GIZ worked together to "
    "strengthen the part of civil society and local government. Begun in Banyuwangi, about open data in health, "
    "November 2015 to June 2016.")
PAST_SOURCE = ("Pedoman \"Mendorong Kolaborasi Pemerintah dan Masyarakat Sipil melalui Data Terbuka\", Open Data Lab "
               "Jakarta dan GIZ TRANSFORMASI, 2016")
PAST_LESSONS = (
    ("worked", "Konsultasi di tingkat sektor memberi pemahaman yang lebih baik tentang isu yang penting bagi warga."),
    ("worked", "Kolaborasi yang berdasarkan fakta, bukan opini, dapat membantu membangun kepercayaan."),
    ("next", "Pilih isu separtisipatif mungkin, dengan fasilitasi yang seksama."),
    ("next", "Sesi belajar mungkin perlu terpisah bagi pemerintah dan Ormas supaya penilaiannya jujur."))
