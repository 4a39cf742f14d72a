"""A file that is sealed to a key on paper: opened by it alone, by other programs too, and never by halves."""
import base64
import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pendopo.kit.seal import age
from pendopo.kit.seal.addressed import NotAKey
from pendopo.kit.seal.boxes import Shut

# Made by another program (rage, by pyrage 1): a pair of keys, and a few words sealed to it with an unknown stanza.
SECRET = "AGE-SECRET-KEY-1FAZPAZVEUY2DPFVARHD6ELMC90WJC4EFC9LMVUCP26TU0PR7QL8S9WV9KH"
PUBLIC = "age10aw66dalry53rduagmesx6tjm76faq2etc7msyx3tjht9m4paqxqrgg80d"
SEALED = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBXMVZDK1hZMHBuMHY0UVhtOHl6bmVYL1YrdERzblpzUnBsZ0NDcW1LWlhzCi9NbVNyZm1i"
    "bk9uSjUrSUhqWmN3VzNCQ0VWa211K3ZWWjljWjZyTzQ5QWMKLT4gYH0uLWdyZWFzZSB0KVEzRTIlIwpteEU0SmlVSDF4bEl4S3RlLyttQmxVRmNQ"
    "Wm1mYjdsQUVzTVZ3bXdET1loN1Y3S2IreFVuWmFXdkJjdE4KLS0tIEZ2OStUYUJsL3JLVkxnSWhKdG03Z2lOM3VsMzFNYXJqWER0clpNa1hKeTgK"
    "NCD+QMtihKBdmBfyNJfAmC2QA/enkqfj5SyKajBOmiioA2xqDUNuJVrxYOsoRw==")


def sealed(plain: bytes, *recipients: str) -> bytes:
    target = io.BytesIO()
    with age.Sealing(target, recipients) as sealing:
        for at in range(0, len(plain), 50_000):
            sealing.write(plain[at:at + 50_000])
    return target.getvalue()


def opened(body: bytes, secret: str) -> bytes:
    return b"".join(age.opened(io.BytesIO(body), secret))


def test_what_another_program_sealed_opens_here() -> None:
    assert age.public_of(SECRET) == PUBLIC
    assert opened(SEALED, SECRET) == b"Balai terbuka."
    assert age.is_sealed(io.BytesIO(SEALED)) and not age.is_sealed(io.BytesIO(b"\x1f\x8b"))


@pytest.mark.parametrize("size", [0, 1, age.PIECE - 1, age.PIECE, age.PIECE + 1, 2 * age.PIECE])
def test_either_of_two_keys_opens_all_of_it(size: int) -> None:
    one, two, plain = age.new_secret(), age.new_secret(), os.urandom(size)
    body = sealed(plain, age.public_of(one), age.public_of(two))
    assert opened(body, one) == opened(body, two) == plain
    with pytest.raises(Shut):
        opened(body, age.new_secret())


@given(some.data())
def test_a_changed_or_missing_byte_is_found(data: some.DataObject) -> None:
    plain = b"Kabupaten Contoh " * 9000
    body = sealed(plain, PUBLIC)
    at = data.draw(some.integers(0, len(body) - 1))
    changed = data.draw(some.sampled_from([
        body[:at], body[:at] + bytes([body[at] ^ 1]) + body[at + 1:], body[:at] + body[at + 1:], body + b"\0"]))
    with pytest.raises(Shut):
        opened(changed, SECRET)


def test_pieces_cannot_be_left_out_or_exchanged() -> None:
    body = sealed(b"a" * (3 * age.PIECE), PUBLIC)
    step = age.PIECE + age.TAG
    head, pieces = body[:-3 * step], [body[len(body) - number * step:][:step] for number in (3, 2, 1)]
    for order in ([0, 1], [1, 0, 2], [0, 2], [0, 1, 2, 2]):
        with pytest.raises(Shut):
            opened(head + b"".join(pieces[number] for number in order), SECRET)


@pytest.mark.parametrize("typed", ["", "AGE-SECRET-KEY-1", PUBLIC, SECRET.replace("FAZ", "FAY"), SECRET[:-1],
                                   SECRET[:20] + SECRET[20:].lower()])
def test_a_mistyped_key_is_named_before_anything_is_tried(typed: str) -> None:
    with pytest.raises(NotAKey):
        age.public_of(typed)


def test_blanks_of_a_printed_line_do_not_matter() -> None:
    assert age.public_of(f" {SECRET[:30]} {SECRET[30:]}\n") == PUBLIC
    assert age.public_of(SECRET.lower()) == PUBLIC
