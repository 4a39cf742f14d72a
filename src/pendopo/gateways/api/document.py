"""All that programs can read here, as one OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.0), kept by hand.

It says what is there; a test asks every path of it and holds the answer against what is said here.
"""
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext

from pendopo.gateways.api import ledger, plans, records, regions, reports, surveys
from pendopo.gateways.api.parts import SESSION, Json

ROOMS = (records, plans, reports, surveys, regions, ledger)
VERSION = "1.0"                 # raised in front when something no longer works, behind when something is new
OPENAPI = "3.1.0"


def document() -> Json:
    """In the language of the moment; everything in it is plain text. Some examples are looked for in the city."""
    paths: Json = {}
    schemas: Json = {}
    for room in ROOMS:
        paths |= room.PATHS
        schemas |= room.SCHEMAS
    tags = [{"name": name, "summary": title, "description": words} for room in ROOMS for name, title,
            words in room.TAGS]
    told = {"openapi": OPENAPI, "info": info(), "servers": [{"url": settings.SITE}], "tags": tags, "paths": paths,
            "components": {"schemas": schemas, "securitySchemes": {SESSION: {
                "type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}}}}
    plain: Json = spoken(told)
    return plain


def info() -> Json:
    return {
        "title": gettext("What programs can read here"), "version": VERSION,
        "description": gettext(
            "Everything public can be read without a key, an account or a limit on what for. Addresses stay. A filter "
            "that cannot be meant is left out. Addresses without /en/ answer in Indonesian; most have a twin under "
            "/en/. Answers carry an ETag: ask again with If-None-Match and you get 304 while nothing has changed."),
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}}


def spoken(told: Any) -> Any:
    """Every lazy sentence as text, and every example that has to be looked for."""
    if isinstance(told, Promise):
        return str(told)
    if callable(told):
        return told()
    if isinstance(told, Mapping):
        return {name: spoken(part) for name, part in told.items()}
    return [spoken(part) for part in told] if isinstance(told, list | tuple) else told
