"""Another country is another folder: the story of the house is told in Exemplo, in a process of its own; and a folder
that cannot be meant is refused in plain words."""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.translation import override

from pendopo.channels.reports.packs import supervisor
from pendopo.conf.healthy import read_by_rooms
from pendopo.kit.country import Malformed, data, faults, limits, read, table
from pendopo.kit.regions import packs
from pendopo.kit.shapes import read as read_shapes

ROOT = Path(__file__).resolve().parents[2]
EXEMPLO = ROOT / "tests" / "packs" / "exemplo"


def python(pack: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PENDOPO_PACK": str(pack), "DATABASE_URL": "", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **more}
    return subprocess.run([sys.executable, "-m", *words], cwd=ROOT, env=env, capture_output=True, text=True,
                          timeout=300, check=False)


def test_the_story_of_the_house_is_told_in_another_country():
    told = python(EXEMPLO, "pytest", "-q", "-x", "tests/packs/story.py", PENDOPO_DEMO="1")
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXEMPLO, tmp_path / "pack"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_is_missing_or_malformed_is_named_all_at_once(pack):
    (pack / "calendar.json").unlink()
    change(pack / "limits.csv", "reports,verify,2,yes", "reports,verify,two,yes")
    change(pack / "pack.json", '"Asia/Dili"', '"Asia/Exemplo"')
    line = (pack / "limits.csv").read_text().split("reports,verify,two")[0].count("\n") + 1
    with override("en"):
        said = [one.said().removeprefix(f"{pack}/") for one in faults(pack)]
    assert said == ["calendar.json: This file is missing.", "pack.json: Asia/Exemplo is not a time zone.",
                    f"limits.csv: Line {line} (reports, verify): days are a whole number, working is yes or no, days "
                    "of the calendar are written 2026-11-22."]
    with override("id"):
        assert "Berkas ini tidak ada." in faults(pack)[0].said()


@pytest.mark.parametrize(("old", "new", "why"), [
    ('"format": 1', '"format": 2', "format 1"), ('"phone"', '"telephone"', "phone is missing"),
    ('"region": "TL"', '"region": "XX"', "XX is not a region"), ('[\n   "en",', '[\n   "fr",', "languages must be two"),
    ("{day} de {month}", "{day} de {months}", "In pt a date"), ("{day} de", "dia de", "In pt a date"),
    ('"{month} de', '"{weekday} de', "In pt a date"), ("{year}", "{year", "In pt a date"),
    ('"NIF"', '"NIF", ', "not JSON")])
def test_a_manifest_that_cannot_be_meant_is_refused(pack, old, new, why):
    change(pack / "pack.json", old, new)
    with pytest.raises(Malformed, match=why):
        read(pack)


def test_a_limit_without_its_law_is_refused(pack):
    (pack / "limits.csv").write_text("room,name,days,working,valid_from,valid_until,law\nreports,verify,2,yes,,,\n")
    with pytest.raises(Malformed, match="names no law"):
        limits(pack / "limits.csv")


@pytest.mark.parametrize(("file", "old", "new", "own", "english"), [
    ("limits.csv", "reports,verify,2,yes", "reports,verify,2", "Jumlah sel di baris {line}",
     "Line {line} has another number of cells"),
    ("limits.csv", "reports,verify,", "\"reports,verify,", "mulai dari sini ini bukan tabel", "this is no table"),
    ("calendar.json", "[", "[,", "Baris {line}, huruf ke-", "Line {line}, character "),
    ("demo/people.csv", "first,", "name,", "first tidak ada.", "first is missing.")])
def test_a_broken_file_is_named_with_its_line(pack, file, old, new, own, english):
    line = (pack / file).read_text(encoding="utf-8").split(old)[0].count("\n") + 1
    change(pack / file, old, new)
    read_ = {"limits.csv": limits, "calendar.json": data}.get(file, lambda path: list(table(path, "first")))
    with pytest.raises(Malformed) as wrong:
        read_(pack / file)
    for language, said in (("id", own), ("en", english)):
        with override(language):
            assert wrong.value.said().startswith(f"{pack / file}: ") and said.format(line=line) in wrong.value.said()


def test_what_is_not_utf_8_is_named_with_its_line(pack):
    with (pack / "limits.csv").open("ab") as file:
        file.write(b"reports,caf\xe9,2,yes,,,unsourced\n")
    with pytest.raises(Malformed, match=r"limits\.csv: Line \d+ is not in UTF-8"):
        limits(pack / "limits.csv")


def test_areas_that_cannot_be_are_named_with_their_line(pack):
    opened = packs.opened(pack / "demo_region")
    rows = opened.file.read_text(encoding="utf-8").splitlines()
    opened.file.write_text("\n".join([*rows[:2], rows[2] + ",9,9", *rows[3:]]), encoding="utf-8")
    with pytest.raises(Malformed, match=r"areas\.csv: Line 3: "):
        list(opened.rows())


def test_a_start_ends_with_one_sentence_where_a_room_cannot_read_its_file(pack, tmp_path):
    change(pack / "areas" / "levels.json", '"government"', '"capital"')
    told = python(pack, "pendopo.conf.cli", "run", PENDOPO_HOME=str(tmp_path / "home"))
    assert told.returncode == 1
    assert told.stderr == f"The country pack cannot be used. {pack}/areas/levels.json: government is missing.\n"


@pytest.mark.parametrize("whole", [EXEMPLO, ROOT / "src" / "pendopo" / "packs" / "indonesia"])
def test_the_check_names_whatever_file_is_spoilt_or_left_out(whole, tmp_path):
    """One stray line, or no such file: nobody may find out on the day on which it is needed."""
    shutil.copytree(whole, tmp_path / "pack")
    told = python(tmp_path / "pack", "tests.packs.broken", PENDOPO_HOME=str(tmp_path / "home"),
                  DJANGO_SETTINGS_MODULE="pendopo.conf.settings")
    assert told.returncode == 0, told.stderr[-3000:]
    assert json.loads(told.stdout) == []


@pytest.mark.parametrize(("old", "new"), [('"reach"', '"reached"'), ('"story"', '"tale"'), ("365", '"soon"')])
def test_a_supervising_body_that_cannot_be_meant_is_refused(pack, old, new):
    change(pack / "reports" / "supervisor.json", old, new)
    with pytest.raises(Malformed, match=r"supervisor\.json"):
        supervisor(pack / "reports" / "supervisor.json")


def test_the_check_reads_what_hides_people(pack, settings):
    settings.PACK = pack
    assert read_by_rooms() == []
    change(pack / "redaction" / "shapes.txt", "checksum: luhn", "checksum: moon")
    read_shapes.cache_clear()
    wrong, = read_by_rooms()
    assert wrong.file == str(pack / "redaction" / "shapes.txt") and re.match(r".*: Line \d+: ", str(wrong))


def test_the_command_says_it_in_a_sentence_and_writes_nothing(pack, tmp_path):
    change(pack / "pack.json", '"phone"', '"telephone"')
    told = python(pack, "pendopo.conf.cli", "check", PENDOPO_HOME=str(tmp_path / "home"))
    assert told.returncode == 1
    assert told.stderr.splitlines() == [                  # nobody knows which language such a country speaks
        f"Paket negara tidak bisa dipakai. {pack}/pack.json: phone tidak ada.",
        f"The country pack cannot be used. {pack}/pack.json: phone is missing."]
