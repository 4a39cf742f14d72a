"""Sealed to one person's key: nobody else opens it, and a mistyped key is told from a wrong one."""
import pytest

from pendopo.kit.seal.addressed import NotAKey, new_secret, open_with, public_of, seal_to
from pendopo.kit.seal.boxes import Shut


def test_only_the_own_key_opens_and_only_in_its_drawer():
    secret, other = new_secret(), new_secret()
    body = seal_to(public_of(secret), b"Kami takut bicara.", "a")
    assert open_with(secret, body, "a").decode() == "Kami takut bicara." and b"takut" not in body
    for wrong, drawer in ((other, "a"), (secret, "b")):
        with pytest.raises(Shut):
            open_with(wrong, body, drawer)
    with pytest.raises(Shut):
        open_with(secret, bytes([*body[:-1], body[-1] ^ 1]), "a")


def test_a_key_typed_from_paper():
    secret = new_secret()
    assert public_of(secret.lower().replace("-", " ")) == public_of(secret) and len(public_of(secret)) == 32
    for wrong in ("", "ABCD", secret[:-1], ("A" if secret[0] != "A" else "B") + secret[1:]):
        with pytest.raises(NotAKey):
            public_of(wrong)


def test_lengths_tell_little():
    public = public_of(new_secret())
    assert len(seal_to(public, b"Ya", "a")) == len(seal_to(public, b"Tidak, sama sekali tidak", "a"))
