"""A form field for a place. The person types; the form comes back with the places to choose from when several fit.

    place = RegionField(label=_("Where"), levels={2, 3, 4})
    self.fields["place"].ask(within="35.22")              # a city asks for its own places only

The cleaned value is a Region. A script (static/regions/picker.js) offers places while typing; nothing depends on it.
"""
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from pendopo.kit.regions.kinds import LEVELS
from pendopo.kit.regions.models import Region
from pendopo.kit.regions.picking import LONGEST, OFFERED, Answer, Asked
from pendopo.kit.regions.queries import path_name

MISSING = _("We know no place called “%(text)s”. Type the name of a village, district, regency or city.")
ONE = _("Do you mean the place below? Then choose it.")
SEVERAL = _("Several places are called “%(text)s”. Choose the one you mean.")
MANY = _("Very many places are called “%(text)s”. Choose one, or add the district or regency, with a comma between.")


class RegionPicker(forms.Widget):
    """A text field; with `asked`, set by the field, it can offer what to choose from."""
    asked = Asked()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Answer:
        return Answer(*(str(data.get(key) or "").strip() for key in (name, f"{name}_code", f"{name}_choice")))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        answer = value if isinstance(value, Answer) else Answer("")
        met = self.asked.resolve(answer) if answer.text else []
        places = [] if isinstance(met, Region) or (answer.code and not answer.choice and not met) else met
        level = [("level", level) for level in sorted(self.asked.levels) if set(self.asked.levels) != set(LEVELS)]
        source = f"{reverse('regions:find')}?{urlencode([*level, ('within', self.asked.within)])}"
        attributes = self.build_attrs(self.attrs, {"maxlength": LONGEST, "autocomplete": "off", **(attrs or {})})
        drawn = render_to_string("regions/picker.html", {
            "name": name, "answer": answer, "code": met.code if isinstance(met, Region) else "", "source": source,
            "places": places[:OFFERED], "id": attributes.get("id") or f"id_{name}", "attributes": flatatt(attributes),
            "script": static("regions/picker.js"), "style": static("regions/picker.css")}, using="jinja2")
        return SafeString(drawn)             # the template escapes what it is given


class RegionField(forms.Field):
    """Cleans to a Region or None. Errors: required, missing (no such place), one, several and many (choose)."""
    widget: RegionPicker = RegionPicker                      # type: ignore[assignment]  # a class until Field makes one
    default_error_messages = {"missing": MISSING, "one": ONE, "several": SEVERAL, "many": MANY}

    def __init__(self, *, levels: Collection[int] = LEVELS, within: str = "00", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ask(levels=levels, within=within)

    def ask(self, *, levels: Collection[int] | None = None, within: str | None = None) -> None:
        """Narrows what is asked for, in a form that knows its city."""
        asked = self.widget.asked
        self.widget.asked = Asked(levels or asked.levels, within or asked.within)

    def prepare_value(self, value: Any) -> Any:
        region = Region.objects.filter(pk=value).first() if isinstance(value, str) else value
        return Answer(path_name(region), region.code) if isinstance(region, Region) else value

    def clean(self, value: Any) -> Region | None:
        answer = value if isinstance(value, Answer) else Answer(str(value or ""))
        if not answer.text:
            self.validate(None)                              # says "required" where it is
            return None
        met = self.widget.asked.resolve(answer)
        if isinstance(met, Region):
            self.run_validators(met)
            return met
        key = ("missing", "one", "several", "many")[min(len(met), 2) + (len(met) > OFFERED)]
        said = {"text": Truncator(answer.text).chars(60)}
        raise forms.ValidationError(self.error_messages[key], code=key, params=said)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.prepare_value(initial)
        return (before.text if isinstance(before, Answer) else "") != (data.text if isinstance(data, Answer) else "")
