"""The public figures of published reports, kept day by day: of all, of each office, place and category, and how many
are in a shared problem. What is too small to be told is not kept either."""
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.channels.reports.answering import COUNTS, IN_A_ROW, SHARES, label, published, say
from pendopo.channels.reports.forms import shown
from pendopo.channels.reports.models import Category
from pendopo.channels.reports.queries.clusters import cluster, listed_clusters, reports_of
from pendopo.channels.reports.queries.figures import FEWEST, brief, figures
from pendopo.channels.reports.queries.lists import CATEGORY, listed
from pendopo.core.people.models import Organisation
from pendopo.core.records.cards import office_name, title_of
from pendopo.core.records.figures import WHOLE, Numbers, Source
from pendopo.core.records.paging import with_words
from pendopo.core.records.wanted import inside
from pendopo.kit.regions.kinds import line_of
from pendopo.kit.regions.models import Region

OFFICES, REGIONS, CATEGORIES, PROBLEMS = "laporan-lembaga", "laporan-wilayah", "laporan-kategori", "masalah-bersama"
ALL = (*COUNTS, *SHARES)
OF = {"open": "reports", "late": "reports", "solved": "reports"}


def offices() -> list[str]:
    found = listed().exclude(office=None).order_by("office__slug")
    return list(found.values_list("office__slug", flat=True).distinct())


def regions() -> list[str]:
    """Every place from which a published report came, and the places around it up to the whole country."""
    codes = listed().exclude(place=None).order_by("place__region").values_list("place__region", flat=True).distinct()
    return sorted({place for code in codes for place in (code, *line_of(code))})


def categories() -> list[str]:
    """Those with enough reports to be told."""
    rows = listed().exclude(category=None).order_by().values_list("category__code").annotate(many=Count("pk"))
    return sorted(in_address(code) for code, many in rows if many >= FEWEST)


def in_address(code: str) -> str:
    """jalan/jalan-rusak would be two parts of an address."""
    return code.replace("/", ".")


def category_of(subject: str) -> str:
    return subject.replace(".", "/")


def of_city(subject: str) -> Numbers:
    return published(figures(listed()))


def of_office(slug: str) -> Numbers:
    return published(figures(listed().filter(office__slug=slug)))


def of_region(code: str) -> Numbers:
    return published(figures(listed().filter(inside(code))))


def of_category(subject: str) -> Numbers:
    told = published(brief(listed().filter(category__code=category_of(subject))))
    return {key: told[key] for key in IN_A_ROW if key in told}


def of_problem(code: str) -> Numbers:
    found = cluster(code)
    told = published(brief(reports_of(found))) if found else {}
    return {key: told[key] for key in ("reports",) if key in told}


def titled(name: str) -> str:
    return gettext("Reports: %(name)s") % {"name": name}


def office_title(slug: str) -> str:
    found = Organisation.objects.filter(slug=slug).first()
    return titled(office_name(found) if found else slug)


def region_title(code: str) -> str:
    found = Region.objects.filter(pk=code).first()
    return titled(found.full_name if found else code)


def category_title(subject: str) -> str:
    found = Category.objects.filter(code=category_of(subject)).first()
    return titled(shown(found) if found else subject)


def problem_title(code: str) -> str:
    """A shared problem that is hidden now is called by its code."""
    found = cluster(code)
    return str(title_of(found)[0]) if found else code


KEPT = [
    Source("laporan", lambda: [WHOLE], of_city, lambda subject: gettext("Reports"), label,
           lambda subject: reverse("reports:figures"), OF, say, hides=ALL),
    Source(OFFICES, offices, of_office, office_title, label,
           lambda slug: reverse("reports:office", args=[slug]), OF, say, hides=ALL),
    Source(REGIONS, regions, of_region, region_title, label,
           lambda code: reverse("reports:region", args=[code]), OF, say, hides=ALL),
    Source(CATEGORIES, categories, of_category, category_title, label,
           lambda subject: with_words(reverse("reports:list"), [(CATEGORY, category_of(subject))]), told=say,
           hides=ALL),
    Source(PROBLEMS, lambda: list(listed_clusters().values_list("code", flat=True)), of_problem, problem_title, label,
           lambda code: reverse("clusters:detail", args=[code]), told=say, hides=ALL),
]
