"""A letter or message is really sent, and what the server really says is shown."""
from django.utils import timezone
from django.utils.translation import gettext

from pendopo.core.people.models import Person
from pendopo.core.people.phones import e164
from pendopo.gateways.mail import ways as mail
from pendopo.gateways.mail.envelope import envelope
from pendopo.gateways.sms import ways as sms
from pendopo.kit.limits.actions import Budget, spend
from pendopo.kit.post import connections, papers
from pendopo.kit.post.models import Letter

TRIES = Budget("settings-try", 10, 3600)


def letter(me: Person, number: str) -> tuple[bool, str]:
    """(whether it left, what became of it). To the account's own address."""
    del number
    spend(TRIES, str(me.pk))
    kept, now = connections.mail(), timezone.now()
    one = Letter(pk=0, to=me.email or "", subject=gettext("A letter to try"), text=gettext(
        "This letter shows that mail leaves this city. Nothing else hangs on it."), made=now)
    try:
        with mail.opened(kept.url, papers.folder()) as way:
            way.carry(envelope(one, kept.sender), f"{now:%Y%m%d-%H%M%S}-0")
    except (mail.Closed, mail.Later, mail.Rejected, ValueError, OSError) as error:
        return False, gettext("It did not leave. The answer was: %(answer)s") % {"answer": str(error)[:200]}
    if not kept.url:
        return True, gettext("No server is named: it lies as a file in home/mail on this machine.")
    return True, gettext("The server took it for %(address)s. Look whether it arrives, also among advertising.") % {
        "address": one.to}


def message(me: Person, number: str) -> tuple[bool, str]:
    try:
        to = e164(number)
    except ValueError:
        return False, gettext("This is no telephone number.")
    spend(TRIES, str(me.pk))
    try:
        way = sms.way_of("sms")
        if way is None:
            return False, gettext("No gateway is named yet: save its address first.")
        way.send(to, gettext("This message shows that SMS leave this city."))
    except (sms.Closed, sms.Later, sms.Rejected, ValueError, OSError) as error:
        return False, gettext("It did not leave. The answer was: %(answer)s") % {"answer": str(error)[:200]}
    return True, gettext("The gateway took it. Look whether it arrives.")
