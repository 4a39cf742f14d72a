"""Terms of office, and what one leader leaves to the next."""
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from pendopo.channels.plans import leading, rules, showing
from pendopo.channels.plans.actions import handing
from pendopo.channels.plans.body_forms import EndTermForm, HandoverForm, TermForm
from pendopo.channels.plans.promises import Term
from pendopo.channels.plans.queries import leading as asked
from pendopo.channels.plans.views.promises import crumbs
from pendopo.channels.plans.views.shared import form_methods, kept_by, posted, sheet, thanks
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.sessions import named, visitor
from pendopo.kit.rules import Refused, require


def term_or_404(slug: str) -> Term:
    found = asked.term(slug)
    if found is None:
        raise Http404
    return found


@require_safe
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """One leader: figures, promises, and after the last day the handover, line by line."""
    found, actor = term_or_404(slug), visitor(request)
    rows = asked.handovers(found)
    plan, successor = asked.plan_of(found), found.successors.order_by("since").first()
    answered = sum(bool(row.answer) for row in rows)
    return render(request, "plans/term.html", {
        "found": found, "crumbs": crumbs(), "facts": leading.term_facts(found), "plan": plan,
        "figures": leading.figures(asked.figures(found)), "quoted": found.slug,
        "handed": [leading.handed(row) for row in rows],
        "said": ngettext("%(n)s of %(of)s answered by the successor", "%(n)s of %(of)s answered by the successor",
                         answered) % {"n": answered, "of": len(rows)},
        "successor": successor, "answers": successor is not None and any(
            rules.answer_handover.allows(actor, row) for row in rows if not row.answer),
        "ends": rules.end_term.allows(actor, found), "records": plan is not None and found.ended is None
        and rules.record_promise.allows(actor, plan), "ask": plan is not None and rules.ask_promise.allows(actor, plan),
        "entry": showing.entry(found.ended_line.seq if found.ended_line else None)})


@form_methods
def open_term(request: HttpRequest) -> HttpResponse:
    actor = named(request)
    keepers = kept_by(actor)
    if not keepers:
        raise Refused(rules.open_term)
    form = TermForm(keepers, asked.terms(), posted(request)[0])
    if form.is_valid():
        try:
            made = handing.open_term(actor=actor, told=form.cleaned_data)
        except Hindrance as hindrance:
            form.add_error("predecessor", str(hindrance.sentence))
        else:
            thanks(request, gettext("The term is on record, with an empty list of promises."))
            return redirect(made)
    return sheet(request, form, title=gettext("Put a term of office on record"), send=gettext("Save"),
                 back=reverse("plans:promises"), crumbs=crumbs())


@form_methods
def end_term(request: HttpRequest, slug: str) -> HttpResponse:
    actor, found = named(request), term_or_404(slug)
    require(rules.end_term, actor, found)
    form = EndTermForm(posted(request)[0])
    waiting = asked.open_at(found).count()
    if form.is_valid():
        handing.end_term(actor=actor, term=found, **form.cleaned_data)
        thanks(request, gettext("The term has ended. What was open stands in the handover, for everybody."))
        return redirect(f"{found.get_absolute_url()}#serah-terima")
    return sheet(request, form, title=gettext("End the term"), send=gettext("End the term"), danger=True,
                 back=found.get_absolute_url(), crumbs=crumbs(found), lead=ngettext(
                     "%(n)s promise or commitment is open and goes into the handover.",
                     "%(n)s promises and commitments are open and go into the handover.", waiting) % {"n": waiting})


@form_methods
def answer(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """The successor goes on, changes, or stops; with the reason."""
    actor, found = named(request), term_or_404(slug)
    row = asked.handover(found, position)
    if row is None:
        raise Http404
    require(rules.answer_handover, actor, row)
    form = HandoverForm(posted(request)[0])
    if form.is_valid():
        try:
            handing.answer_handover(actor=actor, handover=row, **form.cleaned_data)
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            thanks(request, gettext("The answer stands in the handover and on the timeline of the promise."))
            return redirect(f"{found.get_absolute_url()}#serah-terima")
    return sheet(request, form, title=gettext("Answer for the successor"), send=gettext("Publish the answer"),
                 over=f"{row.plan_code} {row.number}", quote=row.title, back=found.get_absolute_url(),
                 crumbs=crumbs(found), lead=gettext("It may be changed or named anew. It cannot be removed: number, "
                                                    "notes and history stay."))
