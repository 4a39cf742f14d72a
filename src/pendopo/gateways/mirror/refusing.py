"""What somebody reads when a copy is not refreshed, or when two copies are compared: which row, which record, what it
said and what it says now, and what that means."""
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from pendopo.analysis.forks import Difference, Verdict
from pendopo.gateways.mirror.log import Refused

LONG = 120                       # characters of a value that are shown


def explained(refusal: Refused, folder: Path) -> list[str]:
    """The lines for the screen; the same, with the city's own signed log, is kept as evidence in the folder."""
    lines = list(told(refusal))
    evidence = folder / "proof" / timezone.now().strftime("refused-%Y%m%dT%H%M%S")
    evidence.mkdir(parents=True, exist_ok=True)
    (evidence / "what-happened.txt").write_text("\n".join(lines) + "\n", "utf-8")
    for name in ("ledger-of-the-city", "ledger"):
        theirs = folder / ".draft" / "www" / name
        if (theirs / "checkpoint").exists():
            shutil.copytree(theirs, evidence / name, dirs_exist_ok=True)
            break
    shutil.rmtree(folder / ".draft", ignore_errors=True)
    return [*lines, gettext("The copy stays as it was. What the city served now is kept in %(folder)s.") % {
        "folder": evidence}]


def told(refusal: Refused) -> Iterator[str]:
    if refusal.verdict is not None:
        yield from verdict_lines(refusal.verdict)
    elif refusal.report is not None:
        yield from refusal.report.lines()
    else:
        yield gettext("There is no log at this address that can be read.")


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Two copies of a log beside each other, in sentences."""
    yield gettext("Kept: %(origin)s, %(size)s rows, root %(root)s") % shown(verdict.first)
    yield gettext("Now:  %(origin)s, %(size)s rows, root %(root)s") % shown(verdict.second)
    if verdict.fits:
        yield gettext("They agree: the first %(count)s rows are the same, to the last byte.") % {
            "count": f"{verdict.size:,}"}
        return
    if verdict.first.origin != verdict.second.origin:
        yield gettext("✗ These are two different logs.")
    elif verdict.first.size > verdict.second.size:
        yield gettext("✗ The log SHRANK: %(count)s rows that were signed are gone.") % {
            "count": f"{verdict.first.size - verdict.second.size:,}"}
    else:
        yield gettext(
            "✗ The log was REWRITTEN within its first %(count)s rows. Both were signed; both cannot be true.") % {
                "count": f"{verdict.size:,}"}
    if not verdict.count and verdict.first.origin == verdict.second.origin:
        yield gettext("  Which row it was, a whole copy can say: compare with a mirror.")
    for one in verdict.differences:
        yield f"  ✗ {difference(one)}"
        for name, (was, now) in one.changes.items():
            yield f"      {name}: {short(was)} → {short(now)}"
    if verdict.count > len(verdict.differences) > 0:
        yield gettext("  … and %(count)s more rows") % {"count": f"{verdict.count - len(verdict.differences):,}"}


def difference(one: Difference) -> str:
    about = ", ".join(part for part in (one.record, one.verb, one.at) if part)
    row = gettext("row %(index)s") % {"index": one.index} + (f" ({about})" if about else "")
    sentences = {
        "altered": gettext("%(row)s was CHANGED:"), "replaced": gettext("%(row)s was REPLACED by another one:"),
        "moved": gettext("%(row)s was MOVED to row %(to)s: something before it was taken out or put in."),
        "closed": gettext("%(row)s was public and is CLOSED under another hash."),
        "gone": gettext("%(row)s has NO opening any more, under another hash."),
        "cut": gettext("%(row)s was TAKEN AWAY: the log now ends before it."),
        "unknown": gettext("%(row)s is another one; what it said was not public here.")}
    return sentences[one.kind] % {"row": row, "to": one.to}


def short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = "".join(sign if sign.isprintable() else "?" for sign in text)
    return text if len(text) <= LONG else f"{text[:LONG]}…"


def shown(point: Any) -> dict[str, str]:
    return {"origin": point.origin, "size": f"{point.size:,}", "root": point.root.hex()}
