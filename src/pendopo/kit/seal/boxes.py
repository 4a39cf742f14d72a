"""A box that is open while somebody works with it, and shut in every table and file. Knows no table.

AES-256-GCM (NIST SP 800-38D) with a fresh random nonce of 96 bits for each sealing: nonce, text, tag. Every thing
has a key of its own and every drawer a name that is bound to what lies in it, so nothing sealed can be exchanged.
"""
import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY, NONCE = 32, 12                  # bytes
STEP = 256                           # words are padded to a multiple of it, so that a length tells little


class Shut(Exception):
    """It does not open: another key, another owner, or somebody changed it. Says nothing of what is inside."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY)


def shut(key: bytes, plain: bytes, bound: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound.encode())


def unshut(key: bytes, body: bytes, bound: str) -> bytes:
    """Raises Shut."""
    try:
        return AESGCM(key).decrypt(body[:NONCE], body[NONCE:], bound.encode())
    except (InvalidTag, ValueError):
        raise Shut from None


class Box:
    """One thing's data key, in memory only. `what` names the drawer: "original", "message", "file".

    A new box can seal before its key has a row (files are sealed outside the transaction)."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or new_key()

    def __repr__(self) -> str:
        return "Box(…)"                          # a key stands in no log and no error page

    def seal(self, plain: bytes, what: str) -> bytes:
        return shut(self._key, plain, what)

    def open(self, body: bytes | memoryview, what: str) -> bytes:
        """Raises Shut."""
        return unshut(self._key, bytes(body), what)

    def wrapped(self, by: bytes, bound: str) -> bytes:
        """The data key under a wrapping key."""
        return shut(by, self._key, bound)

    def seal_words(self, words: dict[str, Any], what: str) -> bytes:
        """Words as JSON, padded."""
        plain = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
        return self.seal(plain + b" " * (-len(plain) % STEP), what)

    def open_words(self, body: bytes | memoryview, what: str) -> dict[str, Any]:
        """Raises Shut."""
        found: dict[str, Any] = json.loads(self.open(body, what))
        return found
