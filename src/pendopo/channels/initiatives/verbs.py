from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives.workflow import STEPS
from pendopo.core.records.kinds import Verb

RESUMED = Verb(_("{actor} took the work up again"), "going")
VERBS = {
    "initiatives.add": Verb(_("{actor} opened the initiative"), "plus"),
    "initiatives.edit": Verb(_("{actor} changed what everybody reads of the initiative"), "edit"),
    "initiatives.recall": Verb(
        _("{actor} put a finished initiative of another place on record, from its source"), "plus"),
    "initiatives.join": Verb(_("{actor} joined"), "people"),
    "initiatives.name_facilitator": Verb(_("{actor} named who leads"), "user"),
    "initiatives.seat": Verb(_("{actor} made room for {organisation}"), "people"),
    "initiatives.end_seat": Verb(_("{actor} ended a seat of {organisation}"), "people"),
    "initiatives.agree": Verb(_("{actor} agreed to a sheet for its side"), "check"),
    "initiatives.refuse": Verb(_("{actor} did not agree to a sheet for its side"), "bad"),
    "initiatives.show": Verb(_("{actor} agreed as the second side: the sheet is public"), "eye"),
    "initiatives.forget": Verb(
        _("{actor} took words or a name of somebody who left out of a published sheet"), "hidden"),
    "initiatives.sign": Verb(_("{actor} signed the pledge: {function}"), "check"),
    "initiatives.decline": Verb(_("{actor} did not sign the pledge: {function}"), "bad"),
    "initiatives.check_in": Verb(_("Both sides have checked in, round {round}"), "chart"),
    "initiatives.keep_note": Verb(_("{actor} kept a protected note of its side"), "private"),
    "initiatives.understand": Verb(_("{actor} closed step 1"), "right"),
    "initiatives.form_team": Verb(_("{actor} closed step 2"), "right"),
    "initiatives.carry_out": Verb(_("{actor} closed step 3"), "right"),
    "initiatives.learn": Verb(_("{actor} closed step 4"), "right"),
    "initiatives.finish": Verb(_("{actor} closed step 5"), "good"),
    "initiatives.pause": Verb(_("{actor} paused the work"), "clock"),
    **{f"initiatives.resume_{step}": RESUMED for step in STEPS},
    "initiatives.stop": Verb(_("{actor} stopped the initiative"), "close"),
    "initiatives.continue_as": Verb(_("{actor} carried the initiative on as a commitment"), "right"),
    # what only the room sees
    "initiatives.draft": Verb(_("{actor} drafted something"), "edit"),
    "initiatives.set_aside": Verb(_("{actor} set something aside"), "close"),
    "initiatives.settle": Verb(_("{actor} changed words of a sheet"), "edit"),
    "initiatives.set_task": Verb(_("{actor} changed the action team"), "people"),
    "initiatives.rate": Verb(_("{actor} rated a solution"), "chart"),
    "initiatives.tally_ratings": Verb(_("{actor} keyed in ratings from paper"), "chart"),
    "initiatives.vote": Verb(_("{actor} voted"), "check"),
    "initiatives.tally": Verb(_("{actor} keyed in votes from paper"), "check"),
    "initiatives.close_decision": Verb(_("{actor} closed a decision"), "check"),
    "initiatives.ask_leader": Verb(_("{actor} asked a leader to sign"), "mail"),
    "initiatives.speak": Verb(_("{actor} checked in for its side"), "chart"),
    "initiatives.strike": Verb(_("{actor} struck a line, or let it stand again"), "edit"),
    "initiatives.adopt": Verb(_("{actor} tied a data request to another record"), "link"),
}
