"""The pages of signing in: allauth's views under the city's addresses, and only those that we use.

The names are allauth's, because it asks for them itself. There is no page for a forgotten password: a code by mail or
SMS signs in, and whoever has just done that sets a new password without the old one.
"""
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as sessions
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.generic.base import RedirectView

from pendopo.core.people.forms import SignUpByPhone


class SignUpWithPhone(account.SignupView):  # type: ignore[misc]  # allauth has no types
    template_name = "account/signup_by_phone.html"

    def get_form_class(self) -> type[SignUpByPhone]:
        return SignUpByPhone


class AddApp(app.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """Whoever has just shown a code of the new app need not show another one at once."""

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        shown_now(self.request, Authenticator.Type.TOTP)
        return answer


class AddPasskey(passkey.AddWebAuthnView):  # type: ignore[misc]  # allauth has no types
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        shown_now(self.request, Authenticator.Type.WEBAUTHN)
        return answer


def shown_now(request: HttpRequest, sort: str) -> None:
    """The factor that was added last was in the person's hand a moment ago: this session has proved it."""
    latest = Authenticator.objects.filter(user=request.user, type=sort).order_by("-pk").first()
    if latest is not None:
        post_authentication(request, latest, reauthenticated=True)


to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_password = RedirectView.as_view(pattern_name="people:password", query_string=True)

urlpatterns = [
    path("masuk/", account.login, name="account_login"),
    path("masuk/kode/", account.confirm_login_code, name="account_confirm_login_code"),
    path("masuk/minta-kode/", to_sign_in, name="account_request_login_code"),
    path("masuk/lupa/", to_sign_in, name="account_reset_password"),
    path("masuk/dua/", factors.authenticate, name="mfa_authenticate"),
    path("masuk/kunci/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("keluar/", account.logout, name="account_logout"),
    path("tutup/", account.account_inactive, name="account_inactive"),
    path("daftar/", account.signup, name="account_signup"),
    path("daftar/telepon/", SignUpWithPhone.as_view(), name="account_signup_by_phone"),
    path("surel/", account.email, name="account_email"),
    path("surel/kode/", account.email_verification_sent, name="account_email_verification_sent"),
    path("telepon/", account.change_phone, name="account_change_phone"),
    path("telepon/kode/", account.verify_phone, name="account_verify_phone"),
    path("sandi/ganti/", to_password, name="account_change_password"),
    path("sandi/pasang/", to_password, name="account_set_password"),
    path("lagi/", account.reauthenticate, name="account_reauthenticate"),
    path("lagi/dua/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("lagi/kunci/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("pengaman/", factors.index, name="mfa_index"),
    path("pengaman/aplikasi/", AddApp.as_view(), name="mfa_activate_totp"),
    path("pengaman/aplikasi/lepas/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("pengaman/cadangan/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("pengaman/cadangan/baru/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("pengaman/cadangan/unduh/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("pengaman/kunci/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("pengaman/kunci/baru/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("pengaman/kunci/<int:pk>/lepas/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("pengaman/kunci/<int:pk>/nama/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("perangkat/", sessions.list_usersessions, name="usersessions_list"),
]
