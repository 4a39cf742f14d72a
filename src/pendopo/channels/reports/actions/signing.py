"""In an office whose head signs, what its people answer waits until the head has signed it or given it back. The clocks
go on meanwhile: the citizen has asked the city. A secret report is left out of this, because its named officers alone
read it, and the head may not be one of them.
"""
from pendopo.channels.reports.actions.speaking import said, stand
from pendopo.channels.reports.actions.telling import tell_followers, tell_reporter
from pendopo.channels.reports.models import Message, Report
from pendopo.channels.reports.queries.officers import heads, signs
from pendopo.channels.reports.queries.opening import MESSAGE, unlocked
from pendopo.channels.reports.rules_who import heading
from pendopo.core.notices.actions import tell
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records


def waits(by: Actor, report: Report, message: Message) -> bool:
    """Whether these words wait for a signature from now on; until then those for the public lie sealed as well. Joined
    in the action that wrote them."""
    office = report.office
    if office is None or report.secret or office.pk in heading(by) or not signs(office):
        return False
    box = unlocked(report)
    message.body = box.seal_words({**box.open_words(message.body, MESSAGE), "public": message.text}, MESSAGE)
    message.waits, message.text, message.html = True, "", ""
    message.save(update_fields=["waits", "body", "text", "html"])
    records.note(report, "reports.draft", by=by, office=office, visibility="members",
                 facts={"sealed": said(message)["facts"]["sealed"]})
    tell(heads(office), "reports.to_sign", report)
    return True


def answered(by: Actor, report: Report, message: Message) -> None:
    """The answer goes out, or it waits."""
    if not waits(by, report, message):
        send(by, report, message)


def send(by: Actor, report: Report, message: Message) -> None:
    """From now on the reporter reads it, and everybody what is public of it."""
    stand(message, records.move(report, "answer", by=by, office=report.office, **said(message)))
    tell_reporter(report, "answer")
    tell_followers(report, "reports.answered")
