"""What is sealed opens with its key, for the people it is bound to, and for nobody else; a lost key file comes back."""
import itertools
import stat

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kit.seal import ring, shares
from pendopo.kit.seal.actions import keep, rebind, rotate, shred
from pendopo.kit.seal.boxes import Box, Shut
from pendopo.kit.seal.models import DataKey
from pendopo.kit.seal.queries import unlock

WORDS = {"text": "jembatan di kali rekaan putus"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KEYS_ROOT = tmp_path


@pytest.mark.django_db
def test_what_is_sealed_opens_again_and_is_nowhere_in_plain():
    box = Box()
    body, key = box.seal_words(WORDS, "original"), keep(box, "report:1")
    assert b"jembatan" not in body and len(body) == 12 + 256 + 16
    assert unlock(DataKey.objects.get(), "report:1").open_words(body, "original") == WORDS
    assert stat.S_IMODE(ring.path().stat().st_mode) == 0o600
    assert "jembatan" not in repr(box) and repr(ring.read()) == "Ring([1])"
    assert bytes(key.wrapped).find(box._key) == -1


@pytest.mark.django_db
def test_another_thing_another_drawer_and_a_changed_byte_do_not_open():
    box = Box()
    body, key = box.seal_words(WORDS, "original"), keep(box, "report:1")
    other = keep(Box(), "report:2")
    for attempt in (
            lambda: unlock(key, "report:2"), lambda: box.open(body, "message"),
            lambda: unlock(other, "report:2").open(body, "original"),
            lambda: box.open(body[:-1] + bytes([body[-1] ^ 1]), "original"), lambda: box.open(b"", "original")):
        with pytest.raises(Shut):
            attempt()


@pytest.mark.django_db
def test_other_people_can_be_bound_and_the_first_are_out():
    box = Box()
    body, key = box.seal(b"x", "original"), keep(box, "report:1:4,7")
    rebind(key, "report:1:4,7", "report:1:7,9")
    assert unlock(DataKey.objects.get(), "report:1:7,9").open(body, "original") == b"x"
    with pytest.raises(Shut):
        unlock(key, "report:1:4,7")
    with pytest.raises(Shut):
        rebind(key, "report:1:4,7", "report:1:4")


@pytest.mark.django_db
def test_a_new_key_version_opens_everything_old():
    made = [(Box(), number) for number in range(5)]
    rows = [(box.seal(b"x", "o"), keep(box, f"r:{number}")) for box, number in made]
    old = ring.read()
    assert rotate() == 5
    assert ring.read().current == 2 and set(DataKey.objects.values_list("version", flat=True)) == {2}
    for number, (body, key) in enumerate(rows):
        key.refresh_from_db()
        assert unlock(key, f"r:{number}").open(body, "o") == b"x"
    rotate()
    assert set(ring.read().keys) == {2, 3} and not set(old.keys) & {3}
    with pytest.raises(Shut):                                 # what was wrapped and thrown away with the old version
        unlock(DataKey(bound="r:0", version=1, wrapped=rows[0][1].wrapped), "r:0")


@pytest.mark.django_db
def test_a_lost_key_file_is_never_made_anew_over_sealed_things(capsys, monkeypatch):
    box = Box()
    body, key = box.seal(b"x", "o"), keep(box, "r")
    call_command("seal", "shares", "--of", "3")
    printed = [line for line in capsys.readouterr().out.splitlines() if line.count("-") > 10]
    assert len(printed) == 3
    ring.path().unlink()
    with pytest.raises(ring.KeyFileMissing):
        keep(Box(), "another")
    typed = iter([printed[2].lower().replace("-", " "), printed[0]])
    monkeypatch.setattr("builtins.input", lambda _question: next(typed))
    call_command("seal", "recover")
    assert unlock(key, "r").open(body, "o") == b"x"
    assert "1 / 1" in capsys.readouterr().out.replace(" of ", " / ").replace(" dari ", " / ")


@pytest.mark.django_db
def test_recovery_says_what_is_wrong_and_overwrites_nothing(monkeypatch, capsys):
    ring.made()
    call_command("seal", "shares", "--of", "2")
    one, two = [line for line in capsys.readouterr().out.splitlines() if line.count("-") > 10]
    before = ring.path().read_bytes()
    slip = ("B" if one[0] != "B" else "C") + one[1:]
    stranger = shares.cut(ring.Ring({1: bytes(32)}).packed(), 2)[1].printed()
    alien = [share.printed() for share in shares.cut(ring.Ring({1: bytes(32)}).packed(), 2)]
    for typed in ([slip, two], [one, one], [one, stranger], alien):
        answers = iter(typed)
        monkeypatch.setattr("builtins.input", lambda _question, answers=answers: next(answers))
        with pytest.raises(CommandError):
            call_command("seal", "recover")
        assert ring.path().read_bytes() == before


@given(st.binary(min_size=1, max_size=120), st.integers(2, 20))
def test_any_two_shares_give_the_secret_back(secret, many):
    made = shares.cut(secret, many)
    for one, other in itertools.islice(itertools.permutations(made, 2), 30):
        assert shares.joined(one, shares.Share.read(other.printed())) == secret


def test_one_share_alone_tells_nothing():
    """For every value that a byte of the secret can have there is a line through the share: all are as likely."""
    share = shares.cut(b"\x2a", 2)[0]
    through = {guess for guess in range(256) for slope in range(256)
               if guess ^ shares.times(slope, share.point) == share.values[0]}
    assert through == set(range(256))


def test_the_field_is_that_of_aes():
    assert shares.times(0x57, 0x83) == 0xC1                   # FIPS 197, 4.2
    assert all(shares.times(value, shares.inverse(value)) == 1 for value in range(1, 256))


@pytest.mark.django_db
def test_a_shredded_key_is_gone():
    key = keep(Box(), "r")
    assert shred([key.pk]) == 1 and not DataKey.objects.exists()
