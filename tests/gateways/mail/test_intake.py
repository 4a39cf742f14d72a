"""Mail to the city's address: a report, a reply, or something for a person to look at. Over a real LMTP connection."""
import smtplib
import socket

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.channels.reports.actions import handling
from pendopo.channels.reports.actions.outside import forward_outside
from pendopo.channels.reports.models import Enclosure, Message, Report
from pendopo.channels.reports.queries.opening import MESSAGE, reporter, told, unlocked
from pendopo.gateways.mail.intake import take
from pendopo.gateways.mail.management.commands.intake import listening
from pendopo.gateways.mail.models import ArrivedMail
from pendopo.kit.post import replies
from pendopo.kit.post.actions import open_letter
from pendopo.kit.post.models import Letter
from pendopo.kit.work.queries import passages
from tests.core.hall import again
from tests.gateways.mail.intake_city import ADDRESS, SARI, STORY, door, letter, outgoing, town
from tests.gateways.town import enter
from tests.kit.files.samples import photo

__all__ = ["door", "enter", "outgoing", "town"]
pytestmark = pytest.mark.django_db


def test_a_letter_becomes_a_report_with_its_photo(door, town, outgoing):
    door.post(headers={"files": [("rumah sari.jpg", photo(), "image", "jpeg")]})
    report = town.only()
    assert report.channel == "mail" and told(report, unlocked(report)).text.startswith("Jembatan roboh\n\n" + STORY)
    assert reporter(report).email == SARI and Enclosure.objects.filter(report=report).count() == 1
    [receipt] = outgoing()
    assert report.code in receipt.get_content() and receipt["To"] == SARI
    assert receipt["Reply-To"].startswith("lapor+r.") and report.code not in str(receipt["Reply-To"])


def test_it_lies_sealed_and_goes(door, town):
    door.send(letter())
    door.arrived[0][2].index(b"Jembatan")
    take(*door.arrived.pop())
    held = ArrivedMail.objects.get()
    assert b"Jembatan" not in bytes(held.body) and SARI.encode() not in bytes(held.to)
    door.work()
    held.refresh_from_db()
    assert not held.body and not held.to and held.key is None
    assert not Letter.objects.exclude(to="").exists() and not Letter.objects.exclude(text="").exists()


def test_the_same_letter_twice_is_one_report(door, town):
    for _ in range(3):
        door.post(headers={"Message_ID": "<sama@warga.example>"})
    assert Report.objects.count() == 1


def test_a_reply_reaches_its_report(door, town, outgoing):
    door.post()
    report = town.to_office(town.only())
    town.asked(report)
    question = outgoing()[-1]
    assert report.code in question.get_content()
    door.post("Re: Kabar", "Di sebelah timur.\n\nPada Senin, kota menulis:\n> pertanyaan", to=str(question["Reply-To"]))
    assert town.fresh(report).state == "replied" and Report.objects.count() == 1
    body = Message.objects.get(sort="reply").body
    assert unlocked(town.fresh(report)).open_words(body, MESSAGE)["text"] == "Di sebelah timur."


def test_a_reply_without_the_plus_address_is_known_by_what_it_refers_to(door, town, outgoing):
    door.post()
    report = town.to_office(town.only())
    town.done(report)
    knock = outgoing()[-1]
    door.post("Re: Kabar", "Ya", headers={"References": str(knock["References"])})
    assert town.fresh(report).state == "solved"


def test_a_reply_from_another_address_waits_for_a_person(door, town, outgoing):
    door.post()
    report = town.to_office(town.only())
    town.asked(report)
    to = str(outgoing()[-1]["Reply-To"])
    door.post("Re: Kabar", "Saya orang lain.", sender="lain@warga.example",
              headers={"sender": "Orang Lain <lain@warga.example>"}, to=to)
    assert town.fresh(report).state == "asking" and ArrivedMail.objects.get(held="unproven")


def test_a_made_up_token_is_just_a_letter(door, town):
    door.post(to="lapor+r.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@contoh.example")
    assert town.only().channel == "mail"


def test_a_secret_report_is_not_named_by_mail(door, town, outgoing):
    door.post("[RAHASIA] Pungutan di loket", "Petugas loket meminta uang kepada warga.")
    report = town.only()
    assert report.secret
    handling.ask(actor=again(town.ratna), report=report, text="Petugas yang mana?")
    knock = outgoing()[-1]
    whole = knock.as_string()
    assert report.code not in whole and "Petugas" not in whole


@pytest.mark.parametrize("headers", [
    {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<kabar.contoh.example>"},
    {"X_Auto_Response_Suppress": "All"}, {"sender": "MAILER-DAEMON@warga.example"}])
def test_robots_are_left_aside_and_counted(door, town, headers, outgoing):
    door.post(headers=headers)
    assert not Report.objects.exists() and not outgoing() and passages()["mail.in"].dropped == 1


def test_a_bounce_has_no_sender(door, town):
    door.post(sender="")
    assert not Report.objects.exists()


def test_an_office_outside_replies_with_the_token_of_the_desk(door, town):
    door.post()
    report = town.to_office(town.only())
    asked = forward_outside(actor=town.budi, report=report, name="Balai Jalan Contoh", email="balai@pusat.example",
                            text="Apakah jembatan ini milik pusat?")
    to = open_letter(Letter.objects.latest("pk")).headers["Reply-To"]
    assert to == replies.reply_address("o", asked.pk)
    for text in ("Ini wewenang kami, kami kerjakan.", "Tambahan: mulai Senin."):
        door.post("Re: Laporan", text, to=to, sender="balai@pusat.example",
                  headers={"sender": "Balai Jalan <balai@pusat.example>"})
    notes = [unlocked(town.fresh(report)).open_words(one.body, MESSAGE)["text"]
             for one in Message.objects.filter(sort="note").order_by("pk")]
    assert "wewenang kami" in notes[0] and "mulai Senin" in notes[1] and len(notes) == 2
    asked.refresh_from_db()
    assert asked.ended and asked.answer == Message.objects.filter(sort="note").order_by("pk")[0]
    assert town.fresh(report).state == "routed"


def test_spam_waits_for_a_person_who_decides(door, town, enter):
    door.post(headers={"X_Spam_Score": "7.2"})
    held = ArrivedMail.objects.get()
    assert held.held == "spam" and not Report.objects.exists()
    client, address = enter(town.ratna), reverse("intake:one", args=[held.pk])
    assert b"iklan" in client.get(reverse("intake:held")).content
    assert "Jembatan" in client.get(address).content.decode()
    client.post(address, {"release": "1"})
    assert town.only().channel == "mail" and client.get(address).status_code == 404


def test_only_the_desk_opens_held_letters(door, town, enter):
    door.post(headers={"X_Spam_Flag": "YES"})
    number = ArrivedMail.objects.get().pk
    client = enter(town.budi)
    assert client.get(reverse("intake:held")).status_code == 403
    assert client.get(reverse("intake:one", args=[number])).status_code == 403
    assert client.post(reverse("intake-en:one", args=[number]), {"discard": "1"}).status_code == 403
    client = enter(town.ratna)
    assert client.post(reverse("intake-en:one", args=[number]), {"discard": "1"}).status_code == 302
    assert not Report.objects.exists() and not bytes(ArrivedMail.objects.get().body)


def test_a_letter_in_html_only(door, town):
    made = letter()
    made.set_content("<p>Lampu <b>padam</b> di gang.</p><script>x()</script><blockquote>lama</blockquote>",
                     subtype="html")
    door.send(made)
    door.work()
    text = told(town.only(), unlocked(town.only())).text
    assert "Lampu padam di gang." in text and "x()" not in text and "lama" not in text


def test_what_is_broken_breaks_nothing(door, town):
    for raw in (b"", b"From: \xff\xfe\r\n\r\n\x00\x01", b"Subject: =?utf-8?b?////?=\r\nFrom: a@b\r\n\r\nx" * 3,
                b"Content-Type: multipart/mixed; boundary=x\r\nFrom: sari@warga.example\r\n\r\n--x\r\n\r\n--x--"):
        door.arrived.append((SARI, ADDRESS, raw))
    door.work()
    assert not ArrivedMail.objects.exclude(error="").exists()


# The door itself

def talk(door, *lines):
    """Raw words over the wire; gives the first three characters of each answer."""
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as wire:
        file, answers = wire.makefile("rwb"), []
        answers.append(file.readline()[:3])
        for line in lines:
            file.write(line)
            file.flush()
            if line.endswith((b"\r\n", b"\n")):
                answer = file.readline()
                while answer[3:4] == b"-":
                    answer = file.readline()
                answers.append(answer[:3])
        return answers


def test_smtp_and_lmtp_both_work_and_strangers_are_sent_away(door, town):
    door.send(letter(), kind=smtplib.SMTP)
    assert len(door.arrived) == 1
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        door.send(letter(), to="orang@lain.example")


def test_each_recipient_is_answered_for_itself(door, town):
    with socket.create_connection(("127.0.0.1", door.port), timeout=5) as wire:      # smtplib reads one answer only
        wire.sendall(b"LHLO x\r\nMAIL FROM:<sari@warga.example>\r\nRCPT TO:<lapor@contoh.example>\r\n"
                     b"RCPT TO:<lapor+anonim@contoh.example>\r\nDATA\r\n" + letter().as_bytes().replace(b"\n", b"\r\n")
                     + b"\r\n.\r\nQUIT\r\n")
        answers = wire.makefile("rb").read()
    assert len(door.arrived) == 2 and answers.count(b"250 2.6.0") == 2
    door.work()
    assert sorted(Report.objects.values_list("anonymous", flat=True)) == [False, True]


def test_the_order_of_commands_is_kept(door, town):
    assert talk(door, b"MAIL FROM:<a@b.example>\r\n", b"LHLO x\r\n", b"RCPT TO:<lapor@contoh.example>\r\n",
                b"DATA\r\n", b"VRFY x\r\n", b"RSET\r\n", b"NOOP\r\n", b"QUIT\r\n") == [
        b"220", b"503", b"250", b"503", b"503", b"502", b"250", b"250", b"221"]


def test_a_dot_alone_ends_a_letter_only_between_cr_lf(door, town):
    """SMTP smuggling: a bare line feed around the dot is part of the letter."""
    talk(door, b"LHLO x\r\n", b"MAIL FROM:<a@b.example>\r\n", b"RCPT TO:<lapor@contoh.example>\r\n", b"DATA\r\n",
         b"Subject: satu\r\n\r\nx\n.\nMAIL FROM:<jahat@b.example>\r\n..dua\r\n.\r\n")
    [(sender, _to, content)] = door.arrived
    assert sender == "a@b.example" and b"MAIL FROM:<jahat" in content and content.endswith(b".dua\r\n")


def test_what_is_too_large_is_said_beforehand(door, town):
    assert talk(door, b"EHLO x\r\n", b"MAIL FROM:<a@b.example> SIZE=99999999\r\n")[-1] == b"552"


def test_the_door_opens_on_this_machine_only(settings):
    settings.INTAKE, settings.INTAKE_ADDRESS = "0.0.0.0:2424", ADDRESS
    with pytest.raises(CommandError):
        listening()


def test_the_list_of_held_letters_costs_the_same(door, town, enter):
    client, address = enter(town.ratna), reverse("intake:held")
    door.post(headers={"X_Spam_Flag": "YES"})
    client.get(address)
    one = queries(client, address)
    for _ in range(2):
        door.post(headers={"X_Spam_Flag": "YES"})
    assert queries(client, address) == one


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
