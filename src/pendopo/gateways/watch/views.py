"""What went through each gateway, what waits, what failed and how; numbers and names of errors, never words of anybody.
Knows no gateway: each says what it is in gate.py."""
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pendopo.core.people.sessions import named
from pendopo.kit.ui.dates import moment
from pendopo.kit.ui.twins import twin
from pendopo.kit.work.gates import Gate, gates
from pendopo.kit.work.models import Passage
from pendopo.kit.work.queries import passages

LOOKERS = ("coordinator", "secretariat")             # of the government: they hear first when nothing comes in


def of(name: str, *words: str) -> str:
    return twin("watch", name, *words)


def only_coordinators(request: HttpRequest) -> None:
    if "government" not in named(request).sides(*LOOKERS):
        raise PermissionDenied


@require_safe
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    only_coordinators(request)
    known = passages()
    return render(request, "watch/page.html", {"gates": [drawn(gate, known) for gate in gates()]})


def drawn(gate: Gate, known: dict[str, Passage]) -> dict[str, Any]:
    waiting = gate.waiting()
    return {"name": gate.name, "label": gate.label, "set_up": gate.set_up(), "to_go": waiting.to_go,
            "given_up": waiting.given_up, "again": of("again", gate.name), "own": own(gate.address),
            "rows": [row(label, known.get(name, Passage(name=name))) for name, label in gate.passages]}


def own(name: str) -> str:
    """The page of the gateway itself, in the language of this page."""
    space, _colon, page_name = name.partition(":")
    return twin(space, page_name) if name else ""


def row(label: Any, passage: Passage) -> list[Any]:
    last = moment(passage.last) if passage.last else gettext("never")
    trouble = f"{moment(passage.last_failed)}: {passage.error}" if passage.last_failed else gettext("none")
    return [label, passage.passed, last, passage.dropped, passage.failed, trouble]


@require_POST
@never_cache
def again(request: HttpRequest, name: str) -> HttpResponse:
    """What was given up is tried once more."""
    only_coordinators(request)
    gate = next((one for one in gates() if one.name == name), None)
    if gate is None:
        raise Http404
    count = gate.retry()
    messages.success(request, ngettext("%(count)d is tried again.", "%(count)d are tried again.", count) % {
        "count": count})
    return redirect(of("page"))
