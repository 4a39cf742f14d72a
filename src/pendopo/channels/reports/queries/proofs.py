"""Does a closing photo repeat an earlier picture? Held against every photo of reports that are not secret, saved again,
made smaller or cropped; a photo of a secret report only against those of the same report, in memory."""
from collections import defaultdict

from django.db.models import Count

from pendopo.analysis.likeness import VOTES, Question, alike
from pendopo.channels.reports.models import Band, Likeness, Report
from pendopo.channels.reports.queries.opening import FILE, unlocked
from pendopo.kit.files.checks import Checked
from pendopo.kit.files.likeness import fingerprint
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
