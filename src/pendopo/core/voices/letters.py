from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.wordings import Wording, several

LETTERS = {
    "voices.commented": Wording(
        _("New comment: %(title)s"), several("%(count)d new comment", "%(count)d new comments"), "comment"),
    "voices.answered": Wording(
        _("Official answer: %(title)s"), several("%(count)d official answer", "%(count)d official answers"), "office"),
    "voices.replied": Wording(
        _("Somebody answered you: %(title)s"),
        several("%(count)d answer to your comment", "%(count)d answers to your comment"), "comment"),
    "voices.hidden": Wording(
        _("Your comment was hidden: %(title)s"),
        _("A moderator hid your comment. The reason stands beside it; you can object there."), "hidden"),
    "voices.restored": Wording(_("Your comment is shown again: %(title)s"), _("Your comment is shown again."), "eye"),
    "voices.upheld": Wording(
        _("Your objection was decided: %(title)s"),
        _("Another moderator has looked. Your comment stays hidden; the words of the decision stand in the log."),
        "hidden"),
    "voices.waiting": Wording(
        _("A comment waits for moderation: %(title)s"),
        several("%(count)d comment waits for moderation", "%(count)d comments wait for moderation"), "shield"),
    "voices.appealed": Wording(
        _("An objection waits for moderation: %(title)s"),
        several("%(count)d objection waits for another moderator", "%(count)d objections wait for another moderator"),
        "shield"),
}
