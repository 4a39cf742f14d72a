"""The document says what is there, in both languages; every path of it is asked and held against it."""
import json
import re
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import translation

from pendopo.core.ledger.queries import head
from pendopo.gateways.api.document import ROOMS, document
from pendopo.gateways.api.views import example
from tests.attacks.town import Town
from tests.attacks.walk import names_in, patterns

pytestmark = pytest.mark.django_db
LINES = "application/jsonl"
PATHS = [path for room in ROOMS for path in room.PATHS]


def operations() -> list[tuple[str, dict[str, Any]]]:
    return [(path, item["get"]) for path, item in document()["paths"].items()]


@pytest.fixture
def operation(town: Town, path: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][path]["get"]
    return found


def filled(path: str, operation: dict[str, Any], town: Town) -> str:
    """The example of the document; for the last tile, the width that it has today."""
    whole, rest = divmod(head().published, 256)
    assert whole and rest, "the demo city has a full tile and one more"
    address = path.replace("{number}.p/{width}", f"{whole:03}.p/{rest}")
    return example(address, operation["parameters"])


def asked(address: str, operation: dict[str, Any], town: Town) -> Any:
    """By anybody; what is for an office by its head, after a stranger was refused."""
    wanted = {part["name"]: part["example"] for part in operation["parameters"] if part["in"] == "header"}
    stranger = Client(headers=wanted).get(address)
    if "security" not in operation or stranger.status_code == 404:
        return stranger
    assert stranger.status_code == 403 and "403" in operation["responses"]
    return town.enter("dewi", headers=wanted).get(address)


def content(answer: Any) -> bytes:
    data = bytes(answer.getvalue() if hasattr(answer, "getvalue") else answer.content)
    answer.close()
    return data


@pytest.mark.parametrize("path", PATHS)
def test_every_path_answers_as_the_document_says(town: Town, path: str, operation: dict[str, Any]) -> None:
    answer = asked(filled(path, operation, town), operation, town)
    said = operation["responses"][str(answer.status_code)]["content"]
    kind = next(iter(said))
    assert answer.status_code == 200 and answer["Content-Type"].partition(";")[0] == kind
    data = content(answer)
    assert data
    if kind.endswith("json"):
        schema = {**said[kind]["schema"], "components": document()["components"]}
        told = json.loads(data)
        problems = [f"{list(one.instance_path)}: {one.message}"
                    for one in jsonschema_rs.validator_for(schema).iter_errors(told)]
        assert not problems, problems[:5]
    if kind == LINES:
        assert all(isinstance(json.loads(line), dict) for line in data.splitlines())


@pytest.mark.parametrize("path", PATHS)
def test_every_word_of_a_path_may_be_used(town: Town, path: str, operation: dict[str, Any]) -> None:
    """Each example at once: nothing that the document offers is refused. And a page is never given for a file."""
    words = [(part["name"], part["example"]) for part in operation["parameters"] if part["in"] == "query"
             and "example" in part]
    answer = asked(f"{filled(path, operation, town).partition('?')[0]}?{urlencode(words)}", operation, town)
    assert answer.status_code == 200 and not answer["Content-Type"].startswith("text/html")
    content(answer)


def test_what_the_document_says_is_missing_is_missing(town: Town) -> None:
    for path, operation in operations():
        parts = [part for part in operation["parameters"] if part["in"] == "path"]
        if not parts:
            continue
        odd = re.sub(r"\{(\w+)\}", lambda hit: "999999" if hit[1] in ("number", "place", "code") else "tidak-ada", path)
        answer = asked(odd, operation, town)
        assert str(answer.status_code) in operation["responses"], (odd, answer.status_code)
        content(answer)


def test_the_document_is_openapi(town: Town) -> None:
    """Every schema is JSON Schema, every reference leads somewhere, every operation has a name and a tag."""
    told = document()
    assert told["openapi"] == "3.1.0" and re.fullmatch(r"\d+\.\d+", told["info"]["version"])
    schemas, text = told["components"]["schemas"], json.dumps(told)
    for name, schema in schemas.items():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
        assert f"#/components/schemas/{name}" in text, f"{name} is used nowhere"
    assert set(re.findall(r"#/components/schemas/(\w+)", text)) == set(schemas)
    names = [operation["operationId"] for _path, operation in operations()]
    assert len(names) == len(set(names))
    for path, operation in operations():
        assert set(operation["tags"]) <= {tag["name"] for tag in told["tags"]}
        assert {part["name"] for part in operation["parameters"]
                if part["in"] == "path"} == set(re.findall(r"\{(\w+)\}", path))
        assert all(part["description"] for part in operation["parameters"]) and operation["summary"]


PROGRAMS = re.compile(r"(\.csv|\.json|\.jsonl|\.ics|atom\.xml|checkpoint|key|verifier\.py)$")
ELSEWHERE = {"api:openapi", "api-en:openapi", "web:icon", "web:manifest"}     # for browsers, or this document itself


def test_every_file_for_programs_is_in_the_document() -> None:
    """A new export that nobody wrote down here fails."""
    told = {re.sub(r"\{\w+\}", "{}", path) for path in document()["paths"]}
    for name, route in patterns():
        if PROGRAMS.search(route) and name not in ELSEWHERE and not route.startswith("en/"):
            path = "/" + re.sub(r"<[^>]+>", "{}", route)
            assert path in told, (name, path, names_in(route))


@pytest.mark.parametrize("language", ["id", "en"])
def test_people_read_the_same_in_their_language(town: Town, language: str) -> None:
    """Light, without a third party, with every path and a link to try each; nothing in the other language."""
    base = "/en" if language == "en" else ""
    answer = Client().get(f"{base}/api/")
    text = answer.content.decode()
    assert answer.status_code == 200 and f'<html lang="{language}">' in text and len(answer.content) < 60_000
    with translation.override(language):
        for path, operation in operations():
            assert f"GET {path}" in text.replace("&#39;", "'"), path
            assert operation["summary"] in text.replace("&#39;", "'").replace("&amp;", "&"), path
    other = Client().get("/api/" if base else "/en/api/").content.decode()
    assert other != text and not answer.cookies
    told = Client().get(f"{base}/api/openapi.json")
    assert told.status_code == 200 and told["Content-Type"] == "application/json"
    with translation.override(language):
        assert json.loads(told.content) == json.loads(json.dumps(document()))


def test_the_examples_on_the_page_work(town: Town) -> None:
    """Whoever clicks on "try it" gets the thing, not an error (the browser's own Accept gets the page of regions)."""
    text = Client().get("/api/").content.decode()
    links = re.findall(r'<p><a href="([^"]+)">', text)
    assert len(links) == len(operations())
    guarded = {example(path, one["parameters"]) for path, one in operations() if "security" in one}
    for link in links:
        client = town.enter("dewi") if link in guarded else Client()
        answer = client.get(link.replace("&amp;", "&"))
        assert answer.status_code == (404 if ".p/" in link else 200), link
        content(answer)
