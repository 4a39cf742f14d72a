"""The roles of the house (house.md, Decisions: roles). Words for the screen are translated where they are shown."""
from django.utils.translation import gettext_lazy as _

ROLES = {
    "officer": _("Officer"),                     # works for the unit
    "head": _("Head of unit"),
    "coordinator": _("Coordinator"),
    "liaison": _("Liaison officer"),
    "editor": _("Plan editor"),
    "moderator": _("Moderator"),
    "facilitator": _("Facilitator"),             # neutral: no vote, deletes nothing
    "monitor": _("Monitoring body"),             # assesses, edits nothing
    "auditor": _("Auditor"),                     # read-only, time-boxed, every look listed
    "secretariat": _("Secretariat"),
    "member": _("Member"),                       # of a CSO
    "administrator": _("Administrator"),         # of a CSO
}
SIDES = {
    "government": _("Government"), "council": _("Council"), "cso": _("Civil society organisation"),
    "academia": _("Academia"), "media": _("Media"), "business": _("Business"), "community": _("Community"),
    "funder": _("Funder or implementer"),
}

OFFICIAL = ("government", "council")
SOCIETY = ("cso", "academia", "media", "business", "community", "funder")
# Whose sign-in needs a second factor. A member of a CSO who only comments does not; who speaks for the CSO does.
STAFF_SIDES = OFFICIAL
STAFF_ROLES = ("coordinator", "liaison", "editor", "moderator", "facilitator", "monitor", "auditor", "secretariat",
               "administrator")
# Who may give which role: the administrator of a CSO and the head of a unit within their own house, the secretariat
# of a side to every organisation of its side. Nobody gives a role to themselves.
BY_ADMINISTRATOR = ("member", "administrator", "liaison")
BY_HEAD = ("officer", "coordinator", "liaison")
BY_SECRETARIAT = tuple(ROLES)
VOUCHERS = ("secretariat", "coordinator")        # who speaks for a side when a newcomer asks to be let in
HELPERS = ("officer", "head", "liaison", "secretariat")   # who may act for a person at the counter
TIME_BOXED = ("auditor",)                        # never without a last day


def half(side: str) -> tuple[str, ...]:
    """The sides that sit on the same side of the table."""
    return OFFICIAL if side in OFFICIAL else SOCIETY


def is_staff(held: tuple[tuple[int, str, str], ...]) -> bool:
    return any(side in STAFF_SIDES or role in STAFF_ROLES for _organisation, role, side in held)
