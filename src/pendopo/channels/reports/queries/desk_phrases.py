"""Sentences with gaps. The gaps have Indonesian names, because officers write them."""
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports.models import Phrase, Report
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS
from pendopo.core.people.actors import Actor
from pendopo.kit.ui.dates import day

GAPS = {"{kode}": _("the code of the report"), "{judul}": _("its published title"), "{lembaga}": _("your office"),
        "{tenggat}": _("the last day of the running clock"), "{kategori}": _("its category")}


def phrases(actor: Actor) -> list[Phrase]:
    """Of the offices of this person."""
    return list(Phrase.objects.filter(office__in=actor.at(*COORDINATORS, *HANDLERS)).select_related("office")
                .order_by("name", "pk"))


def phrase(actor: Actor, key: str) -> Phrase | None:
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return Phrase.objects.filter(pk=key, office__in=actor.at(*COORDINATORS, *HANDLERS)).select_related("office").first()


def filled(text: str, report: Report) -> str:
    """With what is known of this case; a gap that nothing fills stays to be seen and filled by hand."""
    known = {"{kode}": report.code, "{judul}": report.title if report.visibility == "public" else "",
             "{lembaga}": report.office.name if report.office else "",
             "{tenggat}": day(report.due) if report.due else "",
             "{kategori}": report.category.name if report.category else ""}
    for gap, value in known.items():
        text = text.replace(gap, value) if value else text
    return text
