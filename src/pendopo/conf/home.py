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


def untouched(home: Path) -> bool:
    """No command was ever begun here, and nobody has put the keys of another home here."""
    return not (home / "keys").exists()


def is_demo(said: str | None, host: str, sign_ins: Path) -> bool:
    """What PENDOPO_DEMO says. Where nothing is said, a home that was made as a demo stays one, so that a code can be
    asked for in another window than `make run`; never under a public host name."""
    return (not host and sign_ins.exists()) if said is None else said == "1"
