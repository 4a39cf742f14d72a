"""Invented texts full of numbers, streets and posts in which nobody is named: what a redactor leaves alone."""
from random import Random

STREETS = ("Jl. Jenderal Sudirman", "Jalan Ahmad Yani", "Jl. Gatot Subroto", "Jl. R.A. Kartini", "Jl. Raya Cibiru",
           "Gang Haji Saleh",
           "Jl. Pangeran Diponegoro", "Jalan KH. Hasyim Asyari", "Jl. Ir. H. Juanda", "jl. sukamaju", "jalan pahlawan",
           "Jl. Otto Iskandardinata",
           "Gg. Mawar III", "Jl. Raden Dewi Sartika", "Jl. Letjen Suprapto", "Jl. Cut Nyak Dien", "Gang Pak Kumis",
           "jl ahmad yani")
PLACES = ("Desa Sukamaju", "Kelurahan Mekar Jaya", "Kecamatan Cigunung", "Kampung Baru", "Dusun Karanganyar",
          "Perumahan Griya Asri",
          "Komplek Permata Indah", "Pasar Induk Contoh", "Terminal Leuwi Panjang", "Alun-alun Kabupaten", "Waduk Jati",
          "Situ Cantik",
          "Bukit Harapan", "desa sukasari", "Kabupaten Contoh", "Kota Baru", "Pulau Seribu", "Perum Bumi Asih",
          "Taman Dewi Sartika")
HOUSES = ("SDN 2 Sukamaju", "SMA Negeri 3", "SMP Muhammadiyah 1", "Puskesmas Cigunung", "RSUD Dr. Soetomo",
          "Masjid Agung Al-Ikhlas",
          "RS Hasan Sadikin", "Dinas Perhubungan", "Disdukcapil", "Satpol PP", "Kantor Kecamatan Cigunung",
          "Balai Desa", "PT Air Bersih",
          "Bank BRI Unit Pasar", "Dinas Pekerjaan Umum dan Penataan Ruang", "Bappeda", "Polsek Cigunung",
          "BPJS Kesehatan", "PDAM Tirta Raharja",
          "Stadion Si Jalak Harupat", "Gedung Sate", "Universitas Padjadjaran", "SMK Pasundan 2", "Toko Sinar Jaya",
          "Bandara Husein Sastranegara")
POSTS = ("Pak Camat", "Bu Lurah", "Pak RT", "Bapak Bupati", "Ibu Kepala Desa", "Pak Kades", "Bapak Wali Kota",
         "pak polisi", "bu guru", "Bapak/Ibu",
         "pak rw", "ibu hamil", "ibu rumah tangga", "bapak presiden", "Bapak Gubernur", "Kepala Dinas",
         "Sekretaris Daerah", "Ketua RW 05", "ibu-ibu",
         "Yth. Bapak Kepala Dinas Perhubungan", "Kepala Sekolah", "petugas loket", "tetangga saya", "anak saya",
         "warga sekitar", "Ibu kota")
STORIES = (
    "{house} di {street} No. {small} belum buka sampai pukul {time}, padahal tertulis {time}-{time} WIB.",
    "Anggaran {house} tahun {year} sebesar {money} dan realisasinya {money} ({percent} %).",
    "Lampu jalan di {street}, {place}, mati sejak {date}. Titik koordinat {point}.",
    "Nomor laporan {track}, sudah {small} hari belum ada jawaban dari {post}.",
    "Menurut UU Nomor {law} Tahun {year} dan Perda No. {law}/{year} pasal {small} ayat ({small}), {post} wajib "
    "menjawab.",
    "Nomor meter {meter}, ID pelanggan {customer}, tagihan {month} {money}.",
    "Saya sudah bertanya ke {post} dan {house} tetapi jawabannya berbeda.",
    "Luas lahan {area} m2, panjang {small},{small} km, lebar {small} meter, volume {area} m3, di {place}.",
    "Surat Nomor {letter} tanggal {date} tentang bantuan untuk {area} KK di {place}.",
    "Nomor pesanan {order} dan resi {parcel} dari kantor pos di {street}.",
    "Jumlah penduduk {place} {area} jiwa, {area} laki-laki dan {area} perempuan, per {date}.",
    "Tolong {post} melihat jembatan di {place} yang roboh {date} jam {time}.",
    "Kode RUP {rup}, pagu {money}, HPS {money}, pemenang PT Sumber Rejeki dengan nilai {money}.",
    "Bus nomor {small} dan angkot jurusan {place} tidak lewat {street} lagi, {small} orang menunggu.",
    "Nomor induk sekolah {npsn}, siswa {area}, ruang kelas {small}, guru {small}, di {house}.",
    "Mohon {post} menata parkir di depan {house}, {street}, RT {small}/RW {small}.",
    "Dari {small} sampai {small} {month} {year} air mati {small} kali; call center 1500-{area} sibuk, 112 juga.",
    "Koordinat {point} sampai {point}, rusak {percent} persen, foto {photo}.",
    "satu dua orang, tiga hari, empat lima kali lapor ke {post}, nol hasil, sudah tujuh delapan bulan.",
    "Harga beras {money} per kg, minyak {money}, gas 3 kg {money}, di {place}.",
    "Tabel {year}: {area} {area} {area} {area}; {year}: {area} {area} {area} {area}.",
    "Kartu keluarga dan KTP diminta {small} kali oleh {house}, antre nomor {small} dari {area}.",
    "NIP pejabat {nip} tercantum di SK {letter}.",
    "NOP PBB {nop} di {street} belum diubah.",
    "Versi aplikasi {small}.{small}.{small}, kode galat {code}, alamat IP {ip}, pada {stamp}.",
)
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")


def clean(dice: Random, sentences: int = 4) -> str:
    """Some sentences; about five numbers in each hundred letters."""
    return " ".join(dice.choice(STORIES).format_map(_Slots(dice)) for _ in range(sentences))


class _Slots(dict[str, str]):
    """Draws each number and each place anew wherever a story asks for it."""

    def __init__(self, dice: Random) -> None:
        super().__init__()
        self.dice = dice

    def __missing__(self, slot: str) -> str:
        listed = {"street": STREETS, "place": PLACES, "house": HOUSES, "post": POSTS, "month": MONTHS}
        return self.dice.choice(listed[slot]) if slot in listed else number(self.dice, slot)


def number(dice: Random, slot: str) -> str:
    """A number of a kind that is nobody's: amounts, dates, places, codes of things."""
    def digits(count: int) -> str:
        return str(dice.randint(1, 9)) + "".join(str(dice.randrange(10)) for _ in range(count - 1))

    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(2005, 2026)
    amount = f"{dice.randrange(10 ** 3, 10 ** dice.randint(4, 14)):,}".replace(",", ".")
    return {
        "small": lambda: str(dice.randint(1, 40)), "year": lambda: str(year), "area": lambda: digits(dice.randint(2,
            5)),
        "time": lambda: f"{dice.randint(6, 17):02d}{dice.choice('.:')}{dice.choice(('00', '30', '15'))}",
        "date": lambda: dice.choice((f"{day:02d}/{month:02d}/{year}", f"{day}-{month}-{year}",
                                     f"{year}-{month:02d}-{day:02d}",
                                     f"{day} {MONTHS[month - 1]} {year}", f"{day:02d}.{month:02d}.{year}")),
        "money": lambda: dice.choice((f"Rp {amount}", f"Rp{amount},00", f"{amount} rupiah", f"Rp. {amount},-",
                                      f"IDR {amount}")),
        "percent": lambda: f"{dice.randint(0, 99)},{dice.randint(0, 99):02d}",
        "point": lambda: f"-{dice.randint(0, 8)}.{digits(6)}, {dice.randint(96, 140)}.{digits(6)}",
        "track": lambda: dice.choice((f"#{digits(7)}", digits(8), f"LP-{year}-{digits(6)}",
                                      f"{year}{month:02d}{day:02d}{digits(6)}")),
        "law": lambda: str(dice.randint(1, 40)), "meter": lambda: digits(11), "customer": lambda: "5" + digits(11),
        "letter": lambda: f"{digits(3)}.{digits(1)}/{digits(3)}/{dice.choice(('Kec', 'Dinkes', 'PUPR'))}/{year}",
        "order": lambda: dice.choice((f"INV/{year}{month:02d}{day:02d}/{digits(10)}", digits(16), digits(18),
                                      digits(20))),
        "parcel": lambda: dice.choice((f"P{digits(12)}", f"JP{digits(10)}", digits(12), digits(15), digits(16))),
        "rup": lambda: digits(8), "npsn": lambda: digits(8),
        "photo": lambda: f"IMG_{year}{month:02d}{day:02d}_{digits(6)}.jpg",
        "nip": lambda: f"19{dice.randint(60, 99)}{month:02d}{day:02d} {dice.randint(2000, 2020)}{month:02d} "
                       f"{dice.randint(1, 2)} {digits(3)}",
        "nop": lambda: f"32.{dice.randint(1, 18):02d}.{digits(3)}.{digits(3)}.{digits(3)}-{digits(4)}.0",
        "code": lambda: f"E{digits(4)}", "ip": lambda: ".".join(str(dice.randint(1, 250)) for _ in range(4)),
        "stamp": lambda: f"{year}-{month:02d}-{day:02d} "
                         f"{dice.randint(0, 23):02d}:{dice.randint(0, 59):02d}:{dice.randint(0, 59):02d}",
    }[slot]()
