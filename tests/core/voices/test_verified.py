"""What was said, held against the public ledger by the single-file verifier, as an outsider does it."""
import shutil

import pytest
from django.conf import settings

from pendopo.analysis import verifier
from pendopo.core.ledger.actions import seal
from pendopo.core.voices.actions.moderation import appeal, decide_appeal, hide
from pendopo.core.voices.actions.speech import comment, edit, withdraw
from pendopo.core.voices.actions.standing import follow, support
from pendopo.core.voices.models import Comment
from tests.core.hall import office, person, record

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture(autouse=True)
def fresh_log():
    for place in (settings.LEDGER_ROOT, settings.KEYS_ROOT):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)


def verify(live_server, tmp_path):
    seal()
    return verifier.verify(f"{live_server.url}/ledger", state=str(tmp_path / "state"), language="en", processes=1)


def test_everything_that_happens_to_a_comment_verifies(live_server, tmp_path):
    road, sari = record(at=office()), person()
    unit = office("Sekretariat")
    one, two = (person(at=unit, role="moderator") for _ in range(2))
    follow(actor=sari, record=road), support(actor=sari, record=road)
    mended = edit(actor=sari, comment=comment(actor=sari, record=road, text="Jembatan roboh"), text="Jembatan retak")
    gone = comment(actor=sari, record=road, text="Saya salah")
    hidden = comment(actor=sari, record=road, text="Kata kasar")
    restored = comment(actor=sari, record=road, text="Kritik keras")
    withdraw(actor=sari, comment=gone)
    hide(actor=one, comment=hidden, reason="insult")
    case = appeal(actor=sari, case=hide(actor=one, comment=restored, reason="insult"), text="Bukan hinaan")
    decide_appeal(actor=two, case=case, restore=True, words="Kritik")
    report = verify(live_server, tmp_path)
    assert report.ok, report.lines()
    told = " ".join(report.lines())
    for word in ("roboh", "kasar", "salah"):
        assert word not in told
    Comment.objects.filter(pk=mended.pk).update(text="Jembatan baik-baik saja")
    report = verify(live_server, tmp_path)
    assert not report.ok and "baik-baik saja" in report.findings[0].text, "the altered words are named"
    Comment.objects.filter(pk=mended.pk).update(text=mended.text)
    Comment.objects.filter(pk=restored.pk).update(text="Pujian")
    assert "Pujian" in verify(live_server, tmp_path).findings[0].text


def test_hidden_words_are_in_no_export(live_server, tmp_path, client):
    road, sari = record(at=office()), person()
    moderator = person(at=office("Sekretariat"), role="moderator")
    said = comment(actor=sari, record=road, text="Kata kasar sekali")
    hide(actor=moderator, comment=said, reason="insult")
    sealed = record("Rahasia", at=moderator.memberships.get().organisation, visibility="sealed")
    comment(actor=moderator, record=sealed, text="Hanya untuk kita")
    report = verify(live_server, tmp_path)
    assert report.ok, report.lines()
    served = b"".join(path.read_bytes() for path in settings.LEDGER_ROOT.rglob("*") if path.is_file())
    answer = client.get("/ledger/rows/0.jsonl")
    exported = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for word in (b"kasar", b"Hanya untuk"):
        assert word not in served and word not in exported
    assert road.code.encode() in exported
