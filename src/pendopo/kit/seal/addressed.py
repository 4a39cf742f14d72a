"""Words that only one person can open: sealed to their public key the moment they come in.

HPKE in base mode (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM. The secret is printed once and kept by the
person; the server has the public key and opens nothing. `what` is bound into it, so that no two can be exchanged.
"""
import base64
import hashlib
import re
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from pendopo.kit.seal.boxes import STEP, Shut

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY, CHECK, GROUP = 32, 3, 4


class NotAKey(ValueError):
    """What was typed is no such key, or a letter of it is wrong."""


def new_secret() -> str:
    """Letters and digits in groups of four, to be printed: 32 random bytes and a check (RFC 4648 base32)."""
    body = secrets.token_bytes(KEY)
    text = base64.b32encode(body + hashlib.sha256(body).digest()[:CHECK]).decode().rstrip("=")
    return "-".join(text[at:at + GROUP] for at in range(0, len(text), GROUP))


def private(secret: str) -> X25519PrivateKey:
    """The key that somebody typed from paper. Raises NotAKey."""
    letters = re.sub(r"[^A-Z2-7]", "", secret.upper().replace("0", "O").replace("1", "I"))
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise NotAKey from None
    body, check = data[:KEY], data[KEY:]
    if len(body) != KEY or hashlib.sha256(body).digest()[:CHECK] != check:
        raise NotAKey
    return X25519PrivateKey.from_private_bytes(body)


def public_of(secret: str) -> bytes:
    """32 bytes that may lie anywhere. Raises NotAKey."""
    return private(secret).public_key().public_bytes_raw()


def seal_to(public: bytes, plain: bytes, what: str) -> bytes:
    """Padded, so that the length tells little."""
    padded = plain + b"\0" * (-len(plain) % STEP)
    return SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(public), info=what.encode())


def open_with(secret: str, body: bytes | memoryview, what: str) -> bytes:
    """Raises NotAKey, or Shut where it is another person's."""
    try:
        return SUITE.decrypt(bytes(body), private(secret), info=what.encode()).rstrip(b"\0")
    except InvalidTag:
        raise Shut from None
