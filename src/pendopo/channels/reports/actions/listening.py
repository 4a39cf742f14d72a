"""A voice note is heard by somebody who types what was said, so that it can be found, redacted and sent on."""
from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.speaking import fingerprint, office_for
from pendopo.channels.reports.actions.telling import tell_reporter
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.opening import ORIGINAL, unlocked
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


def transcribe(*, actor: Actor, report: Report, text: str) -> Report:
    """The words beside the sound, sealed with the report. The reporter reads them and can add what was heard wrongly;
    typed again, the later words stand. The sound itself stays as it came."""
    with whole():
        report = records.lock(report)
        require(rules.transcribe, actor, report)
        box = unlocked(report)
        told = box.open_words(report.original, ORIGINAL)
        report.original = box.seal_words({**told, "heard": text}, ORIGINAL)
        report.save(update_fields=["original"])
        records.note(report, "reports.transcribe", by=actor, office=office_for(actor, report),
                     facts={"sealed": fingerprint(report.original)})
        tell_reporter(report, "news")
    return report
