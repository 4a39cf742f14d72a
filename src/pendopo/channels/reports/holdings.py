from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports.actions.forgetting import drop, forget_reports, release
from pendopo.channels.reports.models import (
    Absence,
    Filter,
    Message,
    Opening,
    Outside,
    Reader,
    Reading,
    Report,
    Stroke,
    Struck,
    Subscription,
)
from pendopo.channels.reports.words import CLASSES, GROUNDS, SORTS, STROKES
from pendopo.core.people.personal import Holding, one_of
from pendopo.core.records import kinds

LISTED = _("Who looked at a sealed report, and who opened an identity, is kept so that the reporter can be told: "
           "UU 27/2022 art. 31, recording of processing.")

NAMED = {"desk": _("At the desk"), "handler": _("Works on it"), "successor": _("Takes over"), "head": _("Signs for it")}
OPENED = {"text": _("The text"), "file": _("A file"), "identity": _("The identity")}
STRUCK = {"waiting": _("Waits"), "done": _("Done"), "refused": _("Not possible"), "undone": _("Undone")}


def state(name: str, _row: object) -> str:
    return kinds.state_in_words(Report.KIND, name)


HOLDINGS = [
    Holding(Report, "author", ("code", "classification", "state", "text", "created"), forget_reports,
            title=_("Reports that you made"),
            words={"classification": one_of(CLASSES), "state": state}),
    Holding(Report, "handler", ("code", "state"), release(Report, "handler", "pk"),
            title=_("Reports that you work on"),
            words={"state": state}),
    Holding(Report, "confirmed_by", ("code", "published"), release(Report, "confirmed_by", "pk"),
            title=_("Reports whose published text you confirmed")),
    Holding(Message, "by", ("report__code", "sort", "text", "at"), release(Message, "by", "report"),
            title=_("What you wrote on reports for an office"),
            words={"sort": one_of(SORTS)}),
    Holding(Reader, "person", ("report__code", "why", "since", "until"), keeps=LISTED,
            title=_("Secret reports for which you were named"),
            words={"why": one_of(NAMED)}),
    Holding(Reading, "person", ("report__code", "what", "at"), keeps=LISTED, title=_("Sealed reports that you opened"),
            words={"what": one_of(OPENED)}),
    Holding(Opening, "asked_by", ("report__code", "ground", "asked", "granted"), keeps=LISTED,
            title=_("Identities that you asked for"),
            words={"ground": one_of(GROUNDS)}),
    Holding(Opening, "decided_by", ("report__code", "ground", "decided", "granted"), keeps=LISTED,
            title=_("Identities on which you decided"),
            words={"ground": one_of(GROUNDS)}),
    Holding(Filter, "person", ("name", "query"), drop(Filter, "person"), title=_("Your saved filters of reports")),
    Holding(Stroke, "person", ("sort", "at", "undone"), drop(Stroke, "person"),
            title=_("What you did to many reports at once"),
            words={"sort": one_of(STROKES)}),
    Holding(Stroke, "handler", ("sort", "at"), release(Stroke, "handler"), title=_("Reports given to you in one go"),
            words={"sort": one_of(STROKES)}),
    Holding(Struck, "before", ("report__code", "outcome"), release(Struck, "before"),
            title=_("Reports taken from you in one go"),
            words={"outcome": one_of(STRUCK)}),
    Holding(Outside, "by", ("report__code", "name", "at"), release(Outside, "by", "report"),
            title=_("Where you asked somebody outside")),
    Holding(Absence, "person", ("since", "until"), drop(Absence, "person"), title=_("Your absences")),
    Holding(Absence, "deputy", ("since", "until"), drop(Absence, "deputy"), title=_("When you stand in for others")),
    Holding(Subscription, "person", ("category__name", "region__name"), drop(Subscription, "person"),
            title=_("Reports of which you want to hear")),
]
