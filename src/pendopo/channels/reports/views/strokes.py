"""Many reports at once: first they are shown again with what is going to happen, then it happens, with a way back."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.channels.reports import desk_rows
from pendopo.channels.reports.actions import strokes
from pendopo.channels.reports.forms_desk import StrokeForm
from pendopo.channels.reports.models import Phrase, Stroke
from pendopo.channels.reports.queries import desk, desk_phrases
from pendopo.channels.reports.queries.officers import government
from pendopo.channels.reports.views.desk import at_work
from pendopo.channels.reports.words import STROKES
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Organisation, Person

MINUTES = strokes.WAITS.seconds // 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """From the ticked rows to a page that says what will happen to which, and from there to the deed."""
    me, sent = at_work(request), request.POST
    sort = sent.get("apa", "")
    if request.method != "POST":
        return redirect("reports:desk")
    back = f"{reverse('reports:desk')}?{sent.get('dari', '')}".rstrip("?")
    reports = desk.chosen(me, sent.getlist("laporan"))
    if not reports or sort not in STROKES:
        messages.warning(request, gettext("Tick at least one report, and choose what to do."))
        return redirect(back)
    secret = [one for one in reports if one.secret]
    reports = [one for one in reports if not one.secret][:strokes.MOST]
    sure = "yakin" in sent
    form = StrokeForm(sent if sure else None, sort=sort, people=Person.objects.filter(
        pk__in=[one.pk for one in desk.people(me)]), offices=Organisation.objects.filter(
        pk__in=[one.pk for one in government()]), phrases=Phrase.objects.filter(
        pk__in=[one.pk for one in desk_phrases.phrases(me)]))
    if sure and reports and form.is_valid():
        try:
            stroke = strokes.strike(actor=me, reports=reports, sort=sort, person=form.cleaned_data.get("person"),
                                    office=form.cleaned_data.get("office"), text=form.words())
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            said(request, stroke)
            return redirect(back)
    return render(request, "reports/staff/many.html", {
        "form": form, "sort": sort, "title": STROKES[sort], "rows": desk_rows.rows(reports, me),
        "left_out": len(secret), "back": back, "dari": sent.get("dari", ""),
        "waits": MINUTES if sort in strokes.WAITING else 0}, status=422 if sure and form.errors else 200)


def said(request: HttpRequest, stroke: Stroke) -> None:
    """What happened, and the way back."""
    outcomes = list(stroke.struck.values_list("outcome", flat=True))
    number, refused = sum(one != "refused" for one in outcomes), outcomes.count("refused")
    if stroke.sort in strokes.WAITING:
        words = ngettext("%(num)s report: it goes out in %(minutes)s minutes.",
                         "%(num)s reports: it goes out in %(minutes)s minutes.", number)
    else:
        words = ngettext("Done for %(num)s report.", "Done for %(num)s reports.", number)
    words %= {"num": number, "minutes": MINUTES}
    if refused:
        words += " " + ngettext("%(num)s could not: its state or its office does not allow it.",
                                "%(num)s could not: their state or office does not allow it.", refused) % {
                                    "num": refused}
    link = reverse("reports:stroke", args=[stroke.pk])
    messages.success(request, format_html('{} <a href="{}">{}</a>', words, link, gettext("Take it back")))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stroke(request: HttpRequest, key: int) -> HttpResponse:
    """What was done to which reports, and the button that takes it back."""
    me = at_work(request)
    found = get_object_or_404(Stroke.objects.select_related("office", "handler"), pk=key, person=me.pk)
    if request.method == "POST":
        try:
            number = strokes.take_back(actor=me, stroke=found)
        except Hindrance as hindrance:
            messages.warning(request, str(hindrance.sentence))
        else:
            messages.success(request, ngettext("Taken back for %(num)s report.", "Taken back for %(num)s reports.",
                                               number) % {"num": number})
            if left := found.struck.filter(outcome="done").count():
                messages.warning(request, format_html('{} <a href="{}">{}</a>', ngettext(
                    "%(num)s report was left as it is: somebody has gone on with it.",
                    "%(num)s reports were left as they are: somebody has gone on with them.", left) % {"num": left},
                    reverse("reports:stroke", args=[found.pk]), gettext("What became of each")))
        return redirect("reports:desk")
    rows = [(one.report.code, outcome_words(one.outcome, found.undone is not None))
            for one in found.struck.select_related("report").order_by("pk")]
    return render(request, "reports/staff/stroke.html", {"stroke": found, "title": STROKES[found.sort], "rows": rows})


def outcome_words(outcome: str, undone: bool) -> str:
    done = gettext("left as it is") if undone else gettext("done")
    return {"waiting": gettext("waits"), "done": done, "refused": gettext("could not"),
            "undone": gettext("taken back")}[outcome]
