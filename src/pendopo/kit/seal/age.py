"""Files sealed to a public key whose secret half is not on this machine, in a format that other programs open too.

age, version 1 (C2SP, age.md): a file key wrapped for each recipient by X25519, HKDF-SHA256 (RFC 5869) and
ChaCha20-Poly1305 (RFC 8439), a MAC over the header, the body in pieces of 64 KiB. `age -d -i KEY FILE` opens it where
this house is gone. Keys are written in Bech32 (BIP 173): a mistyped letter is found.
"""
import base64
import hashlib
import hmac
import io
import secrets
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pendopo.kit.seal.addressed import NotAKey
from pendopo.kit.seal.boxes import Shut

FIRST = b"age-encryption.org/v1"
PUBLIC, SECRET = "age", "age-secret-key-"
PIECE, TAG, KEY, FILE_KEY, NONCE = 64 * 1024, 16, 32, 16, 16
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
WEIGHTS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
MOST_HEADER = 4096                  # bytes of one line; nothing that we write comes near


def new_secret() -> str:
    """AGE-SECRET-KEY-1..., to be printed and kept away from this machine."""
    return written(SECRET, secrets.token_bytes(KEY)).upper()


def public_of(secret: str) -> str:
    """age1..., which may lie anywhere. Raises NotAKey."""
    return written(PUBLIC, private(secret).public_key().public_bytes_raw())


def private(secret: str) -> X25519PrivateKey:
    """The key that somebody typed from paper. Raises NotAKey."""
    return X25519PrivateKey.from_private_bytes(read(SECRET, "".join(secret.split())))


def public(recipient: str) -> X25519PublicKey:
    """Raises NotAKey."""
    return X25519PublicKey.from_public_bytes(read(PUBLIC, recipient.strip()))


def written(human: str, data: bytes) -> str:
    """Bech32 without its limit of length."""
    values = regrouped(data, 8, 5)
    return f"{human}1" + "".join(LETTERS[one] for one in values + checksum(human, values))


def read(human: str, text: str) -> bytes:
    """32 bytes. Raises NotAKey: another sort of key, or a letter is wrong."""
    if text not in (text.lower(), text.upper()):
        raise NotAKey
    head, found, tail = text.lower().rpartition("1")
    values = [LETTERS.find(letter) for letter in tail]
    if not found or head != human or len(values) < 7 or min(values) < 0 or checksum(human, values[:-6]) != values[-6:]:
        raise NotAKey
    data = bytes(regrouped(bytes(values[:-6]), 5, 8))
    if len(data) != KEY:
        raise NotAKey
    return data


def checksum(human: str, values: Sequence[int]) -> list[int]:
    spread = [ord(letter) >> 5 for letter in human] + [0] + [ord(letter) & 31 for letter in human]
    rest = 1
    for value in [*spread, *values, 0, 0, 0, 0, 0, 0]:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for place, weight in enumerate(WEIGHTS):
            rest ^= weight if top >> place & 1 else 0
    return [(rest ^ 1) >> 5 * (5 - place) & 31 for place in range(6)]


def regrouped(data: bytes | Sequence[int], wide: int, narrow: int) -> list[int]:
    """Bits in groups of another width; from bytes to letters the last group is filled up with noughts."""
    held, bits, found = 0, 0, []
    for value in data:
        held, bits = held << wide | value, bits + wide
        while bits >= narrow:
            bits -= narrow
            found.append(held >> bits & (1 << narrow) - 1)
    if narrow < wide and bits:
        found.append(held << narrow - bits & (1 << narrow) - 1)
    return found


def derived(material: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), KEY, salt, info).derive(material)


class Damaged(Shut):
    """The key fits, and something is missing or changed."""


def letters(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def data_of(text: bytes) -> bytes:
    """Raises Shut."""
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise Shut from None


class Sealing(io.RawIOBase):
    """Takes what is written to it and writes it sealed; `close` writes the last piece, without which nothing opens."""

    def __init__(self, target: BinaryIO, recipients: Sequence[str]) -> None:
        file_key, nonce = secrets.token_bytes(FILE_KEY), secrets.token_bytes(NONCE)
        head = FIRST + b"\n" + b"".join(stanza(file_key, recipient) for recipient in recipients) + b"---"
        mac = hmac.new(derived(file_key, b"", b"header"), head, hashlib.sha256).digest()
        target.write(head + b" " + letters(mac) + b"\n" + nonce)
        self.target, self.held, self.number = target, bytearray(), 0
        self.cipher = ChaCha20Poly1305(derived(file_key, nonce, b"payload"))

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:            # type: ignore[override]
        self.held += data
        while len(self.held) > PIECE:                        # the last piece, full or not, is written by close
            self.piece(bytes(self.held[:PIECE]), last=False)
            del self.held[:PIECE]
        return len(data)

    def piece(self, plain: bytes, *, last: bool) -> None:
        self.target.write(self.cipher.encrypt(place(self.number, last=last), plain, None))
        self.number += 1

    def close(self) -> None:
        if not self.closed:
            self.piece(bytes(self.held), last=True)
            self.held.clear()
        super().close()


def place(number: int, *, last: bool) -> bytes:
    """The nonce of a piece: which one, and whether another follows, so that none can be left out or exchanged."""
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def stanza(file_key: bytes, recipient: str) -> bytes:
    """The file key for one recipient. Raises NotAKey."""
    theirs, mine = public(recipient), X25519PrivateKey.generate()
    share = mine.public_key().public_bytes_raw()
    wrapped = ChaCha20Poly1305(wrapping(mine.exchange(theirs), share, theirs)).encrypt(bytes(12), file_key, None)
    return b"-> X25519 " + letters(share) + b"\n" + letters(wrapped) + b"\n"


def wrapping(common: bytes, share: bytes, recipient: X25519PublicKey) -> bytes:
    return derived(common, share + recipient.public_bytes_raw(), FIRST + b"/X25519")


def is_sealed(source: BinaryIO) -> bool:
    """Looks at the first bytes and goes back to them."""
    found = source.read(len(FIRST)) == FIRST
    source.seek(0)
    return found


def opened(source: BinaryIO, secret: str) -> Iterator[bytes]:
    """The plain pieces. Raises NotAKey; Shut where it is sealed to somebody else; Damaged where the key fits and it was
    cut short or changed, as soon as the piece is reached: what was given before is real, but not all."""
    file_key = unwrapped(source, private(secret))
    cipher = ChaCha20Poly1305(derived(file_key, source.read(NONCE), b"payload"))
    number, sealed = 0, source.read(PIECE + TAG)
    while True:
        following = source.read(PIECE + TAG)
        try:
            plain = cipher.decrypt(place(number, last=not following), sealed, None)
        except (InvalidTag, ValueError):
            raise Damaged from None
        if not plain and number:
            raise Damaged
        yield plain
        if not following:
            return
        number, sealed = number + 1, following


def unwrapped(source: BinaryIO, key: X25519PrivateKey) -> bytes:
    """The file key, from whichever stanza is ours; the MAC over the header is held against it. Raises Shut."""
    head = line = source.readline(MOST_HEADER)
    if line != FIRST + b"\n":
        raise Shut
    file_key, words = b"", b""
    while not line.startswith(b"---"):
        line = source.readline(MOST_HEADER)
        if not line.endswith(b"\n"):
            raise Shut
        if line.startswith(b"-> "):
            words = line[3:].rstrip(b"\n")
        elif not line.startswith(b"---") and words.startswith(b"X25519 "):
            file_key = file_key or tried(key, data_of(words[7:]), data_of(line.rstrip(b"\n")))
            words = b""
        head += line if not line.startswith(b"---") else b"---"
    mac = hmac.new(derived(file_key, b"", b"header"), head, hashlib.sha256).digest()
    if not file_key or not hmac.compare_digest(mac, data_of(line[4:].rstrip(b"\n"))):
        raise Shut
    return file_key


def tried(key: X25519PrivateKey, share: bytes, wrapped: bytes) -> bytes:
    """The file key, or nothing when this stanza is somebody else's."""
    try:
        common = key.exchange(X25519PublicKey.from_public_bytes(share))
        return ChaCha20Poly1305(wrapping(common, share, key.public_key())).decrypt(bytes(12), wrapped, None)
    except (InvalidTag, ValueError):
        return b""
