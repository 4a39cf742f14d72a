"""Reporting: the words first, then one page with what was proposed for them. No account, no script."""
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.actions.entering import Submitted, repeated, submit
from pendopo.channels.reports.forms import LONGEST, BeginForm, ReportForm
from pendopo.channels.reports.forms_desk import TypedForm
from pendopo.channels.reports.queries.lists import categories
from pendopo.channels.reports.queries.officers import government
from pendopo.channels.reports.queries.proposals import Proposal, propose
from pendopo.channels.reports.queries.similar import alike
from pendopo.channels.reports.views.placing import tiles
from pendopo.channels.reports.views.shared import draw, in_memory
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.attempts import place_of
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import named, visitor
from pendopo.core.places.standing import city_of
from pendopo.kit.country import spoken
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.limits.actions import Budget, TooOften, spend, take
from pendopo.kit.post.connections import goes
from pendopo.kit.rules import Refused

HERE = Budget("report", 20, 600)                 # from one place, without account; what is more is taken in as a wave
FLOOD = Budget("report-flood", 200, 600)         # a carrier gives one address to a whole town; a machine sends more
SAME = Budget("report-same", 3, 3600)            # the same words from one place
MINE = Budget("report-mine", 20, 600)            # of one account, wherever it is
TOO_OFTEN = gettext_lazy("Very many reports came from your connection just now. Please wait a few minutes; what you "
                         "wrote is still here.")
AGAIN = gettext_lazy("These very words were sent from your connection several times. If it is another matter, please "
                     "say what is different; what you wrote is still here.")
FIRST, SECOND, VOICE, LOOK = "1", "2", "suara", "serupa"
MAY = "camera=(), microphone=(self), geolocation=(self), payment=(), usb=()"      # a voice note can be recorded here
MOST = 3                                         # earlier reports that are shown
PLACED, FILES = {"region", "point"}, ("voice", "enclosed")       # fields of the form


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@in_memory
def enter(request: HttpRequest) -> HttpResponseBase:
    """Step one asks for the words alone; step two shows what they seem to be about and asks for the rest."""
    step = request.POST.get("step", "")
    if step == SECOND:
        return heard(second(request))
    if step == LOOK:
        return heard(looked(request))
    if step == VOICE:
        key = request.POST.get("key", "")[:64] or secrets.token_urlsafe(18)
        return heard(show(request, request.POST.get("text", "")[:LONGEST], key))
    form = BeginForm(request.POST if step == FIRST else None, initial={"key": secrets.token_urlsafe(18)})
    if form.is_valid():
        return heard(show(request, form.cleaned_data["text"], form.cleaned_data["key"]))
    return draw(request, "reports/begin.html", form)


def heard(answer: HttpResponse) -> HttpResponse:
    """With leave for the page to ask for the microphone."""
    answer["Permissions-Policy"] = MAY
    return answer


def made(request: HttpRequest, kind: type[ReportForm], *args: Any, **kwargs: Any) -> ReportForm:
    """The form with categories and offices of this city."""
    whose = city_of(request)
    return kind(*args, categories=categories, offices=government, within=whose.region_id if whose else "", **kwargs)


def drawn(request: HttpRequest, page: str, form: ReportForm, **more: Any) -> HttpResponse:
    """With the ways by which messages leave this city: asked where a page shows them, not where a report is taken."""
    form.lead(sms=goes("sms"), whatsapp=goes("wa"))
    return draw(request, page, form, **tiles(request), **more)


def proposing(form: ReportForm, text: str) -> Proposal:
    """What the text seems to be about stands in the form, to be chosen at once."""
    found = propose(text, form.cleaned_data.get("region") if form.is_bound else None)
    form.offer([one for one, _words in found.categories])
    return found


def show(request: HttpRequest, text: str, key: str) -> HttpResponse:
    form = made(request, ReportForm)
    proposed = proposing(form, text)
    first = str(proposed.categories[0][0].pk) if proposed.categories else ""
    form.initial = {"text": text, "key": key, "category": first, **known(request)}
    return drawn(request, "reports/enter.html", form, proposed=proposed, alike=near(form, text, proposed))


def looked(request: HttpRequest) -> HttpResponse:
    """What was typed so far is held against what others have reported, the place too. Nothing is sent, and nothing has
    to be mended yet but the place. A browser sends no files with this question (enter.html), only their names."""
    form = made(request, ReportForm, request.POST)
    for name in set(form.errors) - PLACED:
        del form.errors[name]
    text = request.POST.get("text", "")[:LONGEST]
    proposed = proposing(form, text)
    found = [] if form.errors else near(form, text, proposed)
    return drawn(request, "reports/enter.html", form, proposed=proposed, alike=found, looked=not form.errors,
                 files_gone=any(request.POST.get(name) for name in FILES))


def near(form: ReportForm, text: str, proposed: Proposal) -> list[dict[str, Any]]:
    """What others have reported already, as everybody may read it: to be followed instead of sent once more. Point,
    village and category count as soon as they are told."""
    told = form.cleaned_data if form.is_bound else {}
    lat, lng = told.get("point") or (None, None)
    category = form.chosen() or (proposed.categories[0][0] if proposed.categories else None)
    found = alike(text, day=timezone.localdate(), category=category, region=told.get("region"), lat=lat, lng=lng)
    return [showing.resembling(one) for one in found[:MOST]]


def known(request: HttpRequest) -> dict[str, str]:
    """Somebody signed in need not type their contact again; they can take it out."""
    me = account(visitor(request))
    return {"name": me.name, "phone": me.phone or "", "email": me.email or ""} if me else {}


def second(request: HttpRequest) -> HttpResponse:
    """The whole report. What was typed is still there when something must be mended."""
    form = made(request, ReportForm, request.POST, request.FILES)
    if form.is_valid():
        try:
            actor = visitor(request)                     # an open receipt is for another report: then a stranger
            me = account(actor)
            entry = form.entry(language=spoken(), account=me.pk if me else None)
            entry.origin = place_of(request)
            if repeated(entry) is None:
                entry.wave = counted(request, me, entry.text)
            done = submit(actor=actor if isinstance(actor, Person) else None, entry=entry)
        except TooOften as often:
            form.add_error(None, str(AGAIN if often.budget is SAME else TOO_OFTEN))
        except Hindrance as hindrance:
            form.add_error("about", str(hindrance.sentence))
        except NotTaken as wrong:
            form.add_error("enclosed", wrong)
        else:
            return told(request, done, form)
    return drawn(request, "reports/enter.html", form, alike=[],
                 proposed=proposing(form, request.POST.get("text", "")[:LONGEST]))


def counted(request: HttpRequest, me: Person | None, text: str) -> bool:
    """Whether this one comes in a wave: very many from one address. Such a report is taken like any other, but the desk
    is not called for each, and can set all of them aside. Raises TooOften where a machine must be at work."""
    if me is not None:
        spend(MINE, str(me.pk))
        return False
    place = place_of(request)
    same = [(SAME, f"{place} {' '.join(text.lower().split())}")] if text else []      # a voice note may come without
    over = take(*same, (FLOOD, place), (HERE, place))
    for one in over:
        if one.budget is not HERE:
            raise one
    return bool(over)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@in_memory
def type_in(request: HttpRequest) -> HttpResponseBase:
    """What came by letter, telephone or at the counter, typed by staff; code and receipt are printed for the person."""
    actor = named(request)
    office = Organisation.objects.filter(rules.type_in.q(actor)).order_by("pk").first()
    if office is None:
        raise Refused(rules.type_in)
    sent = request.method == "POST"
    form = made(request, TypedForm, request.POST if sent else None, request.FILES if sent else None,
                initial={"key": secrets.token_urlsafe(18)})
    if isinstance(form, TypedForm) and form.is_valid():
        try:
            done = submit(actor=actor, entry=form.entry(language=spoken(), account=None))
        except Hindrance as hindrance:
            form.add_error("about", str(hindrance.sentence))
        except NotTaken as wrong:
            form.add_error("enclosed", wrong)
        else:
            return told(request, done, form, "reports/staff/handed.html")
    return drawn(request, "reports/staff/typed.html", form, title=gettext("Type in a letter or a call"))


def told(request: HttpRequest, done: Submitted, form: ReportForm, page: str = "reports/sent.html") -> HttpResponse:
    """Code and receipt, shown once. The page is kept by nobody."""
    contact = bool(form.cleaned_data.get("phone"))
    answer = render(request, page, {
        "record": done.report, "receipt": done.receipt, "new": done.new, "digits": done.digits,
        "contact": contact, "renewed": contact and goes("sms"),
        "cautions": [caution for name in ("voice", "enclosed") for one in form.cleaned_data[name]
                     for caution in one.cautions]})
    answer["Cache-Control"] = "private, no-store"
    return answer
