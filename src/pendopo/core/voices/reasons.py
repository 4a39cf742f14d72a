"""The rules of the conversation. Whoever hides a comment names one of them; they stand on a page of their own."""
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    title: Any
    rule: Any
    law: str = ""


REASONS = {
    "spam": Reason(_("Advertising or flooding"),
                   _("No advertising, and not the same words again and again.")),
    "insult": Reason(_("Insult"),
                     _("Argue about the matter. Do not attack or mock the person.")),
    "hate": Reason(_("Hatred"),
                   _("No hatred or contempt because of ethnicity, religion, race, group, gender or disability.")),
    "threat": Reason(_("Threat"),
                     _("No threats and no calls for violence.")),
    "private": Reason(_("Personal data of others"),
                      _("No addresses, numbers or identity cards of other people, nothing about their private life."),
                      "UU 27/2022"),
    "beside": Reason(_("Beside the matter"),
                     _("Stay with the record that you write to. For something else there is another record.")),
    "unlawful": Reason(_("Against the law"),
                       _("What the law forbids to publish is not published here. The moderator names the law.")),
}
CHOICES = [(code, reason.title) for code, reason in REASONS.items()]
