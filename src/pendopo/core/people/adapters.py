"""Where allauth's sign-in meets this house: persons are written by actions, letters lie in the outbox."""
import base64
import hashlib
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.people import attempts
from pendopo.core.people.actions import persons
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Person
from pendopo.core.people.phones import PhoneField
from pendopo.core.people.queries import by_email, by_phone
from pendopo.core.people.roles import is_staff
from pendopo.kit.country import spoken
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.post.actions import post
from pendopo.kit.ui.squares import square

TOO_OFTEN = _("Too many tries. Please wait a few minutes. A code by e-mail or a passkey opens your account meanwhile.")
WRONG = _("This does not fit together. Check what you typed, or leave the password empty and we send you a code.")
ERRORS = {
    "account_inactive": _("This account is closed."),
    "duplicate_email": _("This is already your address."),
    "email_taken": _("This address belongs to another account."),
    "email_password_mismatch": WRONG, "phone_password_mismatch": WRONG, "username_password_mismatch": WRONG,
    "invalid_login": _("Write an e-mail address or a telephone number."),
    "enter_current_password": _("This is not your present password."),
    "incorrect_password": _("This is not your password."),
    "incorrect_code": _("This code is not right. Please compare it once more."),
    "max_email_addresses": _("You cannot have more addresses."),
    "phone_taken": _("This number belongs to another account."),
    "same_as_current": _("This is what it is already."),
    "rate_limited": _("Too many tries. Please wait a few minutes."),
    "too_many_login_attempts": TOO_OFTEN,
    "select_only_one": _("Give one of the two, not both."),
}


def shown(person: Person) -> str:
    return person.shown


def slow(error: TooOften) -> ValidationError:
    return ValidationError(TOO_OFTEN, code="too_many_login_attempts")


class ProvedAddress(EmailVerificationStage):  # type: ignore[misc]  # allauth has no types
    """A code by e-mail, unless the person came by telephone and that number was proved just before."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        person = self.login.user
        if person is not None and not person.email and person.phone:
            return None, True
        return cast(tuple[HttpResponse | None, bool], super().handle())


class Account(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be led there after signing in. What is no address at all ("https://[::1") is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    # Persons

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:
        typed = form.cleaned_data
        return persons.sign_up(email=typed.get("email") or None, phone=typed.get("phone") or "",
                               name=typed.get("name", ""), language=spoken())

    def login(self, request: HttpRequest, user: Person) -> None:
        """All stages are passed: somebody new has proved their address by now."""
        if user.sort == "new":
            persons.prove(actor=user)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Person, **about: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **about)
        attempts.remember(request, response, user)
        return response

    def set_password(self, user: Person, password: str) -> None:
        persons.set_password(actor=user, password=password)

    def get_login_stages(self) -> list[str]:
        ours = f"{ProvedAddress.__module__}.{ProvedAddress.__name__}"
        return [ours if stage.endswith(".EmailVerificationStage") else stage for stage in super().get_login_stages()]

    # Guessing is slow, and nobody is locked out by a stranger: see attempts.py

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        login = str(credentials.get("email") or credentials.get("phone") or "")
        try:
            attempts.try_password(request, login, by_email(login) or by_phone(login))
        except TooOften as error:
            raise slow(error) from error

    def get_client_ip(self, request: HttpRequest) -> str:
        return attempts.address_of(request) or "::"

    # Telephone: a number counts once a code sent to it came back

    def phone_form_field(self, **options: Any) -> PhoneField:
        return PhoneField(**options)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        if user.phone:
            return user.phone, True
        return (user.phone_asked, False) if user.phone_asked else None

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:
        if verified:
            self.set_phone_verified(user, phone)
        else:
            persons.ask_phone(person=user, phone=phone)

    def set_phone_verified(self, user: Person, phone: str) -> None:
        try:
            persons.prove_phone(person=user, phone=phone)
        except Hindrance as hindrance:
            raise ValidationError(str(hindrance.sentence)) from hindrance

    def get_user_by_phone(self, phone: str) -> Person | None:
        return by_phone(phone)

    def send_verification_code_sms(self, user: Person, phone: str, code: str, **about: Any) -> None:
        self.sms(phone, gettext("Your code: %(code)s. Tell it to nobody.") % {"code": code})

    def send_account_already_exists_sms(self, phone: str) -> None:
        self.sms(phone, gettext("This number has an account already: sign in with it, a code is enough."))

    def send_unknown_account_sms(self, phone: str, **about: Any) -> None:
        """Nothing: a stranger's number costs the city no SMS."""

    def sms(self, phone: str, text: str) -> None:
        post(to=phone, subject="", text=text, channel="sms", language=spoken(), urgent=True)


class Factors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors lie encrypted under a key that is not in the database: a copy of it signs nobody in."""
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Your role needs a second factor. Add another one before you remove this."),
        "cannot_generate_recovery_codes": _("Recovery codes need a second factor first."),
        "incorrect_code": ERRORS["incorrect_code"],
        "unverified_email": _("Prove your e-mail address first: a code is on its way when you ask for it."),
    }

    def encrypt(self, text: str) -> str:
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        return str(square(url, gettext("Square code for your authenticator app")))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(
            pk=authenticator.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return not is_staff(cast(Person, authenticator.user).held) or bool(others.exists())

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        number = Authenticator.objects.filter(user=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_totp_label(self, user: Person) -> str:
        return user.email or user.phone or user.shown

    def _get_user_identifier(self, user: Person) -> str:
        return self.get_totp_label(user)


def vault() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FACTOR_KEY).digest()))

