"""The outbox: nothing is lost, nothing is carried twice, nothing personal is kept longer than needed."""
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import connection, transaction
from django.utils import timezone

from pendopo.kit.post import actions, papers
from pendopo.kit.post.models import Letter
from pendopo.kit.post.queries import due, waiting
from pendopo.kit.seal.models import DataKey

pytestmark = pytest.mark.django_db


def letter(to="sari@contoh.example", **changes):
    return actions.post(**{"to": to, "subject": "Kabar", "text": "Ada tanggapan."} | changes)


def test_a_letter_goes_with_the_action_that_wrote_it():
    class Stopped(Exception):
        pass

    with pytest.raises(Stopped), transaction.atomic():
        letter()
        raise Stopped
    assert not Letter.objects.exists()


def test_a_subject_is_one_line():
    assert letter(subject="Kabar\nBcc: lain@contoh.example").subject == "Kabar Bcc: lain@contoh.example"


def test_what_somebody_waits_for_goes_first_and_later_means_later():
    first, code = letter(), letter(urgent=True)
    letter(after=timezone.now() + timedelta(hours=8))
    assert list(due(10)) == [code, first]
    assert waiting() == 3


@pytest.mark.database
def test_two_carriers_never_hold_the_same_letter():
    for _ in range(3):
        letter()
    one, two = actions.claim(2), actions.claim(2)
    assert len(one) == 2 and len(two) == 1
    assert not {each.pk for each in one} & {each.pk for each in two}
    assert actions.claim(2) == []


def test_a_letter_of_a_carrier_that_died_is_taken_again():
    letter()
    with time_machine.travel("2026-11-22T00:00:00Z", tick=False) as clock:
        Letter.objects.update(next_try=timezone.now())
        assert len(actions.claim(5)) == 1
        clock.shift(actions.HOLD - timedelta(seconds=1))
        assert actions.claim(5) == []
        clock.shift(timedelta(seconds=2))
        assert len(actions.claim(5)) == 1


def test_patience_grows_and_ends():
    """1 and 5 minutes, half an hour, 2, 6 and 24 hours; then it is given up: seven tries in all."""
    with time_machine.travel("2026-11-22T00:00:00Z", tick=False) as clock:
        letter()
        gaps = []
        while found := actions.claim(1):
            tried = timezone.now()
            actions.refused(found[0], "SMTP 451")
            row = Letter.objects.get()
            if row.next_try is None:
                break
            gaps.append((row.next_try - tried).total_seconds() / 60)
            assert row.state == "failed"
            clock.move_to(row.next_try)
    assert gaps == [1, 5, 30, 120, 360, 1440]
    assert (row.state, row.tries, row.error) == ("given_up", 7, "SMTP 451")


def test_a_closed_server_blames_no_letter():
    letter()
    actions.put_back(actions.claim(1), "ConnectionRefusedError", rest=actions.REST)
    row = Letter.objects.get()
    assert (row.state, row.tries) == ("waiting", 0) and row.next_try > timezone.now()


def test_a_code_to_sign_in_is_emptied_once_it_is_on_its_way():
    code, news = letter(urgent=True, text="Kode Anda 4711"), letter()
    for each in actions.claim(5):
        actions.delivered(each)
    code.refresh_from_db(), news.refresh_from_db()
    assert (code.state, code.text, code.to) == ("sent", "", "")
    assert news.text == "Ada tanggapan."


def test_words_and_addresses_of_old_letters_go():
    with time_machine.travel("2026-11-01T00:00:00Z", tick=False) as clock:
        done, still = letter(), letter()
        actions.delivered(done)
        clock.shift(actions.KEEP - timedelta(hours=1))
        assert actions.sweep() == 0
        clock.shift(timedelta(hours=2))
        assert actions.sweep() == 1
        assert actions.sweep() == 0
        done.refresh_from_db(), still.refresh_from_db()
        assert (done.to, done.subject, done.text, done.html, done.headers) == ("", "", "", "", {})
        assert still.text == "Ada tanggapan."
        clock.shift(actions.COUNT)
        actions.sweep()
        assert list(Letter.objects.all()) == [still]


def test_an_address_can_be_forgotten():
    letter(), letter("Sari@Contoh.example"), letter("budi@contoh.example")
    assert actions.forget("sari@contoh.example") == 2
    assert actions.forget(None) == 0
    assert Letter.objects.get().to == "budi@contoh.example"


@pytest.mark.parametrize("sealed", [False, True])
def test_letters_about_one_thing_go_and_others_at_the_same_address_stay(sealed, settings, tmp_path,
                                                                        django_capture_on_commit_callbacks):
    settings.HOME = tmp_path
    (tmp_path / "mail").mkdir()
    gone, stays = (letter(about=f"uji:{number}", sealed=sealed) for number in (1, 2))
    for one in (gone, stays):
        papers.paper(one).write_text("To: sari@contoh.example")
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_about("uji:1") == 1 and actions.forget_about("") == 0
    assert Letter.objects.get() == stays and DataKey.objects.count() == sealed
    assert list((tmp_path / "mail").iterdir()) == [papers.paper(stays)]


def test_what_django_mails_lies_in_the_outbox(settings):
    settings.EMAIL_BACKEND = "pendopo.kit.post.backend.Outbox"
    send_mail("Kode masuk", "Kode Anda 4711", None, ["sari@contoh.example", "budi@contoh.example"])
    message = EmailMultiAlternatives("Halo", "teks", to=["sari@contoh.example"], headers={"X-Room": "pendopo"})
    message.attach_alternative("<p>teks</p>", "text/html")
    message.send()
    assert sorted(Letter.objects.values_list("to", "html", "rank")) == [
        ("budi@contoh.example", "", 0), ("sari@contoh.example", "", 0), ("sari@contoh.example", "<p>teks</p>", 0)]
    assert Letter.objects.latest("pk").headers == {"X-Room": "pendopo"}


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_carriers_at_the_same_moment_share_the_letters():
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time: the line of writers is tested in kit/sqlite")
    for number in range(60):
        letter(f"warga{number}@contoh.example")
    taken = []

    def carry():
        while found := actions.claim(5):
            taken.extend(one.pk for one in found)
        connection.close()

    carriers = [Thread(target=carry) for _ in range(4)]
    for one in carriers:
        one.start()
    for one in carriers:
        one.join()
    assert len(taken) == len(set(taken)) == 60
