"""DATABASE_URL to what Django wants: an SQLite file by default, PostgreSQL with a pool where it is named."""
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(url: str, home: Path, pool: int) -> dict[str, Any]:
    """`postgres://user:password@host:port/name?options`, `sqlite:///path`, or empty for HOME/city.sqlite3."""
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        options: dict[str, Any] = {
            "options": "-c jit=off",                         # short questions: no JIT
            "prepare_threshold": 2} | dict(parse_qsl(parts.query))      # of kit/steady alone: Django's are never kept
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
        return {"ENGINE": "django.db.backends.postgresql", "NAME": parts.path.lstrip("/"),
                "USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or ""),
                "HOST": parts.hostname or "", "PORT": parts.port or "", "OPTIONS": options}
    if parts.scheme not in ("", "sqlite"):
        raise ValueError(f"DATABASE_URL: {parts.scheme} is not known; use postgres:// or sqlite://")
    name = parts.path[1:] if parts.scheme else str(home / "city.sqlite3")
    return {"ENGINE": "pendopo.kit.sqlite", "NAME": name, "CONN_MAX_AGE": None, "TEST": {"NAME": ":memory:"},
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20}}
