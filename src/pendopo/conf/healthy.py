"""Whether this installation is safe: keys, addresses, regions, and what was done to it by night."""
import stat
import struct
from datetime import datetime, timedelta
from gettext import GNUTranslations

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pendopo.analysis import injected
from pendopo.conf.journal import journal
from pendopo.conf.whole_and_clean import pages, program
from pendopo.core.people.models import Person
from pendopo.core.places.queries import city
from pendopo.kit.country import N_, Malformed, country, faults, folder, made_of, said, there
from pendopo.kit.discover import shelf
from pendopo.kit.regions import actions as areas
from pendopo.kit.regions import packs
from pendopo.kit.regions.kinds import table
from pendopo.kit.regions.models import Region
from pendopo.kit.regions.queries import has_points
from pendopo.kit.seal import ring as rings
from pendopo.kit.seal.models import DataKey
from pendopo.kit.shapes import shapes
from pendopo.kit.ui.dates import day
from pendopo.kit.ui.figures import filesize, number
from pendopo.kit.work import keeping, logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line, by_age, last_good, when
from pendopo.kit.workdays.national import national, why_provisional

DAILY, WEEKLY = timedelta(days=2), timedelta(days=8)
DRILLED, UNTRIED = timedelta(days=40), timedelta(days=120)      # a drill is due every month
PAPER, FORGOTTEN = timedelta(days=200), timedelta(days=400)     # the paper key is tried twice a year
SOON, NOW = timedelta(days=21), timedelta(days=7)               # before a certificate ends


def loopback() -> bool:
    return not settings.HOST


def backups() -> Line:
    label, good, last = gettext("Backups"), last_good("backup"), logbook.last("backup")
    if last is None or good is None:
        failed = gettext("The last try failed: %(error)s.") % {"error": last.get("error", "?")} if last else ""
        return Line("backup", label, BAD if last else ATTENTION, failed or gettext("None was made yet."), gettext(
            "Enable pendopo-backup.timer, or run: pendopo backup FILE"), when(last))
    state = by_age(when(good), DAILY, WEEKLY)
    says = gettext("The last one has %(size)s.") % {"size": filesize(int(good.get("size", 0)))}
    if last is not good and not last["good"]:
        state = ATTENTION if state == GOOD else state
        says += " " + gettext("The last try failed: %(error)s.") % {"error": last.get("error", "?")}
    return Line("backup", label, state, says, "" if state == GOOD else gettext(
        "Does pendopo-backup.timer run, is there room on the disk? Make one now: pendopo backup FILE"), when(good))


def offsite() -> Line:
    label, good, last = gettext("Copies outside this machine"), last_good("offsite"), logbook.last("offsite")
    if last is None:
        return Line("offsite", label, ATTENTION, gettext("None was sent yet."), gettext(
            "A fire or a thief takes machine and backups together. Set up the encrypted copy, see docs/operate.md."))
    state = by_age(when(good), DAILY, WEEKLY) if good else BAD
    if good and good.get("sent") is None:
        return Line("offsite", label, ATTENTION, gettext("The encrypted copy lies on this machine only."), gettext(
            "Name the command that carries it away, see docs/operate.md."), when(good))
    says = gettext("%(count)s encrypted copies lie there.") % {"count": number((good or last).get("kept") or 0)}
    if not last["good"]:
        state = BAD if state == BAD else ATTENTION
        says = gettext("The last try failed: %(error)s.") % {"error": last.get("error", "?")}
    return Line("offsite", label, state, says, "" if state == GOOD else gettext(
        "Is the other machine reachable, is there room? Try by hand, see docs/operate.md."), when(good))


def drill() -> Line:
    label, last = gettext("Trial of bringing a backup back"), logbook.last("drill")
    if last is None:
        return Line("drill", label, ATTENTION, gettext("A backup that was never brought back is only a hope."),
                    gettext("See “drill” in docs/operate.md: it runs beside the site and touches nothing."))
    if not last["good"]:
        return Line("drill", label, BAD, gettext("It could not be brought back: %(error)s.") % {
            "error": last.get("error", "?")}, gettext("Make a new backup and try again before you need it."),
            when(last))
    state = by_age(when(last), DRILLED, UNTRIED)
    return Line("drill", label, state, gettext("%(records)s records and %(lines)s lines came back whole.") % {
        "records": number(last.get("records") or 0), "lines": number(last.get("lines") or 0)},
        "" if state == GOOD else gettext("It is due every month: is the worker at work?"), when(last))


def paper_key() -> Line:
    """Nobody but a person can try what lies on paper."""
    label, last = gettext("The key of the copies, on paper"), last_good("key-trial")
    state = by_age(when(last), PAPER, FORGOTTEN)
    return Line("key-trial", label, state, gettext("It opened the newest copy.") if last else gettext(
        "Nobody has tried yet whether it opens a copy."), "" if state == GOOD else gettext(
        "Type it in once, see docs/operate.md: without it no copy outside opens."), when(last))


def upgrade() -> Line:
    label, last = gettext("Version"), logbook.last("upgrade")
    if last is None:
        return Line("upgrade", label, GOOD, gettext("No upgrade yet."))
    if not last["good"] and not last.get("rolled_back"):
        return Line("upgrade", label, BAD, gettext(
            "The upgrade to %(new)s did not work (%(error)s), and not everything was put back.") % {
                "new": last.get("new", "?"), "error": last.get("error") or "?"}, gettext(
            "Everything as it was before lies in home/backups/%(folder)s. When all is well again and only reading is "
            "open: pendopo readonly --end") % {"folder": last.get("snapshot", "?")}, when(last))
    if not last["good"]:
        return Line("upgrade", label, ATTENTION, gettext(
            "The upgrade to %(new)s did not work (%(error)s); the version before it is back, nothing is lost.") % {
                "new": last.get("new", "?"), "error": last.get("error") or "?"}, gettext(
            "Report it to whoever makes Pendopo, with the log of that hour."), when(last))
    return Line("upgrade", label, GOOD, gettext("Version %(new)s, before it %(old)s.") % {
        "new": last.get("new", "?"), "old": last.get("old", "?")}, "", when(last))


def certificate() -> Line:
    label, told = gettext("Certificate of the address"), logbook.last("certificate")
    if not settings.HTTPS:
        return Line("certificate", label, GOOD if loopback() else BAD, gettext(
            "Only on this machine: none is needed.") if loopback() else gettext(
            "A public address without TLS: sign-in would travel in the open."), "" if loopback() else gettext(
            "Set up the proxy with TLS and PENDOPO_HTTPS=1, see docs/operate.md."))
    if told is None:
        return Line("certificate", label, ATTENTION, gettext("Not looked at yet: the first time is tonight."),
                    gettext("At once: pendopo check"))
    if "until" not in told:
        return Line("certificate", label, ATTENTION, gettext("The address does not answer from here: %(error)s.") % {
            "error": told.get("error", "?")}, gettext("Open it in a browser; is the proxy running?"), when(told))
    until = datetime.fromisoformat(told["until"])
    left = until - timezone.now()
    state = BAD if left < NOW or told.get("error") else ATTENTION if left < SOON else GOOD
    says = ngettext("%(count)d day left, until %(day)s.", "%(count)d days left, until %(day)s.", max(0, left.days)) % {
        "count": max(0, left.days), "day": day(until)}
    if told.get("error"):
        says += " " + gettext("Browsers refuse it: %(error)s.") % {"error": told["error"]}
    return Line("certificate", label, state, says, "" if state == GOOD else gettext(
        "Renew it; with Caddy or certbot it renews itself: look why it did not."), when(told))


def keys() -> Line:
    label = gettext("Keys")
    open_to = sorted(path.name for path in settings.KEYS_ROOT.iterdir()
                     if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    if open_to:
        return Line("keys", label, BAD, gettext("Others on this machine may read: %(names)s.") % {
            "names": ", ".join(open_to)}, "chmod 600 home/keys/*")
    ring, all_ = rings.read(), DataKey.objects.count()
    fits = DataKey.objects.filter(version__in=ring.keys if ring else []).count()
    return Line("keys", label, GOOD if fits == all_ else BAD, gettext(
        "Only their owner reads them. %(all)s sealed things, the key here opens %(fits)s.") % {
            "all": number(all_), "fits": number(fits)}, "" if fits == all_ else gettext(
        "Two holders of shares together: pendopo seal recover"))


def demo() -> Line:
    label, whose = gettext("Invented people"), city()
    there = settings.DEMO or bool(whose and whose.demo) or Person.objects.filter(
        email__endswith="@contoh.example").exists()
    public = there and not loopback()
    return Line("demo", label, BAD if public else GOOD, gettext(
        "Accounts of the demo are here, and a public address is named.") if public else gettext(
        "A demo, on this machine only.") if there else gettext("None."), gettext(
        "Use a new PENDOPO_HOME for a real city.") if public else "")


def regions() -> Line:
    count, wanted = Region.objects.count(), packs.opened(packs.AREAS).size
    says = [gettext("%(count)s regions.") % {"count": number(count)}]
    if not has_points():
        says.append(gettext("Where villages lie is not loaded: a point on the map names none before "
                            "\"pendopo import areas FILE\"."))
    return Line("regions", gettext("Administrative regions"), GOOD if count >= wanted else BAD, " ".join(says),
                "" if count >= wanted else "pendopo prepare")


def pack() -> Line:
    """The country's data: what is missing there, and which edition stands."""
    label, here = gettext("Country pack"), country()
    wrong, left_out = pack_faults(), absent()
    state = BAD if wrong else ATTENTION if left_out else GOOD
    return Line("pack", label, state, gettext("%(name)s, edition %(edition)s. %(wording)s") % {
        "name": said(here.name, here.name_en), "edition": here.edition,
        "wording": said(here.wording, here.wording_en)}, gettext(
        "Put the file right, or bring back the pack that came with this release.") if wrong or left_out else "",
        items=tuple((one.said(), "") for one in (*wrong, *left_out)))


def pack_faults() -> list[Malformed]:
    """Each file once."""
    return list({one.file: one for one in reversed([*faults(settings.PACK), *read_by_rooms()])}.values())[::-1]


def read_by_rooms() -> list[Malformed]:
    """What only the rooms understand: each reads its own file, and says what it stumbles over."""
    found: list[Malformed] = []
    of_rooms = [reader for room in shelf("packed", "PACKED") for reader in room]
    for reader in (table, areas.country_wide, areas.invented, national, why_provisional, shapes, keeping.rules,
                   gambling, wording, *of_rooms):
        try:
            reader()
        except Malformed as wrong:
            found.append(wrong)
    return found


def absent() -> list[Malformed]:
    """What a pack may leave out, with what is not done then."""
    return [Malformed(folder("watch", name), words) for name, words in (
        ("gambling.csv", N_("This file is missing: planted advertising for gambling is not recognised.")),
        ("spam.tsv", N_("This file is missing: advertising in comments is recognised only after moderators have "
                        "decided on some."))) if not folder("watch", name).is_file()]


def gambling() -> None:
    """The words of planted advertising, where the pack has them. Raises Malformed."""
    file = folder("watch", "gambling.csv")
    if file.is_file():
        list(made_of(file, injected.placed))


def wording() -> None:
    """The catalogues of the pack. Raises Malformed."""
    for spoken in folder("locale").glob("*/LC_MESSAGES"):
        file = there(spoken / "django.mo")
        with file.open("rb") as opened:
            try:
                GNUTranslations(opened)
            except (OSError, ValueError, struct.error):
                raise Malformed(file, N_("This is no compiled catalogue.")) from None


HEALTHY = [program, pages, backups, offsite, drill, paper_key, upgrade, certificate, keys, journal, demo, regions, pack]
