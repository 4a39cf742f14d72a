from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.wordings import Wording

LETTERS = {
    "notices.downstream": Wording(
        _("There is movement: %(title)s"),
        _("You took part in %(origin)s, and this belongs to it: something new happened here."), "link",
        facts=("origin",)),
}
