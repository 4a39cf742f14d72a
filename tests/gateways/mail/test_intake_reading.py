"""Whatever arrives as a letter is read without breaking; what a person wrote is found among quotations."""
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.gateways.mail.reading import read
from tests.gateways.mail.intake_city import letter

PARTS = [b"Content-Type: multipart/mixed; boundary=x\r\n", b"Content-Type: text/html; charset=koi-x\r\n",
         b"Content-Transfer-Encoding: base64\r\n", b"Subject: =?utf-8?q?=ff=?=\r\n", b"From: <<>>,;\"\r\n",
         b"To: a:b;c@\r\n", b"\r\n", b"--x\r\n", b"--x--\r\n", b"halo\r\n", b"\xff\xfe\x00", b"References: <r.\r\n",
         b"Content-Disposition: attachment; filename*=x''%ff\r\n", b"Message-ID: <\r\n", b"Date: 99\r\n",
         b"Content-Type: message/rfc822\r\n", b"Content-Type: text/plain; charset=\"\r\n"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.binary(max_size=40)), max_size=14).map(b"".join))
def test_nothing_breaks_the_reader(raw):
    found = read(raw, "a@b.example", "lapor@contoh.example")
    assert len(found.text) <= 5_000 and len(found.files) <= 5


@pytest.mark.parametrize("end", [
    "On Mon, Kota wrote:\n> lama", "Pada Senin, Kota menulis:\n> lama", "> lama", "-----Original Message-----\nlama",
    "-- \nSari Contoh", "Dari: Kota <a@b.example>\nlama"])
def test_quotations_are_left_out(end):
    raw = letter("Re: x", f"Ini jawaban saya.\nBaris dua.\n\n{end}").as_bytes()
    found = read(raw, "a@b.example", "lapor@c.example")
    assert found.text == "Ini jawaban saya.\nBaris dua."


def test_flags_come_by_subject_or_address():
    by_subject = read(letter("[RAHASIA] [Anonim] Pungli").as_bytes(), "a@b.example", "lapor@c.example")
    assert by_subject.secret and by_subject.anonymous and by_subject.subject == "Pungli"
    assert read(letter().as_bytes(), "a@b.example", "lapor+rahasia@c.example").secret
    plain = read(letter("Rahasiakan nama saya").as_bytes(), "a@b.example", "lapor@c.example")
    assert not plain.secret
