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
from pendopo.core.people.personal import Holding

LISTED = _("Who looked at a sealed report, and who opened an identity, is kept so that the reporter can be told: "
           "UU 27/2022 art. 31, recording of processing.")

HOLDINGS = [
    Holding(Report, "author", ("code", "classification", "state", "text", "created"), forget_reports,
            title=_("Reports that you made")),
    Holding(Report, "handler", ("code", "state"), release(Report, "handler", "pk"),
            title=_("Reports that you work on")),
    Holding(Report, "confirmed_by", ("code", "published"), release(Report, "confirmed_by", "pk"),
            title=_("Reports whose published text you confirmed")),
    Holding(Message, "by", ("report__code", "sort", "text", "at"), release(Message, "by", "report"),
            title=_("What you wrote on reports for an office")),
    Holding(Reader, "person", ("report__code", "why", "since", "until"), keeps=LISTED,
            title=_("Secret reports for which you were named")),
    Holding(Reading, "person", ("report__code", "what", "at"), keeps=LISTED, title=_("Sealed reports that you opened")),
    Holding(Opening, "asked_by", ("report__code", "ground", "asked", "granted"), keeps=LISTED,
            title=_("Identities that you asked for")),
    Holding(Opening, "decided_by", ("report__code", "ground", "decided", "granted"), keeps=LISTED,
            title=_("Identities on which you decided")),
    Holding(Filter, "person", ("name", "query"), drop(Filter, "person"), title=_("Your saved filters of reports")),
    Holding(Stroke, "person", ("sort", "at", "undone"), drop(Stroke, "person"),
            title=_("What you did to many reports at once")),
    Holding(Stroke, "handler", ("sort", "at"), release(Stroke, "handler"), title=_("Reports given to you in one go")),
    Holding(Struck, "before", ("report__code", "outcome"), release(Struck, "before"),
            title=_("Reports taken from you in one go")),
    Holding(Outside, "by", ("report__code", "name", "at"), release(Outside, "by", "report"),
            title=_("Where you asked somebody outside")),
    Holding(Absence, "person", ("since", "until"), drop(Absence, "person"), title=_("Your absences")),
    Holding(Absence, "deputy", ("since", "until"), drop(Absence, "deputy"), title=_("When you stand in for others")),
    Holding(Subscription, "person", ("category__name", "region__name"), drop(Subscription, "person"),
            title=_("Reports of which you want to hear")),
]
