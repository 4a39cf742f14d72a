"""What the tests need of the machine: Chromium and PostgreSQL. Installed if we may, named if not."""
import os
import shutil
import subprocess
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    named = os.environ.get("PENDOPO_CHROMIUM")
    return named or next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def postgres_bin() -> str | None:
    """The folder with initdb and postgres: on the path, or where Debian keeps it; the newest."""
    if found := shutil.which("initdb"):
        return str(Path(found).resolve().parent)
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return str(kept[-1].parent) if kept else None


def ensure() -> str:
    """Empty when all is there; otherwise one line that says what to type."""
    wanted = [package for package, there in (("chromium", chromium()), ("postgresql", postgres_bin())) if not there]
    if not wanted:
        return ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update", "-qq"], env=quiet)
        subprocess.call(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted, "fonts-noto-core"],
                        env=quiet, stdout=subprocess.DEVNULL)
        wanted = [package for package, there in (("chromium", chromium()), ("postgresql", postgres_bin()))
                  if not there]
    return f"Missing: {' '.join(wanted)}. Type: sudo apt-get install {' '.join(wanted)}" if wanted else ""
