"""News for reporters who left a mail address: opened here, sealed in the outbox until it is on its way."""
from django.utils import timezone

from pendopo.channels.reports.actions.carrying import carried
from pendopo.channels.reports.queries.contact import about, knocks, letter
from pendopo.core.people.queries import system
from pendopo.kit.post import actions as outbox
from pendopo.kit.post.replies import REPORTER, answerable
from pendopo.kit.seal.boxes import Shut
from pendopo.kit.whole import whole
from pendopo.kit.work.passages import failed, passed

PATIENCE = (0, 60, 300, 1800, 7200, 21600)       # seconds before each try


def take_knocks() -> int:
    """Also those that nobody wants: they are done with. Returns how many."""
    me, taken, now = system("mail"), 0, timezone.now()
    for knock in knocks():
        if (now - knock.made).total_seconds() < PATIENCE[min(knock.tries, len(PATIENCE) - 1)]:
            continue
        try:
            found = letter(knock)
        except Shut:                                     # somebody changed the rows: tried again, then given up
            carried(actor=me, knock=knock, done=False)
            failed("mail.out", "Shut")
            continue
        if found is not None and found.way != "mail":
            continue
        with whole():
            if found is not None:
                outbox.post(to=found.address, subject=found.subject, text=found.text, language=found.language,
                            sealed=True, about=about(knock.report_id),
                            headers=answerable(REPORTER, knock.report_id) | found.headers)
            carried(actor=me, knock=knock, done=True)
        taken += 1
    passed("mail.out", taken)
    return taken
