"""What this release consists of, file by file, so that a changed one can be named.

The list lies in HOME/release.txt, and its fingerprint in the ledger: whoever can write files can write another list,
but then the line that was signed, copied by mirrors and noted on paper tells another fingerprint.
"""
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from pendopo.core.ledger.actions import Deed, write
from pendopo.core.ledger.models import Line
from pendopo.core.people.actors import Actor, System
from pendopo.core.people.queries import system
from pendopo.kit.whole import whole

FORMAT, VERB = "pendopo-release-1", "release.note"
PASSING = (".pyc", ".pyo", ".swp")
Digests = dict[str, str]         # name -> SHA-256 in hex


@dataclass(frozen=True)
class Release:
    """The list as it was noted."""
    version: str
    at: str
    line: int                    # of the ledger
    files: Digests

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.files)


@dataclass(frozen=True)
class Compared:
    """How the files stand to the list. `forged`: the list itself is not the one that the ledger speaks of."""
    release: Release
    forged: bool = False
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not (self.forged or self.changed or self.missing or self.added)


def roots() -> dict[str, Path]:
    """What is watched: the program with its templates and scripts, the country pack where that lies elsewhere, the
    city's own templates, what is served as is."""
    elsewhere = {} if settings.PACK.is_relative_to(settings.PACKAGE) else {"pack": settings.PACK}
    return {**elsewhere, "program": settings.PACKAGE, "templates": settings.HOME / "templates",
            "templates_django": settings.HOME / "templates_django", "static": Path(settings.STATIC_ROOT)}


def files() -> Iterator[tuple[str, Path]]:
    for name, root in roots().items():
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix not in PASSING and "__pycache__" not in path.parts:
                yield f"{name}/{path.relative_to(root).as_posix()}", path


def path_of(name: str) -> Path:
    root, _slash, rest = name.partition("/")
    return roots()[root] / rest


def digests() -> Digests:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files()}


def fingerprint(found: Digests) -> str:
    text = "".join(f"{digest}  {name}\n" for name, digest in sorted(found.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def place() -> Path:
    return Path(settings.HOME) / "release.txt"


def note_release(*, actor: Actor) -> Release:
    """The files that lie here now are the release: after an upgrade, or after the city changed a template of its own.

    Only the command line does it, never a page or a start: whoever takes over an account must not bless what they did.
    """
    if not isinstance(actor, System):
        raise PermissionDenied
    found, at = digests(), timezone.now().isoformat()
    with whole():
        line = write(Deed({"verb": VERB, "at": at, "version": version("pendopo"), "files": len(found),
                           "root": fingerprint(found)}, {"by": actor.person.alias}))
    told = Release(version("pendopo"), at, line.pk, found)
    keep(told)
    return told


def keep(told: Release) -> None:
    head = json.dumps({"format": FORMAT, "version": told.version, "at": told.at, "line": told.line})
    body = "".join(f"{digest}  {name}\n" for name, digest in sorted(told.files.items()))
    draft = place().with_suffix(f".{os.getpid()}")
    draft.write_text(f"{head}\n{body}", "utf-8")
    draft.replace(place())


def noted() -> Release | None:
    """None: there is no list, or it cannot be read."""
    try:
        head, *rows = place().read_text("utf-8").splitlines()
        about = json.loads(head)
        listed = {name: digest for digest, name in (row.split("  ", 1) for row in rows)}
        return Release(str(about["version"]), str(about["at"]), int(about["line"]), listed)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def facts_of(line: int) -> dict[str, Any]:
    told = Line.objects.filter(pk=line).values_list("facts", flat=True).first()
    return dict(json.loads(told)) if told else {}


def ever_noted() -> bool:
    return Line.objects.filter(facts__contains=f'"verb":"{VERB}"').exists()


def compare() -> Compared | None:
    """Every file against the list, the list against the ledger. None where there is no list."""
    told = noted()
    if told is None:
        return None
    there, said = digests(), facts_of(told.line)
    return Compared(
        told, said.get("verb") != VERB or said.get("root") != told.fingerprint,
        sorted(name for name, digest in there.items() if told.files.get(name, digest) != digest),
        sorted(told.files.keys() - there.keys()), sorted(there.keys() - told.files.keys()))


def first_release() -> str:
    """At the first start, and at every start of a demo; later only a person says that other files are right."""
    old = noted()
    wanted = settings.DEMO or not ever_noted() if old is None else settings.DEMO and old.files != digests()
    if wanted:
        return note_release(actor=system("operator")).fingerprint
    return ""
