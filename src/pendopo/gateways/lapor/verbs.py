from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Verb

VERBS = {
    "lapor.choose": Verb(_("{actor} chose to send it to LAPOR!"), "right"),
    "reports.foreign_state": Verb(_("In {system} it is now: {foreign_state}"), "going"),
    "reports.foreign_answer": Verb(_("An answer came from another system"), "comment"),
}
