"""How this server speaks: XML or JSON of the same tree, errors as the standard has them."""
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from pendopo.analysis import open311
from pendopo.analysis.open311 import Fault
from pendopo.analysis.open311_in import Pairs
from pendopo.analysis.open311_tree import TYPES, Root, spell
from pendopo.core.people.attempts import place_of
from pendopo.core.places.queries import city
from pendopo.gateways.open311.keys import holder
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import Budget, TooOften
from pendopo.kit.limits.here import spend_here

READ = Budget("open311-read", 300, 60)             # answers for one address in a minute, without a key
KEYED = Budget("open311-read-key", 1_200, 60)      # with one
View = Callable[..., HttpResponseBase]
BROKEN = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnreadablePostError, MultiPartParserError)


class Wrong(Exception):
    """What is answered instead. The status is that of the first fault."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


def say(root: Root, form: str, status: int = 200) -> HttpResponse:
    answer = HttpResponse(spell(root, form), status=status, content_type=TYPES[form])
    answer["Access-Control-Allow-Origin"] = "*"                      # no cookie counts here: any page may read it
    answer["Content-Language"] = spoken()
    return answer


def refuse(faults: Sequence[Fault], form: str) -> HttpResponse:
    return say(open311.faults(faults), form, faults[0].code)


def later(often: TooOften, form: str) -> HttpResponse:
    answer = refuse([Fault(429, f"Too many requests. Try again in {often.wait} seconds.")], form)
    answer["Retry-After"] = str(often.wait)
    return answer


def speaks(*methods: str) -> Callable[[View], View]:
    """Every error of these views is said in the form that was asked for, never as a page."""
    def around(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, form: str, **named: Any) -> HttpResponseBase:
            if request.method not in (*methods, "HEAD" if "GET" in methods else ""):
                answer = refuse([Fault(405, f"Only {' and '.join(methods)} here.")], form)
                answer["Allow"] = ", ".join(methods)
                return answer
            try:
                if request.method != "POST":
                    read(request)
                return view(request, form=form, **named)
            except Wrong as wrong:
                return refuse(wrong.faults, form)
            except TooOften as often:
                return later(often, form)
            except BROKEN:
                return refuse([Fault(400, "The body of the request cannot be read, or it is too large.")], form)
        return answered
    return around


def read(request: HttpRequest) -> None:
    """One answer of what this address, or this key, may fetch in a minute. Raises TooOften."""
    key = request.GET.get("api_key", "")
    if key and holder(key, "read") is not None:
        spend_here(KEYED, key)
    else:
        spend_here(READ, place_of(request))


def pairs(found: Any) -> Pairs:
    """Every value of every name, in order."""
    return [(name, value) for name, values in found.lists() for value in values if "\0" not in value]


def here(jurisdiction: str) -> None:
    """One city lives here. Who names another one is told so; raises Wrong."""
    if not jurisdiction:
        return
    whose = city()
    known = {settings.HOST, settings.HOST.removeprefix("www."), "localhost", whose.region_id if whose else ""} - {""}
    if jurisdiction not in known:
        raise Wrong(Fault(404, "jurisdiction_id was not found."))


def right(faults: Sequence[Fault]) -> None:
    if faults:
        raise Wrong(*faults)
