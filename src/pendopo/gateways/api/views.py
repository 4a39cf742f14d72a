"""The document for programs, and the same for people."""
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pendopo.gateways.api.document import document
from pendopo.gateways.api.parts import HTML, Json
from pendopo.kit.ui.twins import twin


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 (its registered type is application/vnd.oai.openapi+json; plain JSON opens in every browser)."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every path with what it takes and gives, and one to try."""
    told = document()
    sections = [{**tag, "paths": [of_path(address, path["get"]) for address, path in told["paths"].items()
                                  if tag["name"] in path["get"]["tags"]]} for tag in told["tags"]]
    return render(request, "api/page.html", {
        "title": told["info"]["title"], "words": told["info"]["description"], "version": told["info"]["version"],
        "licence": told["info"]["license"], "sections": sections, "file": twin("api", "openapi")})


def of_path(address: str, path: Json) -> dict[str, Any]:
    kinds = [kind for status, answer in path["responses"].items() for kind in answer["content"]
             if status == "200" and kind != HTML]
    return {
        "id": path["operationId"], "address": address, "summary": path["summary"], "kind": ", ".join(kinds),
        "words": path.get("description", ""), "example": example(address, path["parameters"]),
        "takes": [(f"{part['name']}", part["description"], values(part)) for part in path["parameters"]]}


def values(part: Json) -> str:
    """What may stand there: one of these, or an example."""
    offered = part["schema"].get("enum")
    return " · ".join(map(str, offered)) if offered else str(part.get("example", ""))


def example(address: str, parts: list[Json]) -> str:
    """The address with its first word filled in: something to click on."""
    words = [(part["name"], part["example"]) for part in parts if part["in"] == "query" and "example" in part][:1]
    for part in parts:
        if part["in"] == "path":
            address = address.replace(f"{{{part['name']}}}", str(part["example"]))
    return f"{address}?{urlencode(words)}" if words else address
