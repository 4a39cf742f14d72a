"""From the first page along every link and form: which addresses there are, and which forms, for each role."""
import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.translation import override

from tests.attacks.pages import Form, Reader

PAGES = ("text/html",)


@dataclass
class Found:
    """Of one role."""
    addresses: dict[str, int] = field(default_factory=dict)             # address -> status
    forms: dict[tuple[str, ...], Form] = field(default_factory=dict)    # by view and fields
    words: dict[str, set[str]] = field(default_factory=dict)            # view -> names in query strings


def spoken(address: str) -> str:
    return "en" if urlsplit(address).path.startswith("/en/") else "id"


def view_of(address: str) -> str:
    """Its name, or nothing where there is no such address."""
    return named(urlsplit(address).path)


@cache
def named(path: str) -> str:
    """A page links to a hundred others, and most pages link to the same ones."""
    with override(spoken(path)):
        try:
            return resolve(path).view_name
        except Resolver404:
            return ""


def in_english(address: str) -> str:
    """The same page in English; files for programs have one language."""
    twin = f"/en{address}"
    return twin if spoken(address) == "id" and view_of(twin) else ""


def walk(client: Client, starts: list[str], samples: int = 1, languages: tuple[str, ...] = ("id",),
         skip: tuple[str, ...] = ()) -> Found:
    """Every link from these pages, so many of each view and set of query words; what is named in `starts` always.
    `skip`: beginnings of names of views that are not opened."""
    found, seen, queue = Found(), dict[tuple[str, ...], int](), list(starts)
    while queue:
        address = queue.pop(0)
        parts = urlsplit(address)
        language = spoken(address)
        kind = (view_of(address), language, *sorted({name for name, _ in parse_qsl(parts.query)}))
        enough = (seen.get(kind, 0) >= samples or kind[0].startswith(skip)) and address not in starts
        if address in found.addresses or enough or language not in languages:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        answer = client.get(address)
        found.addresses[address] = answer.status_code
        found.words.setdefault(kind[0], set()).update(kind[2:])
        body = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
        if answer.status_code in (301, 302):
            queue.append(answer["Location"])
        if not answer.get("Content-Type", "").startswith(PAGES):
            continue
        reader = Reader(body.decode(), address)
        queue += reader.inside()
        for form in reader.forms:
            collect(found, form)
    return found


def collect(found: Found, form: Form) -> None:
    """A form of the page's head stands everywhere and is counted once."""
    parts = urlsplit(form.target)
    if parts.netloc:
        return
    view = view_of(form.target)
    if form.method == "get":
        found.words.setdefault(view, set()).update(form.named())
    else:
        found.forms.setdefault((view, spoken(form.target), *form.sign()), form)


PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")


def names_in(route: str) -> list[str]:
    return [one or other for one, other in PLACEHOLDER.findall(route)]


def patterns(some: list[Any] | None = None, before: str = "", space: str = "") -> list[tuple[str, str]]:
    """(name, route) of every address there is."""
    made: list[tuple[str, str]] = []
    for one in get_resolver().url_patterns if some is None else some:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            made += patterns(one.url_patterns, route, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            made.append((f"{space}{one.name}", route))
    return made
