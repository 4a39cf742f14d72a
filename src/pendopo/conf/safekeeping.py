"""Backup and restore of a running site. Keys are never inside: a stolen backup signs nothing, opens nothing sealed."""
import errno
import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from pendopo.conf.totals import totals

FORMAT = "pendopo-backup-1"
FOLDERS = ("files", "templates", "templates_django")
SQLITE, POSTGRES = "database.sqlite3", "database.dump"
DRAFT = ".part"
CHECKPOINT = "last-checkpoint"          # public: what was signed last, so that a restored copy can be held against it
EMPTY = """DO $$ DECLARE one text; BEGIN
  FOR one IN SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename) FROM pg_tables
             WHERE schemaname = current_schema() LOOP EXECUTE one; END LOOP;
  FOR one IN SELECT format('DROP SEQUENCE IF EXISTS %I.%I CASCADE', schemaname, sequencename) FROM pg_sequences
             WHERE schemaname = current_schema() LOOP EXECUTE one; END LOOP;
END $$;
"""


DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)


class NotRestored(Exception):
    """In plain words: why this backup cannot be put back here."""


@dataclass(frozen=True)
class Backup:
    path: Path
    size: int
    lines: int


def back_up(path: Path, lines: int) -> Backup:
    """One file: a consistent copy of the database, then the files (a file is always written before its row).

    The site goes on; what was acknowledged before this call is inside. It is written under another name until it is
    whole and on the disk: one that is cut off takes no earlier backup along. Raises OSError.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, _("this is no file"))
    with drafted(path, path.with_name(f"{path.name}{DRAFT}")) as file, tarfile.open(
            fileobj=file, mode="w:gz") as archive:
        pack(archive, lines)
    return Backup(path, path.stat().st_size, lines)


@contextmanager
def drafted(path: Path, draft: Path) -> Iterator[BinaryIO]:
    """A file for the owner alone that gets its name when it is whole and on the disk; of one that is not, nothing
    stays."""
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def pack(archive: tarfile.TarFile, lines: int) -> None:
    """Into an archive of any sort. The manifest comes first and says what must be found again."""
    with tempfile.TemporaryDirectory(prefix="pendopo-backup-", dir=settings.HOME / "backups") as folder:
        about = {"format": FORMAT, "made": datetime.now(UTC).isoformat(), "lines": lines, "totals": totals(),
                 "steps": steps(), "checkpoint": signed()}
        name = about["database"] = dump(Path(folder))
        put(archive, "manifest.json", json.dumps(about).encode())
        archive.add(Path(folder) / name, name)
        for kept in FOLDERS:
            if (settings.HOME / kept).is_dir():
                archive.add(settings.HOME / kept, kept)


def steps() -> list[str]:
    """What has been done to the tables: only a version that knows all of it can use them."""
    return sorted(f"{app} {name}" for app, name in MigrationRecorder(connection).applied_migrations())


def signed() -> str:
    """The last signed checkpoint, as text; empty before the first."""
    place = Path(settings.KEYS_ROOT) / CHECKPOINT
    return place.read_text() if place.exists() else ""


def put(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def dump(folder: Path) -> str:
    """SQLite: its own online copy, one snapshot. PostgreSQL: pg_dump, one snapshot."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / SQLITE) as copy:
            connection.connection.backup(copy)
        copy.close()
        return SQLITE
    subprocess.run(["pg_dump", "--format=custom", "--no-owner", f"--file={folder / POSTGRES}", *server()], check=True,
                   env=password())
    return POSTGRES


def server() -> list[str]:
    known = connection.settings_dict
    return [f"--host={known['HOST']}", f"--port={known['PORT'] or 5432}", f"--username={known['USER']}",
            f"--dbname={known['NAME']}"]


def password() -> dict[str, str]:
    return {"PGPASSWORD": str(connection.settings_dict["PASSWORD"]), "PATH": settings.PATH}


def manifest(path: Path) -> dict[str, Any]:
    """Raises NotRestored when this is no backup of ours."""
    try:
        with tarfile.open(path) as archive:
            entry = archive.extractfile("manifest.json")
            about = json.loads(entry.read()) if entry else {}
    except DAMAGED as error:
        raise damaged(path) from error
    except (OSError, KeyError, ValueError, tarfile.TarError) as error:
        raise NotRestored(_("%(file)s is not a Pendopo backup: %(error)s") % {"file": path, "error": error}) from error
    if about.get("format") != FORMAT:
        raise NotRestored(_("%(file)s has the format %(format)s; this Pendopo reads %(ours)s.") % {
            "file": path, "format": about.get("format"), "ours": FORMAT})
    return dict(about)


def damaged(path: Path) -> NotRestored:
    return NotRestored(_("%(file)s is damaged or ends in the middle. Nothing was changed; take another backup.") % {
        "file": path})


def unpack(path: Path, folder: Path) -> None:
    """All of it, read to the very end, where the checksum over all lies. Raises NotRestored."""
    try:
        with gzip.open(path) as file:
            with tarfile.open(fileobj=file) as archive:
                archive.extractall(folder, filter="data")
            while file.read(1 << 20):
                pass
    except (*DAMAGED, tarfile.TarError) as error:
        raise damaged(path) from error


def bring_back(path: Path) -> dict[str, Any]:
    """Database and files as they were. The caller then settles the ledger: see ledger.actions.resume."""
    about = manifest(path)
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRES
    if about["database"] != wanted:
        raise NotRestored(_("This backup holds %(there)s, and this installation needs %(here)s.") % {
            "there": about["database"], "here": wanted})
    with tempfile.TemporaryDirectory(prefix="pendopo-restore-", dir=settings.HOME) as folder:
        unpack(path, Path(folder))
        load(Path(folder))
        for kept in FOLDERS:
            if (Path(folder) / kept).is_dir():
                shutil.copytree(Path(folder) / kept, settings.HOME / kept, dirs_exist_ok=True)
    return about


def load(folder: Path) -> None:
    """All or nothing. What a later version added goes: PostgreSQL is emptied in the transaction that fills it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / SQLITE) as copy:
            copy.backup(connection.connection)
        copy.close()
        return
    connection.close()
    script, empty = folder / "database.sql", folder / "empty.sql"
    empty.write_text(EMPTY)
    try:
        subprocess.run(["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(folder / POSTGRES)],
                       check=True, env=password())
        subprocess.run(["psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
                        f"--file={empty}", f"--file={script}", *server()], check=True, env=password(),
                       stdout=subprocess.DEVNULL)
    finally:
        script.unlink(missing_ok=True)
        empty.unlink()
