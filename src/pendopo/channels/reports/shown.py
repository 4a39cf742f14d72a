"""What our tables hold today of published texts and answers, so that anyone can hold it to the ledger."""
from typing import Any

from pendopo.channels.reports.models import Message, Report
from pendopo.core.records.models import Event

Shown = dict[int, dict[str, Any]]


def reports(lines: list[int]) -> Shown:
    """By line: the published title and text beside the last row that published them, an answer beside its row."""
    found: Shown = {}
    published = Event.objects.filter(line__in=lines, verb="reports.publish", record__visibility="public").values_list(
        "record", "pk", "line")
    last = dict(Event.objects.filter(verb="reports.publish", record__in=[record for record, _event, _line in published])
                .order_by("pk").values_list("record", "pk"))
    texts = {pk: (title, text) for pk, title, text in Report.objects.filter(pk__in=last).values_list(
        "pk", "title", "text")}
    for record, event, line in published:
        if last[record] == event:
            title, text = texts[record]
            found[line] = {"title": title, "published": text}
    for line, text in Message.objects.filter(event__line__in=lines, event__visibility="public").exclude(
            text="").values_list("event__line", "text"):
        found.setdefault(line, {})["text"] = text
    return found


SHOWN = reports
