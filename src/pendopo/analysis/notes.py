"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint): how a log says, in a few lines of text, what it is.

Signing and checking with Ed25519 of the `cryptography` package; what must be refused is decided in verifier.py.
"""
from base64 import b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from pendopo.analysis import verifier
from pendopo.analysis.verifier import Checkpoint, key_id, parse_checkpoint, parse_key

__all__ = ["Checkpoint", "Signer", "checkpoint_text", "generate_key", "key_id", "open_checkpoint", "open_note",
           "parse_checkpoint", "parse_key", "parse_signer", "sign", "verifier_key"]


@dataclass(frozen=True)
class Signer:
    """Somebody who signs: the name on the line and the 32-byte seed of the key. Never printed."""
    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"Signer({self.name})"

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def verifier_key(self) -> str:
        """What everybody may know, `name+id+base64`: printed on paper, mailed, shown on a partner's site."""
        return verifier_key(self.name, self.public)

    def line(self, text: str) -> str:
        """The signature line under that text."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"\u2014 {self.name} {b64encode(key_id(self.name, self.public) + signature).decode()}\n"


def verifier_key(name: str, public: bytes) -> str:
    if len(public) != 32:
        raise ValueError("an Ed25519 key has 32 bytes")
    return f"{name}+{key_id(name, public).hex()}+{b64encode(bytes([1]) + public).decode()}"


def generate_key(name: str) -> tuple[str, str]:
    """A new key pair: the private form `PRIVATE+KEY+name+id+base64` (file of mode 0600), and the verifier key."""
    signer = Signer(name, Ed25519PrivateKey.generate().private_bytes_raw())
    secret = b64encode(bytes([1]) + signer.seed).decode()
    return f"PRIVATE+KEY+{name}+{key_id(name, signer.public).hex()}+{secret}", signer.verifier_key


def parse_signer(skey: str) -> Signer:
    """The signer of a private key as `generate_key` wrote it. ValueError if anything in it does not fit."""
    private, word, name, number, data = [*skey.split("+", 4), "", "", "", ""][:5]
    secret = verifier.unbase64(data)
    if (private, word) != ("PRIVATE", "KEY") or len(secret) != 33 or secret[0] != 1:
        raise ValueError("not an Ed25519 signer key")
    signer = Signer(name, secret[1:])
    if number != key_id(name, signer.public).hex():
        raise ValueError("not an Ed25519 signer key")
    return signer


def sign(text: str, *signers: Signer) -> str:
    """The note: text, blank line, one signature line for each signer."""
    if not text.endswith("\n") or min(text.replace("\n", " ")) < " ":
        raise ValueError("a note ends in a newline and holds no control characters")
    return text + "\n" + "".join(signer.line(text) for signer in signers)


def open_note(note: str | bytes, *vkeys: str) -> str:
    """The text of a note that one of these keys signed. ValueError if it must be refused."""
    return verifier.open_note(note.encode() if isinstance(note, str) else note, vkeys, _check)


def _check(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The three lines that a log signs: who it is, how many lines it has, their root."""
    text = f"{origin}\n{size}\n{b64encode(root).decode()}\n"
    parse_checkpoint(text)
    return text


def open_checkpoint(note: str | bytes, *vkeys: str) -> Checkpoint:
    """The checkpoint in a note that one of these keys signed. ValueError if it must be refused."""
    return parse_checkpoint(open_note(note, *vkeys))
