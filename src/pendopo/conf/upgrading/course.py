"""The course of an upgrade: look, stop the writers, keep everything, move, compare, let the new version answer.

Whatever goes wrong on the way, everything is put back as it was and the version before runs on. This is done by the
version that runs today: it knows how its own data looked. The new one only moves the tables, in a process of its own.
"""
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import IO, Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.conf import running
from pendopo.conf.totals import differences, lines, records, totals, written_now
from pendopo.conf.upgrading import marker, snapshots, versions
from pendopo.conf.upgrading.moving import NotStanding, stands
from pendopo.conf.upgrading.versions import Version
from pendopo.kit import shutters
from pendopo.kit.shutters import Hold
from pendopo.kit.ui.figures import number
from pendopo.kit.work import logbook

Say = Callable[[str], Any]
MOST = timedelta(minutes=30)        # the page says until when: put off while it is at work, earlier when all is done
PATIENCE = 60.0                     # seconds for writers in hand, and for the new version to answer
BUSY = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND backend_xid IS NOT NULL"""


class Refused(Exception):
    """Nothing was begun. In plain words: why."""


class Failed(Exception):
    """Something went wrong on the way. `why` for people, `kind` for the health page."""

    def __init__(self, why: str, kind: str) -> None:
        super().__init__(why)
        self.why, self.kind = why, kind


@dataclass
class Course:
    """One upgrade. `switched` and `restarted` say how far it came, so that the way back knows where to begin."""
    new: Version
    say: Say
    old: Version
    link: Path | None
    names: tuple[str, str] = ("", "")
    switched: bool = False
    restarted: bool = False


def upgrade(new: Version, say: Say) -> bool:
    """True: the new version runs. False: everything is as it was. Raises Refused, marker.Busy."""
    course = Course(new, heard(say), versions.here(), versions.link_to(versions.here()))
    plan = ask(new, "--plan")
    look(course, plan)
    course.names = (course.old.name, str(plan["name"]))
    with marker.alone() as file, interruptible():
        with closed() as held:
            done = carried_out(course, file, held)
        if done:
            note_release(course)
        say_what_is_closed(course.say)
        return done


def heard(say: Say) -> Say:
    """A window that was closed hears nothing any more; that keeps nobody from going back."""
    def said(text: str) -> None:
        with suppress(OSError):
            say(text)
    return said


def closed() -> AbstractContextManager[Hold]:
    return shutters.hold(_("A new version of this site is being put in place."), MOST, _(
        "An upgrade failed, and not everything could be put back. Whoever runs this server is looking after it."))


def say_what_is_closed(say: Say) -> None:
    now = shutters.now()
    if now is not None and now.until is None:
        say(opens())


def opens() -> str:
    return _("Nobody can send anything yet. When you have looked that all is well: pendopo readonly --end")


def look(course: Course, plan: dict[str, Any]) -> None:
    """What would make it fail is better known before. Raises Refused."""
    if plan["unknown"]:
        raise Refused(_("This version is older than the data here: it does not know the step %(step)s. "
                        "Nothing was changed.") % {"step": plan["unknown"][-1]})
    free, wanted = shutil.disk_usage(settings.HOME).free, snapshots.size_of_database() * 3 + 100_000_000
    if free < wanted:
        raise Refused(_("%(wanted)s MB must be free on the disk for the way back, and %(free)s are. "
                        "Nothing was changed.") % {"wanted": number(wanted // 10**6), "free": number(free // 10**6)})
    course.say(_("%(many)d steps wait.") % {"many": len(plan["pending"])})


def carried_out(course: Course, file: IO[str], held: Hold) -> bool:
    began, say = time.monotonic(), course.say
    settle()
    before = totals()
    snapshot = kept(before)
    marker.mark(file, snapshot)
    say(_("Kept for the way back: %(records)s records, %(lines)s lines of the ledger and all files (%(seconds).1f s).")
        % {**told(before), "seconds": time.monotonic() - began})
    try:
        moved(course, before)
    except (Exception, KeyboardInterrupt) as error:
        held.stays = True                                      # as long as it is not known that everything is back
        if went_back(course, snapshot, before, error):
            marker.unmark(file)
            held.stays = False
        return False
    marker.unmark(file)
    shutil.rmtree(snapshot / "files", ignore_errors=True)      # second names only: they would keep what is erased
    seconds = time.monotonic() - began
    logbook.note("upgrade", good=True, old=course.names[0], new=course.names[1], rolled_back=False,
                 records=records(before), snapshot=snapshot.name, seconds=round(seconds, 1))
    say(_("Done in %(seconds).0f s: %(new)s. The same as before: %(records)s records, %(lines)s lines of the ledger.")
        % {**told(before), "seconds": seconds, "new": course.names[1]})
    return True


def note_release(course: Course) -> None:
    """The new version lists its own files, so that a changed one is found, and says the fingerprint to write down. If
    it cannot, nothing is undone: the health page goes on naming what differs."""
    python = course.new.python if course.new.python.exists() else Path(sys.executable)
    if subprocess.run([str(python), "-m", "django", "release", "--note"], check=False).returncode:
        course.say(_("The files of the new version were not listed: run pendopo release --note."))


def told(found: Mapping[str, int | str]) -> dict[str, str]:
    return {"records": number(records(found)), "lines": number(lines(found))}


def kept(before: Mapping[str, int | str]) -> Path:
    """The folder of the way back. Raises Refused: without one, nothing is begun."""
    snapshot = Path(settings.HOME) / "backups" / f"upgrade-{timezone.localtime():%Y%m%d-%H%M%S}"
    try:
        snapshots.take(snapshot)
        if not differences(before, totals()):
            return snapshot
        why = _("somebody was still writing")
    except (OSError, subprocess.CalledProcessError) as error:
        why = str(error)
    shutil.rmtree(snapshot, ignore_errors=True)
    raise Refused(_("Not everything could be kept beforehand, so nothing was changed: %(why)s") % {"why": why})


def settle() -> None:
    """Until no write is in hand any more: new ones are refused already. Raises Refused."""
    last = time.monotonic() + PATIENCE
    with shutters.keeper():
        if connection.vendor == "sqlite":
            with transaction.atomic():                         # the fair line: whoever wrote before us is done
                return
        while time.monotonic() < last:
            with connection.cursor() as cursor:
                cursor.execute(BUSY)
                if not cursor.fetchone()[0]:
                    return
            time.sleep(0.2)
    raise Refused(_("Something has been writing for more than a minute. Nothing was changed; try again later."))


def moved(course: Course, before: Mapping[str, int | str]) -> None:
    """The new version moves the tables, and then it runs. Raises Failed."""
    found = ask(course.new)
    if "failed" in found:
        raise Failed(_("The step %(step)s did not succeed.") % {"step": found["failed"]}, str(found["why"]))
    if changed := differences(before, found["totals"]):
        raise Failed(_("Afterwards not everything was there as before: %(what)s.") % {"what": ", ".join(changed)},
                     "Totals")
    if course.link is not None and course.new.root != course.old.root:
        course.switched = True
        versions.point(course.link, course.new)
    site = running.running(settings.HOME)
    if site is None:
        course.say(_("No site is running here now. Start it again: it will be the new version."))
        return
    course.restarted = True
    asked = running.begin_again(site)
    if not running.answers(settings.HOME, course.new.root, asked, settings.HOST, PATIENCE):
        raise Failed(_("The new version did not answer within a minute."), "Silent")


def went_back(course: Course, snapshot: Path, before: Mapping[str, int | str], error: BaseException) -> bool:
    """Whether everything is as it was. If not, what to do."""
    try:
        return go_back(course, snapshot, before, error)
    except (Exception, KeyboardInterrupt) as wrong:
        course.say(stuck(snapshot, wrong))
        with suppress(OSError):
            logbook.note("upgrade", good=False, old=course.names[0], new=course.names[1], rolled_back=False,
                         snapshot=snapshot.name, error=type(wrong).__name__)
        return False


def stuck(snapshot: Path, wrong: BaseException) -> str:
    return _("The way back failed as well (%(why)s). The site stays closed for writing. Keep %(folder)s: everything as "
             "it was lies there. Mend what is wrong (is the disk full?), then start the site again: it goes back once "
             "more.") % {
                 "why": f"{type(wrong).__name__}: {wrong}", "folder": snapshot}


def go_back(course: Course, snapshot: Path, before: Mapping[str, int | str], error: BaseException) -> bool:
    """Database, files, ledger and version as they were; then what happened, in plain words."""
    began, say = time.monotonic(), course.say
    why = error.why if isinstance(error, Failed) else _("It was stopped (%(kind)s).") % {"kind": type(error).__name__}
    say(_("The upgrade did not succeed. %(why)s Going back ...") % {"why": why})
    if course.switched and course.link is not None:
        versions.point(course.link, course.old)
    snapshots.put_back(snapshot)
    same, runs = as_before(before), runs_again(course)
    seconds = time.monotonic() - began
    logbook.note("upgrade", good=False, old=course.names[0], new=course.names[1], rolled_back=same,
                 records=records(before), snapshot=snapshot.name, seconds=round(seconds, 1),
                 error=error.kind if isinstance(error, Failed) else type(error).__name__)
    if not same:
        say(_("NOT everything came back. Stop the site and keep %(folder)s: everything as it was lies there.") % {
            "folder": snapshot})
        return False
    say(_("Everything is as it was (%(seconds).0f s): version %(old)s, %(records)s records, %(lines)s lines of the "
          "ledger, all files. Nothing was lost.") % {**told(before), "seconds": seconds, "old": course.names[0]})
    if not runs:
        say(_("The site does not run: start it, for example with systemctl restart pendopo."))
    if course.new.root == course.old.root:
        say(_("The folder still holds the new code. Put the code of the version before back there, then start the "
              "site; the data fits that version."))
    return True


def runs_again(course: Course) -> bool:
    """The version before, where it was stopped: asked to begin, or, if its process is gone, begun by whoever minds the
    services of this machine."""
    if not course.restarted:
        return True
    site = running.running(settings.HOME)
    asked = running.begin_again(site) if site else 0.0
    return running.answers(settings.HOME, course.old.root, asked, settings.HOST, PATIENCE)


def as_before(before: Mapping[str, int | str]) -> bool:
    """Counted once more, and the ledger held against what was signed."""
    try:
        stands()
    except NotStanding:
        return False
    except DatabaseError:
        pass                        # new code in the same folder, over the tables of before: it can only count
    return not differences(before, totals())


def ask(version: Version, *words: str) -> dict[str, Any]:
    """`move_in` of that version; its words go to the screen. Raises Refused when it cannot even be started."""
    with tempfile.TemporaryDirectory(prefix="pendopo-upgrade-") as folder:
        result = Path(folder) / "told.json"
        python = version.python if version.python.exists() else None
        if python is None and version.root != versions.here().root:
            raise Refused(_("%(folder)s has no .venv/bin/python: install that version first. Nothing was changed.") % {
                "folder": version.root})
        ended = subprocess.run([str(python or sys.executable), "-m", "django", "move_in", str(result), *words],
                               check=False)
        with suppress(FileNotFoundError, ValueError):          # cut off while it was written: it has not answered
            return dict(json.loads(result.read_text()))
        if words:
            raise Refused(_("That version does not start here. Nothing was changed."))
        return {"failed": _("the start of the new version"), "why": f"Exit {ended.returncode}"}


@contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM and SIGHUP (a closed window) go back like Ctrl+C, instead of leaving everything half done."""
    def stop(sign: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {sign: signal.signal(sign, stop) for sign in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for sign, how in before.items():
            signal.signal(sign, how)


def go_on_after_a_cut(say: Say) -> bool:
    """An upgrade was cut off by a power cut or a kill: back to where it began. True when there was one. Raises Refused
    when it could not be put back: it is tried again at the next start.

    Not when people have written since (the page that kept them from it ended by itself): their words stand, and a
    person has to look.
    """
    snapshot = marker.left_behind()
    if snapshot is None:
        return False
    with closed() as held:
        settle()                                               # a step that was left alone may still be at work
        held.stays = True
        try:
            since = put_back_unless_written(snapshot, heard(say))
        except (Exception, KeyboardInterrupt) as wrong:
            raise Refused(f"{stuck(snapshot, wrong)} {opens()}") from wrong
        held.stays = False
        logbook.note("upgrade", good=False, rolled_back=since <= 0, snapshot=snapshot.name, error="Cut")
        marker.forget()
    say_what_is_closed(heard(say))
    return True


def put_back_unless_written(snapshot: Path, say: Say) -> int:
    """How many lines were written since; with any, nothing was put back."""
    since = written_now() - snapshots.lines_in(snapshot) if snapshots.whole(snapshot) else 0
    if since > 0:
        say(_("An upgrade was cut off, and %(lines)s lines were written since. Nothing was put back. What was there "
              "before lies in %(folder)s.") % {"lines": number(since), "folder": snapshot})
    elif snapshots.whole(snapshot):
        with shutters.keeper():
            snapshots.put_back(snapshot)
        say(_("An upgrade was cut off. Everything was put back as it was before it."))
    return since
