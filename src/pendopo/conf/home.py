"""PENDOPO_HOME: everything that is written lies here. Made on first use, secrets readable by the owner alone."""
import os
import secrets
from pathlib import Path

FOLDERS = ("keys", "files", "ledger", "static", "templates", "mail", "backups")


def prepare(home: Path) -> Path:
    """An empty folder becomes a home. Safe to call every time."""
    for name in FOLDERS:
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "keys").chmod(0o700)
    return home


def secret(home: Path, name: str) -> str:
    """A secret made once for this installation: 50 random bytes as text, mode 0600, never in a backup."""
    path = home / "keys" / name
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text()
