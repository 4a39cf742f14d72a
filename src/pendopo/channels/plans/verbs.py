from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Verb

VERBS = {
    "plans.add": Verb(_("{actor} put this commitment on record"), "plus"),
    "plans.supplement": Verb(_("{actor} added facts from a source"), "plus"),
    "plans.edit": Verb(_("{actor} corrected the commitment"), "edit"),
    "plans.classify": Verb(_("{actor} said which policy areas it is about"), "edit"),
    "plans.report_milestone": Verb(_("{actor} reported on milestone {milestone}: {title}"), "chart"),
    "plans.add_evidence": Verb(_("{actor} added evidence to milestone {milestone}: {title}"), "file"),
    "plans.assess": Verb(_("{actor} assessed the commitment"), "check"),
    "plans.start": Verb(_("{actor} began work"), "dot"),
    "plans.claim": Verb(_("{actor} reported the commitment complete"), "check"),
    "plans.reopen": Verb(_("{actor} took back the report of completion"), "dot"),
    "plans.end": Verb(_("{actor} ended the term of the commitment"), "dot"),
    "plans.carry_over": Verb(_("{actor} carried the commitment over into a later plan"), "dot"),
    "plans.withdraw": Verb(_("{actor} withdrew the commitment"), "dot"),
}
