from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.wordings import Wording

LETTERS = {"checkpoints.new": Wording(
    _("The ledger's checkpoint"),
    _("Keep this letter. The checkpoint of the ledger this morning: %(line)s"), "shield", facts=("line",))}
