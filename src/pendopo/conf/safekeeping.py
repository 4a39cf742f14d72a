"""Backup and restore of a running site. Keys are never inside: a stolen backup signs nothing, opens nothing sealed."""
import io
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

FORMAT = "pendopo-backup-1"
FOLDERS = ("files", "templates", "templates_django")
SQLITE, POSTGRES = "database.sqlite3", "database.dump"


class NotRestored(Exception):
    """In plain words: why this backup cannot be put back here."""


@dataclass(frozen=True)
class Backup:
    path: Path
    size: int
    lines: int


def back_up(path: Path, lines: int) -> Backup:
    """One file: a consistent copy of the database, then the files (a file is always written before its row).

    The site goes on; what was acknowledged before this call is inside.
    """
    with tempfile.TemporaryDirectory(prefix="pendopo-backup-") as folder, tarfile.open(path, "w:gz") as archive:
        path.chmod(0o600)
        name = dump(Path(folder))
        about = {"format": FORMAT, "made": datetime.now(UTC).isoformat(), "database": name, "lines": lines}
        put(archive, "manifest.json", json.dumps(about).encode())
        archive.add(Path(folder) / name, name)
        for kept in FOLDERS:
            if (settings.HOME / kept).is_dir():
                archive.add(settings.HOME / kept, kept)
    return Backup(path, path.stat().st_size, lines)


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
    except (OSError, KeyError, ValueError, tarfile.TarError) as error:
        raise NotRestored(f"{path} is not a Pendopo backup: {error}") from error
    if about.get("format") != FORMAT:
        raise NotRestored(f"{path} has the format {about.get('format')!r}; this Pendopo reads {FORMAT}")
    return dict(about)


def bring_back(path: Path) -> dict[str, Any]:
    """Database and files as they were. The caller then settles the ledger: see ledger.actions.resume."""
    about = manifest(path)
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRES
    if about["database"] != wanted:
        raise NotRestored(f"this backup holds {about['database']}, and this installation needs {wanted}")
    with tempfile.TemporaryDirectory(prefix="pendopo-restore-", dir=settings.HOME) as folder:
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        load(Path(folder))
        for kept in FOLDERS:
            if (Path(folder) / kept).is_dir():
                shutil.copytree(Path(folder) / kept, settings.HOME / kept, dirs_exist_ok=True)
    return about


def load(folder: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / SQLITE) as copy:
            copy.backup(connection.connection)
        copy.close()
        return
    connection.close()
    subprocess.run(["pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", *server(),
                    str(folder / POSTGRES)], check=True, env=password())
