"""What the tests need of the machine: Chromium and PostgreSQL. Installed if we may, named if not."""
import os
import shutil
import subprocess
from pathlib import Path

# Without a window it is the same Chromium for half the processor time: 107 stories in 300 s instead of 465.
WINDOWLESS = "chromium-headless-shell"
CHROMIUM = (WINDOWLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    named = os.environ.get("PENDOPO_CHROMIUM")
    return named or next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def postgres_bin() -> str | None:
    """The folder with initdb and postgres: on the path, or where Debian keeps it; the newest."""
    if found := shutil.which("initdb"):
        return str(Path(found).resolve().parent)
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return str(kept[-1].parent) if kept else None


def missing() -> list[str]:
    return [package for package, there in (("chromium", chromium()), ("postgresql", postgres_bin())) if not there]


def install(*words: str) -> int:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    brief = ["-qq", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1"]
    return subprocess.call(["apt-get", *words[:1], *brief, *words[1:]], env=quiet, stdout=subprocess.DEVNULL)


def ensure() -> str:
    """Empty when all is there; otherwise one line that says what to type."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        if missing():
            install("update")
        if not shutil.which(WINDOWLESS) and not os.environ.get("PENDOPO_CHROMIUM"):
            install("install", "-y", "--no-install-recommends", WINDOWLESS)          # where Debian has it
        if wanted := missing():
            install("install", "-y", "--no-install-recommends", *wanted, "fonts-noto-core")
    wanted = missing()
    return f"Missing: {' '.join(wanted)}. Type: sudo apt-get install {' '.join(wanted)}" if wanted else ""
