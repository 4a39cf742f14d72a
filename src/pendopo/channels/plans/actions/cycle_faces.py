"""What the page of a plan shows of its making, drawn up inside the action that changed it: the page reads one row."""
from collections import Counter
from typing import Any

from pendopo.channels.plans.cycles import Answer, Contribution, Cycle, Paper, Stage, Theme

NAMED = 10                           # contributions without an answer that the page names


def redraw(cycle: Cycle) -> None:
    """Five queries. The cycle is held by the caller."""
    stages = list(Stage.objects.filter(cycle=cycle.pk))
    rows = list(Contribution.objects.filter(cycle=cycle.pk).values_list("number", "state", "theme"))
    latest: dict[int, str] = dict(Answer.objects.filter(contribution__cycle=cycle.pk).order_by("pk").values_list(
        "contribution", "outcome"))
    themes = Counter(theme for _, state, theme in rows if state in ("received", "answered"))
    cycle.face = {
        "stages": [_stage(row) for row in stages if row.replaced is None],
        "former": [_stage(row) | {"replaced": row.replaced.isoformat()} for row in stages if row.replaced is not None],
        "themes": [{"position": one.position, "title": one.title, "count": themes[one.pk]}
                   for one in Theme.objects.filter(cycle=cycle.pk)],
        "papers": [_paper(row) for row in Paper.objects.filter(cycle=cycle.pk).select_related("file", "theme")],
        "tally": dict(Counter(state for _, state, _ in rows)), "outcomes": dict(Counter(latest.values())),
        "waiting": [number for number, state, _ in rows if state == "received"][:NAMED]}
    cycle.save(update_fields=["face"])


def _stage(row: Stage) -> dict[str, str]:
    return {"name": row.name, "start": row.start.isoformat(), "end": row.end.isoformat()}


def _paper(row: Paper) -> dict[str, Any]:
    file = row.file
    return {"key": row.pk, "sort": row.sort, "title": row.title, "day": row.day.isoformat(), "html": row.html,
            "url": row.url, "theme": row.theme.title if row.theme else "", "event": row.event_id,
            "file": None if file is None else {"sha256": file.sha256, "name": file.name, "mime": file.mime,
                                               "size": file.size}}
