from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.wordings import Wording, several

LETTERS = {
    "initiatives.begin": Wording(
        _("Your organisation is asked to join: %(title)s"),
        _("Your organisation is asked to take part. Open the page and take a seat."), "people"),
    "initiatives.join": Wording(
        _("Somebody joined: %(title)s"), several("Somebody joined", "%(count)d people joined"), "people"),
    "initiatives.seat": Wording(
        _("You have a seat: %(title)s"), _("You have a seat in the room of this initiative."), "people"),
    "initiatives.name_facilitator": Wording(
        _("You are asked to lead: %(title)s"), _("You are named to lead this initiative."), "user"),
    "initiatives.edit": Wording(_("Changed: %(title)s"), several("Changed once", "Changed %(count)d times"), "edit"),
    "initiatives.agree": Wording(
        _("A side agreed: %(title)s"), several("A side agreed to a sheet", "%(count)d times a side agreed to a sheet"),
        "check"),
    "initiatives.refuse": Wording(
        _("A side did not agree: %(title)s"),
        several("A side did not agree to a sheet", "%(count)d times a side did not agree"), "bad"),
    "initiatives.show": Wording(
        _("New to read: %(title)s"), several("Both sides made a sheet public", "%(count)d sheets were made public"),
        "eye"),
    "initiatives.ask_leader": Wording(
        _("You are asked to sign a pledge: %(title)s"),
        _("Both sides ask you to stand behind their work. Read the pledge and sign it, or say why not."), "edit"),
    "initiatives.pledge": Wording(
        _("A leader has answered: %(title)s"),
        several("A leader answered whether to sign the pledge", "%(count)d leaders answered"), "edit"),
    "initiatives.check_in": Wording(
        _("Both sides have checked in: %(title)s"),
        several("Both sides said how it goes", "%(count)d times both sides said how it goes"), "chart"),
    "initiatives.remind_of_check_in": Wording(
        _("A check-in is late: %(title)s"),
        _("The check-in of this initiative is late, and everybody can see it. Each side says how it goes."), "clock"),
    "initiatives.moved": Wording(
        _("%(title)s: %(state)s"), _("The initiative is now: %(state)s."), "going", facts=("state",)),
}
