"""What this room and the sign-in library hold of a person. In this order it is erased: the person's own row is last."""
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.actions import persons
from pendopo.core.people.models import (
    Assistance,
    Invitation,
    Look,
    Membership,
    Organisation,
    Person,
    Receipt,
    SpareKey,
    Trace,
    Vouch,
)
from pendopo.core.people.personal import Holding, one_of
from pendopo.core.people.roles import ROLES, SIDES

AUDIT = _("Whoever audits others is answerable for every look: the list is kept, without a name.")
OFFICIAL_ACT = _("An official act: that it was done stays on the record, without a name.")

STATES = {"proposed": _("Proposed"), "confirmed": _("Confirmed"), "refused": _("Refused"), "appealed": _("Appealed"),
          "closed": _("Closed")}
FACTORS = {"totp": _("App that shows numbers"), "recovery_codes": _("Recovery codes"), "webauthn": _("Passkey")}
HOLDINGS = [
    Holding(Membership, "person", ("organisation__name", "role", "since", "until"), persons.end_memberships,
            title=_("Your roles"),
            words={"role": one_of(ROLES)}),
    Holding(Vouch, "person", ("organisation__name", "side", "yes", "reason", "at"), persons.forget_vouches,
            title=_("Organisations that you confirmed or refused"),
            words={"side": one_of(SIDES)}),
    Holding(Organisation, "proposed_by", ("name", "name_en", "side", "about", "plea", "state"),
            persons.forget_proposals, title=_("Organisations that you proposed"),
            words={"side": one_of(SIDES), "state": one_of(STATES)}),
    Holding(Organisation, "refused_by", ("name", "refusal"), keeps=OFFICIAL_ACT,
            title=_("Organisations that you refused")),
    Holding(Receipt, "person", ("made", "ended", "address"), persons.forget_receipts, title=_("Receipts")),
    Holding(Invitation, "by", ("email", "organisation__name", "role", "until", "used"), persons.forget_invitations,
            title=_("Invitations that you sent"),
            words={"role": one_of(ROLES)}),
    Holding(Invitation, "person", ("email", "organisation__name", "role", "used"), persons.forget_invitations,
            title=_("Invitations that you accepted"),
            words={"role": one_of(ROLES)}),
    Holding(SpareKey, "by", ("made", "first_office", "second_office", "used", "ended"), keeps=OFFICIAL_ACT,
            title=_("Spare keys that you had made")),
    Holding(Assistance, "officer", ("since", "until"), keeps=OFFICIAL_ACT, title=_("People whom you helped")),
    Holding(Assistance, "person", ("since", "until", "consent"), persons.forget_assistance,
            title=_("When an officer helped you")),
    Holding(Look, "person", ("at", "address"), keeps=AUDIT, title=_("Pages that you opened as an auditor")),
    Holding(Trace, "person", ("at", "verb", "line__seq"), persons.forget_traces,
            title=_("Lines of the ledger about your account"),
            proof=("line__facts", "line__salt", "line__words", "line__words_salt")),
    Holding(UserSession, "user", ("created_at", "last_seen_at", "ip", "user_agent"), persons.forget_sign_in,
            title=_("Where you are signed in")),
    Holding(Authenticator, "user", ("type", "created_at", "last_used_at"), persons.forget_sign_in,
            title=_("Second factors"),
            words={"type": one_of(FACTORS)}),
    Holding(EmailAddress, "user", ("email", "verified", "primary"), persons.forget_sign_in,
            title=_("E-mail addresses")),
    Holding(Person, "claimed_by", ("joined", "name"), persons.blank_guests,
            title=_("Guests whose receipts you claimed")),
    Holding(Person, "pk", ("name", "email", "phone", "language", "joined", "last_login", "alias"), persons.blank,
            title=_("Your account"),
            words={"language": one_of(dict(settings.LANGUAGES))}),
]
