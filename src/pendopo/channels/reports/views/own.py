"""The reporter's own page: everything about their report, and what they can do with it. Opened by the receipt."""
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.actions import replying
from pendopo.channels.reports.actions.reading import opened
from pendopo.channels.reports.actions.timing import KEPT
from pendopo.channels.reports.forms import ScoreForm, WordsForm
from pendopo.channels.reports.models import Enclosure, Identity, Report
from pendopo.channels.reports.packs import supervisor
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.queries.contact import disowned, open_question
from pendopo.channels.reports.queries.opening import HEARD, file_of, unlocked
from pendopo.channels.reports.views.shared import computed, draw, hand_out, in_memory, legal
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import close_receipt, holder, visitor
from pendopo.core.records import queries as records
from pendopo.core.records.holds import standing
from pendopo.core.records.telling import told
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.country import in_words
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.rules import require
from pendopo.kit.ui.dates import day, span

# word of the address: rule, action, heading, label of the text, text needed
ACTS: dict[str, tuple[Any, Callable[..., Any], str, str, bool]] = {
    "balas": (rules.reply, replying.reply, gettext_noop("Reply"), gettext_noop("Your reply"), True),
    "tambah": (rules.supplement, replying.supplement, gettext_noop("Add something"),
               gettext_noop("What you want to add"), True),
    "keberatan": (rules.object_to, replying.object_to, gettext_noop("No, it is not solved"),
                  gettext_noop("What is still missing?"), True),
    "buka": (rules.reopen, replying.reopen, gettext_noop("Open again"), gettext_noop("What is still missing?"), True),
    "tarik": (rules.withdraw, replying.withdraw, gettext_noop("Take back"), gettext_noop("Why, if you want to say"),
              False)}
SCORED: dict[str, tuple[Any, Callable[..., Any], str]] = {
    "selesai": (rules.confirm, replying.confirm, gettext_noop("Yes, it is solved")),
    "tutup": (rules.accept, replying.accept, gettext_noop("Close it, though it is not solved"))}
WITHOUT_FILES = ("tarik",)


def mine(request: HttpRequest, code: str) -> tuple[Report, Actor] | None:
    """The report and its reporter: the receipt goes before the account."""
    for actor in (holder(request), visitor(request)):
        found = pages.own(code, actor)
        if found is not None and actor is not None:
            return found, actor
    return None


@never_cache
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Without the receipt this leads to where one types it in, whether there is such a report or not."""
    known = mine(request, code)
    if known is None:
        return redirect("people:receipt")
    report, actor = known
    found = opened(report, inside=False)
    answer = render(request, "reports/own.html", {
        "record": report, "title": showing.title(report), "state": showing.standing(report),
        "text": showing.body(found.told.text), "heard": showing.body(found.told.heard),
        "where": found.told.place, "facts": showing.facts(report),
        "files": showing.first_files(found, "reports:own_file", report.code),
        "thread": showing.thread(found, "reports:own_file", report.code),
        "clocks": showing.clocks(report, records.clocks(report), "reports:own_clock"),
        "unconfirmed": showing.unconfirmed(report), "ways": ways(report, actor),
        "timeline": told(records.timeline(report, None)), "looks": pages.looks(report),
        "contact": Identity.objects.filter(report=report.pk).exists(), "leaves": leaves(report),
        "digits": open_question(report), "disowned": disowned(report),
        "legal": legal(report), "names": in_words(supervisor().names)})
    answer["Cache-Control"] = "private, no-store"
    return answer


def ways(report: Report, actor: Actor) -> list[dict[str, str]]:
    """The buttons, each by the rule of its action."""
    every = {**{word: (one[0], one[2]) for word, one in SCORED.items()},
             **{word: (one[0], one[2]) for word, one in ACTS.items()}}
    return [{"text": gettext(label), "address": reverse("reports:own_act", args=[report.code, word])}
            for word, (rule, label) in every.items() if rule.allows(actor, report)] + ([
                {"text": gettext("Erase it"), "address": reverse("reports:forget", args=[report.code])}]
                if rules.forget_own.allows(actor, report) else [])


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@in_memory
def act(request: HttpRequest, code: str, word: str) -> HttpResponseBase:
    """One form for each thing that the reporter can do."""
    known = mine(request, code)
    if known is None:
        return redirect("people:receipt")
    report, actor = known
    if word in SCORED:
        rule, action, heading = SCORED[word]
        form: Any = ScoreForm(request.POST or None)
    elif word in ACTS:
        rule, action, heading, label, needed = ACTS[word]
        form = WordsForm(request.POST or None, request.FILES or None, label=gettext(label), needed=needed,
                         with_files=word not in WITHOUT_FILES)
    else:
        raise Http404
    require(rule, actor, report)
    if form.is_valid() and done(action, actor, report, form):
        messages.success(request, gettext("Done. It stands on the timeline."))
        return redirect("reports:own", report.code)
    return draw(request, "reports/act.html", form, record=report, title=gettext(heading), back=reverse(
        "reports:own", args=[report.code]), danger=word == "tarik", over=showing.title(report), staff=False)


def done(action: Callable[..., Any], actor: Actor, report: Report, form: Any) -> bool:
    """False with a sentence in the form when it cannot be done."""
    try:
        told = dict(form.cleaned_data)
        if "enclosed" in told:
            told["files"] = told.pop("enclosed")
        action(actor=actor, report=report, **told)
    except NotFromHere:
        form.add_error(None, gettext("Something has happened meanwhile. Please look at the report once more."))
    except NotTaken as wrong:
        form.add_error("enclosed", wrong)
    else:
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def forget(request: HttpRequest, code: str) -> HttpResponse:
    """Two steps: what goes and what stays, and then it is done."""
    known = mine(request, code)
    if known is None:
        return redirect("people:receipt")
    report, actor = known
    require(rules.forget_own, actor, report)
    if request.method == "POST":
        replying.forget_own(actor=actor, report=report)
        messages.success(request, gettext("It is erased. The code leads nowhere any more, or to what was published."))
        answer = redirect("reports:list")
        close_receipt(answer)
        return answer
    return render(request, "reports/forget.html", {
        "record": report, "back": reverse("reports:own", args=[report.code])})


@never_cache
@require_safe
def clock(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """How a day was computed, also for a report that nobody else can see."""
    known = mine(request, code)
    if known is None:
        return redirect("people:receipt")
    return computed(request, known[0], key, reverse("reports:own", args=[known[0].code]))


@never_cache
@require_safe
def file(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A file of one's own report, or one that the office sent; never one of an internal note or of a held proof."""
    known = mine(request, code)
    found = pages.enclosure(known[0], key) if known else None
    if found is None or not readable(found):
        raise Http404
    return hand_out(*file_of(found, unlocked(found.report)))


def readable(found: Enclosure) -> bool:
    return found.message_id is None or found.report.messages.filter(HEARD, pk=found.message_id).exists()


def leaves(report: Report) -> str:
    """When the name and the contact of this report are forgotten, in words for the one who left them."""
    if not Identity.objects.filter(report=report.pk).exists():
        return ""
    if standing(report) is not None:
        return gettext("Your name and contact stay here as long as the legal hold stands.")
    if report.closed is None:
        return gettext("Your name and contact are forgotten here %(span)s after the report is closed.") % {
            "span": span(KEPT.days)}
    when = max(timezone.localdate(report.closed + KEPT), timezone.localdate())
    return gettext("Your name and contact are forgotten here on %(day)s, %(span)s after the report was closed.") % {
        "day": day(when), "span": span(KEPT.days)}
