from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives.actions import forgetting
from pendopo.channels.initiatives.models import (
    PIECES,
    Agreement,
    Ballot,
    CheckIn,
    Evidence,
    Initiative,
    Note,
    Pledge,
    Rating,
    Seat,
)
from pendopo.channels.initiatives.queries.room import files_of
from pendopo.channels.initiatives.words import MARKS, PLEDGES, RATINGS, SHEETS, SIDES, STANCES
from pendopo.core.people.personal import Holding, one_of
from pendopo.kit.files.queries import opened

DRAFTED = _("What you drafted in rooms of initiatives")

HOLDINGS = [
    Holding(Evidence, "by", ("initiative__code", "title", "text", "url", "at"), forgetting.release_evidence,
            title=_("Evidence that you drafted in rooms of initiatives"),
            files=lambda person: opened(files_of(person))),
    *(Holding(model, "by", ("initiative__code", "at"), forgetting.release(model), title=DRAFTED)
      for model in PIECES if model is not Evidence),
    Holding(Rating, "by", ("initiative__code", "solution__title", "value", "at"), forgetting.release(Rating),
            title=_("Solutions that you rated"),
            words={"value": one_of(RATINGS)}),
    Holding(Ballot, "by", ("initiative__code", "decision__question", "stance", "points", "words", "at"),
            forgetting.drop_words, title=_("Your votes in initiatives"),
            words={"stance": one_of(STANCES)}),
    Holding(CheckIn, "by", ("initiative__code", "round", "progress", "collaboration", "text", "at"),
            forgetting.release(CheckIn), title=_("Check-ins that you wrote for your side"),
            words={"progress": one_of(MARKS), "collaboration": one_of(MARKS)}),
    Holding(Agreement, "by", ("initiative__code", "sheet__name", "version", "yes", "words", "at"),
            forgetting.drop_reasons, title=_("Sheets to which you agreed for your side, or did not"),
            words={"sheet__name": one_of(SHEETS)}),
    Holding(Note, "by", ("initiative__code", "at"), forgetting.drop_notes,
            title=_("Protected notes that you kept; only the room of your side opens them")),
    Holding(Pledge, "leader", ("initiative__code", "function", "state", "text", "words", "answered"),
            forgetting.release_pledges, title=_("Pledges that you were asked to sign"),
            words={"state": one_of(PLEDGES)}),
    Holding(Seat, "person", ("initiative__code", "organisation__name", "side", "function", "task", "since", "until"),
            forgetting.leave_seats, title=_("Your seats in initiatives"),
            words={"side": one_of(SIDES)}),
    Holding(Initiative, "facilitator", ("code", "title"), forgetting.leave_lead,
            title=_("Initiatives that you lead")),
]
