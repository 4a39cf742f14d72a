"""What one line of the ledger commits to: facts for everyone, a person's words apart, each under a salt of its own.

The log shows only 32 bytes, from which nobody can guess what was written. Whoever holds the words and the salt can
prove them; once both are destroyed (the right to erasure) nobody can, and the log still verifies.
"""
from collections.abc import Mapping
from typing import Any

from pendopo.analysis import verifier
from pendopo.analysis.verifier import commit_bytes, entry, entry_of

__all__ = ["canonical", "commit", "commit_bytes", "entry", "entry_of", "leaf_hash", "opens"]


def canonical(obj: object) -> bytes:
    """The one way to write an object as bytes: JSON, keys sorted, no spaces, UTF-8 as it is.

    Only str, int, bool, None, list and dict with str keys; anything else (a fraction above all, which two machines may
    write differently) is refused with ValueError.
    """
    _refuse_foreign(obj)
    return verifier.canonical_text(obj).encode()


def commit(salt: bytes, obj: object) -> bytes:
    """HMAC-SHA256 over the canonical bytes: 32 bytes that hide the object and bind to it. The salt has 16 bytes."""
    return commit_bytes(salt, canonical(obj))


def leaf_hash(entry_bytes: bytes) -> bytes:
    """The entry as it hangs in the tree (RFC 6962, 2.1)."""
    return verifier.leaf(entry_bytes)


def opens(entry_bytes: bytes, opening: Mapping[str, Any]) -> bool:
    """Is this the true opening (f, s, then p and t, or h alone, or neither; salts and hash in hex) of that entry?"""
    try:
        canonical(opening.get("f"))
        canonical(opening.get("p"))
        return entry_of(opening) == entry_bytes
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _refuse_foreign(obj: object) -> None:
    if isinstance(obj, dict):
        for key, value in obj.items():
            if not isinstance(key, str):
                raise ValueError(f"{key!r} is not a text, so it cannot be a key")
            if type(value) is not str:
                _refuse_foreign(value)
    elif isinstance(obj, list):
        for value in obj:
            _refuse_foreign(value)
    elif obj is not None and not isinstance(obj, (str, int)):
        raise ValueError(f"a record holds no {type(obj).__name__}")
