"""What the public may read of a text: proposed by the redactor, confirmed by a person."""
from pendopo.analysis.redaction import redacted
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.opening import reporter
from pendopo.kit.markdown import plain
from pendopo.kit.shapes import shapes

TITLE = 80                           # characters of a proposed title


def proposal(report: Report, text: str) -> tuple[str, str]:
    """(title, text) without what names somebody, as far as a program can tell."""
    clean = redacted(text, shapes(), known(report))
    return plain(clean, TITLE), clean


def known(report: Report) -> list[str]:
    """The reporter's own name is hidden wherever it stands; nobody sees it for that."""
    found = reporter(report)
    return [found.name] if found and found.name else []
