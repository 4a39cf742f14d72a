"""How this installation is: numbers for everybody, and for the city's coordinators every line with what to do."""
import shutil
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.core.ledger import queries as ledger
from pendopo.core.people.sessions import named
from pendopo.kit.post import queries as post
from pendopo.kit.ui import dates, figures
from pendopo.kit.work import queries as work
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line, lines, worst

LOOKERS = ("coordinator", "secretariat")             # of the government, as for the page of the gateways


@never_cache
def numbers(request: HttpRequest) -> HttpResponse:
    """How the machine does, in numbers alone: nothing about anybody. For the operator and for whoever watches."""
    disk, head = shutil.disk_usage(settings.HOME), ledger.head()
    written = ledger.written()
    return render(request, "web/health.html", {
        "alive": work.alive(), "jobs": work.waiting(), "failed": work.failed(), "letters": post.waiting(),
        "lines": written, "unplaced": written - head.size, "unsigned": head.size - head.published,
        "free": disk.free, "whole": disk.total,
        "runs": [(run.name, dates.timed(run.started), figures.number(run.seconds), figures.number(run.did),
                  run.failed or "-") for run in work.runs()]})


@require_safe
@never_cache
def in_words(request: HttpRequest) -> HttpResponse:
    """Every line: what is, since when, what to do; the worst first."""
    if "government" not in named(request).sides(*LOOKERS):
        raise PermissionDenied
    found = lines()
    titles = ((BAD, gettext("Do something now"), "bad"), (ATTENTION, gettext("Have a look at this"), "warning"),
              (GOOD, gettext("In order"), "good"))
    groups = [{"title": title, "level": level, "lines": [shown(line) for line in found if line.state == state]}
              for state, title, level in titles]
    return render(request, "web/health-lines.html", {
        "state": worst(found), "groups": [group for group in groups if group["lines"]]})


def shown(line: Line) -> dict[str, Any]:
    return {"name": line.name, "label": line.label, "says": line.says, "do": line.do,
            "since": dates.timed(line.since) if line.since else "", "items": line.items}
