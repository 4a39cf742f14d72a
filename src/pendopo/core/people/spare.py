"""The pages of the spare key: the secretariat names two holders; the two holders use it when nobody else can."""
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from pendopo.core.people import attempts, queries, rules, sessions
from pendopo.core.people.actions import spare
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import SpareKey
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.rules import require


class Holders(forms.Form):
    """Two people of two offices: neither can do it alone."""
    first_office = forms.CharField(label=_("Office of the first holder"), max_length=120,
                                   help_text=_("For example: Regional Secretary. It is public."))
    first_name = forms.CharField(label=_("Name of the first holder"), max_length=120,
                                 help_text=_("Only the secretariat reads it."))
    second_office = forms.CharField(label=_("Office of the second holder"), max_length=120,
                                    help_text=_("Another office, for example: Inspector."))
    second_name = forms.CharField(label=_("Name of the second holder"), max_length=120)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for part in ("office", "name"):
            one, other = (str(typed.get(f"{which}_{part}", "")).casefold() for which in ("first", "second"))
            if one and one == other:
                self.add_error(f"second_{part}", _("Two different people of two offices are needed."))
        return typed


class Parts(forms.Form):
    """What stands on the two papers, and who is to come in."""
    first = forms.CharField(label=_("Part of the first holder"), max_length=200, strip=True,
                            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    second = forms.CharField(label=_("Part of the second holder"), max_length=200, strip=True,
                             widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    email = forms.EmailField(label=_("E-mail address of the new member of the secretariat"),
                             help_text=_("The invitation goes there. It works once, for seven days."))


@never_cache
@login_required
@sensitive_post_parameters()
def spare_key(request: HttpRequest) -> HttpResponse:
    """Who holds the parts; new ones are made here and shown once."""
    me = sessions.person(request)
    require(rules.name_holders, me, SpareKey(by=me))
    form = Holders(request.POST or None)
    if request.method == "POST" and form.is_valid():
        parts = spare.name_holders(actor=me, **form.cleaned_data)
        typed = form.cleaned_data
        return render(request, "people/spare_parts.html", {
            "where": settings.SITE + reverse("people:use_spare_key"), "parts": [
            (typed["first_office"], typed["first_name"], parts[0]),
            (typed["second_office"], typed["second_name"], parts[1])]})
    return render(request, "people/spare_key.html", {"form": form, "now": queries.spare_key()})


@never_cache
@sensitive_post_parameters()
def use(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in here: that is the point. Both parts are typed at one screen."""
    form = Parts(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            attempts.try_spare_key(request)
            key = spare.recover(actor=queries.system("spare-key"), language=spoken(),
                                **form.cleaned_data)
        except TooOften as error:
            form.add_error(None, attempts.too_often(error))
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            return render(request, "people/spare_used.html", {"key": key, "email": form.cleaned_data["email"]})
    return render(request, "people/spare_use.html", {"form": form})
