"""Versions beside each other, each a folder with its own `.venv`; a link named `current` says which one runs.

    /opt/pendopo/current -> versions/1
    /opt/pendopo/versions/1    the code and .venv/bin/pendopo
    /opt/pendopo/versions/2    the next one, installed while the first one runs

Without the link there is one folder, whose code was replaced. Needs no Django.
"""
import os
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

CURRENT = "current"


@dataclass(frozen=True)
class Version:
    root: Path                  # resolved

    @property
    def python(self) -> Path:
        return self.root / ".venv" / "bin" / "python"

    @property
    def name(self) -> str:
        """What people call it: the number in pyproject.toml, and the commit where the folder is a checkout."""
        try:
            number = str(tomllib.loads((self.root / "pyproject.toml").read_text())["project"]["version"])
        except (OSError, KeyError, tomllib.TOMLDecodeError):
            number = self.root.name
        commit = subprocess.run(["git", "-C", str(self.root), "rev-parse", "--short", "HEAD"], capture_output=True,
                                text=True, check=False).stdout.strip() if (self.root / ".git").exists() else ""
        return f"{number} ({commit})" if commit else number


def here() -> Version:
    """The version whose code this is."""
    return Version(Path(__file__).resolve().parents[4])


def link_to(version: Version) -> Path | None:
    """The link named `current` that leads to this version, beside it or one folder up."""
    for folder in (version.root.parent, version.root.parent.parent):
        link = folder / CURRENT
        if link.is_symlink() and link.resolve() == version.root:
            return link
    return None


def point(link: Path, version: Version) -> None:
    """The link leads there now: one rename, so that it never leads nowhere."""
    fresh = link.with_name(f".{link.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version.root)
    fresh.replace(link)
