from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Verb

VERBS = {
    "records.link": Verb(_("{actor} linked this to another record"), "link"),
    "records.attach": Verb(_("{actor} added a file"), "file"),
}
