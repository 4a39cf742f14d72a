"""Words that mean one thing to a reader meet in one stem; words that mean two things do not."""
import sys
from concurrent.futures import ThreadPoolExecutor
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.languages import guess
from pendopo.analysis.stem import LONGEST, ROOTS, STOP, _read, asked, forms, stems

FAMILIES = """
keterbukaan membuka terbuka pembukaan dibuka dibukanya bukalah
pengaduan mengadu aduan diadukan mengadukan pengadu aduannya
perizinan izin mengizinkan diizinkan izinnya berizin ijin perijinan
pelayanan layanan melayani dilayani pelayanannya layananmu
anggaran menganggarkan penganggaran dianggarkan anggarannya teranggarkan
pengadaan mengadakan diadakan
kesehatan sehat menyehatkan penyehatan kesehatannya
pendidikan didik mendidik terdidik pendidik kependidikan
pembangunan membangun bangunan dibangun terbangun pembangunannya
penanggung menanggung tanggungan ditanggung tertanggung
pertanggungjawaban bertanggungjawab penanggungjawab tanggungjawab dipertanggungjawabkan
tindaklanjut ditindaklanjuti menindaklanjuti
perbaikan memperbaiki diperbaiki perbaiki
laporan melapor melaporkan pelaporan pelapor dilaporkan terlapor lapor
usulan pengusul mengusulkan diusulkan usul pengusulan
permohonan pemohon memohon dimohon mohon
permintaan meminta diminta minta peminta
keterangan menerangkan diterangkan penerangan terang
jawaban menjawab dijawab jawab terjawab
tanggapan menanggapi ditanggapi tanggap penanggap
penyelesaian menyelesaikan diselesaikan selesai terselesaikan
penetapan menetapkan ditetapkan tetap ketetapan
peraturan mengatur diatur aturan pengaturan atur teratur
perencanaan merencanakan rencana direncanakan perencana terencana
pelaksanaan melaksanakan dilaksanakan pelaksana terlaksana
penyelenggaraan menyelenggarakan diselenggarakan penyelenggara terselenggara
pengawasan mengawasi diawasi pengawas awas
pemantauan memantau dipantau pemantau pantauan
penilaian menilai dinilai nilai penilai
pemeriksaan memeriksa diperiksa pemeriksa periksa
pengelolaan mengelola dikelola pengelola kelola
pengumpulan mengumpulkan dikumpulkan kumpulan terkumpul pengumpul
penyusunan menyusun disusun susunan tersusun penyusun
penulisan menulis tulisan ditulis penulis tertulis
pengiriman mengirim dikirim kiriman pengirim terkirim
penerimaan menerima diterima penerima terima
pengeluaran mengeluarkan dikeluarkan keluar keluaran
pemasukan memasukkan masukan masuk dimasukkan
pembayaran membayar dibayar bayaran terbayar pembayar
pembiayaan biaya membiayai dibiayai biayanya
pembelian membeli dibeli pembeli beli
penjualan menjual dijual penjual jualan
penggunaan menggunakan digunakan pengguna berguna
pemanfaatan memanfaatkan dimanfaatkan manfaat bermanfaat
pemakaian memakai dipakai pemakai pakai
pengembangan mengembangkan dikembangkan berkembang perkembangan kembang
peningkatan meningkatkan ditingkatkan tingkat meningkat
penurunan menurunkan diturunkan turun menurun
penambahan menambah ditambah tambahan bertambah tambah
pengurangan mengurangi dikurangi kurang berkurang kekurangan
perubahan mengubah diubah berubah ubah pengubahan merubah
penghapusan menghapus dihapus hapus terhapus
penggabungan menggabungkan digabung bergabung gabungan
pengalihan mengalihkan dialihkan beralih alih
penundaan menunda ditunda tertunda tunda
penolakan menolak ditolak tolak tertolak
penerusan meneruskan diteruskan terus
pendaftaran mendaftar terdaftar daftar didaftarkan pendaftar
pencatatan mencatat dicatat catatan tercatat pencatat
pengesahan mengesahkan disahkan sah
pengumuman mengumumkan diumumkan umum
pemberitahuan memberitahukan diberitahukan mengetahui diketahui
penyampaian menyampaikan
pertanyaan bertanya menanyakan ditanyakan tanya penanya
penjelasan menjelaskan dijelaskan jelas
pembahasan membahas dibahas bahasan
pertemuan bertemu menemukan ditemukan temuan temu
pemilihan memilih dipilih terpilih pilihan pemilih
pemenang menang memenangkan dimenangkan kemenangan
penunjukan menunjuk ditunjuk tunjuk
penyedia menyediakan disediakan penyediaan tersedia sedia
pembuatan membuat dibuat buatan buat
pengerjaan mengerjakan dikerjakan pekerjaan kerja bekerja pekerja
pemasangan memasang dipasang terpasang pasang
pemeliharaan memelihara dipelihara pelihara terpelihara
pembersihan membersihkan dibersihkan bersih kebersihan
pengangkutan mengangkut diangkut angkutan angkut
perhubungan hubungan menghubungi dihubungi berhubungan
penerbitan menerbitkan diterbitkan terbitan terbit
penyaluran menyalurkan disalurkan salur tersalurkan saluran
bantuan membantu dibantu bantu pembantu
perlindungan melindungi dilindungi terlindungi pelindungan
pemberdayaan memberdayakan diberdayakan berdaya daya
kesejahteraan sejahtera menyejahterakan
kemiskinan miskin pemiskinan dimiskinkan
keamanan aman mengamankan pengamanan diamankan
ketertiban tertib menertibkan penertiban ditertibkan
kerusakan rusak merusak dirusak perusakan
kebakaran terbakar membakar dibakar bakar pembakaran
kebanjiran banjir membanjiri
pencemaran mencemari tercemar cemar dicemari
persampahan sampah sampahnya
pengairan mengairi air perairan
pertanian petani bertani tani
perikanan ikan
peternakan peternak ternak beternak
perkebunan kebun berkebun
kehutanan hutan hutannya
perdagangan pedagang berdagang dagang dagangan
perindustrian industri
perumahan rumah rumah-rumah rumahnya
permukiman pemukiman bermukim mukim
perkotaan kota sekota
pedesaan perdesaan desa sedesa
kelurahan lurah
kecamatan camat kecamatannya
kementerian menteri
pariwisata wisata wisatawan kepariwisataan
kebudayaan budaya membudayakan berbudaya
perpustakaan pustaka pustakawan
kearsipan arsip mengarsipkan diarsipkan pengarsipan
kepegawaian pegawai
kependudukan penduduk berpenduduk
lingkungan lingkung
transparansi transparan
akuntabilitas akuntabel
partisipasi berpartisipasi partisipatif
inovasi inovatif berinovasi
evaluasi mengevaluasi dievaluasi
verifikasi memverifikasi diverifikasi terverifikasi verifikator
validasi tervalidasi
realisasi merealisasikan terealisasi
koordinasi berkoordinasi mengoordinasikan koordinator
sosialisasi menyosialisasikan mensosialisasikan disosialisasikan
musyawarah bermusyawarah permusyawaratan
kesepakatan menyepakati disepakati sepakat bersepakat
persetujuan menyetujui disetujui setuju
keikutsertaan mengikutsertakan ikutserta
kepesertaan peserta menyertai disertai penyertaan
pendampingan mendampingi pendamping damping didampingi
pelatihan melatih latihan dilatih pelatih
pembelajaran belajar pelajaran pelajar mempelajari mengajar
penelitian meneliti diteliti peneliti teliti
perhitungan menghitung dihitung hitung penghitungan
pembagian membagi dibagi bagian membagikan
pengukuran mengukur diukur ukuran terukur
penggantian mengganti diganti ganti pengganti
pembongkaran membongkar dibongkar bongkar
penebangan menebang ditebang tebang
penyapuan menyapu disapu sapu penyapu
pengecatan mengecat dicat cat
penggusuran menggusur digusur tergusur
pelanggaran melanggar dilanggar langgar pelanggar
penyimpangan menyimpang disimpangkan simpang
penyalahgunaan menyalahgunakan disalahgunakan salahguna
keuntungan menguntungkan diuntungkan untung beruntung
kerugian merugikan dirugikan rugi
pemborosan boros memboroskan
keterlambatan terlambat lambat memperlambat
keluhan mengeluh mengeluhkan dikeluhkan keluh
kepuasan puas memuaskan dipuaskan
kepedulian peduli
keadilan adil
kesetaraan setara menyetarakan
sengketa bersengketa persengketaan dipersengketakan
penyandang menyandang sandang
kepercayaan mempercayai percaya dipercaya terpercaya
penyebarluasan menyebarluaskan sebarluas
kerjasama bekerjasama
penandatanganan menandatangani ditandatangani tandatangan
perundang-undangan undang-undang
buku buku-buku bukunya buku-bukunya
anak anak-anak anaknya anak-anaknya
sayuran sayur-mayur sayur
jalan jalanan perjalanan jalan-jalan menjalankan
kunjungan mengunjungi dikunjungi pengunjung berkunjung
penggalian menggali digali galian
pengolahan mengolah diolah olahan
pembuangan membuang dibuang buangan buang
penyakit sakit kesakitan
pemimpin memimpin kepemimpinan dipimpin pimpinan
pembuktian membuktikan terbukti bukti dibuktikan
""".strip().splitlines()

APART = """
pengadaan keadaan; pengadaan ada; pemerintah perintah; pendapatan pendapat; pendapatan dapat; pengadilan adil;
keberatan berat; perusahaan usaha; perangkat angkat; keluar luar; sekolah olah; jalan jalin; kebijakan bijak;
undang-undang undangan; perubahan rumah; penduduk duduk; perbaikan baik; setuju tuju; kepala pala; kelas las;
berita rita; beras ras; perempuan empu; selatan lat; kelapa lapa; pertama tama; pemuda muda; publikasi publik;
anggaran anggur; pengaduan padu; kota kotak; desa desak; dinas nas; kantor kanto; pasar pasal; kelola kelas;
pantai panti; pegawai pegangan; sungai sungguh; partai parti; bagian bagasi; jembatan jembar; halaman hala;
sampah sampai; izin jin; lapor lapar; tanah tanam; tangan tangga; tanggap tanggal; harga hari; dana danau;
bantu batu; sehat sehari; rusak rusa; tender tenda; komisi komite; kabupaten bupati; kecamatan kecaman; gedung gendong;
rapat rapi; sidang sadang; surat surau; pajak paksa; balai bala; data datang; hibah hiba; kontrak kontra; saksi sanksi;
kementerian mentereng; bersih beras; pohon mohon; pemilu pilu; daerah darah; cuti cuci; mutu mutasi
"""


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.split()[0])
def test_families_meet(family):
    words = family.split()
    assert {word: stems(word) for word in words if stems(word) and stems(word) != stems(words[0])} == {}
    assert stems(words[0])


@pytest.mark.parametrize("pair", [pair.strip() for pair in APART.split(";")])
def test_others_stay_apart(pair):
    one, two = pair.split()
    assert stems(one) != stems(two)


def test_enough_was_tried():
    assert len(FAMILIES) >= 150
    assert len(APART.split(";")) >= 60


def test_english_families():
    for family in ("complaint complaints complaining complained", "commitment commitments",
                   "publish published publishing",
                   "budget budgets budgeted budgeting", "service services", "procurement procurements",
                   "city's city cities", "report reports reported reporting"):
        assert len({tuple(stems(word, "en")) for word in family.split()}) == 1, family


def test_order_and_repetition_are_kept():
    assert stems("Jalan rusak, jalan gelap!") == ["jalan", "rusak", "jalan", "gelap"]


def test_codes_stay_whole_and_in_parts():
    assert stems("LAP-2026-0001") == ["lap20260001", "lap", "2026", "0001"]
    assert stems("tahun 2024") == ["tahun", "2024"]
    assert stems("Rp1.250.000 rupiah") == ["rp", "1250000", "rupiah"]
    assert "ektp" in stems("e-KTP") and stems("covid-19")[0] == "covid19"
    assert asked("LAP-2026-0001") == [("lap20260001",)]


def test_stop_words_say_nothing():
    assert stems("yang dan di ke dari ini itu untuk dengan pada") == []
    assert stems("the of and to in", "en") == []
    assert asked("yang di the of") == []


def test_a_sentence_in_the_other_language_is_cut_by_its_own_rules():
    text = "Kami mencatat ini. The commitments were published by the ministries of the state. Terima kasih."
    assert stems(text)[:3] == ["catat", "commit", "publish"]
    assert "commitments" not in stems(text)


def test_a_query_is_cut_both_ways():
    assert asked("pelayanan complaints") == [("layan", "pelayanan"), ("complaints", "complain")]
    assert asked("ditindaklanjuti") == [("tindak",), ("lanjut",)]


def test_apostrophes_accents_and_width():
    assert stems("Jum'at") == stems("jumat") == stems("Jum’at")
    assert stems("ＡＮＧＧＡＲＡＮ") == stems("anggaran")
    assert stems("Café") == ["café"] == stems("Cafe\u0301")


def test_language_of_a_text():
    assert guess("Jalan di depan sekolah kami sudah lama rusak.") == "id"
    assert guess("The road in front of our school has been broken for long.") == "en"
    assert guess("APBD 2026") == guess("") == ""


def test_forms_are_words_as_written_with_their_stems():
    assert forms("Pelayanan dan layanan; pengaduan di RT 5, 2026") == {
        "pelayanan": "layan", "layanan": "layan", "pengaduan": "adu"}


def test_a_root_is_never_cut_and_never_a_mere_stop_word():
    for root in sorted(ROOTS - STOP["id"]):
        assert stems(root), root
    for root in sorted(ROOTS - STOP["id"]):
        if len(root) > 3 and len(stems(root)) == 1:
            assert stems(stems(root)[0]) in (stems(root), []), root


@given(st.text(max_size=200), st.sampled_from(["id", "en", "jv", ""]))
def test_any_text_gives_plain_words(text, language):
    for stem in stems(text, language):
        assert stem.isalnum() and len(stem) <= LONGEST and stem == stem.casefold()
    assert stems(text, "id") == stems(text, "id")
    forms(text)


@given(st.lists(st.sampled_from(sorted(ROOTS)), max_size=6))
def test_what_is_filed_is_found_by_the_same_words(words):
    text = " ".join(words)
    filed = set(stems(text))
    assert all(filed.intersection(group) for group in asked(text))


def test_it_is_quick_enough_to_file_a_city():
    """Not a timed promise (bench/search_words.py measures): only that no word costs a search of its own."""
    text = "Kami melaporkan jalan rusak di depan sekolah yang lama tidak diperbaiki dinas. " * 2_000
    stems(text)
    start = process_time()
    stems(text)
    assert process_time() - start < 1.0


def test_threads_that_cut_at_the_same_time_get_the_same_stems() -> None:
    """Snowball keeps its word in the stemmer itself: one stemmer for two threads cut wrong words, or broke off."""
    words = [f"{start}xyz{middle}{end}" for start in ("me", "ber", "pe") for middle in ("ralo", "tubik", "gandum")
             for end in ("nya", "kan", "i", "kah")]
    alone = [_read(word, "id") for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(lambda _turn: [_read(word, "id") for word in words], range(200)))
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone] * 200
