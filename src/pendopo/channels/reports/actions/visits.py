"""What an inspector found at the place. Written perhaps where there is no line, and sent when there is one again."""
from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.speaking import enclose, fingerprint, say, sealed_for, stand
from pendopo.channels.reports.models import Message, Report, Visit
from pendopo.channels.reports.queries.opening import unlocked
from pendopo.core.people.actors import Actor
from pendopo.core.people.queries import keyed
from pendopo.core.records import actions as records
from pendopo.kit.files.checks import Checked
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def visit(*, actor: Actor, report: Report, text: str, key: str, photo: Checked | None = None) -> tuple[Message, bool]:
    """A note with a photo for those who work on the case. The same `key` again is the same note: (note, new)."""
    mark = keyed("report-visit", f"{actor.person.alias}:{key}")
    kept = sealed_for(report, [photo] if photo else [])
    with whole():
        report = records.lock(report)
        require(rules.visit, actor, report)
        before = Visit.objects.select_related("message").filter(form_key=mark).first()
        if before is not None:
            return before.message, False
        message = say(report, unlocked(report), "note", text, by=actor, office=report.office)
        enclose(report, kept, message)
        Visit.objects.create(message=message, form_key=mark)
        stand(message, records.note(report, "reports.visit", by=actor, office=report.office, visibility="members",
                                    facts={"sealed": fingerprint(message.body)}))
    return message, True
