from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Verb

VERBS = {
    "voices.comment": Verb(_("{actor} commented"), "comment"),
    "voices.answer": Verb(_("{actor} answered"), "office"),
    "voices.edit": Verb(_("{actor} corrected a comment"), "edit"),
    "voices.withdraw": Verb(_("{actor} took a comment back"), "close"),
    "voices.hide": Verb(_("{actor} hid a comment"), "hidden"),
    "voices.keep": Verb(_("{actor} looked at a comment and kept it"), "eye"),
    "voices.undo": Verb(_("{actor} took back a decision on a comment"), "left"),
    "voices.appeal": Verb(_("{actor} objected to the hiding of a comment"), "flag"),
    "voices.restore": Verb(_("{actor} showed a hidden comment again"), "eye"),
    "voices.uphold": Verb(_("{actor} confirmed that a comment stays hidden"), "hidden"),
}
