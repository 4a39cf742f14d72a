"""Reports of one matter go together, a report of two matters becomes two. Suggested by the house, done by people."""
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.entering import made
from pendopo.channels.reports.actions.signing import answered
from pendopo.channels.reports.actions.speaking import fingerprint, office_for, say
from pendopo.channels.reports.models import Category, Group, Identity, Message, Reader, Report
from pendopo.channels.reports.queries.contact import mark
from pendopo.channels.reports.queries.opening import IDENTITY, bound, bound_identity, left, readers, told, unlocked
from pendopo.channels.reports.words import Entry
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.seal.actions import keep
from pendopo.kit.seal.boxes import Box
from pendopo.kit.whole import whole

PERSONAL = _("Matters of one person (civil registry, social aid) are never put together: each has another file.")


def gather(*, actor: Actor, reports: Sequence[Report]) -> Group:
    """These are about the same matter. Each stays as it is; one answer can go to all. Raises Hindrance for matters
    that belong to one person."""
    with whole():
        locked = [records.lock(report) for report in sorted(reports, key=lambda one: one.pk)]
        for report in locked:
            require(rules.gather, actor, report)
            if report.category is not None and report.category.person_bound:
                raise Hindrance(PERSONAL)
        group = next((one.group for one in locked if one.group is not None), None)
        group = group or Group.objects.create(made=timezone.now())
        for report in locked:
            report.group = group
            report.save(update_fields=["group"])
            records.note(report, "reports.gather", by=actor, office=office_for(actor, report))
    return group


def ungather(*, actor: Actor, report: Report, back: Group | None = None) -> Report:
    """It was another matter after all. `back`: the group in which it stood before."""
    with whole():
        report = records.lock(report)
        require(rules.ungather, actor, report)
        report.group = back
        report.save(update_fields=["group"])
        records.note(report, "reports.gather" if back else "reports.ungather", by=actor,
                     office=office_for(actor, report))
    return report


def answer_group(*, actor: Actor, group: Group, text: str, public: str = "") -> list[Message]:
    """One answer to all open reports of the group that the actor may answer; each reporter is told, where the head
    signs once that is done."""
    with whole():
        ours = Report.objects.filter(rules.answer_group.q(actor), group=group)
        return answer_each(by=actor, reports=ours, text=text, public=public)


def answer_each(*, by: Actor, reports: QuerySet[Report], text: str, public: str) -> list[Message]:
    """The same words to each of these; joined inside an action that has chosen what the actor may answer."""
    messages = []
    for found in reports.order_by("pk"):
        report = records.lock(found)
        require(rules.answer_group, by, report)
        message = say(report, unlocked(report), "answer", text, by=by, office=report.office,
                      public="" if report.secret else public)
        answered(by, report, message)
        messages.append(message)
    return messages


def split(*, actor: Actor, report: Report, text: str, classification: str, category: Category | None = None) -> Report:
    """A second report with its own clock, for the second matter in it; the reporter's receipt stays with the first.

    Its limits begin when the first one came in, so the split costs nobody a day.
    """
    with whole():
        report = records.lock(report)
        require(rules.split, actor, report)
        if report.author is None:
            raise LookupError(report.code)
        box, before = Box(), told(report, unlocked(report))
        place = report.place
        entry = Entry(text, classification, category.pk if category else None, anonymous=report.anonymous,
                      secret=report.secret, about=before.about, place=before.place, channel=report.channel,
                      language=report.language)
        part = made(entry, box, report.author, report.desk)
        part.parent, part.place = report, place
        named = readers(report)
        part.key = keep(box, bound(part, named))
        records.add(part, by=actor, office=office_for(actor, report), facts={
            "classification": classification, "channel": part.channel, "sealed": fingerprint(part.original),
            "part_of": report.code})
        Reader.objects.bulk_create(Reader(report=part, person_id=row.person_id, office_id=row.office_id, why=row.why,
                                          since=part.created) for row in report.readers.filter(until=None))
        _same_reporter(report, part)
        records.note(report, "reports.split", by=actor, office=office_for(actor, report), facts={"part": part.code})
    return part


def _same_reporter(report: Report, part: Report) -> None:
    """Known again as there, and not where they were not; asked as long as there, silent if they want no news there."""
    before = Identity.objects.select_related("key").filter(report=report.pk).first()
    known = left(before, report) if before is not None else None
    if before is not None and known:
        box = Box()
        Identity.objects.create(
            report=part, key=keep(box, bound_identity(part)), body=box.seal_words(known.packed(), IDENTITY),
            phone_mark=mark(part.code, known.phone) if before.phone_mark else "",
            email_mark=mark(part.code, known.email) if before.email_mark else "",
            asked=mark(part.code, known.reached) if before.asked else "", stopped=before.stopped)
