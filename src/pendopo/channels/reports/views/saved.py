"""What officers keep for themselves and their office: filters, phrases, absences."""
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.channels.reports import desk_rows, rules, rules_desk
from pendopo.channels.reports.actions import absences, filters, phrases
from pendopo.channels.reports.forms_desk import AbsenceForm, KeepForm, PhraseForm
from pendopo.channels.reports.models import Absence, Filter, Phrase
from pendopo.channels.reports.queries import desk, desk_phrases
from pendopo.channels.reports.views.desk import at_work
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Organisation, Person, today


def offices(me: Person) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=me.at(*COORDINATORS, *HANDLERS)).order_by("name")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep_filter(request: HttpRequest) -> HttpResponse:
    """A name for the choice in the address; own, or shared with the office."""
    me, wish = at_work(request), desk.Wish.read(request.GET)
    form = KeepForm(request.POST if request.method == "POST" else None, offices=offices(me))
    if not wish.pairs():
        return redirect("reports:desk")
    if form.is_valid():
        filters.keep_filter(actor=me, name=form.cleaned_data["name"], query=desk_rows.written(wish),
                            office=form.cleaned_data["office"])
        messages.success(request, gettext("The filter stands above your queue."))
        return redirect(wish.address(reverse("reports:desk")))
    return render(request, "reports/staff/keep.html", {
        "form": form, "title": gettext("Keep this filter"), "said": desk_rows.said(wish.choice),
        "back": wish.address(reverse("reports:desk"))}, status=422 if form.errors else 200)


@never_cache
@require_POST
def drop_filter(request: HttpRequest, key: int) -> HttpResponse:
    me = at_work(request)
    filters.drop_filter(actor=me, saved=get_object_or_404(Filter, pk=key, person=me.pk))
    messages.success(request, gettext("The filter is gone."))
    return redirect("reports:desk")


@never_cache
@require_http_methods(["GET", "HEAD"])
def all_phrases(request: HttpRequest) -> HttpResponse:
    """The answer templates of my offices."""
    me = at_work(request)
    return render(request, "reports/staff/phrases.html", {
        "title": gettext("Answer templates"), "phrases": desk_phrases.phrases(me)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phrase(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """A new one, or other words for one that is there."""
    me = at_work(request)
    ours = Phrase.objects.filter(rules_desk.work.q(me))
    found = get_object_or_404(ours, pk=key) if key is not None else None
    form = PhraseForm(request.POST if request.method == "POST" else None, offices=offices(me), initial={
        "office": found.office_id, "name": found.name, "text": found.text} if found else None)
    if form.is_valid():
        told = form.cleaned_data
        phrases.keep_phrase(actor=me, office=told["office"], name=told["name"], text=told["text"], phrase=found)
        messages.success(request, gettext("Kept. It can be chosen in every answer."))
        return redirect("reports:phrases")
    return render(request, "reports/staff/phrase.html", {
        "form": form, "found": found, "gaps": list(desk_phrases.GAPS.items()),
        "title": gettext("Change the template") if found else gettext("New template")},
        status=422 if form.errors else 200)


@never_cache
@require_POST
def drop_phrase(request: HttpRequest, key: int) -> HttpResponse:
    me = at_work(request)
    phrases.drop_phrase(actor=me, phrase=get_object_or_404(Phrase.objects.filter(rules_desk.work.q(me)), pk=key))
    messages.success(request, gettext("The template is gone."))
    return redirect("reports:phrases")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def all_absences(request: HttpRequest) -> HttpResponse:
    """Who is away and who stands in: mine, and those of the people of my offices."""
    me = at_work(request)
    ours = [one.pk for one in desk.people(me)]
    leads = bool(me.at("head", "coordinator"))
    able = Person.objects.filter(pk__in=ours if leads else [me.pk]).order_by("name", "pk")
    deputies = Person.objects.filter(pk__in=ours if leads else set(ours) - {me.pk}).order_by("name", "pk")
    form = AbsenceForm(request.POST if request.method == "POST" else None, able=able, deputies=deputies,
                       initial={"person": me.pk})
    if form.is_valid():
        try:
            absences.announce(actor=me, **form.cleaned_data)
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            messages.success(request, gettext("It stands. The cases show to whoever stands in; no clock stops."))
            return redirect("reports:absences")
    found = Absence.objects.filter(person__in=ours, until__gte=today()).select_related("person", "deputy")
    return render(request, "reports/staff/absences.html", {
        "form": form, "title": gettext("Absence and hand-over"), "alone": not set(ours) - {me.pk},
        "today": today(), "absences": [
            (one, rules.end_absence.allows(me, one)) for one in found.order_by("since", "pk")]},
        status=422 if form.errors else 200)


@never_cache
@require_POST
def end_absence(request: HttpRequest, key: int) -> HttpResponse:
    me = at_work(request)
    absences.end_absence(actor=me, absence=get_object_or_404(Absence, pk=key))
    messages.success(request, gettext("The absence is over."))
    return redirect("reports:absences")
