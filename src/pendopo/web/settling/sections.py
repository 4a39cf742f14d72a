"""What a city settles, section by section: what is asked, what is kept, what it changes. The page and the wizard of the
first start show the same ones."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.actions import standing
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.queries import current
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.places import actions
from pendopo.core.places.models import City
from pendopo.core.places.queries import tile_host
from pendopo.core.records import kinds
from pendopo.kit.country import country
from pendopo.kit.discover import shelf
from pendopo.kit.post import connections
from pendopo.web.settling import forms as ours
from pendopo.web.settling import trying

Given = tuple[Any, Any]             # what was sent: words, files; (None, None) for an empty form


@dataclass(frozen=True)
class Section:
    """`name` is its address and the step in City.steps. `fixed`: variables of the environment that decide instead."""
    name: str
    title: Any
    lead: Any                       # what it is, and what changes with it
    form: Callable[[City, Given], forms.Form]
    take: Callable[[Person, City, Any], str]        # by the actions; gives the sentence that is told
    now: Callable[[City], str]      # how it stands, in a few words
    fixed: Callable[[], str] = lambda: ""
    attempt: Callable[[Person, str], tuple[bool, str]] | None = None
    asks_number: bool = False
    links: tuple[tuple[Any, str], ...] = ()


def whose_form(city: City, given: Given) -> forms.Form:
    return ours.WhoseForm(*given, prefix="daerah", initial={
        "name": city.name, "region": city.region_id or None, "about": city.about, "about_en": city.about_en,
        "contact": city.contact})


def save_whose(me: Person, city: City, form: forms.Form) -> str:
    if city.pk is None:
        for name, value in form.cleaned_data.items():
            setattr(city, name, value)
        actions.settle(actor=me, city=city)
        for begin in shelf("founded", "FOUNDED"):
            begin()
    actions.change(actor=me, city=city, section="daerah", values=form.cleaned_data)
    return gettext("This is how the city is called now.")


def save_logo(me: Person, city: City, form: forms.Form) -> str:
    if form.cleaned_data.get("same"):
        actions.change(actor=me, city=city, section="logo")
        return gettext("The logo stays as it is.")
    kept = None if form.cleaned_data["remove"] else form.cleaned_data["file"]
    actions.hang_up(actor=me, city=city, kept=kept)
    return gettext("It stands at the top of every page.") if kept else gettext("The logo is taken down.")


def save_zone(me: Person, city: City, form: forms.Form) -> str:
    actions.change(actor=me, city=city, section="zona", values=form.cleaned_data)
    return gettext("Days begin and end by this time from now on. What was promised keeps its day.")


def save_first(me: Person, city: City, form: forms.Form) -> str:
    actions.change(actor=me, city=city, section="bahasa", values=form.cleaned_data)
    return gettext("The first page opens in this language. Both stay complete.")


def save_units(me: Person, city: City, form: forms.Form) -> str:
    known = {name.casefold() for name in Organisation.objects.filter(current()).values_list("name", flat=True)}
    new = [name for name in form.cleaned_data["names"] if name.casefold() not in known]
    standing.found_all(actor=me, names=new, parent=form.cleaned_data["parent"], source=form.cleaned_data["source"])
    actions.change(actor=me, city=city, section="lembaga")
    left = len(form.cleaned_data["names"]) - len(new)
    return " ".join([ngettext("%(count)d unit was entered.", "%(count)d units were entered.", len(new)) % {
        "count": len(new)}, *([ngettext("%(count)d was here already.", "%(count)d were here already.", left) % {
            "count": left}] if left else [])])


def channels_form(city: City, given: Given) -> forms.Form:
    return ours.ChannelsForm(*given, prefix="kanal", initial={
        "open": [kind.name for kind in kinds.rooms() if kind.name not in city.closed]})


def save_channels(me: Person, city: City, form: forms.Form) -> str:
    for kind in kinds.rooms():
        on = kind.name in form.cleaned_data["open"]
        if on == (kind.name in city.closed):
            actions.switch(actor=me, city=city, channel=kind.name, on=on)
    actions.change(actor=me, city=city, section="kanal")
    return gettext("New entries go where it is open. What is on record can be read as before.")


def save_map(me: Person, city: City, form: forms.Form) -> str:
    actions.change(actor=me, city=city, section="peta", values=form.cleaned_data)
    host = tile_host(city.tiles)
    return gettext("Every browser that opens the map asks %(host)s: it sees who looks at which place.") % {
        "host": host} if host else gettext("Nobody outside is asked for the map.")


def save_mail(me: Person, city: City, form: ours.Secretive) -> str:
    words = form.words()
    actions.connect(actor=me, city=city, section="surel", words=words if words["host"] else None)
    if not words["host"]:
        return gettext("Letters lie as files on this machine.")
    return gettext("Letters leave this way from now on. Try it with a letter to yourself.")


def save_sms(me: Person, city: City, form: ours.Secretive) -> str:
    words = form.words()
    there = bool(words["address"] or words["secret"])
    actions.connect(actor=me, city=city, section="sms", words=words if there else None)
    if not words["address"]:
        return gettext("No SMS leave.")
    return gettext("Messages leave this way from now on. Try it with one to yourself.")


def shown_zone(city: City) -> str:
    zone = settings.ZONE or city.zone or settings.TIME_ZONE
    return country().zones.get(zone, zone)


def shown_units(city: City) -> str:
    count = Organisation.objects.filter(current(), side__in=OFFICIAL, state="confirmed", elsewhere=False).count()
    return ngettext("%(count)d unit", "%(count)d units", count) % {"count": count}


def shown_channels(city: City) -> str:
    shut = [str(kind.label) for kind in kinds.rooms() if kind.name in city.closed]
    return gettext("Closed: %(names)s") % {"names": ", ".join(shut)} if shut else gettext("All are open.")


def shown_mail(city: City) -> str:
    return connections.shown("surel") or gettext("Files on this machine.")


def shown_sms(city: City) -> str:
    return connections.shown("sms") or gettext("None.")


SECTIONS = [
    Section("daerah", _("Whose server this is"), _(
        "The name stands at the top of every page and in every letter. The region decides which places are offered."),
        whose_form, save_whose, lambda city: city.name or gettext("Nobody has said it yet.")),
    Section("logo", _("Logo"), _("Beside the name, on every page and on paper. Letters carry no picture: fetching one "
                                 "would tell us who reads them."),
            lambda city, given: ours.LogoForm(*given, prefix="logo"), save_logo,
            lambda city: gettext("There is one.") if city.logo_id else gettext("A drawn roof.")),
    Section("zona", _("Time zone"), _(
        "By it days begin and end, letters go out in the morning, and times are written. Promised days do not move."),
        lambda city, given: ours.ZoneForm(*given, prefix="zona", initial={"zone": city.zone or settings.TIME_ZONE}),
        save_zone, shown_zone,
        fixed=lambda: "PENDOPO_ZONE" if settings.ZONE else ""),
    Section("bahasa", _("Languages"), _(
        "Every page is there in both. This says in which one the first page opens when somebody types only the name "
        "of the site."),
        lambda city, given: ours.FirstForm(*given, prefix="bahasa", initial={
            "first": city.first or settings.LANGUAGE_CODE}), save_first,
        lambda city: dict(settings.LANGUAGES)[city.first or settings.LANGUAGE_CODE]),
    Section("lembaga", _("Units"), _(
        "Who answers for what. Enter the names here; heads and staff are invited on the page of each unit."),
        lambda city, given: ours.UnitsForm(*given, prefix="lembaga"), save_units, shown_units,
        links=((_("All units, their parents and heads"), "people:organisations"),)),
    Section("kanal", _("Channels"), _(
        "A channel that is closed takes nothing new and says where to go. What is on record stays, with its links."),
        channels_form, save_channels, shown_channels),
    Section("peta", _("Map"), _("What lies under the points of the map."),
            lambda city, given: ours.MapForm(*given, prefix="peta", initial={
                "tiles": city.tiles, "credit": city.credit}), save_map,
            lambda city: city.tiles or gettext("Plain outlines.")),
    Section("surel", _("Mail"), _("How letters leave: codes to sign in, news, answers to reports."),
            lambda city, given: ours.MailForm(*given[:1], prefix="surel", kept=connections.known("surel")), save_mail,
            shown_mail, fixed=lambda: "PENDOPO_MAIL" if connections.by_environment("surel") else "",
            attempt=trying.letter),
    Section("sms", _("SMS"), _(
        "For people without e-mail: news of their report, and reports by SMS. It costs what your gateway asks."),
        lambda city, given: ours.SmsForm(*given[:1], prefix="sms", kept=connections.known("sms")), save_sms, shown_sms,
        fixed=lambda: "PENDOPO_SMS" if connections.by_environment("sms") else "", attempt=trying.message,
        asks_number=True),
]


def found(name: str) -> Section | None:
    return next((one for one in SECTIONS if one.name == name), None)


def page_of(name: str) -> str:
    return reverse("web:setting", args=[name])
