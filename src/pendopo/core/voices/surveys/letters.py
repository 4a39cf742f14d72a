from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.wordings import Wording

LETTERS = {
    "surveys.closed": Wording(_("Results: %(title)s"), _("The survey is closed; its results are here."), "chart"),
    "surveys.named": Wording(_("You were named as facilitator: %(title)s"),
                             _("Both sides named you. Please make the key and open the survey."), "user"),
}
