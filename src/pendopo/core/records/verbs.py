from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Verb

VERBS = {
    "records.link": Verb(_("{actor} linked this to another record: {other}"), "link"),
    "records.unlink": Verb(_("{actor} took back the link to {other}"), "link"),
    "records.link_many": Verb(_("{actor} put {count} records with it"), "link"),
    "records.recount": Verb(_("{actor} moved a due day to {later}: the calendar has more days off now"), "clock"),
    "records.hold": Verb(_("{actor} set a legal hold: nothing of it is erased"), "private"),
    "records.lift": Verb(_("{actor} lifted the legal hold"), "dot"),
    "records.attach": Verb(_("{actor} added a file"), "file"),
}
