"""Every night the city holds its own ledger against itself, with the program that everybody else uses."""
from django.conf import settings

from pendopo.analysis import verifier
from pendopo.kit.work import logbook

NAMED = 10                       # findings that are written down


def watch() -> int:
    """Signature, tiles, root, every public row, and what was seen the night before. Returns how many are wrong."""
    memory = logbook.path("verify").with_name("verify-memory.json")
    memory.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        report = verifier.verify(f"{settings.SITE}/ledger", state=str(memory), processes=1)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        logbook.note("verify", good=False, error=type(error).__name__)
        return 0
    logbook.note("verify", good=report.ok, size=report.size,
                 wrong=[[found.kind, found.index, found.text] for found in report.findings[:NAMED]])
    return len(report.findings)
