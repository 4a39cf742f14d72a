from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.core.people.models import Organisation
from pendopo.core.records.holds import GROUNDS
from pendopo.core.records.relations import OFFERED
from pendopo.kit.ui.choices import offer

REASON = 500                     # characters
SENTENCES = {                    # read from the record on whose page one is
    "answers": _("It answers the other one"), "evidence": _("It is evidence for the other one"),
    "caused_by": _("It was caused by the other one"), "funded_by": _("It is funded by the other one"),
    "part_of": _("It is part of the other one"), "continues": _("It continues the other one"),
    "replicates": _("It does elsewhere what the other one did"), "same_as": _("Both are about the same"),
}


class TieForm(forms.Form):
    """Which record, how they belong together, and why. Records to choose from come from the search above."""
    target = forms.ChoiceField(label=_("Which record?"), widget=forms.RadioSelect,
                               error_messages={"required": _("Choose one of the records, or search for another one.")})
    sort = forms.ChoiceField(label=_("How do they belong together?"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("Why? What shows it?"), required=False, max_length=REASON,
                            widget=forms.Textarea(attrs={"rows": 3}),
                            help_text=_("Everybody reads it beside the link, with the day and who made it."))
    office = forms.ChoiceField(label=_("For whom do you say this?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *given: Any, targets: Iterable[tuple[str, Any]] = (), offices: Iterable[Organisation] = (),
                 **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "target", targets)
        offer(self, "sort", [(sort, SENTENCES[sort]) for sort in OFFERED])
        choices = [("", _("I myself")), *((str(one.pk), one.called) for one in offices)]
        offer(self, "office", choices)
        if len(choices) == 1:
            del self.fields["office"]


class HoldForm(forms.Form):
    """Why a record must stay as it is."""
    ground = forms.ChoiceField(label=_("Who needs it"), choices=list(GROUNDS.items()))
    reference = forms.CharField(label=_("Number and date of the letter or case"), max_length=200,
                                help_text=_("No names: whoever works on the record reads it."))


class UntieForm(forms.Form):
    words = forms.CharField(label=_("Reason"), max_length=REASON, widget=forms.Textarea(attrs={"rows": 3}),
                            help_text=_("The link stays to be read as taken back, with this reason."))
