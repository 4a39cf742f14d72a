"""Who may give a new receipt at a counter. Reports have rules.py."""
from django.db.models import Q

from pendopo.channels.reports.rules_desk import STAFF
from pendopo.channels.reports.rules_who import working
from pendopo.core.people.actors import Actor
from pendopo.core.people.rules import account
from pendopo.kit.rules import NOTHING, rule


@rule
def counter(actor: Actor | None) -> Q:
    """The officers of the government, at a counter. No secret report lies there."""
    me = account(actor)
    return Q(secret=False) if me is not None and me.at(*STAFF) & me.on_side("government") else NOTHING


@rule
def renew_receipt(actor: Actor | None) -> Q:
    """An officer of the government, at the counter, for somebody who agrees to it, never one who works on the report:
    they know its contact, and a receipt is the reporter's own say whether it is solved. Of a secret report nobody gets
    one this way."""
    return counter.q(actor) & ~working(actor)
