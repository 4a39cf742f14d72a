"""Short words for long OpenAPI: a parameter, an answer, a reading. All that is here can only be read."""
from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Json = dict[str, Any]
Text = str | Promise
HTML = "text/html"
JSON = "application/json"
LONGEST = 200                   # characters of typed words that are read


def query(name: str, words: Text, example: Any = None, **schema: Any) -> Json:
    """A word behind the question mark. What cannot be meant is left out: a longer list, no error."""
    shown = {} if example is None else {"example": example}
    return {"name": name, "in": "query", "required": False, "description": words,
            "schema": {"type": "string", "maxLength": LONGEST, **schema}, **shown}


def needed(name: str, words: Text, example: Any, **schema: Any) -> Json:
    """A part of the address itself."""
    return {"name": name, "in": "path", "required": True, "description": words,
            "schema": {"type": "string", **schema}, "example": example}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def answer(words: Text, kind: str, schema: Json | None = None) -> Json:
    return {"description": words, "content": {kind: {"schema": schema or {"type": "string"}}}}


def reading(tag: str, name: str, summary: Text, kind: str, schema: Json | None = None, *, words: Text = "",
            told: Text = "", ask: Sequence[Json] = (), missing: bool = False) -> Json:
    """A path that answers GET. `missing`: it may be that there is nothing at this address."""
    answers: Json = {"200": answer(told or _("As described."), kind, schema)}
    if missing:
        answers["404"] = answer(_("There is nothing at this address."), HTML)
    answers["400"] = answer(_("The request is broken: the page says how."), HTML)
    return {"get": {"tags": [tag], "operationId": name, "summary": summary,
                    **({"description": words} if words else {}), "parameters": list(ask), "responses": answers}}


def listed(row: Json) -> Json:
    return {"type": "array", "items": row}


def shape(*, needs: Sequence[str] = (), **columns: Json) -> Json:
    """An object; without `needs` every column is always there."""
    return {"type": "object", "required": list(needs or columns), "properties": columns}


def maybe(kind: str, **more: Any) -> Json:
    return {"type": [kind, "null"], **more}


TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer", "minimum": 0}
NUMBER: Json = {"type": "number"}
ADDRESS: Json = {"type": "string", "format": "uri-reference"}
MOMENT: Json = {"type": "string", "format": "date-time"}
DAY: Json = {"type": "string", "format": "date"}
LANGUAGE: Json = {"enum": ["id", "en"]}
