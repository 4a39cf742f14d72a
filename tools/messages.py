"""Message catalogs, one a room: extracts msgids from Python and Jinja2, keeps translations, compiles the .mo.

    python tools/messages.py src/pendopo/channels/plans     one room
    python tools/messages.py                                every room that has messages
    python tools/messages.py --check                        writes nothing; names what is missing, exit code 1

The msgids are English; `id` is the only catalog that must be filled in. A text that stands in two rooms must be
translated alike in both. Words that stand bare in a page or a letter are there in one language only and are named.
"""
import ast
import gettext
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HEADER = "# Indonesian words of this room. Made by tools/messages.py; only the msgstr lines are written by hand."
SINCE = datetime(2026, 11, 22, tzinfo=UTC)      # fixed, so that a catalog changes only when its words do
PACKAGE = Path(__file__).resolve().parent.parent / "src" / "pendopo"


def extract_django(file: BinaryIO, keywords: Mapping[str, object], tags: Sequence[str],
                   options: Mapping[str, object]) -> Iterator[object]:
    """Django's own templates (the pages that allauth draws): templatize turns them into Python, Babel reads that."""
    yield from extract_python(BytesIO(templatize(file.read().decode()).encode()), keywords, tags, options)


def extract_rules(file: BinaryIO, keywords: Mapping[str, object], tags: Sequence[str],
                  options: Mapping[str, object]) -> Iterator[object]:
    """The docstring of a rule is the sentence that a refused person reads."""
    text = file.read()
    yield from extract_python(BytesIO(text), keywords, tags, options)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and any(
                isinstance(mark, ast.Name) and mark.id == "rule" for mark in node.decorator_list):
            yield node.lineno, "_", " ".join((ast.get_docstring(node) or "").split()), []


METHODS = [("**/rules.py", extract_rules), ("**/rules_*.py", extract_rules),
           ("**/templates_django/**.html", extract_django), ("**/templates_django/**.txt", extract_django),
           ("**.py", "python"), ("**/templates/**.html", "jinja2"),
           ("**/templates/**.txt", "jinja2"), ("**/templates/**.xml", "jinja2")]
OPTIONS = {pattern: {"silent": "false", "trimmed": "true", "newstyle_gettext": "true", "trim_blocks": "true",
                     "lstrip_blocks": "true", "extensions": "jinja2.ext.i18n,jinja2.ext.do"}
           for pattern, method in METHODS if method == "jinja2"}
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "pgettext": ((1, "c"), 2),
            "pgettext_lazy": ((1, "c"), 2), "ngettext": (1, 2), "ngettext_lazy": (1, 2), "several": (1, 2), "N_": None}


TRANSLATED = re.compile(r"\{%-?\s*(trans|blocktrans|blocktranslate)\b.*?\{%-?\s*end\1\s*-?%\}", re.DOTALL)
MACHINES = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<(code|pre|script|style|svg)\b.*?</\1>", re.DOTALL)
HEARD = re.compile(r"\b(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"")
SAME = {"Atom", "BY", "CC", "CSV", "GET", "JSON", "Pendopo", "SHA",       # names; and what is typed into a machine
        "compare", "css", "curl", "mirror", "pack", "pendopo", "proof", "py", "python3", "verifier", "verify"}


def bare(template: str) -> list[str]:
    """The words of a template that no catalog knows: they would read alike in both languages."""
    text = MACHINES.sub(" ", TRANSLATED.sub(" ", template))
    seen = [*HEARD.findall(text), re.sub(r"<[^>]*>", " ", text)]
    return sorted({word for part in seen for word in re.findall(r"[^\W\d_]{2,}\d?", part)} - SAME)


def one_language(room: Path) -> list[str]:
    return [f"{file.relative_to(PACKAGE)}: in one language only: {' '.join(words)}"
            for folder in ("templates", "templates_django") for file in sorted(room.glob(f"**/{folder}/**/*"))
            if file.suffix in (".html", ".txt", ".xml") and (words := bare(file.read_text()))]


def rooms() -> list[Path]:
    """Every folder of the house that has words of its own: where a locale lies, or must lie."""
    found = []
    for floor in ("kit", "core", "channels", "gateways"):
        found += [room for room in sorted((PACKAGE / floor).iterdir())
                  if room.is_dir() and room.name not in ("locale", "__pycache__")]
    return [*found, PACKAGE / "kit", PACKAGE / "web", PACKAGE / "conf"]


def spoken(room: Path) -> Catalog:
    """The msgids of a room as its code stands now. The kit's own folder means its loose files only."""
    catalog = Catalog(locale="id", project="pendopo", charset="utf-8", fuzzy=False, header_comment=HEADER,
                      creation_date=SINCE, revision_date=SINCE, last_translator="Pendopo", language_team="Pendopo")
    loose = room == PACKAGE / "kit"
    for name, line, message, comments, context in extract_from_dir(
            str(room), METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",)):
        if (loose and "/" in name) or name.startswith("migrations/"):
            continue
        catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return catalog


def kept(room: Path) -> Catalog:
    path = room / "locale" / "id" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale="id", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="id")


def filled(message: object) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)  # type: ignore[attr-defined]
    return all(texts) and not message.fuzzy                                            # type: ignore[attr-defined]


def merged(room: Path) -> Catalog:
    """Today's msgids with the translations that we have; what is gone from the code goes."""
    new, old = spoken(room), kept(room)
    for message in new:
        before = old.get(message.id, context=message.context) if message.id else None
        if before and isinstance(message.id, str) == isinstance(before.string, str):
            message.string = before.string
    return new


def write(room: Path) -> list[str]:
    catalog = merged(room)
    folder = room / "locale" / "id" / "LC_MESSAGES"
    if len(catalog) == 0:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    po, mo = BytesIO(), BytesIO()
    write_po(po, catalog, sort_output=True, omit_header=False, include_lineno=False, width=120)
    write_mo(mo, catalog)
    for name, data in (("django.po", po), ("django.mo", mo)):
        (folder / f".{name}").write_bytes(data.getvalue())
        (folder / f".{name}").replace(folder / name)
    return [str(message.id) for message in catalog if message.id and not filled(message)]


def check() -> list[str]:
    """What is wrong, in words: a text without Indonesian, two translations of one text, a stale compiled file."""
    wrong, said = [], defaultdict(set)
    for room in rooms():
        where = room.relative_to(PACKAGE)
        catalog = merged(room)
        for message in catalog:
            if message.id and not filled(message):
                wrong.append(f"{where}: no Indonesian for {message.id!r}")
            if message.id:
                said[(message.context, str(message.id))].add(str(message.string))
        wrong += stale(room, catalog)
        wrong += one_language(room) if room != PACKAGE / "kit" else []
    wrong += [f"translated in {len(texts)} ways: {key[1]!r}: {sorted(texts)}"
              for key, texts in said.items() if len(texts) > 1]
    return wrong


def stale(room: Path, catalog: Catalog) -> list[str]:
    path = room / "locale" / "id" / "LC_MESSAGES" / "django.mo"
    if len(catalog) == 0:
        return []
    fresh = BytesIO()
    write_mo(fresh, catalog)
    if not path.exists() or messages_of(path.read_bytes()) != messages_of(fresh.getvalue()):
        return [f"{room.relative_to(PACKAGE)}: the compiled catalog is stale; run python tools/messages.py"]
    return []


def messages_of(compiled: bytes) -> dict[str, str]:
    catalog = gettext.GNUTranslations(BytesIO(compiled))._catalog  # type: ignore[attr-defined]
    return {str(key): text for key, text in catalog.items() if key}


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        wrong = check()
        print("\n".join(wrong) or "Every text is there in both languages.")
        return int(bool(wrong))
    missing = [f"{room}: {text!r}" for room in ([Path(name).resolve() for name in arguments] or rooms())
               for text in write(room)]
    print("\n".join(missing) or "Nothing is missing.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
