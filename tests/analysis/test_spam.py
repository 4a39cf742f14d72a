"""The spam score sorts advertising from anger. All texts are invented."""
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis import spam
from pendopo.analysis.spam import Model, dump, features, learn, learn_all, load, score, start, why

LOOK = 0.85      # from here on a moderator is asked first
FILE = Path(spam.__file__).parent.parent / "packs" / "indonesia" / "watch" / "spam.tsv"
ROWS = [line.split("\t", 1) for line in FILE.read_text("utf-8").splitlines()
        if line and not line.startswith("#")]

ANGRY = [
    "INI PEMERINTAH ATAU APA?! JEMBATAN AMBRUK SUDAH SETAHUN DIBIARKAN! MANA TANGGUNG JAWAB KALIAN!!!",
    "Bajingan yang korupsi dana masjid itu harus dipenjara, jangan dilindungi!",
    "Brengsek, sudah antre empat jam ternyata loket ditutup. Kalian makan gaji buta!",
    "Tolol! Lampu merah dipasang di tikungan, tiap hari ada yang jatuh. Kerja pakai otak!",
    "Percuma lapor, percuma bayar pajak, percuma semua. Pejabatnya cuma bisa foto-foto.",
    "Setan alas! Pupuk subsidi dijual ke tengkulak, petani kecil gigit jari!",
    "You lied to us! Shame on this office, three years and still no water. Resign!",
    "Dinas pembohong, anak saya masuk rumah sakit karena demam berdarah dan fogging tidak pernah datang!!!!!",
]
ADVERTS = [
    "Slot gacor gampang menang malam ini, bonus member baru 100%, daftar di https://menang.example",
    "G4C0R parah bosku, m4xwin terus, wd cepat, link di bio",
    "Butuh pinjaman cepat tanpa jaminan? cair 5 menit wa 0812-0000-0077",
    "Pulsa murah all operator, jadi agen untung jutaan, hubungi wa 0812 0000 0078",
    "SELAMAT! Anda memenangkan undian 150 juta, klaim hadiah klik https://klaim.example",
    "Situs togel dan casino online terpercaya, deposit pulsa tanpa potongan, daftar sekarang",
    "Buy cheap followers and likes, visit https://like.example now",
    "Register now at the best online casino, free spins and deposit bonus https://spin.example",
]
ABOUT = [
    "Anak-anak di kampung saya main slot online di warnet, tolong ditutup.",
    "Penagih pinjol ilegal meneror kantor kami setiap hari, ke mana kami mengadu?",
    "Iklan judi muncul di halaman resmi kecamatan, sepertinya diretas.",
    "Kuota gratis untuk siswa tidak sampai ke sekolah kami.",
]


@pytest.mark.parametrize("text", ANGRY, ids=range(len(ANGRY)))
def test_anger_is_no_spam(text):
    assert score(text, start(FILE, "ID")) < 0.6
    assert score(text.upper() + "!!!", start(FILE, "ID")) < LOOK


@pytest.mark.parametrize("text", ADVERTS, ids=range(len(ADVERTS)))
def test_advertising_is_seen(text):
    assert score(text, start(FILE, "ID")) >= LOOK


@pytest.mark.parametrize("text", ABOUT, ids=range(len(ABOUT)))
def test_reports_about_gambling_and_loans_are_no_spam(text):
    assert score(text, start(FILE, "ID")) < 0.75


def test_each_starting_text_judged_by_the_others():
    """A tenth left out at a time: no fair text would be held back, most advertising would."""
    held = dict.fromkeys(("spam", "fair"), 0)
    for part in range(10):
        model = learn_all(Model(region="ID"), [(text, label == "spam") for place, (label, text) in enumerate(ROWS)
                                    if place % 10 != part])
        for label, text in ROWS[part::10]:
            held[label] += score(text, model) >= LOOK
    assert held["fair"] == 0
    assert held["spam"] >= 0.7 * sum(label == "spam" for label, _ in ROWS)


def test_without_evidence_it_abstains():
    assert score("Zqxw vprt", start(FILE, "ID")) == 0.5
    assert score("", start(FILE, "ID")) == 0.5
    assert score("Slot gacor", Model()) == 0.5
    assert start(FILE / "nothing there") == Model()


def test_it_learns_from_moderators_and_can_be_corrected():
    advert = "Kursus ternak lele sukses, pesan bibit unggul di toko kami"
    model = start(FILE, "ID")
    assert score(advert, model) < LOOK
    for _ in range(4):
        model = learn(model, advert, spam=True)
    assert score(advert, model) >= LOOK
    for _ in range(6):
        model = learn(model, advert, spam=False)
    assert score(advert, model) < 0.7
    assert start(FILE, "ID").spam == sum(label == "spam" for label, _ in ROWS), "the starting model is not touched"


def test_disguises_are_seen_through():
    assert {"gacor", "slot"} <= features("sl0t g4c0r") & features("s l o t  dan g a c o r") & features("slot88 gacor77")
    assert "=link" in features("cek gacor.example/daftar") and "=phone" in features("wa +62 812-0000-0001")
    assert "=phone" in features("wa 0812-0000-0001", "ID") and "=phone" in features("ligue 7721 2345", "TL")
    assert "=phone" not in features("wa 0812-0000-0001", "TL") | features("ligue 7721 2345")
    assert "=phone" not in features("Anggaran 2026 sebesar 1.250.000.000", "ID")


def test_the_moderator_is_told_why():
    told = why(ADVERTS[0], start(FILE, "ID"))
    assert 0 < len(told) <= 5 and all(0 < chance < 1 for _, chance in told)
    assert "slot" in dict(why("slot gacor", start(FILE, "ID")))


def test_the_state_holds_no_words_and_comes_back_the_same():
    model = learn(start(FILE, "ID"), "Kesaksian Contohwati tentang pasar", spam=False)
    text = dump(model)
    assert "contohwati" not in text.casefold() and "pasar" not in text
    assert load(text, "ID") == model
    assert len(text) < 20_000
    for broken in ("", "[]", "{}", '{"spam": 1, "fair": 1, "seen": [1]}', "null"):
        with pytest.raises(ValueError):
            load(broken)


@given(st.text(max_size=300))
def test_any_text_gets_a_score(text):
    assert 0.0 <= score(text, start(FILE, "ID")) <= 1.0


def test_the_state_stays_small():
    words = ["".join(letters) for letters in itertools.product("bdgklmnprst", "aiueo", "bdgklmnprst", "aiueo", "kngr")]
    model = learn_all(Model(), [(" ".join(words[at:at + 400]), at % 800 == 0) for at in range(0, len(words), 400)])
    assert 9_000 < len(model.seen) <= 20_000
    other = [(" ".join(f"{word}z" for word in words[at:at + 400]), False) for at in range(0, len(words), 400)]
    assert len(learn_all(model, other).seen) <= 20_000
