"""Signed notes: the examples of the Go checksum database and of Tessera, and everything a reader must refuse."""
import gzip
import json
from hashlib import sha512
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis import merkle, notes, verifier

VECTORS = Path(__file__).parent.parent / "vectors"
SUMDB = json.loads((VECTORS / "sumdb.json").read_text())
TESSERA = json.loads((VECTORS / "tessera.json").read_text())
TEXT, LINE, KEY = SUMDB["text"], SUMDB["line"], SUMDB["verifier_key"]
OTHER_LINE, OTHER_KEY = SUMDB["other_line"], SUMDB["other_verifier_key"]


def both(note: str | bytes, *keys: str) -> str:
    """The text, if the fast reader and the verifier's own Ed25519 agree."""
    data = note.encode() if isinstance(note, str) else note
    assert notes.open_note(data, *keys) == verifier.open_note(data, keys)
    return notes.open_note(data, *keys)


def refused(note: str | bytes, *keys: str) -> bool:
    for reader in (lambda: notes.open_note(note, *keys),
                   lambda: verifier.open_note(note.encode() if isinstance(note, str) else note, keys)):
        with pytest.raises(ValueError):
            reader()
    return True


def test_the_note_of_the_checksum_database():
    assert notes.sign(TEXT, notes.parse_signer(SUMDB["signer_key"])) == f"{TEXT}\n{LINE}"
    assert notes.parse_signer(SUMDB["signer_key"]).verifier_key == KEY
    assert both(f"{TEXT}\n{LINE}", KEY) == TEXT


def test_unknown_signatures_are_ignored_and_a_known_one_is_needed():
    assert both(f"{TEXT}\n{LINE}{OTHER_LINE}", KEY) == TEXT
    assert both(f"{TEXT}\n{LINE}{OTHER_LINE}", KEY, OTHER_KEY) == TEXT
    assert refused(f"{TEXT}\n{LINE}{OTHER_LINE}")
    assert refused(f"{TEXT}\n{OTHER_LINE}", KEY)
    # the same name with another id, and the same id under another name, are unknown
    assert refused(f"{TEXT}\n{LINE.replace('x08g', 'xxxx')}", KEY)
    assert refused(f"{TEXT}\n{LINE.replace('PeterNeumann', 'CarmenSandiego')}", KEY)
    assert both(f"{TEXT}\n{LINE}{LINE.replace('x08g', 'xxxx')}", KEY) == TEXT


def test_a_bad_signature_of_a_known_key_refuses_the_whole_note():
    bad = LINE.replace("UG", "UH")
    assert refused(f"{TEXT}\n{bad}", KEY)
    assert refused(f"{TEXT}\n{bad}{OTHER_LINE}", KEY, OTHER_KEY)
    assert refused(f"{TEXT}\n{LINE}{bad}", KEY)
    assert refused(f"{TEXT}\n{LINE[:60]}ABCD{LINE[60:]}", KEY)
    assert refused(f"{TEXT}!\n\n{LINE}", KEY)


def test_sixteen_signatures_are_accepted_and_a_thousand_are_not():
    signers = [notes.parse_signer(notes.generate_key(f"saksi{number}.example")[0]) for number in range(16)]
    note = notes.sign("halo\n", *signers)
    assert both(note, signers[15].verifier_key) == "halo\n"
    assert both(note, *(signer.verifier_key for signer in signers)) == "halo\n"
    assert refused(f"{TEXT}\n{LINE * 101}", KEY)


@pytest.mark.parametrize("note", [
    TEXT, TEXT + "\n", f"{TEXT}\n{LINE[:-1]}", f"\x01{TEXT}\n{LINE}", b"\xff" + f"{TEXT}\n{LINE}".encode(),
    f"{TEXT}\n{LINE.replace('PeterNeumann', 'Bad Name')}", f"{TEXT}\n{LINE}Unexpected line.\n", f"{TEXT}\r\n\n{LINE}",
    f"{TEXT}\n{LINE.replace(chr(0x2014), '-')}", f"{TEXT}\n{LINE.replace('PeterNeumann', 'Peter+Neumann')}",
    f"{TEXT}\n{LINE}\n", f"{TEXT}\n\n", "", f"{TEXT}\n\u2014 PeterNeumann x08g\n", f"{TEXT}\t\n\n{LINE}",
    f"{TEXT}\n{LINE.replace('PeterNeumann', 'Peter' + chr(0xa0) + 'Neumann')}", f"{TEXT}\n{LINE.rstrip()} \n",
])
def test_malformed_notes_are_refused(note: str | bytes):
    assert refused(note, KEY)


def test_mangled_keys_are_refused():
    parts = [KEY[start:end] for start in range(len(KEY)) for end in range(start + 1, len(KEY) + 1)]
    mangled = [KEY[:at] + chr(ord(KEY[at]) + 1) + KEY[at + 1:] for at in range(len(KEY))]
    for wrong in [*parts, *mangled, SUMDB["wrong_length_key"], SUMDB["unknown_algorithm_key"], ""]:
        if wrong != KEY:
            with pytest.raises(ValueError):
                notes.parse_key(wrong)
    secret = SUMDB["signer_key"]
    for at in range(len(secret)):
        for wrong in (secret[:at], secret[:at] + chr(ord(secret[at]) + 1) + secret[at + 1:]):
            with pytest.raises(ValueError):
                notes.parse_signer(wrong)


def test_a_key_pair_fits_and_the_secret_is_not_printed():
    secret, public = notes.generate_key("kota.example/ledger")
    signer = notes.parse_signer(secret)
    assert signer.verifier_key == public
    assert notes.parse_key(public) == ("kota.example/ledger", notes.key_id(signer.name, signer.public), signer.public)
    assert secret.rpartition("+")[2] not in repr(signer) and str(signer.seed) not in repr(signer)
    for name in ("", "a b", "a+b", "a\u2003b"):
        with pytest.raises(ValueError):
            notes.generate_key(name)


@pytest.mark.parametrize("text", ["no newline", "", "bell\x07\n", "tab\t\n"])
def test_what_cannot_be_a_note_is_not_signed(text: str):
    with pytest.raises(ValueError):
        notes.sign(text, notes.parse_signer(SUMDB["signer_key"]))


def test_the_tessera_log_byte_for_byte():
    hashes = [merkle.leaf(text.encode()) for text in TESSERA["entries"]]
    signer = notes.parse_signer(TESSERA["signer_key"])
    assert len(TESSERA["checkpoints"]) == 16
    for size, note in enumerate(TESSERA["checkpoints"]):
        root = merkle.root(hashes[:size])
        assert notes.sign(notes.checkpoint_text("example.com/log/testdata", size, root), signer) == note
        both(note, TESSERA["verifier_key"])
        assert notes.open_checkpoint(note, TESSERA["verifier_key"]) == ("example.com/log/testdata", size, root)


def test_checkpoints_with_more_lines_and_those_that_are_refused():
    tree = SUMDB["tree"]
    assert notes.parse_checkpoint(tree) == ("go.sum database tree", 123456789012, merkle.leaf(b"hello world"))
    assert notes.parse_checkpoint(tree + "more\nlines\n").size == 123456789012
    origin, size, root = tree.splitlines()
    for bad in (*SUMDB["bad_trees"], tree[:-1], f"\n{size}\n{root}\n", f"{origin}\n0{size}\n{root}\n", tree + "\n",
                *(f"{origin}\n{number}\n{root}\n" for number in ("+1", "-1", "1_0", f" {size}", "", "٣", 2**63)),
                f"{origin}\n{size}\n", f"{origin}\n{size}\n{root[4:]}\n", tree + "more\n\nlines\n", ""):
        with pytest.raises(ValueError):
            notes.parse_checkpoint(bad)
    with pytest.raises(ValueError):
        notes.checkpoint_text("", 1, merkle.EMPTY)


def golden() -> list[tuple[bytes, bytes, bytes]]:
    """Public key, message, signature: RFC 8032 7.1 TEST 1 to 3 and 125 more."""
    lines = gzip.decompress((VECTORS / "ed25519_sign.input.gz").read_bytes()).decode().splitlines()
    parts = [line.split(":") for line in lines]
    return [(bytes.fromhex(key), bytes.fromhex(said), bytes.fromhex(signed)[:64]) for _, key, said, signed, _ in parts]


def test_ed25519_of_rfc_8032():
    vectors = golden()
    assert len(vectors) == 128 and vectors[0][0].hex().startswith("d75a980182b10ab7")
    for public, message, signature in vectors:
        assert verifier.ed25519(public, message, signature)
    for public, message, signature in vectors[:20]:
        assert not verifier.ed25519(public, message + b"!", signature)
        assert not verifier.ed25519(public, message, bytes([signature[0] ^ 1]) + signature[1:])


def test_ed25519_of_a_hashed_message():
    """RFC 8032, 7.1, TEST SHA(abc)."""
    secret = Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42"))
    public = secret.public_key().public_bytes_raw()
    assert public.hex() == "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf"
    signature = bytes.fromhex("dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                              "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")
    assert verifier.ed25519(public, sha512(b"abc").digest(), signature)


def test_ed25519_refuses_what_rfc_8032_refuses():
    public, message, signature = golden()[5]
    scalar = int.from_bytes(signature[32:], "little")
    assert not verifier.ed25519(public, message, signature[:32] + (scalar + verifier.ORDER).to_bytes(32, "little"))
    assert not verifier.ed25519(public, message, signature[:63])
    assert not verifier.ed25519(public, message, signature + b"\0")
    for key in (b"", public[:31], public + b"\0", (verifier.P + 1).to_bytes(32, "little"), (2).to_bytes(32, "little"),
                (1 << 255 | 1).to_bytes(32, "little")):
        with pytest.raises(ValueError):
            verifier.ed25519(key, message, signature)
    # y = 1 is the neutral element: as a key it would let anybody sign anything
    neutral = (1).to_bytes(32, "little")
    assert not verifier.ed25519(neutral, message, neutral + bytes(32))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
@settings(deadline=None, max_examples=25)
def test_our_ed25519_and_the_fast_one_agree(seed: bytes, message: bytes, bit: int):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verifier.ed25519(public, message, signature)
    wrong = (int.from_bytes(signature, "big") ^ 1 << bit).to_bytes(64, "big")
    assert not verifier.ed25519(public, message, wrong)
