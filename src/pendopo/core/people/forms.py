"""What may come in at the sign-in pages (allauth's forms in our words) and at our own. Nothing here saves."""
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from allauth.core import context
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxLengthValidator, validate_email
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pendopo.core.people import attempts
from pendopo.core.people.adapters import ERRORS, slow
from pendopo.core.people.devices import DeviceAnswer, wrong_answer
from pendopo.core.people.models import Organisation, Person, today
from pendopo.core.people.phones import e164, identity
from pendopo.core.people.queries import by_email, by_phone, current
from pendopo.core.people.roles import OFFICIAL, ROLES, SIDES, SOCIETY, TIME_BOXED
from pendopo.kit.codes import Mistyped, parse_receipt
from pendopo.kit.limits.actions import TooOften

NAME = 60                               # characters of a name
LONGEST = 254                           # characters of an address, a code, a password
CONTROL = dict.fromkeys(range(32))      # no line breaks or bells in a name


class Spoken:
    """allauth's fields with our labels and no placeholder: a placeholder vanishes when one begins to type."""
    LABELS: ClassVar[dict[str, Any]] = {
        "login": _("E-mail address or telephone number"), "email": _("E-mail address"), "password": _("Password"),
        "phone": _("Telephone number"), "code": _("Code"), "name": _("Name"),
        "passwordless": _("Sign in with this passkey alone, without e-mail or password"),
    }
    HINTS: ClassVar[dict[str, Any]] = {}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]  # given by the form beside us
        for name, field in fields.items():
            field.label, field.help_text = self.LABELS.get(name, field.label), self.HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.CharField) and field.max_length is None and name != "credential":
                field.max_length = LONGEST
                field.validators.append(MaxLengthValidator(LONGEST))
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


def name_field(**options: Any) -> forms.CharField:
    return forms.CharField(max_length=NAME, widget=forms.TextInput(attrs={"autocomplete": "name"}), **options)


def asked_in_time(login: str, person: Person | None) -> None:
    """A code goes out, unless too many did from here. Raises ValidationError."""
    try:
        attempts.ask_code(context.request, login, person)
    except TooOften as error:
        raise slow(error) from error


class SignIn(Spoken, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """One field for either address; without a password a code is sent. A number of identity opens nothing here."""
    HINTS: ClassVar[dict[str, Any]] = {"password": _("Leave it empty and we send you a code.")}

    def _setup_password_field(self) -> None:
        self.fields["password"].required = False
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean_login(self) -> str:
        login: str = super().clean_login()
        number = identity(login)
        if number:
            raise forms.ValidationError(_("%(number)s is not used to sign in. Write your e-mail address or telephone "
                                          "number."), params={"number": number}, code="nik")
        try:
            if "@" not in login:
                return e164(login)
            validate_email(login)
        except (ValueError, forms.ValidationError):
            raise forms.ValidationError(ERRORS["invalid_login"], code="invalid_login") from None
        return login.lower()

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        """Whether the account exists shows neither in words nor in what follows."""
        found = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True) if email else [
            by_phone(phone or "")]
        self.user = found[0] if found else None
        asked_in_time(email or phone or "", self.user)
        typed: dict[str, Any] = self.cleaned_data
        return typed


class SignUp(Spoken, account.SignupForm):  # type: ignore[misc]  # allauth has no types
    """As short as one act needs: an address, and a name only if one wishes."""
    HINTS: ClassVar[dict[str, Any]] = {
        "name": _("How you wish to be called here, under what you write. It need not be your own name.")}
    BY = "email"
    name = name_field(required=False)
    field_order = ("email", "phone", "name")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, email_required=self.BY == "email", **named)
        del self.fields["phone" if self.BY == "email" else "email"]
        self._has_phone_field = self.BY == "phone"
        self.fields[self.BY].required = True

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def validate_unique_email(self, value: str) -> str:
        """An address that was typed before and never proved is free: whoever reads its mail gets it."""
        if Person.objects.filter(email=value, sort="new").exists():
            return value
        email: str = super().validate_unique_email(value)
        return email

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean()
        address = typed.get(self.BY)
        if address and not self.errors:
            asked_in_time(address, by_email(address) if self.BY == "email" else by_phone(address))
        return typed

    def save(self, request: HttpRequest) -> Person:
        person: Person = account.get_adapter().save_user(request, Person(), self)
        if person.email and not EmailAddress.objects.filter(user=person).exists():
            setup_user_email(request, person, [EmailAddress(email=person.email)])
        return person


class SignUpByPhone(SignUp):
    BY = "phone"
    HINTS: ClassVar[dict[str, Any]] = {**SignUp.HINTS, "phone": _("We send a code by SMS.")}


class Reauthenticate(Spoken, account.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass


class AddEmail(Spoken, account.AddEmailForm):  # type: ignore[misc]  # allauth has no types
    pass


class ChangeEmail(Spoken, account.ChangeEmailForm):  # type: ignore[misc]  # allauth has no types
    pass


class ChangePhone(Spoken, account.ChangePhoneForm):  # type: ignore[misc]  # allauth has no types
    HINTS: ClassVar[dict[str, Any]] = {"phone": _("We send a code by SMS.")}

    def clean_phone(self) -> str:
        phone: str = super().clean_phone()
        asked_in_time(phone, by_phone(phone))
        return phone


class EmailCode(Spoken, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class SignInCode(Spoken, account.ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    pass


class PhoneCode(Spoken, account.VerifyPhoneForm):  # type: ignore[misc]  # allauth has no types
    pass


class ActivateApp(Spoken, app.ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    HINTS: ClassVar[dict[str, Any]] = {"code": _("The six digits that the app shows now.")}


class RemoveApp(Spoken, app.DeactivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    pass


class SecondCode(Spoken, factor.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    HINTS: ClassVar[dict[str, Any]] = {"code": _("Six digits from your app, or one of your recovery codes.")}


class SecondCodeAgain(Spoken, factor.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    HINTS = SecondCode.HINTS


class Sturdy(Spoken):
    """The answer of a device comes from a stranger: whatever breaks its parser is a wrong answer, not an error page."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["credential"] = DeviceAnswer(widget=forms.HiddenInput)  # type: ignore[attr-defined]

    def clean_credential(self) -> Any:
        with wrong_answer():
            deeper = getattr(super(), "clean_credential", None)
            return deeper() if deeper else self.cleaned_data["credential"]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        with wrong_answer():
            return super().clean()  # type: ignore[misc]  # given by the form beside us


class UsePasskey(Sturdy, passkey.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class UsePasskeyAgain(Sturdy, passkey.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class SignInWithPasskey(Sturdy, passkey.LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


class AddPasskey(Sturdy, passkey.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    HINTS: ClassVar[dict[str, Any]] = {
        "name": _("So that you recognise it: \"My phone\"."),
        "passwordless": _("Your device asks for your finger, face or PIN: that makes it both factors at once.")}

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["passwordless"].initial = True


class NamePasskey(Spoken, passkey.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    pass


# Our own pages

def clean_name(text: str) -> str:
    return " ".join(text.split()).translate(CONTROL)


class Name(forms.Form):
    name = name_field(label=_("Name"), required=False, help_text=SignUp.HINTS["name"])

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])


class Language(forms.Form):
    language = forms.ChoiceField(label=_("Language of mails and notices"), choices=settings.LANGUAGES,
                                 widget=forms.RadioSelect)


class NewPassword(forms.Form):
    """The present one is asked for, unless the person has just signed in with a code (they may have forgotten it)."""
    present = forms.CharField(label=_("Your present password"), strip=False, required=False,
                              widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    password = forms.CharField(label=_("New password"), strip=False, help_text=_(
        "At least 10 characters. Four words that you can remember are better than one strange word."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *given: Any, person: Person, fresh: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.person = person
        if fresh or not person.has_usable_password():
            del self.fields["present"]

    def clean_present(self) -> str:
        present: str = self.cleaned_data["present"]
        if not self.person.check_password(present):
            raise forms.ValidationError(ERRORS["enter_current_password"], code="wrong")
        return present

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class Accept(forms.Form):
    """Name and password of somebody who was invited."""
    name = name_field(label=_("Your name"), help_text=_("Under which the city knows you in this role."))
    password = forms.CharField(label=_("Password"), strip=False, help_text=NewPassword.base_fields[
        "password"].help_text, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Please write your name."), code="required")
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class ReceiptCode(forms.Form):
    """The 20 characters, with whatever spaces and dashes. What was typed stays in the field."""
    code = forms.CharField(label=_("Receipt"), max_length=80, help_text=_(
        "20 letters and digits in five groups, like 7KQ2-M0XD-..."), widget=forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}))

    def clean_code(self) -> str:
        try:
            return parse_receipt(self.cleaned_data["code"])
        except Mistyped as error:
            raise forms.ValidationError(str(error.sentence), code="mistyped") from error


class Proposal(forms.Form):
    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    side = forms.ChoiceField(label=_("What kind of organisation?"), widget=forms.RadioSelect,
                             choices=[(side, SIDES[side]) for side in SOCIETY])
    about = forms.CharField(label=_("What it does, and how one can see that it exists"), max_length=3000,
                            widget=forms.Textarea(attrs={"rows": 6}),
                            help_text=_("Members of both sides of the forum read this and vouch for you."))


class Unit(forms.Form):
    """A unit of the government or the council: it exists by law, nobody has to vouch for it."""
    name = forms.CharField(label=_("Name of the unit"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    side = forms.ChoiceField(label=_("Side"), widget=forms.RadioSelect,
                             choices=[(side, SIDES[side]) for side in OFFICIAL])
    parent = forms.ModelChoiceField(label=_("Belongs to"), queryset=Organisation.objects.none(), required=False)
    about = forms.CharField(label=_("What it does"), max_length=3000, required=False,
                            widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(label=_("The regulation that made it"), max_length=200)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        parent = self.fields["parent"]
        if isinstance(parent, forms.ModelChoiceField):
            parent.queryset = Organisation.objects.filter(current(), side__in=OFFICIAL, state="confirmed",
                                                          elsewhere=False)


class Reason(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class NewName(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=200)
    name_en = forms.CharField(label=_("New name in English"), max_length=200, required=False)
    day = forms.DateField(label=_("First day under this name"), initial=today,
                          widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class Invite(forms.Form):
    """Whom to invite, as what. `roles` are those that this person may give here."""
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"))
    until = forms.DateField(label=_("Last day of the role"), required=False,
                            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                            help_text=_("An auditor needs one, at most a year away."))

    def __init__(self, *given: Any, roles: list[str], **named: Any) -> None:
        super().__init__(*given, **named)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [(name, ROLES[name]) for name in roles]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("role") in TIME_BOXED and not typed.get("until") and "until" not in self.errors:
            self.add_error("until", _("This role needs a last day, at most a year away."))
        return typed


class Help(forms.Form):
    """An officer begins to act for somebody at the counter."""
    consent = forms.CharField(label=_("How did the person agree?"), max_length=200, help_text=_(
        "For example: said so at the counter; signed the form of 12 May."))
    name = name_field(label=_("Name of the person"), required=False, help_text=_("Only if they wish."))
    code = forms.CharField(label=_("Their receipt, if they have one"), max_length=80, required=False,
                           help_text=_("To go on with what they began."))

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        try:
            return parse_receipt(typed) if typed else ""
        except Mistyped as error:
            raise forms.ValidationError(str(error.sentence), code="mistyped") from error


class Sure(forms.Form):
    """The second step before all goes."""
    sure = forms.BooleanField(label=_("Yes, erase my data. I know that this cannot be undone."))

