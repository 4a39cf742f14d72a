"""Reading: what can be reported, and what was reported and published. Nobody needs a key for it, and nobody gets more
with one, but for the state of what their own program sent."""
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from pendopo.analysis import open311, open311_in
from pendopo.analysis.open311 import Fault
from pendopo.analysis.open311_in import Question
from pendopo.core.people.attempts import place_of
from pendopo.core.places.queries import city
from pendopo.gateways.open311 import bulk, queries
from pendopo.gateways.open311.answers import Wrong, here, later, pairs, right, say, speaks
from pendopo.gateways.open311.asking import definition
from pendopo.gateways.open311.keys import holder
from pendopo.gateways.open311.pages import Cut, cut
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import Budget, TooOften
from pendopo.kit.limits.here import spend_here

CHANGESET = "2026-11-22 00:00"                   # of this server's words; categories are asked anew each time
SHEETS = Budget("open311-bulk", 20, 600)         # whole sheets for one address
UNKNOWN = Fault(404, "service_request_id was not found.")


def root(request: HttpRequest) -> HttpResponseBase:
    """Whoever opens the address in a browser is led to what it says of itself."""
    return redirect("open311:discovery", form="xml")


def whole_days() -> datetime:
    """Midnight of today: the window of ninety days begins with a whole day."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


@speaks("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponseBase:
    whose = city()
    contact = " ".join((whose.contact if whose else "").split()) or gettext("Ask the office that runs this site.")
    keys = gettext("Keys are given by the office that runs this site: pendopo open311 key NAME.")
    address = f"{settings.SITE}{reverse('open311:root')}".rstrip("/")
    return say(open311.discovery(open311.Discovery(CHANGESET, contact, keys, (
        open311.Endpoint(address, CHANGESET, "test" if settings.DEMO else "production"),))), form)


@speaks("GET")
def services(request: HttpRequest, form: str) -> HttpResponseBase:
    here(request.GET.get("jurisdiction_id", ""))
    return say(open311.services(queries.matters()), form)


@speaks("GET")
def service(request: HttpRequest, form: str, code: str) -> HttpResponseBase:
    here(request.GET.get("jurisdiction_id", ""))
    if all(one.service_code != code for one in queries.matters()):
        raise Wrong(Fault(404, "service_code was not found."))
    return say(open311.definition(definition(code)), form)


def listed(request: HttpRequest, form: str) -> HttpResponseBase:
    """GET requests: at most three questions to the database."""
    question, faults = open311_in.question(pairs(request.GET), timezone.get_current_timezone(), whole_days())
    right(faults)
    here(question.jurisdiction)
    found = cut(question)
    rows = queries.requests(found.keys, question.order)
    if question.extensions:
        rows = queries.with_notes(rows)
    answer = say(open311.requests(rows, extensions=question.extensions), form)
    if found.total is not None:
        count(answer, request, question, found)
    return answer


def count(answer: HttpResponse, request: HttpRequest, question: Question, found: Cut) -> None:
    """The headers of 6aika's servers, and how the page was found: by adding tallies, or by counting all rows before."""
    total = found.total or 0
    pages = -(-total // question.size)
    answer["X-Result-Count"], answer["X-Page-Count"] = str(total), str(pages)
    answer["X-Page-Size"], answer["X-Page-Found-By"] = str(question.size), found.by
    for name, number in (("X-Next-Page-URL", question.page + 1), ("X-Previous-Page-URL", question.page - 1)):
        if 1 <= number <= pages:
            words = [(key, value) for key, value in pairs(request.GET) if key not in ("page", "api_key")]
            answer[name] = f"{settings.SITE}{request.path}?{urlencode([*words, ('page', number)])}"
    answer["Access-Control-Expose-Headers"] = ", ".join(
        name for name in ("X-Result-Count", "X-Page-Count", "X-Page-Size", "X-Page-Found-By", "X-Next-Page-URL",
                          "X-Previous-Page-URL") if name in answer)


@speaks("GET")
def request_(request: HttpRequest, form: str, code: str) -> HttpResponseBase:
    """One report, as a list of one. Unknown, secret, erased and not yet published codes are answered alike."""
    here(request.GET.get("jurisdiction_id", ""))
    extensions = request.GET.get("extensions", "").lower() in ("true", "1", "yes")
    rows = queries.one(code)
    if rows and extensions:
        rows = queries.with_notes(rows)
    key = holder(request.GET.get("api_key", ""), "read")
    if not rows and key is not None and (waiting := queries.status_of(code, key.pk)) is not None:
        answer = say(open311.requests([waiting]), form)
        answer["Cache-Control"] = "private, no-store"
        return answer
    if not rows:
        raise Wrong(UNKNOWN)
    return say(open311.requests(rows, extensions=extensions), form)


@speaks("GET")
def token(request: HttpRequest, form: str, token: str) -> HttpResponseBase:
    """This server gives numbers at once and never tokens; the number of a public report stands for itself."""
    here(request.GET.get("jurisdiction_id", ""))
    if not queries.chosen(Question(ids=(token,))).exists():
        raise Wrong(Fault(404, "token was not found."))
    return say(open311.token([open311.Token(token, token)]), form)


def moves(request: HttpRequest, form: str) -> HttpResponseBase:
    """GET servicerequestupdates: what happened to public reports in a window of ninety days, oldest first."""
    said = open311_in.Reading(pairs(request.GET), timezone.get_current_timezone())
    now = timezone.localtime()
    start, end = open311_in.window(said, now, always=True)
    ids = said.many("service_request_id")
    size = said.count(1, open311_in.MOST, "page_size", "per_page") or open311_in.MOST
    here(said.one("jurisdiction_id"))
    right(said.faults)
    found = queries.updates(start or now - open311_in.SPAN, end or now + timedelta(days=1), ids, size)
    return say(open311.updates(found), form)


def sheet(request: HttpRequest) -> HttpResponseBase:
    """GeoReport Bulk: everything public, without a window unless one is named."""
    try:
        spend_here(SHEETS, place_of(request))
    except TooOften as often:
        return later(often, "xml")
    said = open311_in.Reading(pairs(request.GET), timezone.get_current_timezone())
    start, end, codes = said.moment("start_date"), said.moment("end_date"), said.many("service_code")
    if said.faults:
        return say(open311.faults(said.faults), "xml", 400)
    answer = StreamingHttpResponse(bulk.rows(start, end, codes, spoken()),
                                   content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="requests.csv"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@speaks("GET", "POST")
def nothing(request: HttpRequest, form: str, rest: str) -> HttpResponseBase:
    raise Wrong(Fault(404, "There is nothing at this address."))
