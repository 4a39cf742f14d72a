"""Before anything is published, a person looks at what the redactor found: each place is marked with its reason, can be
unmarked, and others can be added; then the text as everybody will read it, with the photos, to be confirmed."""
from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from markupsafe import Markup, escape

from pendopo.analysis.redaction import find, masked
from pendopo.analysis.redaction_found import ACCOUNT, EMAIL, NAME, PHONE, PLATE, Found
from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.actions import verifying
from pendopo.channels.reports.actions.reading import Opened, look
from pendopo.channels.reports.forms_public import PublishForm
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries import redacting
from pendopo.channels.reports.views.staff import case_or_404
from pendopo.core.people.actors import Actor
from pendopo.kit.country import in_words
from pendopo.kit.markdown import plain
from pendopo.kit.rules import require
from pendopo.kit.shapes import shapes


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponseBase:
    """Three steps on one address: the marks, the text, done."""
    report, actor = case_or_404(request, code)
    require(rules.publish, actor, report)
    found = look(actor=actor, report=report)
    step = request.POST.get("langkah", "") if request.method == "POST" else ""
    if step == "terbit":
        answer = published(request, report, actor, found)
    elif step == "teks":
        answer = drawn(request, report, found, text_form(report, found, hidden(request, report, found.told.words)))
    else:
        answer = marks(request, report, found)
    answer["Cache-Control"] = "private, no-store"
    return answer


def marks(request: HttpRequest, report: Report, found: Opened) -> HttpResponse:
    spans = find(found.told.words, shapes(), redacting.known(report))
    return render(request, "reports/staff/marks.html", {
        "record": report, "title": gettext("Text for the public"), "over": showing.title(report),
        "text": marked(found.told.words, spans), "spans": [
            {"name": name(one), "number": place + 1, "words": found.told.words[one.start:one.end],
             "sort": sort_words(one.sort)} for place, one in enumerate(spans)],
        "already": report.visibility == "public", "back": reverse("reports:case", args=[report.code])})


def name(one: Found) -> str:
    return f"{one.start}-{one.end}-{one.sort}"


def sort_words(sort: str) -> str:
    """What the officer reads of it: a kind of number as the country calls it."""
    if sort in shapes().called:
        return in_words(shapes().called[sort])
    return {PHONE: gettext("telephone number"), EMAIL: gettext("e-mail address"), ACCOUNT: gettext("bank account"),
            PLATE: gettext("number plate"), NAME: gettext("name of a person")}[sort]


def marked(text: str, spans: Sequence[Found]) -> Markup:
    """The text as it came, with a numbered mark on each place that the redactor would hide."""
    parts, at = [], 0
    for number, one in enumerate(spans, start=1):
        parts += [escape(text[at:one.start]), Markup("<mark>{}<sup>{}</sup></mark>").format(
            text[one.start:one.end], number)]
        at = one.end
    return Markup("").join([*parts, escape(text[at:])])


def hidden(request: HttpRequest, report: Report, text: str) -> str:
    """The text with the places hidden that are ticked, and with the words that were added by hand."""
    ticked = set(request.POST.getlist("sembunyi"))
    spans = [one for one in find(text, shapes(), redacting.known(report)) if name(one) in ticked]
    more = [word.strip() for word in request.POST.get("tambah", "").splitlines() if word.strip()]
    taken = [(one.start, one.end) for one in spans]
    for word in more:
        at = text.lower().find(word.lower())
        while at >= 0:
            end = at + len(word)
            if not any(begin < end and at < stop for begin, stop in taken):
                spans.append(Found(at, end, NAME, "by hand"))
                taken.append((at, end))
            at = text.lower().find(word.lower(), end)
    return masked(text, sorted(spans), shapes().marks)


def photos(found: Opened) -> list[tuple[str, str]]:
    return [(str(one.pk), str(about["name"])) for one, about in found.files
            if str(about["mime"]).startswith("image/") and (one.message is None or one.message.sort != "note")]


def text_form(report: Report, found: Opened, text: str) -> PublishForm:
    title = report.title if report.visibility == "public" else plain(text, redacting.TITLE)
    return PublishForm(photos=photos(found), initial={"title": title, "text": text})


def drawn(request: HttpRequest, report: Report, found: Opened, form: PublishForm) -> HttpResponse:
    shown = {key: reverse("reports:case_file", args=[report.code, int(key)]) for key, _name in photos(found)}
    return render(request, "reports/staff/publish.html", {
        "form": form, "record": report, "title": gettext("Text for the public"), "over": showing.title(report),
        "photos": shown, "original": showing.body(found.told.words),
        "back": reverse("reports:case", args=[report.code])}, status=422 if form.is_bound else 200)


def published(request: HttpRequest, report: Report, actor: Actor, found: Opened) -> HttpResponse:
    """What is still found in the final words is shown once more; it goes out when the officer says that it may."""
    form = PublishForm(request.POST, photos=photos(found), known=partial(redacting.known, report))
    if not form.is_valid():
        return drawn(request, report, found, form)
    told = form.cleaned_data
    chosen = {int(one) for one in told.get("photos", [])}
    verifying.publish(actor=actor, report=report, title=told["title"], text=told["text"],
                      photos=[one for one, _about in found.files if one.pk in chosen])
    messages.success(request, gettext("Published. Everybody reads it now."))
    return redirect("reports:case", report.code)
