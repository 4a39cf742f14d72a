from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from pendopo.core.notices.wordings import Wording

LETTERS = {
    "voices.commented": Wording(
        _("New comment: %(title)s"),
        ngettext_lazy("%(count)d new comment", "%(count)d new comments", "count"), "comment"),
    "voices.answered": Wording(
        _("Official answer: %(title)s"),
        ngettext_lazy("%(count)d official answer", "%(count)d official answers", "count"), "office"),
    "voices.replied": Wording(
        _("Somebody answered you: %(title)s"),
        ngettext_lazy("%(count)d answer to your comment", "%(count)d answers to your comment", "count"), "comment"),
    "voices.hidden": Wording(
        _("Your comment was hidden: %(title)s"),
        _("A moderator hid your comment. The reason stands beside it; you can object there."), "hidden"),
    "voices.restored": Wording(
        _("Your comment is shown again: %(title)s"),
        _("Your comment is shown again."), "eye"),
    "voices.upheld": Wording(
        _("Your objection was decided: %(title)s"),
        _("Another moderator has looked. Your comment stays hidden; the words of the decision stand in the log."),
        "hidden"),
    "voices.waiting": Wording(
        _("A comment waits for moderation: %(title)s"),
        ngettext_lazy("%(count)d comment waits for moderation", "%(count)d comments wait for moderation", "count"),
        "shield"),
    "voices.appealed": Wording(
        _("An objection waits for moderation: %(title)s"),
        ngettext_lazy("%(count)d objection waits for another moderator",
                      "%(count)d objections wait for another moderator", "count"), "shield"),
}
