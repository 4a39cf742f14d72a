"""Writing: new reports and news of reports, from programs with a key."""
import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from pendopo.analysis import open311, open311_in
from pendopo.analysis.open311 import Fault
from pendopo.analysis.open311_in import Submission
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.words import CLASSES, Entry, Reporter
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.phones import e164
from pendopo.core.people.queries import system
from pendopo.core.places.queries import city
from pendopo.gateways.open311 import queries, views
from pendopo.gateways.open311.answers import Wrong, here, pairs, right, say, speaks
from pendopo.gateways.open311.asking import ANONYMOUS, DAY, KIND, SECRET, YES
from pendopo.gateways.open311.hearing import SYSTEM, Unheard, hear
from pendopo.gateways.open311.keys import holder
from pendopo.gateways.open311.models import Key
from pendopo.gateways.open311.receiving import received
from pendopo.kit.files.checks import Checked, accept
from pendopo.kit.files.kinds import PICTURES
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.limits.actions import Budget, spend
from pendopo.kit.regions.models import Region
from pendopo.kit.regions.queries import nearest
from pendopo.kit.seal.uploads import InMemory
from pendopo.kit.work.passages import passed

EACH_KEY = Budget("open311-write", 120, 60)      # reports and updates of one program in a minute
MOST_FILES = 5
SHUT = Fault(403, "api_key was not provided, or it may not do this.")


def by_program(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A program has no cookie, so no form of ours can be forged; files stay in memory until they are sealed."""
    @csrf_exempt
    @sensitive_post_parameters()
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if request.method == "POST":
            request.upload_handlers = [InMemory(request)]
            return never_cache(view)(request, *args, **named)
        return view(request, *args, **named)
    return answered


@by_program
@speaks("GET", "POST")
def requests(request: HttpRequest, form: str) -> HttpResponseBase:
    return post(request, form) if request.method == "POST" else views.listed(request, form)


@by_program
@speaks("GET", "POST")
def updates(request: HttpRequest, form: str) -> HttpResponseBase:
    return post_update(request, form) if request.method == "POST" else views.moves(request, form)


def permitted(secret: str, scope: str) -> Key:
    """The key that may, with its budget. Raises Wrong, TooOften."""
    key = holder(secret, scope)
    if key is None:
        raise Wrong(SHUT)
    spend(EACH_KEY, str(key.pk))
    return key


def post(request: HttpRequest, form: str) -> HttpResponse:
    """A new report. It is answered with its number; it is read here once a person has published it."""
    told, faults = open311_in.submission(pairs(request.POST), timezone.get_current_timezone())
    key = permitted(told.api_key, "write")
    here(told.jurisdiction)
    whose = city()
    if whose is not None and queries.KIND in whose.closed:
        raise Wrong(Fault(403, "This city takes no reports at the moment."))
    right(faults)
    category = queries.category(told.service_code)
    if category is None:
        raise Wrong(Fault(404, "service_code was not found."))
    entry = entered(told, category, photos(request), whose.region_id if whose else "")
    entry.form_key = same(key, told, entry.files)
    try:
        done = submit(actor=system(SYSTEM), entry=entry)
    except (Hindrance, NotTaken) as refused:
        raise Wrong(Fault(400, sentence(refused))) from None
    received(record=done.report, key=key)
    passed("open311.in")
    notice = gettext("It is read here once a person of the desk has published it. Receipt of the one who reports, to "
                     "reply, object or confirm: %(receipt)s") % {"receipt": done.receipt}
    if done.digits:
        notice = " ".join([notice, gettext("To do so from the contact that was given, answer our first message with "
                                           "YES %(digits)s.") % {"digits": done.digits}])
    return say(open311.accepted([open311.Accepted(done.report.code, service_notice=notice)]), form)


def entered(told: Submission, category: Any, files: list[Checked], within: str) -> Entry:
    """The report in the words of our own form. Raises Wrong."""
    asked = {name: values[-1] for name, values in told.attributes.items() if values}
    text = "\n\n".join(part for part in (told.description, told.media_url) if part)
    if not text and not files:
        raise Wrong(Fault(400, "description was not provided."))
    entry = Entry(
        text=text or category.name, category=category.pk, region=placed(told, within), lat=told.lat, lng=told.long,
        place=told.address_string, happened=day(asked.get(DAY, "")), anonymous=asked.get(ANONYMOUS) == YES,
        secret=asked.get(SECRET) == YES, reporter=reporter(told), files=files, channel="open311")
    if asked.get(KIND) in CLASSES:
        entry.classification = asked[KIND]
    return entry


def placed(told: Submission, within: str) -> Region | None:
    """The village at the point, or the place that address_id names by its code; None is the whole city."""
    if told.lat is not None and told.long is not None:
        near = nearest(told.lat, told.long)
        if near is None:
            raise Wrong(Fault(400, "lat and long lie where this server knows no place."))
        return near.region if f"{near.region.code}.".startswith(f"{within}.") else None
    if not told.address_id:
        return None
    found = Region.objects.filter(pk=told.address_id, ended=None).first()
    if found is None or not f"{found.code}.".startswith(f"{within}."):
        raise Wrong(Fault(400, "address_id is no code of a place of this city."))
    return found


def reporter(told: Submission) -> Reporter:
    """Who reported, sealed with the report; a number that cannot exist is left out."""
    try:
        phone = e164(told.phone) if told.phone else ""
    except ValueError:
        phone = ""
    email = told.email if "@" in told.email else ""
    return Reporter(name=f"{told.first_name} {told.last_name}".strip(), phone=phone, email=email,
                    way="mail" if email else "sms" if phone else "")


def day(said: str) -> date | None:
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    at = timezone.localtime(found).date() if found.tzinfo else found.date()
    return at if date(1990, 1, 1) <= at <= timezone.localdate() else None


def photos(request: HttpRequest) -> list[Checked]:
    """Pictures under any name, as senders call them media, file, photo; cleaned of place and device."""
    handed = [one for _name, files in request.FILES.lists() for one in files]
    if len(handed) > MOST_FILES:
        raise Wrong(Fault(400, f"At most {MOST_FILES} files."))
    try:
        return [accept(one, PICTURES) for one in handed]
    except NotTaken as wrong:
        raise Wrong(Fault(400, sentence(wrong))) from None


def sentence(refused: Hindrance | NotTaken) -> str:
    return " ".join(str(one) for one in refused.messages) if isinstance(refused, NotTaken) else str(refused.sentence)


def same(key: Key, told: Submission, files: list[Checked]) -> str:
    """What makes a request the same: a program that got no answer sends it again, and it is still one report."""
    found = hashlib.sha256(repr((timezone.localdate(), told)).encode())
    for one in files:
        found.update(one.content)
    return f"open311:{key.pk}:{found.hexdigest()}"


def post_update(request: HttpRequest, form: str) -> HttpResponse:
    """News of a report that we sent to the body whose key this is."""
    told, faults = open311_in.update(pairs(request.POST), timezone.get_current_timezone())
    key = permitted(told.api_key, "updates")
    here(told.jurisdiction)
    right(faults)
    try:
        number = hear(key=key, update=told)
    except Unheard:
        raise Wrong(views.UNKNOWN) from None
    return say(open311.noted(number), form)
