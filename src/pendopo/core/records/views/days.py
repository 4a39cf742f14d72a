"""The kept numbers of all days, to be taken away: all of a city for programs, those of one page as a table."""
import json
from collections.abc import Iterator
from importlib.metadata import version

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe

from pendopo.analysis import sheet_text
from pendopo.core.records.figures import WHOLE, Source
from pendopo.core.records.models import KeptFigures
from pendopo.core.records.views.dated import called_now, source_of
from pendopo.kit import jsonl, streamed
from pendopo.kit.country import spoken

AT_A_TIME = 500


def newest(request: HttpRequest, name: str = "", subject: str = WHOLE) -> str | None:
    """The same until something more is kept, so that a copy of the city is not sent it all again."""
    last = KeptFigures.objects.order_by("-pk").values_list("pk", "line__seq").first()
    return f'"{version("pendopo")}-{spoken()}-{last[0]}-{last[1]}"' if last else None


@require_safe
@condition(etag_func=newest)
def everything(request: HttpRequest) -> HttpResponseBase:
    """Lines of JSON, oldest first: {name, subject, day, numbers, digest, line}. `digest` is the SHA-256 over the first
    four as canonical JSON (keys sorted, no spaces, UTF-8), and stands in that line of the ledger."""
    return streamed.answer(request, lines(), spoken(), jsonl.LINES)


def lines() -> Iterator[str]:
    rows = KeptFigures.objects.order_by("pk").values_list("name", "subject", "day", "numbers", "digest", "line__seq")
    for name, subject, day, numbers, digest, line in rows.iterator(AT_A_TIME):
        yield json.dumps({"name": name, "subject": subject, "day": str(day), "numbers": numbers, "digest": digest,
                          "line": line}, ensure_ascii=False) + "\n"


@require_safe
@condition(etag_func=newest)
def table(request: HttpRequest, name: str, subject: str = WHOLE) -> HttpResponseBase:
    """One number in a row: the day, what it is, the number as it is kept and as the page writes it."""
    source, rows = source_of(name), KeptFigures.objects.filter(name=name, subject=subject).order_by("day")
    if not rows.exclude(numbers={}).exists():
        raise Http404
    head = [gettext("Day"), gettext("Key"), gettext("What is counted"), gettext("Number"),
            gettext("As the page has it"), gettext("Fingerprint"), gettext("Ledger line")]
    parts = sheet_text.written(head, cells(source, rows.select_related("line").iterator(AT_A_TIME)))
    return streamed.table(request, parts, spoken(), f"{'-'.join(filter(None, [name, subject]))}.csv")


def cells(source: Source, rows: Iterator[KeptFigures]) -> Iterator[list[str]]:
    for one in rows:
        line = "" if one.line.seq is None else str(one.line.seq)
        for key, value in one.numbers.items():
            yield [str(one.day), key, sheet_text.safe(called_now(source, key)), str(value),
                   sheet_text.safe(source.told(key, value)), one.digest, line]
