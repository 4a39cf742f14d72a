"""The regions of Indonesia are loaded whole and fast, twice without harm, and a newer edition never loses a place."""
import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from pendopo.kit.regions import actions, packs, queries, readers
from pendopo.kit.regions.models import Edition, Region, Shape, Word

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SMALL = [("11", "Aceh"), ("11.01", "Kabupaten Aceh Selatan"), ("11.01.01", "Bakongan"),
         ("11.01.01.2001", "Keude Bakongan"), ("11.01.01.2002", "Ujong Mangki")]


FEATURE = b'{"features": [{"properties": {"code": "11.01"}, "geometry": {"type": "%s", "coordinates": %s}}]}'


def pack(folder: Path, name: str, rows: list[tuple[str, str]]) -> Path:
    target = folder / name
    target.mkdir()
    text = "\n".join(["code,name", *(f"{code},{title}" for code, title in rows)]) + "\n"
    (target / "areas.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    edition = {"name": name, "source": "test", "licence": "ODbL-1.0", "file": "areas.csv.gz"}
    (target / "edition.json").write_text(json.dumps(edition))
    return target


def csv(folder: Path, *lines: str) -> Path:
    file = folder / "points.csv"
    file.write_text("\n".join(["code,name,lat,lng", *lines]))
    return file


@pytest.fixture
def aceh(tmp_path: Path) -> Path:
    actions.load(pack=pack(tmp_path, "first", SMALL))
    return tmp_path


def test_a_newer_edition_renames_adds_and_ends(aceh: Path) -> None:
    newer = [("11", "Aceh"), ("11.01", "Kabupaten Aceh Selatan"), ("11.01.01", "Bakongan Baru"),
             ("11.01.01.2001", "Keude Bakongan"), ("11.01.01.2003", "Kampung Baru")]
    done = actions.load(pack=pack(aceh, "second", newer))
    assert (done.added, done.changed, done.ended) == (1, 1, 1)
    gone = Region.objects.get(pk="11.01.01.2002")
    assert gone.ended is not None
    assert gone.successor is None
    assert gone.edition.name == "first"
    assert Region.objects.get(pk="11.01.01").edition.name == "second"
    assert queries.find("ujong mangki") == []
    assert queries.find("bakongan baru")[0].region.name == "Bakongan Baru"
    assert gone not in queries.children("11.01.01")
    back = actions.load(pack=aceh / "first")
    assert (back.added, back.changed, back.ended) == (0, 2, 1)
    assert Region.objects.get(pk="11.01.01.2002").ended is None
    assert [found.region.code for found in queries.find("ujong mangki")] == ["11.01.01.2002"]


def test_the_demo_and_the_country_leave_each_other_be(aceh: Path) -> None:
    actions.load_demo()
    actions.load(pack=pack(aceh, "second", SMALL[:4]))
    assert Region.objects.filter(code__startswith="99", ended=None).count() == 27
    assert Region.objects.get(pk="11.01.01.2002").ended is not None


def test_a_broken_pack_changes_nothing(aceh: Path) -> None:
    broken = pack(aceh, "broken", [*SMALL, ("11.02", "Aceh Tenggara")])
    with pytest.raises(ValueError, match=r"11\.02 Aceh Tenggara is none of .*: Kabupaten.*, Kota"):
        actions.load(pack=broken)
    assert Region.objects.count() == 6
    assert Edition.objects.count() == 1


def test_points_are_imported_and_counted(aceh: Path) -> None:
    file = csv(aceh, "11.01.01.2001,Keude Bakongan,2.93,97.48", "11.01,Aceh Selatan,3.16,97.43")
    assert actions.import_areas(file=file, dry_run=True) == (2, 0, 0)
    assert Region.objects.filter(lat=None).count() == 6
    assert actions.import_areas(file=file) == actions.import_areas(file=file) == (2, 0, 0)
    assert Region.objects.get(pk="11.01.01.2001").lng == 97.48


def test_unknown_places_are_named_and_nothing_is_written(aceh: Path) -> None:
    file = csv(aceh, "11.01,x,3.16,97.43", "12.01,x,3.16,97.43")
    with pytest.raises(readers.Unreadable) as refused:
        actions.import_areas(file=file)
    with override("en"):
        assert [str(sentence) for sentence in refused.value.sentences] == ["12.01 is not a region that we know."]
    assert Region.objects.get(pk="11.01").lat is None
    assert actions.import_areas(file=file, skip_unknown=True) == (1, 0, 1)


@pytest.mark.parametrize(("content", "said"), [
    (b"code,lat,lng\n11.01,x,97.4", "Line 2"), (b"code,lat,lng\n11.01,3,197.4", "not in Indonesia"),
    (b"code,lat,lng\n11.01,nan,97.4", "not in Indonesia"), (b"code,lat,lng\n11.1,3,97.4", "11.1"),
    (b"code,lat,lng\n11.01,3,97\n11.01,3,97", "twice"), (b"code,lat,lng\n", "no place"), (b"a,b\n1,2", "columns"),
    (b"\x1f\x8bxx", "broken"), (gzip.compress(b"code,lat,lng\n11.01,3,97", mtime=0)[:-9], "broken"),
    (b"\xff\xfe\x00", "UTF-8"),
    (b'{"features": 1}', "GeoJSON"), (b'{"a"', "GeoJSON"),
    (FEATURE % (b"Point", b"[1, 2]"), "GeoJSON"), (FEATURE % (b"Polygon", b"[[[97, 3]]]"), "fewer than four"),
    (FEATURE % (b"Polygon", b"[[[7, 3], [8, 3], [8, 4], [7, 3]]]"), "leaves Indonesia"),
    (b"INSERT INTO wilayah_boundaries(kode) VALUES\n('11.01','x',1,97,'[[1')", "11.01"),
])
def test_a_bad_file_is_explained(aceh: Path, content: bytes, said: str) -> None:
    file = aceh / "file"
    file.write_bytes(content)
    with pytest.raises(readers.Unreadable) as refused, override("en"):
        actions.import_areas(file=file)
    with override("en"):
        assert said in " ".join(map(str, refused.value.sentences))
    assert not Shape.objects.exists()


def test_the_sql_of_the_boundaries_repository_is_read(aceh: Path) -> None:
    file = aceh / "kab.sql"
    file.write_text("/* licence */\nINSERT INTO wilayah_boundaries(kode,nama,lat,lng,path) VALUES\n"
                    "\t('11.01','Aceh ''Selatan''',3.16,97.43,'[[[3.0,97.0],[3.0,98.0],[4.0,98.0],[3.0,97.0]]]'),\n"
                    "\t('11.01.01','Bakongan',NULL,NULL,'[[[[3,97],[3,98],[4,98],[3,97]]]]',1),\n"
                    "\t('11.01.01.2001','Keude',2.93,97.48,NULL);\n")
    assert actions.import_areas(file=file) == (2, 2, 0)
    shape = Shape.objects.get(pk="11.01")
    assert (shape.west, shape.south, shape.east, shape.north) == (97.0, 3.0, 98.0, 4.0)
    assert json.loads(shape.geojson)["coordinates"][0][0][1] == [98.0, 3.0]
    assert queries.containing(3.2, 97.9) == Region.objects.get(pk="11.01")


def test_the_operator_is_told_in_words(aceh: Path) -> None:
    out = StringIO()
    call_command("import_areas", str(csv(aceh, "11.01,x,3.16,97.43")), "--dry-run", stdout=out)
    assert "1" in out.getvalue()
    with pytest.raises(CommandError, match="nothere"):
        call_command("import_areas", str(aceh / "nothere"))


def test_the_data_file_is_small_and_carries_its_notice() -> None:
    assert (packs.AREAS / "areas.csv.gz").stat().st_size < 700_000
    assert "Open Database License" in (packs.AREAS / "NOTICE.md").read_text()
    assert packs.opened(packs.AREAS).digest == json.loads((packs.AREAS / "edition.json").read_text())["sha256"]


def test_words_are_few(aceh: Path) -> None:
    assert set(Word.objects.values_list("word", "place", "size").filter(region="11.01.01.2001")) == {
        ("keude", 0, 2), ("bakongan", 1, 2)}
