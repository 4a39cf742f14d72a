"""Short words for long OpenAPI: a parameter, an answer, a reading. All that is here can only be read."""
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Json = dict[str, Any]
Text = str | Promise
HTML = "text/html"
JSON, CSV, ATOM = "application/json", "text/csv", "application/atom+xml"
SESSION = "session"
TEXT: Json = {"type": "string"}
LONGEST = 200                   # characters of typed words that are read


def query(name: str, words: Text, example: Any = None, **schema: Any) -> Json:
    """A word behind the question mark. What cannot be meant is left out: a longer list, no error."""
    shown = {} if example is None else {"example": example}
    return {"name": name, "in": "query", "required": False, "description": words,
            "schema": {"type": "string", "maxLength": LONGEST, **schema}, **shown}


def needed(name: str, words: Text, example: Any, **schema: Any) -> Json:
    """A part of the address itself. `example` may be a function that looks for one in the city when it is shown."""
    return {"name": name, "in": "path", "required": True, "description": words,
            "schema": {"type": "string", **schema}, "example": example}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def answer(words: Text, kind: str, schema: Json | None = None) -> Json:
    return {"description": words, "content": {kind: {"schema": schema or {"type": "string"}}}}


def reading(tag: str, name: str, summary: Text, kind: str, schema: Json | None = None, *, words: Text = "",
            told: Text = "", ask: Sequence[Json] = (), missing: bool = False, office: bool = False,
            broken: Sequence[str] = (HTML,), often: bool = False) -> Json:
    """A path that answers GET. `missing`: it may be that there is nothing at this address. `office`: only people of
    one office may read it, signed in. `broken`: the types in which it says what is wrong with a request. `often`:
    whoever asks too often is told how long to wait."""
    answers: Json = {"200": answer(told or _("As described."), kind, schema)}
    if missing:
        answers["404"] = answer(_("There is nothing at this address."), HTML)
    answers["400"] = {"description": _("The request is broken: the page says how."),
                      "content": {kind: {"schema": TEXT} for kind in broken}}
    if often:
        answers["429"] = answer(_("Too often: Retry-After says how many seconds to wait."), "text/plain")
    if office:
        answers["403"] = answer(_("You are not signed in, or it is not for you."), HTML)
    return {"get": {"tags": [tag], "operationId": name, "summary": summary,
                    **({"description": words} if words else {}), **({"security": [{SESSION: []}]} if office else {}),
                    "parameters": list(ask), "responses": answers}}


def listed(row: Json) -> Json:
    return {"type": "array", "items": row}


def shape(*, needs: Sequence[str] = (), **columns: Json) -> Json:
    """An object; without `needs` every column is always there."""
    return {"type": "object", "required": list(needs or columns), "properties": columns}


def maybe(kind: str, **more: Any) -> Json:
    return {"type": [kind, "null"], **more}


WHOLE: Json = {"type": "integer", "minimum": 0}
NUMBER: Json = {"type": "number"}
ADDRESS: Json = {"type": "string", "format": "uri-reference"}
MOMENT: Json = {"type": "string", "format": "date-time"}
DAY: Json = {"type": "string", "format": "date"}
LANGUAGE: Json = {"enum": [code for code, _name in settings.LANGUAGES]}
