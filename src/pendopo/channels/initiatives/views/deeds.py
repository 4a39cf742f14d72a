"""Everything that can be done in a room and is no piece of a sheet: which form, which rule, which action."""
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import forms, rules
from pendopo.channels.initiatives.actions import (
    agreeing,
    checking,
    deciding,
    keeping,
    noting,
    opening,
    pledging,
    seating,
)
from pendopo.channels.initiatives.models import (
    CheckIn,
    DataRequest,
    Decision,
    Initiative,
    Lesson,
    Pledge,
    Seat,
    Sheet,
    Solution,
)
from pendopo.channels.initiatives.queries import room
from pendopo.channels.initiatives.views.asking import Ask, Deed

Typed = dict[str, Any]


def empty(ask: Ask) -> forms.EmptyForm:
    return forms.EmptyForm(ask.sent)


def reason(ask: Ask) -> forms.ReasonForm:
    return forms.ReasonForm(ask.sent)


def of_piece(model: Any) -> Any:
    return lambda initiative, key: room.piece(model, initiative, key)


def new_seat(initiative: Initiative, key: int) -> Seat:
    """The rule is asked again with the real side; here: may this person seat anybody at all."""
    return Seat(initiative=initiative, side=rules.OTHER)


def one_seat(initiative: Initiative, key: int) -> Seat | None:
    return next((seat for seat in room.seats(initiative) if seat.pk == key), None)


def one_sheet(initiative: Initiative, key: int) -> Sheet | None:
    return next((sheet for sheet in room.sheets(initiative).values() if sheet.pk == key), None)


def solution_papers(ask: Ask, form: forms.PaperRatesForm) -> int:
    return deciding.tally_ratings(actor=ask.actor, solution=ask.thing, papers=[
        deciding.Paper(side, people, value=value) for side, value, people in form.papers()])


def vote_papers(ask: Ask, form: forms.PaperVotesForm) -> int:
    told, papers = form.cleaned_data, []
    for side in rules.SIDES:
        if ask.thing.method == "consent":
            words = told.get(f"{side}_words", "")
            papers += [deciding.Paper(side, told.get(f"{side}_{stance}") or 0, stance=stance,
                                      words=words if stance == "dissent" else "")
                       for stance in ("consent", "aside", "dissent")]
        else:
            papers += [deciding.Paper(side, told.get(f"{side}_people") or 0, issue=issue,
                                      points=told.get(f"{side}_{issue.pk}") or 0) for issue in form.issues]
    return deciding.tally(actor=ask.actor, decision=ask.thing, papers=papers)


def voted(ask: Ask, form: forms.VoteForm) -> Decision:
    told = form.cleaned_data
    return deciding.vote(actor=ask.actor.person, decision=ask.thing, stance=told.get("stance", ""),
                         words=told.get("words", ""), points=form.points())


def answered(ask: Ask, form: forms.AnswerForm) -> Pledge:
    if form.cleaned_data["answer"] == "sign":
        return pledging.sign(actor=ask.actor, pledge=ask.thing)
    return pledging.decline(actor=ask.actor, pledge=ask.thing, words=form.cleaned_data["words"])


def version(ask: Ask) -> Typed:
    return {"version": ask.request.GET.get("versi") or ask.thing.version}


WHOLE: dict[str, Deed] = {
    "ikut": Deed(_("Take a seat for your organisation"), _("Take the seat"), rules.join, empty,
                 lambda ask, form: opening.join(actor=ask.actor.person, initiative=ask.initiative),
                 lead=_("You speak for your organisation in this room, and agree to texts for its side.")),
    "fasilitator": Deed(_("Name who leads"), _("Name them"), rules.name_facilitator,
                        lambda ask: forms.FacilitatorForm(ask.sent),
                        lambda ask, form: opening.name_facilitator(
                            actor=ask.actor, initiative=ask.initiative, membership=form.cleaned_data["membership"]),
                        lead=_("Whoever leads is neutral, has no vote and deletes nothing. The other side is asked to "
                               "agree once more.")),
    "kursi": Deed(_("A seat in the room"), _("Make room"), rules.seat, lambda ask: forms.SeatForm(ask.sent),
                  lambda ask, form: seating.seat(actor=ask.actor, seat=form.seat(ask.initiative)), new_seat,
                  lead=_("Public: organisation, side and day. Not public: who the person is.")),
    "ikrar": Deed(_("Ask a leader to sign"), _("Ask"), rules.ask_leader, lambda ask: forms.PledgeForm(ask.sent),
                  lambda ask, form: pledging.ask_leader(actor=ask.actor, pledge=Pledge(
                      initiative=ask.initiative, **form.cleaned_data)),
                  lambda initiative, key: Pledge(initiative=initiative, side=""), step=3,
                  lead=_("Leaders need not sit in the room. Who does not sign leaves a public reason.")),
    "tinjauan": Deed(_("Check-in"), _("Send"), rules.check_in, lambda ask: forms.CheckInForm(ask.sent),
                     lambda ask, form: checking.check_in(
                         actor=ask.actor.person, initiative=ask.initiative, **form.cleaned_data),
                     lambda initiative, key: CheckIn(initiative=initiative), step=4,
                     lead=_("Your side speaks for itself. Nobody sees the other side's words before both have "
                            "spoken.")),
    "maju": Deed(_("Through the gate"), _("Close this step"), rules.pass_gate, empty,
                 lambda ask, form: keeping.pass_gate(actor=ask.actor, initiative=ask.initiative),
                 lead=_("Nothing is missing any more? Then the next step begins, and everybody sees it.")),
    "jeda": Deed(_("Pause"), _("Pause"), rules.pause, reason,
                 lambda ask, form: keeping.pause(actor=ask.actor, initiative=ask.initiative, **form.cleaned_data)),
    "lanjut": Deed(_("Go on"), _("Go on"), rules.resume, empty,
                   lambda ask, form: keeping.resume(actor=ask.actor, initiative=ask.initiative)),
    "henti": Deed(_("Stop"), _("Stop for good"), rules.stop, reason,
                  lambda ask, form: keeping.stop(actor=ask.actor, initiative=ask.initiative, **form.cleaned_data),
                  danger=True),
    "teruskan": Deed(_("Continue as a commitment"), _("Continue"), rules.continue_as,
                     lambda ask: forms.ContinueForm(ask.sent),
                     lambda ask, form: keeping.continue_as(
                         actor=ask.actor, initiative=ask.initiative, **form.cleaned_data),
                     lead=_("Both pages will show the way to the other.")),
}
ONE: dict[str, Deed] = {
    "akhiri": Deed(_("End a seat"), _("End it"), rules.end_seat, empty,
                   lambda ask, form: seating.end_seat(actor=ask.actor, seat=ask.thing), one_seat, danger=True,
                   lead=_("What was said from this seat stays.")),
    "tugas": Deed(_("In the action team"), _("Save"), rules.set_task,
                  lambda ask: forms.TaskForm(ask.sent, initial={
                      name: getattr(ask.thing, name) for name in ("team", "function", "task")}),
                  lambda ask, form: seating.set_task(actor=ask.actor, seat=ask.thing, **form.cleaned_data), one_seat,
                  step=3),
    "nilai": Deed(_("Rate a solution"), _("Rate it"), rules.rate, lambda ask: forms.RateForm(ask.sent),
                  lambda ask, form: deciding.rate(actor=ask.actor.person, solution=ask.thing,
                                                  value=int(form.cleaned_data["value"])), of_piece(Solution), step=1),
    "nilai-kertas": Deed(_("Key in ratings from paper"), _("Save"), rules.tally_ratings,
                         lambda ask: forms.PaperRatesForm(ask.sent), solution_papers, of_piece(Solution), step=1,
                         lead=_("Takes the place of what was keyed in from paper before.")),
    "suara": Deed(_("Vote"), _("Send"), rules.vote, lambda ask: forms.VoteForm(ask.thing, ask.sent), voted,
                  of_piece(Decision), step=1),
    "suara-kertas": Deed(_("Key in votes from paper"), _("Save"), rules.tally,
                         lambda ask: forms.PaperVotesForm(ask.thing, ask.sent), vote_papers, of_piece(Decision), step=1,
                         lead=_("Takes the place of what was keyed in from paper before.")),
    "tutup": Deed(_("Close the decision"), _("Close it"), rules.close_decision,
                  lambda ask: forms.CloseForm(ask.initiative, ask.sent),
                  lambda ask, form: deciding.close_decision(actor=ask.actor, decision=ask.thing, **form.cleaned_data),
                  of_piece(Decision), step=1, lead=_("Objections stay on the record in the words of who objected.")),
    "setuju": Deed(_("Agree for your side"), _("We agree"), rules.agree,
                   lambda ask: forms.AgreeForm(ask.sent, initial=version(ask)),
                   lambda ask, form: agreeing.agree(actor=ask.actor, sheet=ask.thing, **form.cleaned_data), one_sheet,
                   lead=_("When both sides have agreed to the same version, everybody can read it.")),
    "tolak": Deed(_("Do not agree"), _("Send"), rules.refuse,
                  lambda ask: forms.WordsForm(ask.sent, initial=version(ask)),
                  lambda ask, form: agreeing.refuse(actor=ask.actor, sheet=ask.thing, **form.cleaned_data), one_sheet,
                  lead=_("Of the common lessons your reason is public; of other sheets the room reads it.")),
    "jawab": Deed(_("The pledge"), _("Send your answer"), rules.sign, lambda ask: forms.AnswerForm(ask.sent), answered,
                  room.pledge, step=3, lead=_("Your answer stands in the ledger with its day and cannot be taken "
                                              "back.")),
    "coret": Deed(_("Strike a line, or let it stand again"), _("Do it"), rules.strike, empty,
                  lambda ask, form: noting.strike(actor=ask.actor, lesson=ask.thing), of_piece(Lesson), step=5,
                  lead=_("What one side strikes appears nowhere. Pressed once more, the line stands again.")),
    "adopsi": Deed(_("Tie to another record"), _("Tie them"), rules.adopt, lambda ask: forms.AdoptForm(ask.sent),
                   lambda ask, form: keeping.adopt(actor=ask.actor, request=ask.thing, **form.cleaned_data),
                   of_piece(DataRequest), step=4),
}
