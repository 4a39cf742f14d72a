from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pendopo.core.notices.wordings import Wording

LETTERS = {
    "plans.report_milestone": Wording(
        _("New report on a milestone: %(title)s"),
        ngettext_lazy("%(count)d new report on a milestone", "%(count)d new reports on milestones", "count"), "chart"),
    "plans.add_evidence": Wording(
        _("New evidence: %(title)s"),
        ngettext_lazy("%(count)d new piece of evidence", "%(count)d new pieces of evidence", "count"), "file"),
    "plans.assess": Wording(
        _("New assessment: %(title)s"),
        ngettext_lazy("%(count)d new assessment", "%(count)d new assessments", "count"), "check"),
    "plans.edit": Wording(
        _("Commitment corrected: %(title)s"),
        ngettext_lazy("Corrected once", "Corrected %(count)d times", "count"), "edit"),
    "plans.moved": Wording(
        _("%(title)s: %(state)s"), _("The commitment is now: %(state)s."), "going", facts=("state",)),
    "plans.remind_of_due": Wording(
        _("A milestone is due soon: %(title)s"),
        ngettext_lazy("%(count)d milestone of your unit is due within two weeks",
                      "%(count)d milestones of your unit are due within two weeks", "count"), "clock"),
}
