"""The key file cut into printed shares, any two of which make it again; one alone tells nothing at all.

Shamir's scheme with threshold two over GF(256) (Shamir 1979; the field of FIPS 197): for every byte of the secret a
line with a random slope; a share is the value of each line at one point. Checks find a mistyped share before anything
is written, and shares of another set are not mixed.
"""
import base64
import hashlib
import re
import secrets
from dataclasses import dataclass

GROUP = 4
MOST = 20
POLYNOMIAL = 0x11B
SET, CHECK = 4, 4                    # bytes


class NotAShare(ValueError):
    """What was typed is no share, or not of the same set. `code`: mistyped, same, other_set."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Share:
    """The value of every line at `point`; `batch` is the same for all shares that were printed together."""
    batch: bytes
    point: int
    values: bytes

    def __repr__(self) -> str:
        return f"Share({self.point})"

    def printed(self) -> str:
        """Letters and digits in groups of four, without I, O, 0 and 1 confused (RFC 4648 base32 has no 0 and 1)."""
        data = self.batch + bytes([self.point]) + self.values
        text = base64.b32encode(data + hashlib.sha256(data).digest()[:CHECK]).decode().rstrip("=")
        return "-".join(text[at:at + GROUP] for at in range(0, len(text), GROUP))

    @classmethod
    def read(cls, text: str) -> "Share":
        """What somebody typed from paper. Raises NotAShare."""
        letters = re.sub(r"[^A-Z2-7]", "", text.upper().replace("0", "O").replace("1", "I"))
        try:
            data = base64.b32decode(letters + "=" * (-len(letters) % 8))
        except ValueError:
            raise NotAShare("mistyped") from None
        body, check = data[:-CHECK], data[-CHECK:]
        if len(body) <= SET + 1 or hashlib.sha256(body).digest()[:CHECK] != check or not body[SET]:
            raise NotAShare("mistyped")
        return cls(body[:SET], body[SET], body[SET + 1:])


def times(a: int, b: int) -> int:
    """Multiplication in GF(256)."""
    found = 0
    while b:
        if b & 1:
            found ^= a
        a <<= 1
        if a & 0x100:
            a ^= POLYNOMIAL
        b >>= 1
    return found


def inverse(a: int) -> int:
    """a to the power of 254; the inverse of nought is not asked for."""
    found = 1
    for _step in range(254):
        found = times(found, a)
    return found


def cut(secret: bytes, many: int) -> list[Share]:
    """So many shares (2 to 20), any two of which give the secret back."""
    if not 2 <= many <= MOST:
        raise ValueError("between two and twenty shares")
    batch, slopes = secrets.token_bytes(SET), secrets.token_bytes(len(secret))
    return [Share(batch, point, bytes(byte ^ times(slope, point) for byte, slope in zip(secret, slopes, strict=True)))
            for point in range(1, many + 1)]


def joined(one: Share, other: Share) -> bytes:
    """The secret, where the two lines meet the axis. Raises NotAShare."""
    if one.point == other.point:
        raise NotAShare("same")
    if one.batch != other.batch or len(one.values) != len(other.values):
        raise NotAShare("other_set")
    part = inverse(one.point ^ other.point)
    weight_one, weight_other = times(other.point, part), times(one.point, part)
    return bytes(times(a, weight_one) ^ times(b, weight_other)
                 for a, b in zip(one.values, other.values, strict=True))
