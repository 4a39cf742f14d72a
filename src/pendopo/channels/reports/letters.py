from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.wordings import Wording, several

LETTERS = {
    "clusters.grown": Wording(
        _("More reports: %(title)s"), _("More reports were put with this shared problem."), "plus"),
    "clusters.answered": Wording(
        _("One answer to all: %(title)s"), _("The offices answered this shared problem."), "comment"),
    "clusters.moved": Wording(
        _("%(title)s: %(state)s"), _("The shared problem is now: %(state)s."), "going", facts=("state",)),
    "reports.news": Wording(_("News on your report"), _("There is news on your report."), "bell"),
    "reports.arrived": Wording(
        _("A report waits for verification: %(code)s"),
        several("%(count)d new report waits", "%(count)d new reports wait"), "plus"),
    "reports.routed": Wording(_("A report for your office: %(code)s"), _("It was sent to your office."), "right"),
    "reports.assigned": Wording(_("A report for you: %(code)s"), _("It was given to you."), "user"),
    "reports.to_sign": Wording(
        _("An answer waits for your signature: %(code)s"), _("Your office wrote an answer that you sign."), "edit"),
    "reports.sent_back": Wording(
        _("An answer was given back: %(code)s"), _("The head of the office wants something else in it."), "left"),
    "reports.returned": Wording(
        _("A report came back: %(code)s"), _("The office says that it is not in charge."), "right"),
    "reports.replied": Wording(
        _("The reporter replied: %(code)s"), _("The reporter replied or added something."), "comment"),
    "reports.published": Wording(
        _("A new report: %(title)s"), _("A report was published of which you wanted to hear."), "plus"),
    "reports.answered": Wording(
        _("An answer to %(title)s"), several("%(count)d answer of the office", "%(count)d answers of the office"),
        "comment"),
    "reports.moved": Wording(_("%(title)s: %(state)s"), _("The report is now: %(state)s."), "going", facts=("state",)),
    "reports.objected": Wording(
        _("The reporter objects: %(code)s"), _("The reporter says that it is not solved."), "warning"),
    "reports.confirmed": Wording(_("Solved: %(code)s"), _("The reporter confirmed that it is solved."), "check"),
    "reports.accepted": Wording(_("Closed by the reporter: %(code)s"), _("The reporter closed it, unsolved."), "dot"),
    "reports.withdrawn": Wording(_("Taken back: %(code)s"), _("The reporter took it back."), "dot"),
    "reports.held": Wording(
        _("A closing photo is held: %(code)s"),
        _("A closing photo repeats an earlier one, or does not fit time and place. Please look at it."), "warning"),
    "reports.warning": Wording(_("A limit ends soon: %(code)s"), _("Most of a limit has passed."), "clock"),
    "reports.late": Wording(_("A limit has passed: %(code)s"), _("A limit has passed without an answer."), "clock"),
    "reports.identity_asked": Wording(
        _("An identity is asked for: %(code)s"), _("Somebody asks to see who reported. A second person decides."),
        "user"),
}
