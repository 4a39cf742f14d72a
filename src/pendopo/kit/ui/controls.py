"""A bound form field made ready to draw: one label, one hint, one error, tied to the control by aria-describedby."""
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Textarea
from django.forms.boundfield import BoundWidget

WORDS = (Textarea,)


@dataclass(frozen=True)
class Option:
    id: str
    html: str
    label: str


@dataclass(frozen=True)
class Control:
    """shape: one (input, select, textarea), check (a single box), group (radios, boxes, parts of a date) or hidden.

    html is what Django's widget drew, marked safe by it. limit: characters at most, where a counter is wanted.
    """
    id: str
    label: str
    hint: str
    errors: list[str]
    shape: str
    html: str
    optional: bool
    described: str
    limit: int | None = None
    options: list[Option] = field(default_factory=list)


def dress(bound: BoundField, hint: str = "", counter: bool = False) -> Control:
    """Everything the macro `field` draws. counter: say how many characters are left (long texts with a maximum)."""
    here = bound.auto_id or bound.html_name
    hint = hint or str(bound.help_text)
    widget = bound.field.widget
    shape = _shape(bound)
    limit = getattr(bound.field, "max_length", None) if counter and isinstance(widget, WORDS) else None
    described = " ".join(f"{here}_{part}" for part, there in
                         [("helptext", hint), ("count", limit), ("error", bound.errors)] if there)
    attrs: dict[str, Any] = {"aria-describedby": described} if described and shape != "group" else {}
    if limit:
        attrs["data-count"] = f"{here}_count"
    options = []
    if shape == "group" and isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        options = [_option(part) for part in bound.subwidgets]
    html: str = bound.as_widget(attrs=attrs) if not options else ""
    return Control(here, str(bound.label), hint, [str(e) for e in bound.errors], shape, html,
                   not bound.field.required, described, limit, options)


def problems(form: BaseForm) -> list[dict[str, str]]:
    """What is wrong, in the order of the form; each with the address of the control that mends it, if there is one."""
    found = [{"text": str(text), "address": ""} for text in form.non_field_errors()]
    for bound in form:
        for text in bound.errors:
            named = str(bound.label) if str(bound.label).endswith("?") else f"{bound.label}:"
            found.append({"text": f"{named} {text}", "address": f"#{_first(bound)}"})
    return found


def initials(name: str) -> str:
    """Two letters at most for the round sign beside a name: "Sari Contoh" -> SC."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def _shape(bound: BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "group" if bound.use_fieldset and not isinstance(widget, FileInput) else "one"


def _option(part: BoundWidget) -> Option:
    return Option(part.id_for_label, part.tag(wrap_label=False), str(part.choice_label))


def _first(bound: BoundField) -> str:
    return bound.id_for_label or f"{bound.auto_id}_0"
