"""Objections to what the other side reports: raised, answered, closed."""
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pendopo.channels.plans import rules, showing
from pendopo.channels.plans.actions import disputing
from pendopo.channels.plans.actions.reporting import side_of
from pendopo.channels.plans.body_forms import CloseForm, DisputeForm
from pendopo.channels.plans.making_forms import WordsForm
from pendopo.channels.plans.models import Commitment, Dispute
from pendopo.channels.plans.queries import steps
from pendopo.channels.plans.views.acting import found_or_404, own_parts
from pendopo.channels.plans.views.shared import form_methods, plan_way, posted, sheet, thanks
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.sessions import named
from pendopo.kit.rules import Refused, require
from pendopo.kit.ui.choices import offer


@form_methods
def raise_one(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Against one report of the other side."""
    actor = named(request)
    found = found_or_404(code, actor)
    report = steps.report(found, key)
    if report is None:
        raise Http404
    own = [part for part in own_parts(found, actor) if side_of(part.organisation) != report.side]
    if not own:
        raise Refused(rules.dispute)
    form = DisputeForm(own, posted(request)[0])
    if form.is_valid():
        try:
            disputing.dispute(actor=actor, report=report, part=form.cleaned_data["part"],
                              text=form.cleaned_data["text"])
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            thanks(request, gettext("The objection stands beside the report until it is answered and closed."))
            return redirect(f"{found.get_absolute_url()}#tonggak-{report.milestone.position}")
    return sheet(request, form, title=gettext("Object to a report"), send=gettext("Publish the objection"),
                 quote=SafeString(report.html), back=found.get_absolute_url(), over=showing.title(found),
                 crumbs=plan_way(found.plan, (found.code, found.get_absolute_url())),
                 lead=gettext("Both statements stay. The other side is asked to answer."))


def dispute_or_404(found: Commitment, key: int) -> Dispute:
    row = steps.dispute(found, key)
    if row is None:
        raise Http404
    return row


@form_methods
def answer(request: HttpRequest, code: str, key: int) -> HttpResponse:
    actor = named(request)
    found = found_or_404(code, actor)
    row = dispute_or_404(found, key)
    require(rules.answer_dispute, actor, row)
    form = WordsForm(posted(request)[0], label=gettext("The answer"))
    if form.is_valid():
        disputing.answer_dispute(actor=actor, dispute=row, text=form.cleaned_data["text"])
        thanks(request, gettext("The answer stands beside the objection."))
        return redirect(f"{found.get_absolute_url()}#tonggak-{row.milestone.position}")
    return sheet(request, form, title=gettext("Answer the objection"), send=gettext("Publish the answer"),
                 quote=SafeString(row.html), back=found.get_absolute_url(),
                 crumbs=plan_way(found.plan, (found.code, found.get_absolute_url())))


@form_methods
def close(request: HttpRequest, code: str, key: int) -> HttpResponse:
    actor = named(request)
    found = found_or_404(code, actor)
    row = dispute_or_404(found, key)
    require(rules.close_dispute, actor, row)
    form = CloseForm(posted(request)[0])
    if row.state == "open":
        offer(form, "outcome", [("settled", gettext("We take it back: settled"))])
    if form.is_valid():
        disputing.close_dispute(actor=actor, dispute=row, settled=form.cleaned_data["outcome"] == "settled")
        thanks(request, gettext("The objection is closed; it stays on the record."))
        return redirect(f"{found.get_absolute_url()}#tonggak-{row.milestone.position}")
    return sheet(request, form, title=gettext("Close the objection"), send=gettext("Close it"),
                 quote=SafeString(row.answer_html or row.html), back=found.get_absolute_url(),
                 crumbs=plan_way(found.plan, (found.code, found.get_absolute_url())))
