"""The life of a report, as LAPOR! knows it: the same names of states, the same limits, and who may move it.

"Done" is what an office says. Solved is what the person who asked says; until then it is unconfirmed, and what the
timer closes is counted apart.
"""
from typing import Any

from django.utils.translation import gettext_noop as N_

from pendopo.core.workflow.table import Limit, Move, State, Workflow
from pendopo.kit.country import limit

COMPLAINT, SUPERVISORY, ASPIRATION, INFORMATION = "complaint", "supervisory", "aspiration", "information"

# Why each step exists.
VERIFY = N_("The desk reads every report, writes its title and says what kind it is: LAPOR!, roles of the coordinator, "
            "vdokumen.com, manual of LAPOR! V3")
ROUTE = N_("The coordinator sends it to the office that can act: LAPOR!, disposition")
NOT_OURS = N_("An office says that it is not its authority; no clock stops for that: LAPOR!, action “bukan wewenang”")
WORK = N_("The office begins and says what it does: LAPOR!, first follow-up within 5 working days")
ASK = N_("The reporter is asked for what is missing; the clocks stand still until the reply: LAPOR!, state "
         "“Menunggu Kelengkapan Informasi”")
FINISH = N_("The office says what was done and shows it. It is solved when the reporter says so: our own rule, because "
            "seven of ten reports in two exports were closed by a timer")
CLOSE = N_("Closed 10 working days after a follow-up without a reply: LAPOR!, closing")
OBJECT = N_("The reporter is not content and says why: LAPOR!, reply of the reporter; UU 25/2009 on public services")
ARCHIVE = N_("Put aside with one of the reasons of LAPOR!: unclear, no evidence, not about government, expired")
BLOCK = N_("Hateful or criminal content is not shown: LAPOR!, state “Konten Terblokir”")
WITHDRAW = N_("The reporter takes it back: LAPOR!, “diarsipkan oleh pelapor”")

WITH_DESK = ("unverified", "verified")
WITH_OFFICE = ("routed", "working", "replied", "reopened")
CLOSED = ("solved", "closed_reporter", "closed_system", "closed_admin")
MOVING = ("unverified", "incomplete", "verified", *WITH_OFFICE, "asking", "done")
REOPEN_DAYS = limit("reports", "reopen").days       # calendar days in which a closed report can be opened again


def clock(name: str, starts: tuple[str, ...], stops: tuple[str, ...], **more: Any) -> Limit:
    """How long it runs and by which law is the country's (limits.csv of its pack); when it runs is ours."""
    legal = limit("reports", name)
    return Limit(name, legal.days, starts, stops, legal.law, legal.working, valid_from=legal.valid_from,
                 valid_until=legal.valid_until, **more)


WORKFLOW = Workflow(
    start="unverified",
    states=(
        State("unverified", N_("Not yet verified"), "waiting"),
        State("incomplete", N_("Waiting for the reporter, before verification"), "waiting"),
        State("verified", N_("Verified, not yet sent on"), "waiting"),
        State("routed", N_("Not yet followed up"), "waiting"),
        State("working", N_("Being worked on"), "going"),
        State("asking", N_("Waiting for the reporter"), "waiting"),
        State("replied", N_("The reporter has replied"), "going"),
        State("done", N_("Reported done, unconfirmed"), "going"),
        State("reopened", N_("Opened again by the reporter"), "late"),
        State("solved", N_("Solved, says the reporter"), "good", final=True),
        State("closed_reporter", N_("Closed by the reporter"), "neutral", final=True),
        State("closed_system", N_("Closed by the system, unconfirmed"), "neutral", final=True),
        State("closed_admin", N_("Closed by the desk"), "neutral", final=True),
        State("archived_admin", N_("Archived by the desk"), "neutral", final=True),
        State("archived_system", N_("Archived by the system"), "neutral", final=True),
        State("archived_reporter", N_("Archived by the reporter"), "neutral", final=True),
        State("blocked", N_("Content blocked"), "bad", final=True),
    ),
    moves=(
        Move("verify", ("unverified",), "verified", VERIFY, N_("Verify")),
        Move("route", ("verified",), "routed", ROUTE, N_("Send to an office")),
        Move("reroute", ("routed", "working", "replied", "reopened"), "routed", NOT_OURS, N_("Send to another office")),
        Move("not_ours", ("routed", "working", "replied", "reopened"), "verified", NOT_OURS, N_("Not our authority")),
        Move("recall", ("routed",), "verified", ROUTE, N_("Take back")),
        Move("begin", ("routed", "replied", "reopened"), "working", WORK, N_("Begin")),
        Move("answer", WITH_OFFICE, "working", WORK, N_("Answer")),
        Move("ask", ("unverified",), "incomplete", ASK, N_("Ask the reporter")),
        Move("ask", WITH_OFFICE, "asking", ASK, N_("Ask the reporter")),
        Move("reply", ("incomplete",), "unverified", ASK, N_("Reply")),
        Move("reply", ("asking",), "replied", ASK, N_("Reply")),
        Move("finish", WITH_OFFICE, "done", FINISH, N_("Report done")),
        Move("confirm", ("done", "closed_system", "closed_admin"), "solved", FINISH, N_("Yes, it is solved")),
        Move("accept", ("done",), "closed_reporter", FINISH, N_("Close it, though it is not solved")),
        Move("object", ("done",), "reopened", OBJECT, N_("No, it is not solved")),
        Move("reopen", CLOSED, "reopened", OBJECT, N_("Open again")),
        Move("close", ("done",), "closed_system", CLOSE, N_("Close by the timer")),
        Move("close_by_desk", ("routed", "working", "replied", "reopened", "done"), "closed_admin", CLOSE,
             N_("Close with a reason")),
        Move("archive", ("unverified", "verified", "incomplete"), "archived_admin", ARCHIVE, N_("Archive")),
        Move("expire", ("incomplete", "asking"), "archived_system", CLOSE, N_("Archive by the timer")),
        Move("withdraw", MOVING, "archived_reporter", WITHDRAW, N_("Take back")),
        Move("block", ("unverified", "verified", "incomplete"), "blocked", BLOCK, N_("Block")),
        Move("unblock", ("blocked",), "unverified", BLOCK, N_("Unblock")),
        Move("restore", ("archived_admin", "archived_system"), "unverified", ARCHIVE, N_("Take out of the archive")),
    ),
    limits=(
        clock("verify", ("add", "unblock", "restore"), ("verify", "archive", "block", "withdraw", "expire"),
              pauses=("ask",), resumes=("reply",), label=N_("Verified by")),
        clock("follow", ("route", "object", "reopen"),
              ("begin", "answer", "finish", "withdraw", "close_by_desk", "expire"),
              pauses=("ask",), resumes=("reply",), label=N_("First follow-up by")),
        *(clock(f"answer_{sort}", ("verify",),
                ("confirm", "accept", "close", "close_by_desk", "withdraw", "expire", "archive", "block"),
                pauses=("ask", "finish"), resumes=("reply", "object"), revives=("reopen",), sorts=(sort,),
                label=N_("Answer due by"))
          for sort in (INFORMATION, COMPLAINT, SUPERVISORY)),
        clock("complete", ("ask",), ("reply", "withdraw", "expire", "archive", "block"),
              label=N_("The reporter replies by")),
        clock("close", ("finish",), ("confirm", "accept", "object", "close", "close_by_desk", "withdraw"),
              label=N_("The reporter can object until")),
    ),
)
OFFICE_LIMITS = ("verify", "follow", "answer_information", "answer_complaint", "answer_supervisory")

# The ladder of one clock of an office: step, share of the limit that has run, working days after the due day.
WARNINGS = (("warn75", 0.75), ("warn90", 0.90))
LADDER = tuple((step, limit("reports", f"ladder_{step}").days) for step in ("coordinator", "head", "ombudsman"))

# Who does what, in LAPOR!'s words: admin koordinator, pejabat penghubung, kepala perangkat daerah.
COORDINATORS = ("coordinator", "secretariat")
HANDLERS = ("liaison", "officer", "head", "coordinator")
NEEDS_REASON = ("not_ours", "object", "reopen", "close_by_desk", "archive", "block", "withdraw")
