"""A sealed copy becomes a backup again: on an empty machine with the paper key, or in a drill."""
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from pendopo.kit.seal import age


@contextmanager
def plain(path: Path, secret: str) -> Iterator[Path]:
    """The backup inside, readable by the owner alone, gone afterwards. Raises NotAKey, Shut; nothing is used before
    the last piece was held against its seal."""
    handle, name = tempfile.mkstemp(prefix="pendopo-opened-", suffix=".tar.gz", dir=settings.HOME / "backups")
    try:
        with os.fdopen(handle, "wb") as target, path.open("rb") as source:
            for piece in age.opened(source, secret):
                target.write(piece)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def try_key(path: Path, secret: str) -> int:
    """Opens everything and keeps nothing: how many bytes lie inside. Raises NotAKey, Shut."""
    with path.open("rb") as source:
        return sum(len(piece) for piece in age.opened(source, secret))


def sealed(path: Path) -> bool:
    try:
        with path.open("rb") as source:
            return age.is_sealed(source)
    except OSError:
        return False
