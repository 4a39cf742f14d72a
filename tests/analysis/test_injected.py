"""Advertising for gambling is told from people who write about it."""
from pathlib import Path

import pytest

from pendopo.analysis import injected

TABLE = Path(injected.__file__).parent.parent / "packs" / "indonesia" / "watch" / "gambling.csv"
WORDS = injected.read(TABLE.read_text("utf-8"))


@pytest.mark.parametrize("text", [
    "Situs slot gacor hari ini", "SLOT   G A C O R", "sl0t g4cor", "S.L.O.T G.A.C.O.R", "slot\u200b gacor",
    "ｓｌｏｔ ｇａｃｏｒ",
    '<a href="//togel-hari-ini.example">klik</a>', "www.maxwin77.example", "main judi di https://hadiah.example",
    "window.location='https://rtp-slot.example'", "slot88", "togel_online"])
def test_planted(text):
    assert injected.given_away(text, WORDS)


@pytest.mark.parametrize("text", [
    "Warung kopi di RT 3 jadi tempat judi, tolong ditertibkan.", "Judi online membuat banyak keluarga susah.",
    "Lomba burung berkicau, yang paling gacor menang.", "Slot parkir di RSUD kurang.", "Timeslot vaksin penuh",
    "Lihat https://data.go.id/dataset/apbd", "RA-2026-0101-T // sudah", "", "Slotnya 8 kursi, 8 orang"])
def test_honest(text):
    assert injected.given_away(text, WORDS) == []


def test_hosts_of_one_s_own_are_no_strangers():
    text = "judi, lihat https://www.kotakita.go.id/laporan"
    assert injected.given_away(text, WORDS) and not injected.given_away(text, WORDS, frozenset({"kotakita.go.id"}))


def test_hosts_are_found_however_they_are_written():
    assert injected.hosts("HTTPS://WWW.A.Example/x //b.example www.c.co.id, http://d.example:8080 a//b /x//y") == {
        "a.example", "b.example", "c.co.id", "d.example"}


def test_every_word_says_where_it_stands_in_the_sources():
    rows = TABLE.read_text("utf-8").splitlines()[1:]
    assert len(rows) > 30 and all(row.rsplit(",", 1)[1] == "2026-11-22" for row in rows)
    with pytest.raises(ValueError, match="not a row"):
        injected.read("word,where,source,read\nslot,anywhere,x,y\n")
