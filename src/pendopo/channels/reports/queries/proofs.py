"""Does a closing photo repeat an earlier picture? Held against every photo of reports that are not secret, saved again,
made smaller or cropped; a photo of a secret report only against those of the same report, in memory. And does it fit
the place and the time of what it shows, as far as camera and officer say?"""
from collections import defaultdict
from datetime import datetime

from django.db.models import Count

from pendopo.analysis.likeness import VOTES, Question, alike
from pendopo.channels.reports.models import Band, Likeness, Message, Report
from pendopo.channels.reports.queries.opening import FILE, told, unlocked
from pendopo.channels.reports.words import EARLY, FAR, METRES, Photo
from pendopo.kit.files.checks import Checked
from pendopo.kit.files.likeness import fingerprint
from pendopo.kit.regions.shapes import distance
from pendopo.kit.seal.files import content

MOST = 200                           # pictures whose bands are looked at


def repeated(report: Report, photo: Checked) -> str:
    """The code of the report whose picture this one repeats, this report's own among them; "" when it is new."""
    print_ = fingerprint(photo.content)
    if report.secret:
        return report.code if any(alike(print_, other) for other in own_prints(report)) else ""
    question = Question(print_)
    near = (Band.objects.filter(band__in=question.probes).values("likeness").annotate(votes=Count("pk"))
            .filter(votes__gte=VOTES).order_by("-votes", "-likeness").values_list("likeness", flat=True)[:MOST])
    stored: dict[int, list[int]] = defaultdict(list)
    for key, band in Band.objects.filter(likeness__in=list(near)).order_by("pk").values_list("likeness", "band"):
        stored[key].append(band)
    for one in Likeness.objects.filter(pk__in=question.sift(stored.items())).select_related("report"):
        if alike(print_, bytes(one.fingerprint)):
            return one.report.code
    return ""


def own_prints(report: Report) -> list[bytes]:
    """Fingerprints of the pictures of a secret report: made for this one comparison and kept nowhere."""
    box = unlocked(Report.objects.select_related("key").get(pk=report.pk))
    found = [(one, box.open_words(one.about, FILE)) for one in report.enclosures.select_related("file")]
    return [fingerprint(content(one.file, box)) for one, about in found if str(about["mime"]).startswith("image/")]


def doubt(report: Report, photo: Photo) -> str:
    """EARLY: taken before there was anything to show. FAR: taken elsewhere. Officer and camera are both heard: what is
    typed does not silence what the camera wrote. Empty: nothing speaks against it."""
    begun = since(report).replace(second=0, microsecond=0)                # an officer types no seconds
    if any(at is not None and at < begun for at in (photo.taken, photo.camera.at)):
        return EARLY
    away = (metres(report, photo.lat, photo.lng), metres(report, photo.camera.lat, photo.camera.lng))
    return FAR if any(one is not None and one > METRES for one in away) else ""


def since(report: Report) -> datetime:
    """Work that answers a report is done after it came in, and after the last objection to it."""
    objected = Message.objects.filter(report=report.pk, sort="objection").order_by("-pk").values_list("at", flat=True)
    return objected.first() or (report.parent or report).created


def metres(report: Report, lat: float | None, lng: float | None) -> float | None:
    """Between a photo and the place of the report; None where one of the two is not known. The place of a secret report
    is opened in memory."""
    if lat is None or lng is None:
        return None
    spot = told(report, unlocked(report)) if report.secret else report.place
    if spot is None or spot.lat is None or spot.lng is None:
        return None
    return 1000 * distance(spot.lat, spot.lng, lat, lng)
