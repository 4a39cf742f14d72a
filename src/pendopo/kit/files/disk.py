"""Where the bytes lie: FILES_ROOT/ab/cdef…, named by their SHA-256. Written whole or not at all, once for each content.

FILES_SCANNER is a command that gets the name of a file and ends with 0 (clean) or 1 (harmful), as clamdscan does; with
none set, files are not scanned for viruses, and docs/operate.md says so. Any other ending counts as "could not check".
"""
import os
import shlex
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from pendopo.kit.files import sentences
from pendopo.kit.files.sentences import NotTaken

PATIENCE = 60                               # seconds for the scanner


def path_of(digest: str) -> Path:
    return Path(settings.FILES_ROOT) / digest[:2] / digest[2:]


def put(content: bytes) -> str:
    """Keeps the bytes and gives their SHA-256. They are on the disk, not only in its cache, when this returns."""
    digest = sha256(content).hexdigest()
    target = path_of(digest)
    if target.exists():
        os.utime(target)                    # wanted again: the sweeper counts its day from now
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scan(fresh)
        fresh.chmod(0o640)
        fresh.replace(target)
        _sync(target.parent)
    finally:
        fresh.unlink(missing_ok=True)
    return digest


def remove(digest: str) -> None:
    path_of(digest).unlink(missing_ok=True)


def scan(file: Path) -> None:
    """Raises NotTaken when the scanner finds something, or cannot say."""
    if not settings.FILES_SCANNER:
        return
    try:
        command = [*shlex.split(settings.FILES_SCANNER), str(file)]          # the operator's command, our file name
        ended = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).returncode
    except (OSError, subprocess.TimeoutExpired):
        ended = -1
    if ended:
        raise NotTaken(sentences.INFECTED if ended == 1 else sentences.UNSCANNED)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
