from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Verb

VERBS = {"reports.outside": Verb(_("An answer from outside came by mail"), "comment")}
