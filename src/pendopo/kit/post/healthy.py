"""The outbox: whether letters leave."""
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pendopo.kit.post import connections
from pendopo.kit.post.queries import standing
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line

SLOW, STUCK = timedelta(hours=1), timedelta(days=1)
LATELY = timedelta(days=14)


def outbox() -> Line:
    now = timezone.now()
    waiting, oldest, lost = standing(since=now - LATELY)
    label, named = gettext("Mail and messages"), connections.named(connections.MAIL)
    age = now - oldest if oldest else timedelta()
    state = BAD if age > STUCK else ATTENTION if age > SLOW or lost or not named else GOOD
    says = [ngettext("%(count)d letter waits.", "%(count)d letters wait.", waiting) % {"count": waiting}]
    do = []
    if not named:
        says.append(gettext("No mail server is named: letters lie as files in home/mail and reach nobody."))
        do.append(gettext("Name one at /pengaturan/, or set PENDOPO_MAIL, see docs/operate.md."))
    if age > SLOW:
        do.append(gettext("Is the mail server reachable from here, is its password still right?"))
    if lost:
        says.append(ngettext("%(count)d was given up in the last two weeks.",
                             "%(count)d were given up in the last two weeks.", lost) % {"count": lost})
        do.append(gettext("See /gerbang/: what was given up can be tried once more."))
    return Line("mail", label, state, " ".join(says), " ".join(do), oldest)


HEALTHY = [outbox]
