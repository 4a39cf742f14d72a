from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding, one_of
from pendopo.core.voices.actions.erasure import unflag, unfollow_all, unplead, unsay, unsupport_all
from pendopo.core.voices.models import VOLUMES, Case, Comment, Flag, Follow, Support
from pendopo.core.voices.panels import OUTCOMES, STATES
from pendopo.core.voices.reasons import REASONS

DECISION = _("A decision of moderation is public record. After erasure the account behind it has no name.")
RANKS = {"ordinary": _("Said for oneself"), "official": _("Official answer")}
reason = one_of({code: one.title for code, one in REASONS.items()})
HOLDINGS = [
    Holding(Case, "comment__author", ("comment__record__code", "state", "reason", "appeal", "appealed"), unplead,
            title=_("Moderation of your comments"),
            words={"state": one_of(OUTCOMES), "reason": reason}),
    Holding(Comment, "author", ("record__code", "rank", "text", "state", "at", "edited"), unsay,
            title=_("Your comments"),
            words={"rank": one_of(RANKS), "state": one_of(STATES)}),
    Holding(Support, "person", ("record__code", "comment__mark", "at"), unsupport_all, title=_("What you support")),
    Holding(Follow, "person", ("record__code", "volume", "since"), unfollow_all, title=_("What you follow"),
            words={"volume": one_of(dict(VOLUMES))}),
    Holding(Flag, "person", ("comment__record__code", "reason", "words", "at"), unflag, title=_("What you reported"),
            words={"reason": reason}),
    Holding(Case, "moderator", ("comment__record__code", "state", "reason", "words", "decided"), keeps=DECISION,
            title=_("What you decided as a moderator"),
            words={"state": one_of(OUTCOMES), "reason": reason}),
    Holding(Case, "judge", ("comment__record__code", "state", "verdict", "judged"), keeps=DECISION,
            title=_("Objections that you decided"),
            words={"state": one_of(OUTCOMES)}),
]
