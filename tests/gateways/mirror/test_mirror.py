"""A copy of a city that somebody else keeps: whole, verified, readable without the city, fresh by what is new."""
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from pendopo.analysis import verifier
from pendopo.analysis.verifier import canonical_text
from pendopo.channels.plans.actions.planning import cover_plans
from pendopo.channels.plans.models import Plan
from pendopo.core.ledger import tlog
from pendopo.core.ledger.actions import Deed, erase, leaf_of, publish, seal
from pendopo.core.ledger.models import Head, Line
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.keeping import keep_figures
from pendopo.core.records.models import Event, KeptFigures, Record
from pendopo.gateways.mirror.asking import Silent
from pendopo.gateways.mirror.copying import FEW, MANY
from pendopo.gateways.mirror.log import Refused
from pendopo.gateways.mirror.memory import Memory
from pendopo.gateways.mirror.refusing import explained
from tests.gateways.mirror.conftest import CITY, promised
from tests.web.town import office

LINK = re.compile(r'(?:href|src|action)="([^"#?]*)')


def links_of(folder: Path) -> list[tuple[Path, str]]:
    return [(page, link) for page in folder.rglob("*.html") for link in LINK.findall(page.read_text("utf-8"))]


def test_the_copy_verifies_and_reads_without_the_city(city, outside):
    done = outside.copies()
    assert done.records == 2
    assert not done.warnings
    report = verifier.verify(str(outside.folder / "www" / "ledger"))
    assert report.ok
    assert report.size == done.size
    code = Record.objects.order_by("pk").first().code
    for path in (f"rencana-aksi/{code}/index.html", f"en/rencana-aksi/{code}/index.html"):
        assert "Data anggaran desa terbuka" in outside.page(path)
    assert "Forum Contoh" in outside.page(f"rencana-aksi/{code}/index.html")
    assert "A copy kept by Forum Contoh" in outside.page(f"en/rencana-aksi/{code}/index.html")


def test_the_kept_numbers_of_all_days_are_in_the_copy(city, outside):
    """A number that was quoted stands in many houses, with the line of the ledger that holds its fingerprint."""
    keep_figures()
    seal()
    outside.copies()
    rows = [json.loads(line) for line in outside.page("catatan/angka.jsonl").splitlines()]
    assert len(rows) == KeptFigures.objects.count() > 0
    assert {row["digest"] for row in rows if row["name"] == "statistik"} <= set(
        json.loads(Line.objects.get(seq=rows[0]["line"]).facts)["figures"].values())
    assert 'href="../catatan/angka.jsonl"' in outside.page("data/index.html")


def test_every_way_leads_within_the_copy_or_is_marked(city, outside):
    """No link points at a file that is not there; what needs the city says so."""
    outside.copies()
    site = outside.folder / "www"
    for page, link in links_of(site):
        if link.startswith(("http:", "mailto:", "https:")) or not link:
            continue
        assert not link.startswith("/"), (page, link)
        target = (page.parent / link).resolve()
        assert target.is_relative_to(site.resolve()), (page, link)
        assert (target / "index.html").exists() or target.is_file(), (page.relative_to(site), link)
    text = outside.page("index.html")
    for tag in re.findall(rf'<a [^>]*href="{CITY}[^>]*>', text):
        assert "data-kota" in tag, tag
    assert re.findall(r"<script\b[^>]*>", text) == ['<script src="salinan/segar.js" defer>']


def test_a_city_with_many_plans_is_copied_within_its_own_limits(city, outside, settings):
    """Packs of evidence are made anew for whoever asks and are few an hour: they are left with the city, marked."""
    settings.LIMITS_TIMES = 1
    for number in range(7):
        other = Plan.objects.create(code=f"RAX{number}", title=f"Rencana {number}", level="local", owner=office(),
                                    created=timezone.now(), start="2025", end="2026")
        promised(f"Janji {number}", plan=other)
    cover_plans(actor=system("import"))
    seal()
    outside.copies()
    page = outside.page("rencana-aksi/rencana/RAX6/index.html")
    assert "data-kota" in re.search(r"<a [^>]*bukti\.zip[^>]*>", page)[0]
    assert not [path for path in outside.asked if path.endswith("bukti.zip")]
    memory = Memory(outside.folder / "mirror.sqlite")        # of a copy that was begun before they were left out
    memory.do("INSERT INTO page VALUES ('/rencana-aksi/rencana/RAX1/bukti.zip', 'x.zip', '', 0, 1, '', '')")
    memory.close()
    outside.copies()
    assert not [path for path in outside.asked if path.endswith("bukti.zip")]


def test_many_records_come_in_one_answer_and_take_one_file_a_language(city, outside):
    """And what is not public does not come, however it is asked for."""
    for number in range(FEW):
        promised(f"Janji ke-{number}")
    hidden = promised("Yang disembunyikan")
    Record.objects.filter(pk=hidden.pk).update(visibility="hidden")
    seal()
    done = outside.copies()
    assert done.records == FEW + 2
    assert not [path for path in outside.asked if path.startswith(("/rencana-aksi/RA-", "/en/rencana-aksi/RA-"))]
    assert len([path for path in outside.asked if MANY in path]) == 2
    code = Record.objects.order_by("pk").first().code
    page = outside.page(f"rencana-aksi/{code}/index.html")
    assert "Data anggaran desa terbuka" in page and "A copy" not in page and "Forum Contoh" in page
    assert 'href="../../en/rencana-aksi/' in page and 'href="../../cari/"' in page
    assert len([file for file in (outside.folder / "www").rglob("*") if file.is_file() and code in str(file)]) == 2
    answer = Client().get(f"{MANY}?kode={hidden.code},{code},none").content.splitlines()
    assert [json.loads(line)["path"] for line in answer] == [f"/rencana-aksi/{code}/"]


def test_nothing_is_asked_again_that_did_not_change(city, outside):
    outside.copies()
    first = [path for path in outside.asked if "/RA-" in path]
    assert first
    code = Record.objects.order_by("pk").first().code
    records.edit(Record.objects.get(code=code).commitment, by=system("import"), changes={"title": "Judul baru"})
    seal()
    done = outside.copies()
    again = {path for path in outside.asked if "/RA-" in path}
    assert {f"/rencana-aksi/{code}/", f"/en/rencana-aksi/{code}/"} <= again
    other = Record.objects.exclude(code=code).get().code
    assert not any(other in path for path in again)
    assert "Judul baru" in outside.page(f"rencana-aksi/{code}/index.html")
    assert "Perizinan" in outside.page(f"rencana-aksi/{other}/index.html")
    assert done.records == 2


def test_a_rewritten_log_is_refused_and_the_row_is_named(city, outside):
    """The city changes a row, signs the whole tree anew with its own key, and every hash is in order."""
    outside.copies()
    before = outside.page("ledger/checkpoint")
    event = Event.objects.order_by("pk").first()
    rewrite(event.line, title="Data anggaran tertutup")
    with pytest.raises(Refused) as refusal:
        outside.copies()
    lines = "\n".join(explained(refusal.value, outside.folder))
    assert event.record.code in lines
    assert "Data anggaran desa terbuka" in lines
    assert "Data anggaran tertutup" in lines
    assert "DITULIS ULANG" in lines
    assert outside.page("ledger/checkpoint") == before
    assert list((outside.folder / "proof").glob("refused-*/ledger-of-the-city/checkpoint"))


def rewrite(line: Line, **facts: str) -> None:
    """What only the operator can do: another row in the same place, a new tree, a valid signature."""
    told = json.loads(line.facts) | facts
    made = leaf_of(Deed(told, json.loads(line.words) if line.words else None))
    Line.objects.filter(pk=line.pk).update(entry=made.entry, facts=canonical_text(told), salt=made.salt,
                                           words_salt=made.words_salt, words_hash=made.words_hash)
    for old in ("tile", "checkpoint"):
        tlog.forget(old)
    (Path(settings.KEYS_ROOT) / tlog.REMEMBERED).unlink()
    promised("Sesuatu yang baru")
    seal()


def test_what_was_erased_goes_from_the_copy(city, outside):
    outside.copies()
    line = Event.objects.order_by("pk").first().line
    assert '"p":' in outside.page("ledger/rows/0.jsonl").split("\n")[line.seq]
    erase([line.pk], ground="UU 27/2022 art. 8")
    seal()
    outside.copies()
    assert '"p":' not in outside.page("ledger/rows/0.jsonl").split("\n")[line.seq]


def test_a_city_that_falls_silent_leaves_the_old_copy(city, outside):
    outside.copies()
    before = outside.page("index.html")
    promised("Sesuatu yang baru")
    seal()
    outside.away = True
    with pytest.raises(Silent):
        outside.copies()
    assert outside.page("index.html") == before
    outside.away = False
    assert outside.copies().records == 3


def test_a_record_that_is_hidden_goes_from_the_copy(city, outside):
    outside.copies()
    record = Record.objects.order_by("pk").first()
    Record.objects.filter(pk=record.pk).update(visibility="hidden")
    promised("Sesuatu yang baru")
    seal()
    outside.copies()
    assert not (outside.folder / "www" / f"rencana-aksi/{record.code}/index.html").exists()
    assert record.code not in json.dumps([json.loads(file.read_text()) for file in (
        outside.folder / "www/salinan/indeks/catatan").iterdir()])


def test_the_index_holds_the_words(city, outside):
    outside.copies()
    folder = outside.folder / "www/salinan/indeks"
    forms = all_of(folder / "kata")
    assert "izin" in forms["perizinan"].split()
    assert forms["dalam"] == ""
    stems = all_of(folder / "akar")
    assert stems["izin"][0] == "0"           # in the title of the newest record


def test_a_list_without_script_has_all(city, outside):
    outside.copies()
    page = outside.page("salinan/daftar/id/rencana-aksi/index.html")
    assert page.index("Data anggaran desa terbuka") < page.index("Perizinan selesai")


def test_a_stopped_run_goes_on_from_where_it_was(city, outside):
    """Nobody sees a half copy; what was fetched is not fetched again."""
    outside.patience = 60
    with pytest.raises(Silent):
        outside.copies()
    assert not (outside.folder / "www").exists()
    code = Record.objects.order_by("pk").first().code
    assert f"/rencana-aksi/{code}/" in outside.asked
    outside.patience = 1_000_000
    assert outside.copies().records == 2
    assert f"/rencana-aksi/{code}/" not in outside.asked
    assert "Data anggaran" in outside.page(f"rencana-aksi/{code}/index.html")


def test_what_a_refused_run_fetched_is_not_believed_to_be_here(city, outside):
    """A run stops, the next one is refused and thrown away: the third asks for everything that was lost."""
    outside.patience = 60
    with pytest.raises(Silent):
        outside.copies()
    shutil.rmtree(outside.folder / ".draft")
    outside.patience = 1_000_000
    outside.copies()
    code = Record.objects.order_by("pk").first().code
    assert "Data anggaran" in outside.page(f"rencana-aksi/{code}/index.html")


def test_another_key_is_refused(city, outside):
    outside.copies()
    (Path(settings.KEYS_ROOT) / "ledger").unlink()
    (Path(settings.KEYS_ROOT) / tlog.REMEMBERED).unlink()
    for old in ("tile", "checkpoint"):
        tlog.forget(old)
    promised("Sesuatu yang baru")
    seal()
    with pytest.raises(Refused) as refusal:
        outside.copies()
    assert "BERGANTI" in "\n".join(explained(refusal.value, outside.folder))


def test_a_log_that_shrank_is_refused(city, outside):
    outside.copies()
    Line.objects.filter(pk=Line.objects.order_by("-pk").first().pk).update(seq=None)
    Head.objects.update(size=1, published=0)
    (Path(settings.KEYS_ROOT) / tlog.REMEMBERED).unlink()
    for old in ("tile", "checkpoint"):
        tlog.forget(old)
    publish()
    with pytest.raises(Refused) as refusal:
        outside.copies()
    told = "\n".join(explained(refusal.value, outside.folder))
    assert "MENYUSUT" in told
    code = Record.objects.order_by("pk").last().code
    assert re.search(rf"baris 1 \({code}, [^)]*\) DICABUT", told), "the copy still has that row"
    evidence = next((outside.folder / "proof").glob("refused-*"))
    assert list(evidence.glob("*/rows/0.jsonl")), "what the city serves now is kept"


def all_of(folder: Path) -> dict[str, Any]:
    return {key: value for file in folder.iterdir() for key, value in json.loads(file.read_text()).items()}
