"""Addresses to which one can reply: lapor+r.TOKEN@kota.example. The token names a number to us and nothing to others.

AES-SIV (RFC 5297): the same number always has the same token, nobody can make one or change one, and it tells neither
number nor code. It says what the reply is about; who writes it has to be proved apart, because senders can be forged.
"""
import base64
import binascii
import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

REPORTER, OUTSIDE = "r", "o"             # the reporter of a record; an office outside to which it was forwarded
BYTES = 6                                # of the number: enough for 281 million million records


def cipher() -> AESSIV:
    return AESSIV(hashlib.sha256(b"reply:" + settings.RECEIPT_KEY).digest())


def token(purpose: str, number: int) -> str:
    """Letters and digits without case, as the part of an address before the @ has to be."""
    shut = cipher().encrypt(number.to_bytes(BYTES, "big"), [purpose.encode()])
    return base64.b32encode(shut).decode().rstrip("=").lower()


def read(purpose: str, text: str) -> int | None:
    """The number, or None: made by somebody else, for something else, or mistyped."""
    try:
        shut = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
        return int.from_bytes(cipher().decrypt(shut, [purpose.encode()]), "big")
    except (InvalidTag, binascii.Error, ValueError):
        return None


def reply_address(purpose: str, number: int) -> str:
    """Where a reply comes in; empty where this installation takes no mail in."""
    if not settings.INTAKE_ADDRESS:
        return ""
    local, _at, host = settings.INTAKE_ADDRESS.partition("@")
    return f"{local}+{purpose}.{token(purpose, number)}@{host}"


def ending(address: str) -> dict[str, str]:
    """Headers with which a mail program offers to end such letters and does it with one click (RFC 2369, RFC 8058):
    what stands at the address takes a bare POST."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def answerable(purpose: str, number: int) -> dict[str, str]:
    """Headers that bring a reply back, also from programs that forget the one or the other."""
    address = reply_address(purpose, number)
    host = settings.INTAKE_ADDRESS.partition("@")[2]
    if not address:
        return {}
    return {"Reply-To": address, "References": f"<{purpose}.{token(purpose, number)}@{host}>"}
