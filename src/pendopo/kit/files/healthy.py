"""Room on the disk, and in the share of it that files may take."""
import shutil

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext

from pendopo.kit.files.models import StoredFile
from pendopo.kit.ui.figures import filesize, percent
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line

LOW, SMALL = 2 * 1024**3, 5 * 1024**3   # bytes free
FULL = 0.9                              # of the quota


def disk() -> Line:
    seen, used = shutil.disk_usage(settings.HOME), StoredFile.objects.aggregate(size=Sum("size"))["size"] or 0
    share = used / settings.FILES_QUOTA
    state = BAD if seen.free < LOW or share >= 1 else ATTENTION if seen.free < SMALL or share > FULL else GOOD
    return Line("disk", gettext("Disk"), state, gettext(
        "%(free)s of %(whole)s are free. Files of the city take %(used)s, %(share)s of what they may.") % {
            "free": filesize(seen.free), "whole": filesize(seen.total), "used": filesize(used),
            "share": percent(share)}, "" if state == GOOD else gettext(
        "Move old backups to another machine, use a larger disk, or raise PENDOPO_QUOTA."))


HEALTHY = [disk]
