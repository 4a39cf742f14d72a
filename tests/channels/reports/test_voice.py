"""A voice note instead of text: sealed like other files, heard by who works on it, typed, and read by its reporter."""
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.reading import look
from pendopo.channels.reports.models import Enclosure, Reading, Report
from pendopo.kit.files import disk
from tests.channels.reports.town import again
from tests.kit.files.test_sounds import TOLD, opus
from tests.web.town import enter

SAID = "Air PDAM mati sejak hari Senin di belakang terminal."


def sound():
    return SimpleUploadedFile("suara.ogg", opus(packets=(b"geheim" * 20, b"suara" * 12)), "audio/ogg")


def report(client, **more):
    """With a voice and no text, through the form."""
    key = re.search(r'name="key" value="([^"]+)"', client.post("/laporan/lapor/", {"step": "suara"}).content.decode())
    answer = client.post("/laporan/lapor/", {"step": "2", "key": key[1], "classification": "complaint", "text": "",
                                             "voice": sound(), **more})
    assert answer.status_code == 200, answer.content.decode()
    code = re.search(r"LAP-\d{4}-\d{7}-\w", answer.content.decode())[0]
    return Report.objects.get(code=code), re.search(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", answer.content.decode())[0]


def test_the_page_asks_for_the_microphone_and_no_other_page_does(client, town):
    assert "microphone=()" in client.get("/laporan/lapor/")["Permissions-Policy"]
    answer = client.post("/laporan/lapor/", {"step": "suara", "text": "Air mati"})
    assert "microphone=(self)" in answer["Permissions-Policy"]
    assert re.search(r'<input type="file" name="voice"[^>]* accept="audio/\*"[^>]* capture', answer.content.decode())
    assert "Air mati</textarea>" in answer.content.decode()


def test_without_text_and_without_voice_it_is_said_what_is_missing(client, town):
    answer = client.post("/laporan/lapor/", {"step": "2", "key": "k", "classification": "complaint", "text": ""})
    assert answer.status_code == 422
    assert "atau rekam suara Anda" in answer.content.decode()


@pytest.mark.parametrize("secret", [False, True])
def test_a_voice_is_sealed_heard_typed_and_read_by_its_reporter(client, town, secret):
    found, receipt = report(client, **({"secret": "on"} if secret else {}))
    enclosure = Enclosure.objects.get(report=found)
    kept = disk.path_of(enclosure.file.sha256).read_bytes()
    assert b"geheim" not in kept and TOLD not in kept
    rina, hadi = again(town.rina), again(town.hadi)
    enter(client, rina)
    page = client.get(f"/laporan/meja/{found.code}/").content.decode()
    address = re.search(r'<audio controls preload="none" src="([^"]+)"', page)[1]
    heard = client.get(address)
    assert b"geheim" in heard.content and heard["Content-Type"] == "audio/ogg"
    assert "inline" in heard.get("Content-Disposition", "inline") and "no-store" in heard["Cache-Control"]
    assert Reading.objects.filter(report=found, person=rina, what="file").count() == 1
    assert not rules.transcribe.allows(hadi, found)
    answer = client.post(f"/laporan/meja/{found.code}/tulis/", {"text": SAID})
    assert answer.status_code == 302, answer.content.decode()
    assert look(actor=rina, report=Report.objects.get(pk=found.pk)).told.words == SAID
    assert SAID.encode() not in bytes(Report.objects.get(pk=found.pk).original)
    if not secret:
        assert SAID in client.get(f"/laporan/meja/{found.code}/verifikasi/").content.decode()
    client.logout()
    client.post("/akun/tanda-terima/", {"code": receipt})
    own = client.get(f"/laporan/{found.code}/saya/").content.decode()
    assert SAID in own and "<audio" in own


def test_what_has_no_voice_is_not_typed(client, town):
    found, _reporter = town.report()
    enter(client, again(town.rina))
    page = client.get(f"/laporan/meja/{found.code}/").content.decode()
    assert "/tulis/" not in page
    assert rules.transcribe.allows(again(town.rina), found)
