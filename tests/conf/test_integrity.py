"""What was planted is named: in a template, in a static file, in a comment, in a page on its way."""
import shutil

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from pendopo.conf import release
from pendopo.conf.integrity import look_at_files, look_at_texts, words
from pendopo.conf.release import first_release, note_release
from pendopo.conf.walking import addresses, leads_to
from pendopo.core.ledger.models import Line
from pendopo.core.people.queries import system
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.models import Comment
from pendopo.kit.work import logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, lines
from tests.web.town import enter, office, officer, promise, resident, town

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PLANTED = '<a href="https://gacor-88.example/daftar">slot gacor maxwin</a>'
SMALL = ("web/templates", "web/health.py", "kit/ui/static", "packs/indonesia/watch")      # enough to look at


@pytest.fixture
def machine(settings, tmp_path):
    """A copy of a part of the program that a test may deface, in a home of its own."""
    settings.HOME = tmp_path / "home"
    for part in SMALL:
        whole, copy = settings.PACKAGE / part, tmp_path / "program" / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(whole, copy) if whole.is_dir() else shutil.copy(whole, copy)
    settings.PACKAGE, settings.STATIC_ROOT = tmp_path / "program", settings.HOME / "static"
    for folder in ("templates", "static/ui"):
        (settings.HOME / folder).mkdir(parents=True)
    (settings.HOME / "static/ui/menu.abc123.js").write_text("document.title = 'Pendopo'\n")
    note_release(actor=system("operator"))
    return settings


def line(name):
    return next(one for one in lines() if one.name == name)


def says(name):
    return " | ".join(words for words, _address in line(name).items)


def nothing(path):
    return '<a href="/">Pendopo</a>'


def test_a_gambling_link_in_a_template_a_static_file_and_a_comment_is_named(machine, client):
    town()
    record = promise()
    comment(actor=resident(), record=record, text="Kapan selesai?")
    bad = comment(actor=resident("Tono Contoh"), record=record, text="Bosan? Main di https://gacor-88.example/x")
    Comment.objects.filter(pk=bad.pk).update(state="shown")             # the filter of spam had overlooked it
    page = machine.PACKAGE / "web/templates/web/home.html"
    page.write_text(page.read_text() + PLANTED)
    script = machine.HOME / "static/ui/menu.abc123.js"
    script.write_text("location = 'https://sl0t-gacor.example/'\n")
    look_at_files()
    look_at_texts(nothing)
    enter(client, officer(office(), role="secretariat"))
    told = client.get("/kesehatan/rinci/").text
    assert "program/web/templates/web/home.html diubah" in told and "gacor-88.example" in told
    assert "static/ui/menu.abc123.js diubah" in told
    assert f"Komentar, {record.code}" in told and f"/suara/komentar/{bad.pk}/" in told
    assert line("release").state == BAD and line("defacement").state == ATTENTION
    assert len(line("release").items) == 2 and len(line("defacement").items) == 1
    english = client.get("/en/kesehatan/rinci/").text
    assert "home.html was changed" in english and f"Comment, {record.code}" in english


def test_as_released_it_is_good_and_what_is_added_or_gone_is_named(machine):
    assert look_at_files() == 0 and line("release").state == GOOD
    (machine.HOME / "templates/web").mkdir()
    (machine.HOME / "templates/web/home.html").write_text("<p>Situs kami</p>")      # would stand before ours
    (machine.PACKAGE / "web/health.py").unlink()
    look_at_files()
    told = says("release")
    assert "templates/web/home.html ditambahkan" in told and "program/web/health.py hilang" in told
    note_release(actor=system("operator"))
    look_at_files()
    assert line("release").state == GOOD


def test_a_list_that_was_written_anew_is_not_believed(machine):
    page = machine.PACKAGE / "web/templates/web/home.html"
    page.write_text(page.read_text() + PLANTED)
    old = release.noted()
    release.keep(release.Release(old.version, old.at, old.line, release.digests()))
    look_at_files()
    told = line("release")
    assert told.state == BAD and "bukan daftar yang disebut buku besar" in told.says


def test_the_fingerprint_stands_in_the_ledger_and_only_the_command_line_notes_it(machine, capsys):
    told = release.noted()
    facts = Line.objects.get(pk=told.line).facts
    assert told.fingerprint in facts and len(told.files) > 30 and "program/web/health.py" in told.files
    with pytest.raises(PermissionDenied):
        note_release(actor=officer(office(), role="secretariat"))
    call_command("release", language="id")
    assert told.fingerprint in capsys.readouterr().out


def test_a_start_never_blesses_what_lies_there(machine):
    release.place().unlink()
    assert first_release() == "" and look_at_files() == 0
    machine.DEMO = True
    assert first_release() and first_release() == ""
    Line.objects.filter(facts__contains="release.note").delete()
    release.place().unlink()
    machine.DEMO = False
    assert first_release()


def test_descriptions_and_timelines_are_read_and_hidden_things_are_not(machine):
    town(about="Kabupaten rekaan. Daftar slot gacor di sini.")
    promise("Judi online membuat warga susah")                          # a complaint, no advertising
    record = promise("Slot gacor hari ini")
    hidden = promise("Togel online", visibility="hidden")
    assert look_at_texts(nothing) == 3
    told = says("defacement")
    assert record.code in told and hidden.code not in told and "places.city" in told
    assert told.count(record.code) == 2, "the record and the line of its timeline"


def test_a_page_that_leads_where_nobody_linked_to_is_named(machine):
    town()
    promise(long_title="Lihat https://data.contoh-lain.example/anggaran")

    def proxy(path):
        linked = '<a href="https://data.contoh-lain.example/anggaran">Anggaran</a>'
        return linked + ('<script src="//cdn.asing.example/a.js"></script>' if path == "/cari/" else "")

    look_at_texts(proxy)
    told = line("defacement")
    assert told.state == BAD and [address for _words, address in told.items] == ["/cari/"]
    assert "cdn.asing.example" in told.items[0][0]


def test_the_pages_of_this_city_lead_to_no_stranger(client, settings, tmp_path):
    """The real pages and the real program, asked for by the test's own browser."""
    settings.HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    town()
    record = promise()
    comment(actor=resident(), record=record, text="Kapan selesai?")
    look_at_texts(lambda path: client.get(path).text)
    assert line("defacement").state == GOOD and record.get_absolute_url() in list(addresses())


def test_pages_that_do_not_answer_are_no_alarm(machine):
    def silent(path):
        raise ConnectionRefusedError

    town()
    look_at_texts(silent)
    told = line("defacement")
    assert told.state == ATTENTION and "tidak menjawab" in told.says
    assert logbook.last("defacement")["good"]


def test_a_city_adds_words_of_its_own(machine):
    row = "sabung kilat,alone,Diskominfo Contoh,2026-11-22"
    (machine.HOME / "gambling.csv").write_text(f"word,where,source,read\n{row}\n")
    town(about="Ikut sabung kilat malam ini")
    assert words().alone.search("sabung kilat") and look_at_texts(nothing) == 1


def test_where_a_page_leads():
    assert leads_to('<meta http-equiv="refresh" content="0;url=https://a.example/"><img srcset="//b.example/x 2x">'
                    '<form action="https://c.example"></form><p>https://d.example</p>') == {
                        "a.example", "b.example", "c.example"}
