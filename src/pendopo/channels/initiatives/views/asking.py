"""What a deed is given: who asks, about which initiative and which thing in it."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.models import Initiative
from pendopo.channels.initiatives.queries import room
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import named
from pendopo.kit.rules import Rule


@dataclass(frozen=True)
class Ask:
    actor: Actor
    initiative: Initiative
    thing: Any
    request: HttpRequest

    @property
    def sent(self) -> Any:
        """What was typed; None when the form is opened."""
        return self.request.POST if self.request.method == "POST" else None


@dataclass(frozen=True)
class Deed:
    """A form of the room. `do` calls one action with what was typed; `step`: to which page it leads back."""
    title: Any
    send: Any
    rule: Rule
    form: Callable[[Ask], forms.BaseForm]
    do: Callable[[Ask, Any], Any]
    thing: Callable[[Initiative, int], Any] = lambda initiative, key: None
    lead: Any = ""
    step: int = 0                        # 0: the room itself
    danger: bool = False


def initiative_or_404(code: str, actor: Actor | None) -> Initiative:
    found = room.initiative(code, actor)
    if found is None:
        raise Http404
    return found


def asked(request: HttpRequest, code: str) -> tuple[Actor, Initiative]:
    actor = named(request)
    return actor, initiative_or_404(code, actor)


def fitting(deed: Deed, actor: Any, thing: Any) -> bool:
    """Of a thing that has no side yet: whether the rule allows it for one of the sides."""
    if getattr(thing, "side", None) or getattr(thing, "pk", None) or not hasattr(thing, "side"):
        return bool(deed.rule.allows(actor, thing))
    for side in rules.SIDES:
        thing.side = side
        if deed.rule.allows(actor, thing):
            return True
    return False
