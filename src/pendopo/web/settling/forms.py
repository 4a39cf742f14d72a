"""What a city may settle for itself. Nothing here saves; secrets that are left empty stay as they were."""
import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import current
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.records import kinds
from pendopo.kit.country import country
from pendopo.kit.files.actions import keep
from pendopo.kit.files.checks import accept
from pendopo.kit.files.emblems import KINDS, emblem
from pendopo.kit.regions.fields import RegionField
from pendopo.kit.regions.kinds import GOVERNMENT

HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?", re.IGNORECASE)
NEAR = ("localhost", "127.0.0.1", "[::1]")
PARTS = ("{z}", "{x}", "{y}")
LINES, LONGEST = 200, 200             # units at once; characters of a name
FEWEST = 16                           # characters of a word under which messages come in


class WhoseForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As it stands at the top of every page."))
    region = RegionField(label=_("Region"), levels=range(1, GOVERNMENT + 1),
                         help_text=_("A province, regency or city."))
    about = forms.CharField(label=_("About this city"), required=False, max_length=2000,
                            widget=forms.Textarea(attrs={"rows": 3}), help_text=_("On the first page."))
    about_en = forms.CharField(label=_("About this city, in English"), required=False, max_length=2000,
                               widget=forms.Textarea(attrs={"rows": 3}))
    contact = forms.CharField(label=_("How to reach you"), required=False, max_length=500,
                              help_text=_("An address or number that everybody may see."))


class LogoForm(forms.Form):
    file = forms.FileField(label=_("Picture"), required=False, help_text=_(
        "PNG, JPEG or WebP. It is drawn anew, small. SVG is not taken: it can carry programs."))
    remove = forms.BooleanField(label=_("Take the logo down"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["file"].widget.attrs["accept"] = ",".join(sorted(f".{kind.ending}" for kind in KINDS))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        return keep(checked=emblem(accept(upload, KINDS))) if isinstance(upload, UploadedFile) else None

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data.get("file") and not self.cleaned_data.get("remove"):
            self.cleaned_data["same"] = True
        return self.cleaned_data


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(label=_("Time zone"), widget=forms.RadioSelect,
                             choices=[(zone, f"{short} ({zone})") for zone, short in country().zones.items()])


class FirstForm(forms.Form):
    first = forms.ChoiceField(label=_("Language of the first page"), widget=forms.RadioSelect,
                              choices=settings.LANGUAGES)


class UnitsForm(forms.Form):
    names = forms.CharField(label=_("Names of units, one a line"), required=False, widget=forms.Textarea(
        attrs={"rows": 6}), help_text=_("Paste them from a list. A name that is here already is left out."))
    parent = forms.ModelChoiceField(label=_("They belong to"), queryset=Organisation.objects.none(), required=False)
    source = forms.CharField(label=_("The regulation that made them"), max_length=200, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        parent = self.fields["parent"]
        if isinstance(parent, forms.ModelChoiceField):
            parent.queryset = Organisation.objects.filter(current(), side__in=OFFICIAL, state="confirmed",
                                                          elsewhere=False)

    def clean_names(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        named = list({line.casefold(): line for line in reversed(lines) if line}.values())[::-1]
        if len(named) > LINES:
            raise forms.ValidationError(gettext("At most %(most)d at once.") % {"most": LINES})
        if long := next((line for line in named if len(line) > LONGEST), ""):
            raise forms.ValidationError(gettext("This is too long for a name: %(name)s") % {"name": f"{long[:60]}…"})
        return named

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("names") and not self.cleaned_data.get("source"):
            self.add_error("source", gettext("Name the regulation: everybody can read it beside the unit."))
        return self.cleaned_data


class ChannelsForm(forms.Form):
    open = forms.MultipleChoiceField(label=_("Open channels"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["open"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(kind.name, kind.label) for kind in kinds.rooms()]


class MapForm(forms.Form):
    tiles = forms.CharField(label=_("Address of map pictures"), required=False, max_length=300, help_text=_(
        "Empty: points over plain outlines, nobody else is asked. Best is an address of your own, "
        "e.g. /ubin/{z}/{x}/{y}.png, which your proxy answers. Another host sees who looks at which place."))
    credit = forms.CharField(label=_("Whom the map is owed to"), required=False, max_length=200, help_text=_(
        "E.g. © OpenStreetMap contributors. Most licences ask for it."))

    def clean_tiles(self) -> str:
        address = str(self.cleaned_data["tiles"]).strip()
        if not address:
            return ""
        parts = urlsplit(address)
        ours = address.startswith("/") and not address.startswith("//")
        if not ours and (parts.scheme != "https" or not HOST.fullmatch(parts.netloc)):
            raise forms.ValidationError(gettext("Begin with / for your own address, or with https:// for another."))
        if any(part not in address for part in PARTS) or re.search(r"[\s'\";,<>]", address):
            raise forms.ValidationError(gettext("It needs {z}, {x} and {y}, and no blanks or quotes."))
        return address


class Secretive(forms.Form):
    """Fields of this name are never shown again; left empty, what is kept stays. SENT goes to the machine that WHERE
    names: for another one it is typed in anew, so that nobody leads it to a machine of their own."""
    SECRET: tuple[str, ...] = ()
    SENT, WHERE = "password", ""

    def __init__(self, *given: Any, kept: dict[str, str], **named: Any) -> None:
        self.kept = kept
        shown = {name: words for name, words in kept.items() if name not in self.SECRET}
        super().__init__(*given, **(named | {"initial": shown}))
        for name in self.SECRET:
            if kept.get(name):
                self.fields[name].help_text = _(
                    "Kept sealed and not shown. Leave it empty to keep it; for another server type it in again."
                ) if name == self.SENT else _("Kept sealed and not shown. Leave it empty to keep it.")

    def words(self) -> dict[str, str]:
        told = {name: str(value or "") for name, value in self.cleaned_data.items()}
        stays = self.SECRET if told[self.WHERE] == self.kept.get(self.WHERE, "") else (
            name for name in self.SECRET if name != self.SENT)
        return told | {name: told[name] or self.kept.get(name, "") for name in stays}


def secret(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=300, strip=False, help_text=hint,
                           widget=forms.PasswordInput(attrs={"autocomplete": "off"}))


class MailForm(Secretive):
    SECRET, WHERE = ("password",), "host"
    host = forms.CharField(label=_("Mail server"), required=False, max_length=200, help_text=_(
        "Empty: letters lie as files on this machine and reach nobody. E.g. mail.kotakita.go.id; a server in the "
        "city's own network is right, too."))
    security = forms.ChoiceField(label=_("How the line is closed"), initial="tls", widget=forms.RadioSelect, choices=[
        ("tls", _("STARTTLS (usually port 587)")), ("smtps", _("TLS from the first byte (usually port 465)")),
        ("plain", _("Open: only for a server on this same machine"))])
    port = forms.IntegerField(label=_("Port"), required=False, min_value=1, max_value=65535)
    user = forms.CharField(label=_("User name"), required=False, max_length=200,
                           widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = secret(_("Password"))
    sender = forms.EmailField(label=_("Address of the sender"), required=False, help_text=_(
        "E.g. pendopo@kotakita.go.id"))

    def clean_host(self) -> str:
        return a_host(self.cleaned_data["host"])

    def clean(self) -> dict[str, Any]:
        near = self.cleaned_data.get("host") in NEAR
        if self.cleaned_data.get("security") == "plain" and self.cleaned_data.get("host") and not near:
            self.add_error("security", gettext("An open line would show the password and every letter on its way."))
        return self.cleaned_data


class SmsForm(Secretive):
    SECRET, WHERE = ("password", "secret"), "address"
    shape = forms.ChoiceField(label=_("Kind of gateway"), initial="kannel", widget=forms.RadioSelect,
                              choices=[("kannel", "Kannel"), ("rapidpro", "RapidPro")])
    address = forms.CharField(label=_("Address of the gateway"), required=False, max_length=300, help_text=_(
        "Empty: no SMS. E.g. https://sms.kotakita.go.id/cgi-bin/sendsms"))
    user = forms.CharField(label=_("User name"), required=False, max_length=200,
                           widget=forms.TextInput(attrs={"autocomplete": "off"}), help_text=_("Only for Kannel."))
    password = secret(_("Password or token"))
    sender = forms.CharField(label=_("Number of the sender"), required=False, max_length=20, help_text=_("E.g. 1708"))
    secret = secret(_("Word under which messages come in"), _(
        "At least 16 characters; your gateway says it with each message. Empty: none come in."))

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        parts = urlsplit(address)
        if not address:
            return ""
        if not HOST.fullmatch(parts.netloc) or parts.query or parts.fragment:
            raise forms.ValidationError(gettext("Only scheme, host and path, e.g. https://host/cgi-bin/sendsms"))
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in NEAR):
            raise forms.ValidationError(gettext("https://, or http:// for a gateway on this same machine."))
        return address

    def clean_secret(self) -> str:
        typed = str(self.cleaned_data["secret"])
        if typed and len(typed) < FEWEST:
            raise forms.ValidationError(gettext("At least %(fewest)d characters.") % {"fewest": FEWEST})
        return typed


def a_host(text: str) -> str:
    host = text.strip().lower()
    if host and (not HOST.fullmatch(host) or ":" in host):
        raise forms.ValidationError(gettext("Only the name of the server, e.g. mail.kotakita.go.id"))
    return host
