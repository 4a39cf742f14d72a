from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding
from pendopo.core.voices.actions.erasure import unflag, unfollow_all, unplead, unsay, unsupport_all
from pendopo.core.voices.models import Case, Comment, Flag, Follow, Support

DECISION = _("A decision of moderation is public record. After erasure the account behind it has no name.")
HOLDINGS = [
    Holding(Case, "comment__author", ("comment__record__code", "state", "reason", "appeal", "appealed"), unplead,
            title=_("Moderation of your comments")),
    Holding(Comment, "author", ("record__code", "rank", "text", "state", "at", "edited"), unsay,
            title=_("Your comments")),
    Holding(Support, "person", ("record__code", "comment__mark", "at"), unsupport_all, title=_("What you support")),
    Holding(Follow, "person", ("record__code", "volume", "since"), unfollow_all, title=_("What you follow")),
    Holding(Flag, "person", ("comment__record__code", "reason", "words", "at"), unflag, title=_("What you reported")),
    Holding(Case, "moderator", ("comment__record__code", "state", "reason", "words", "decided"), keeps=DECISION,
            title=_("What you decided as a moderator")),
    Holding(Case, "judge", ("comment__record__code", "state", "verdict", "judged"), keeps=DECISION,
            title=_("Objections that you decided")),
]
