"""The index finds the same rows in the same order on SQLite and PostgreSQL (run again with DATABASE_URL)."""
import itertools
import random
from collections.abc import Iterator

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext, isolate_apps

from pendopo.analysis.stem import asked, stems
from pendopo.kit.fulltext import search as searching
from pendopo.kit.fulltext.field import StemmedField
from pendopo.kit.fulltext.index import Page, create_index, drop, drop_index, page, put, rebuild, tidy
from pendopo.kit.fulltext.models import Change, Form, Term
from pendopo.kit.fulltext.search import Key, key, search
from pendopo.kit.fulltext.vocabulary import correct, fold, frequencies

pytestmark = [pytest.mark.django_db, pytest.mark.database]

with isolate_apps("pendopo.kit.fulltext"):
    class Matter(models.Model):
        """Stands for a record: what filters look at."""
        title = models.CharField(max_length=200)
        visibility = models.CharField(max_length=10, default="public")
        place = models.CharField(max_length=13, default="")

        class Meta:
            app_label = "fulltext"

    class Words(models.Model):
        matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="words_of")
        words = StemmedField()

        class Meta:
            app_label = "fulltext"


@pytest.fixture(scope="module", autouse=True)
def tables(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Matter)
            editor.create_model(Words)
        with connection.schema_editor() as editor:
            create_index(editor, "fulltext_words", "words")
        yield
        with connection.schema_editor() as editor:
            drop_index(editor, "fulltext_words")
            editor.delete_model(Words)
            editor.delete_model(Matter)


def file(title: str, body: str = "", visibility: str = "public", place: str = "", language: str = "id") -> int:
    matter = Matter.objects.create(title=title, visibility=visibility, place=place)
    put(Words, {matter.pk: page(title=title, body=body, language=language)})
    return matter.pk


def found(text: str, **asked_for) -> list[int]:
    among = asked_for.pop("among", Matter.objects.filter(visibility="public"))
    return search(Words, asked(text), among=among, **asked_for).pks


def test_another_form_of_the_word_finds_it():
    one = file("Perizinan usaha", "Kami melayani permohonan Anda.")
    two = file("Jam buka loket", "Pelayanan izin dibuka pukul delapan.")
    assert found("izin") == [one, two]
    assert found("pelayanan") == [two, one]
    assert found("memohon izin") == [one]
    assert found("IZIN layanan!") == [one, two]
    assert found("pelabuhan") == []


def test_title_first_then_newest():
    body_old = file("Laporan warga", "jalan rusak")
    title_all = file("Jalan rusak parah", "aspal")
    title_some = file("Jalan gelap", "lampu rusak")
    body_new = file("Keluhan", "jalan yang rusak")
    title_new = file("Rusak lagi: jalan kita")
    assert found("jalan rusak") == [title_new, title_all, title_some, body_new, body_old]


@pytest.mark.parametrize("few", [0, 300])
def test_pages_follow_one_another_without_gap_or_double(monkeypatch, few):
    monkeypatch.setattr(searching, "FEW", few)
    pks = [file(*texts) for _ in range(7) for texts in
           [("Air bersih", "pipa"), ("Pipa bocor", "air"), ("Sumur", "air dan pipa"), ("Taman", "bunga")]]
    whole = search(Words, asked("air pipa"), among=Matter.objects.all(), limit=100)
    assert whole.total == 21 and not whole.capped and whole.more is None
    assert set(whole.pks) == {pk for place, pk in enumerate(pks) if place % 4 != 3}
    walked: list[int] = []
    before = None
    for _ in range(9):
        part = search(Words, asked("air pipa"), among=Matter.objects.all(), limit=4, before=before)
        walked += part.pks
        assert part.total == 21
        if not part.more:
            break
        before = key(str(part.more))
    assert walked == whole.pks


def test_a_key_in_an_address_is_read_or_refused():
    assert key("2.4711") == Key(2, 4711)
    for text in ("", "3.1", "2", "2.", "2.x", "2.-1", "2.1;drop", "2.١"):
        assert key(text) is None


def test_the_filter_decides_who_sees_and_is_counted():
    file("Rapat anggaran", visibility="members")
    seen = file("Anggaran desa")
    public = Matter.objects.filter(visibility="public")
    assert search(Words, asked("anggaran"), among=public) == ([seen], 1, False, None)
    assert search(Words, asked("anggaran"), among=Matter.objects.none()).pks == []
    assert search(Words, asked("anggaran"), among=Matter.objects.filter(place="33.02")).total == 0
    assert search(Words, asked("yang dan di"), among=Matter.objects.all()).total == 0


def test_codes_are_found_whole_and_in_parts():
    one, two = file("LAP-2026-0001 lampu padam"), file("LAP-2026-0002 lampu padam")
    assert found("lap-2026-0001") == [one]
    assert found("LAP20260002") == [two]
    assert found("0001") == [one]
    assert found("2026") == [two, one]


def test_english_and_indonesian_side_by_side():
    plan = file("Commitments of the ministry", "Published complaints are answered within ten days.", language="en")
    note = file("Catatan", "Kementerian memakai istilah complaints di sini.")
    assert found("complaint") == [plan]
    assert found("complaints") == [note, plan]
    assert found("commitment") == [plan]


@pytest.mark.parametrize("few", [0, 300])
def test_the_beginning_of_a_word_while_one_types(monkeypatch, few):
    monkeypatch.setattr(searching, "FEW", few)
    one = file("Perpustakaan keliling")
    file("Perikanan")
    assert found("perpusta", prefix=True) == found("pustak", prefix=True) == [one]
    assert found("keliling pustak", prefix=True) == [one]
    two = file("Taman", "perpustakaan keliling")
    assert found("keliling pustak", prefix=True) == [one, two]
    assert found("pustak") == []
    assert list(Matter.objects.filter(words_of__words__match_prefix=asked("pustak")).order_by("pk")) == [
        Matter(pk=one), Matter(pk=two)]


def test_the_lookup_in_an_ordinary_list():
    one, two = file("Pasar tradisional"), file("Pasar malam")
    hits = Matter.objects.filter(words_of__words__match=asked("pasar")).order_by("pk")
    assert [matter.pk for matter in hits] == [one, two]
    assert hits.filter(words_of__words__match=asked("malam")).get().pk == two
    assert not Matter.objects.filter(words_of__words__match=[]).exists()


def test_rewritten_words_are_forgotten_and_the_new_ones_found():
    pk = file("Jembatan gantung", "retak")
    put(Words, {pk: page(title="Jembatan beton", body="kokoh")})
    assert found("gantung") == found("retak") == []
    assert found("beton") == found("jembatan kokoh") == [pk]
    rebuild(Words)
    tidy(Words)
    assert found("beton") == [pk] and found("gantung") == []


def test_nothing_is_found_after_a_rollback():
    with pytest.raises(RuntimeError), transaction.atomic():
        file("Sementara")
        raise RuntimeError
    assert found("sementara") == []


def test_erased_words_leave_every_table():
    pk = file("Kesaksian Contohwati", "rahasiaku tersimpan", place="33.02")
    file("Pasar", "biasa saja")
    fold()
    file("Contohwati lagi")
    drop(Words, [pk, Matter.objects.latest("pk").pk])
    assert found("Contohwati") == []
    assert not Change.objects.exists()
    assert not Term.objects.filter(term__contains="contohw").exists()
    assert not Form.objects.filter(form__contains="contohw").exists()
    assert not Term.objects.filter(term__contains="rahasia").exists()
    assert Term.objects.filter(term="pasar", df=1).exists()
    assert set(Words.objects.filter(pk=pk).values_list("words", flat=True)) == {""}


def test_counts_follow_the_rows():
    first = file("Sampah menumpuk", "sampah di pasar")
    file("Sampah")
    assert fold() == 2
    assert fold() == 0
    assert frequencies(["sampah", "pasar", "tidakada"]) == {"sampah": 2, "pasar": 1}
    put(Words, {first: page(title="Pasar")})
    fold()
    assert frequencies(["sampah", "pasar", "tumpuk"]) == {"sampah": 1, "pasar": 1}
    put(Words, {first: page(title="Pasar")})
    assert fold() == 0, "words that did not change are not counted twice"


def test_a_slip_is_put_right_in_the_words_people_use():
    for _ in range(3):
        file("Pelayanan kesehatan dan layanan pendidikan", "anggaran transparansi pengaduan jembatan")
    fold()
    assert correct("pelyanan kesehatn") == "pelayanan kesehatan"
    assert correct("mengangarkan") == "anggaran"
    assert correct("jembtaan") == "jembatan"
    assert correct("jembatan") is None
    assert correct("xqzwv") is None
    assert correct("") is None


def test_a_common_word_is_looked_at_among_the_newest(monkeypatch):
    monkeypatch.setattr(searching, "CAP", 10)
    monkeypatch.setattr(searching, "COUNTED", 6)
    monkeypatch.setattr(searching, "NARROW", 4)
    for _ in range(3):
        file("Jalan desa", place="33.02")
    near = [file("Jalan kota", place="35.22") for _ in range(12)]
    fold()
    everything = Matter.objects.all()
    result = search(Words, asked("jalan"), among=everything, limit=100)
    assert result.capped and result.total == 6 and result.pks == near[:1:-1]
    first = search(Words, asked("jalan"), among=everything, limit=7)
    assert first.pks + search(Words, asked("jalan"), among=everything, before=first.more).pks == result.pks
    both = search(Words, asked("jalan kota"), among=everything, limit=100)
    assert both.capped and both.total == 6 and both.pks == result.pks
    assert search(Words, asked("jalan"), among=Matter.objects.filter(place="35.22"), limit=100).pks == result.pks


def test_a_narrow_filter_finds_all_however_common_the_word(monkeypatch):
    monkeypatch.setattr(searching, "CAP", 10)
    monkeypatch.setattr(searching, "NARROW", 4)
    far = [file(title, "jalan kampung", place="33.02") for title in ("Jalan desa", "Lampu", "Jalan lagi")]
    file("Pasar", place="33.02")
    for _ in range(12):
        file("Jalan kota", place="35.22")
    fold()
    here = Matter.objects.filter(place="33.02")
    result = search(Words, asked("jalan"), among=here, limit=2)
    assert (result.pks, result.total, result.capped) == ([far[2], far[0]], 3, False)
    assert search(Words, asked("jalan"), among=here, before=result.more).pks == [far[1]]
    assert search(Words, asked("jalan"), among=Matter.objects.none()).total == 0


def test_the_vocabulary_is_only_a_hint(monkeypatch):
    monkeypatch.setattr(searching, "CAP", 10)
    monkeypatch.setattr(searching, "NARROW", 0)
    pks = [file("Jalan kota") for _ in range(12)]
    fold()
    drop_all = {pk: Page() for pk in pks[3:]}
    put(Words, drop_all)
    result = search(Words, asked("jalan"), among=Matter.objects.all())
    assert (result.pks, result.total, result.capped) == (pks[2::-1], 3, False)


def test_few_queries_whatever_is_found():
    for _ in range(3):
        file("Taman kota", "bunga")
    for limit in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            search(Words, asked("taman bunga"), among=Matter.objects.all(), limit=limit)
        assert len(queries) == 3


def test_bulk_equals_one_by_one():
    texts = ["Air keruh", "Banjir di kampung", "Air dan banjir"]
    matters = [Matter.objects.create(title=text) for text in texts]
    put(Words, {matter.pk: page(title=text) for matter, text in zip(matters, texts, strict=True)})
    assert found("air") == [matters[2].pk, matters[0].pk]
    put(Words, {})
    put(Words, {matters[0].pk: Page()})
    assert found("air") == [matters[2].pk]


def test_odd_words_neither_break_nor_open_anything():
    pk = file("Usulan \"warga\" RT'05; DROP TABLE & | ! ( ) : * ^ \\ %s %% 'a' NEAR")
    for text in ("\"", "'", "\\", "a OR", "NEAR(", "*", "^usulan", "usulan*", "%s", "!", "usulan & !warga", "\x00"):
        found(text)
        found(text, prefix=True)
    assert found("usulan*") == found("\"warga\"") == found("^usulan") == [pk]
    assert found("NEAR") == [pk]


@pytest.mark.parametrize("few", [0, 10, 300])
def test_against_a_plain_reading_of_all_texts(monkeypatch, few):
    """Random texts and questions: the index says what a reader of all texts would say, in the said order,
    whether it reads the rows or asks for them tier by tier."""
    monkeypatch.setattr(searching, "FEW", few)
    dice = random.Random(7)
    pool = ["jalan", "rusak", "pasar", "sampah", "lampu", "izin", "banjir", "sekolah", "guru", "dana"]
    texts: dict[int, tuple[list[str], list[str]]] = {}
    for _ in range(120):
        title, body = dice.choices(pool, k=2), dice.choices(pool, k=3)
        texts[file(" ".join(title), " ".join(body))] = stems(" ".join(title)), stems(" ".join(title + body))
    for words in itertools.chain(itertools.combinations(pool, 1), itertools.combinations(pool, 2),
                                 itertools.combinations(pool[:6], 3)):
        want = [stem for word in words for stem in stems(word)]
        hits = [(2 if all(w in title for w in want) else int(any(w in title for w in want)), pk)
                for pk, (title, all_of) in texts.items() if all(w in all_of for w in want)]
        result = search(Words, asked(" ".join(words)), among=Matter.objects.all(), limit=200)
        assert result.pks == [pk for _, pk in sorted(hits, reverse=True)]
        assert result.total == len(hits)
