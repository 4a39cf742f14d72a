from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.wordings import Wording, several

LETTERS = {
    "plans.report_milestone": Wording(
        _("New report on a milestone: %(title)s"),
        several("%(count)d new report on a milestone", "%(count)d new reports on milestones"), "chart"),
    "plans.add_evidence": Wording(
        _("New evidence: %(title)s"), several("%(count)d new piece of evidence", "%(count)d new pieces of evidence"),
        "file"),
    "plans.assess": Wording(
        _("New assessment: %(title)s"), several("%(count)d new assessment", "%(count)d new assessments"), "check"),
    "plans.edit": Wording(
        _("Commitment corrected: %(title)s"), several("Corrected once", "Corrected %(count)d times"), "edit"),
    "plans.moved": Wording(
        _("%(title)s: %(state)s"), _("The commitment is now: %(state)s."), "going", facts=("state",)),
    "plans.remind_of_due": Wording(
        _("A milestone is due soon: %(title)s"),
        several("%(count)d milestone of your unit is due within two weeks",
                "%(count)d milestones of your unit are due within two weeks"), "clock"),
    "plans.self_assess": Wording(
        _("New self-assessment: %(title)s"), several("%(count)d new self-assessment", "%(count)d new self-assessments"),
        "chart"),
    "plans.dispute": Wording(
        _("Objection to a report: %(title)s"),
        several("%(count)d new objection to a report", "%(count)d new objections to reports"), "flag"),
    "plans.disputed": Wording(
        _("Your report is objected to: %(title)s"),
        several("The other side objects to a report of your unit. Please answer.",
                "The other side objects to %(count)d reports of your unit. Please answer."), "flag"),
    "plans.dispute_answered": Wording(
        _("Your objection was answered: %(title)s"),
        several("Your organisation's objection was answered. Please close it, or say what is still wrong.",
                "%(count)d answers to objections of your organisation. Please close them, or say what is still wrong."),
        "comment"),
    "plans.asked": Wording(
        _("The leader was asked: %(title)s"),
        several("%(count)d new question to the leader", "%(count)d new questions to the leader"), "comment"),
    "plans.promised": Wording(
        _("New promise: %(title)s"), several("%(count)d new promise", "%(count)d new promises"), "check"),
    "plans.confirm_promise": Wording(
        _("Word from the one who asked: %(title)s"),
        several("The one who had asked said whether the promise was kept.",
                "The one who had asked spoke %(count)d times about whether the promise was kept."), "check"),
    "plans.hand_over": Wording(
        _("Handed over: %(title)s"),
        several("The term of the leader has ended; this is handed over to the successor.",
                "This was handed over %(count)d times."), "right"),
    "plans.answer_handover": Wording(
        _("What the successor says: %(title)s"),
        several("The successor said what becomes of this.", "The successor spoke %(count)d times about this."),
        "comment"),
    "cycles.edit": Wording(
        _("The plan has another name: %(title)s"),
        several("The plan was named anew.", "The plan was named anew %(count)d times."), "edit"),
    "cycles.set_timeline": Wording(
        _("Timetable: %(title)s"),
        several("The timetable was published or changed.", "The timetable was changed %(count)d times."), "calendar"),
    "cycles.contribute": Wording(
        _("New contribution: %(title)s"), several("%(count)d new contribution", "%(count)d new contributions"),
        "comment"),
    "cycles.waiting": Wording(
        _("A contribution waits for a moderator: %(title)s"),
        several("%(count)d contribution waits for a moderator", "%(count)d contributions wait for a moderator"),
        "flag"),
    "cycles.answered": Wording(
        _("Your contribution was answered: %(title)s"),
        several("Your contribution was answered, with the reason.",
                "%(count)d of your contributions were answered, with the reason."), "check"),
    "cycles.answers": Wording(
        _("Contributions answered: %(title)s"),
        several("%(count)d contribution was answered", "%(count)d contributions were answered"), "check"),
    "cycles.drafted": Wording(
        _("New draft: %(title)s"),
        several("%(count)d new draft of a commitment", "%(count)d new drafts of commitments"), "edit"),
    "cycles.publish_paper": Wording(
        _("New paper: %(title)s"), several("%(count)d new paper of the plan", "%(count)d new papers of the plan"),
        "file"),
    "cycles.meeting": Wording(
        _("Meeting: %(title)s"),
        several("%(count)d meeting on the plan was called", "%(count)d meetings on the plan were called"), "calendar"),
    "cycles.minutes": Wording(
        _("Minutes: %(title)s"), several("%(count)d new minutes of a meeting", "%(count)d new minutes of meetings"),
        "file"),
    "cycles.clock": Wording(
        _("A day of a plan is near: %(title)s"),
        several("A day that the rules of the partnership set is near or over.",
                "%(count)d days that the rules of the partnership set are near or over."), "clock"),
    "cycles.moved": Wording(_("%(title)s: %(state)s"), _("The plan is now: %(state)s."), "going", facts=("state",)),
}
