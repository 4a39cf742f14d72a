"""The log as files under HOME/ledger, and its key. No table is touched here."""
import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from pendopo.analysis import notes
from pendopo.analysis.notes import Checkpoint, Signer

CHECKPOINT, REMEMBERED, KEY = "checkpoint", "last-checkpoint", "ledger"


def folder() -> Path:
    return Path(settings.LEDGER_ROOT)


def read(path: str) -> bytes:
    """A file of the log. FileNotFoundError when it is not there."""
    return (folder() / path).read_bytes()


def put(place: Path, data: bytes, *, closed: bool = False) -> None:
    """Whole or not at all, and on the disk before anybody hears of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if closed:
        draft.chmod(0o600)
    draft.replace(place)


def signer(origin: str) -> Signer:
    """The key of this installation under the name of its log; made once, mode 0600, never in a backup."""
    place = Path(settings.KEYS_ROOT) / KEY
    with suppress(FileExistsError), os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(notes.generate_key(origin)[0])
    return Signer(origin, notes.parse_signer(place.read_text()).seed)


def verifier_key(origin: str) -> str:
    return signer(origin).verifier_key


def published(origin: str) -> Checkpoint | None:
    """The checkpoint that lies under /ledger/, if it is ours."""
    return opened(folder() / CHECKPOINT, origin)


def remembered(origin: str) -> Checkpoint | None:
    """The last checkpoint that was ever signed here: kept beside the key, so no restored backup forgets it."""
    return opened(Path(settings.KEYS_ROOT) / REMEMBERED, origin)


def opened(place: Path, origin: str) -> Checkpoint | None:
    """None when there is none, or when it is of the log before this one. ValueError when it is not ours at all."""
    try:
        note = place.read_bytes()
    except FileNotFoundError:
        return None
    return notes.open_checkpoint(note, verifier_key(origin)) if note.startswith(f"{origin}\n".encode()) else None


def sign_checkpoint(origin: str, size: int, root: bytes) -> None:
    """First remembered, then published: a crash between the two forgets nothing."""
    note = notes.sign(notes.checkpoint_text(origin, size, root), signer(origin)).encode()
    put(Path(settings.KEYS_ROOT) / REMEMBERED, note, closed=True)
    put(folder() / CHECKPOINT, note)
    put(folder() / "key", verifier_key(origin).encode() + b"\n")


def forget(name: str) -> None:
    """A file or folder of the log goes; it can be made again from the lines."""
    place = folder() / name
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
