"""Looking up places: by typing, by list, by a point on the map. Public, the same for everybody, kept by caches."""
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pendopo.kit.regions import queries
from pendopo.kit.regions.kinds import CODE, COUNTRY_CODE, LEVELS
from pendopo.kit.regions.models import Region
from pendopo.kit.regions.picking import OFFERED

kept: Callable[[Any], Any] = cache_control(public=True, max_age=3600)


@require_safe
@kept
def find(request: HttpRequest) -> HttpResponse:
    """Places by typing: ?q=, and for the picker &level= (several) and &within= a code."""
    text = request.GET.get("q", "").strip()[:200]
    levels = [level for level in LEVELS if str(level) in request.GET.getlist("level")] or LEVELS
    within = _within(request.GET.get("within", ""))
    found = queries.find(text, OFFERED, levels, within) if text else []
    return _answer(request, "regions/find.html", found, {"text": text, "searched": bool(text)})


@require_safe
@kept
def children(request: HttpRequest, code: str = COUNTRY_CODE) -> HttpResponse:
    """The places right below one, as a list."""
    region = Region.objects.filter(pk=code).first()
    if not region:
        raise Http404(code)
    below = [queries.Found(place, "") for place in queries.children(code)]
    return _answer(request, "regions/children.html", below, {"region": region, "above": list(queries.ancestors(code))})


@require_safe
@kept
def near(request: HttpRequest) -> HttpResponse:
    """The village nearest to a point of the map, for the person to confirm: ?lat=&lng=."""
    try:
        lat, lng = float(request.GET.get("lat", "")), float(request.GET.get("lng", ""))
    except ValueError:
        lat = lng = float("nan")
    met = queries.nearest(lat, lng)
    found = queries.with_paths([met.region]) if met else []
    return _answer(request, "regions/near.html", found, {
        "km": round(met.km, 3) if met else None, "said": _said(met, queries.inside_box(lat, lng))})


def _said(met: queries.Near | None, in_the_country: bool) -> str:
    """How near, or why no village is found and what to do instead."""
    if met:
        return gettext("The middle of this village lies %(km)s km from your point. Please confirm that it is the right "
                       "one.") % {"km": number_format(met.km, 1)}
    if not in_the_country or queries.has_points():
        return gettext("No village that we know lies near this point. Choose the place by its name.")
    return gettext("This server has not been told where the villages lie, so a point on the map cannot name one. Type "
                   "the name of the place, or choose it from the list.")


def _answer(request: HttpRequest, page: str, found: list[queries.Found], more: dict[str, Any]) -> HttpResponse:
    answer: HttpResponse
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        rows = [{"code": place.region.code, "name": place.region.full_name, "path": place.path, "label": place.label,
                 "kind": place.region.kind, "lat": place.region.lat, "lng": place.region.lng} for place in found]
        answer = JsonResponse({"results": rows, **{key: more[key] for key in ("km", "said") if key in more}})
    else:
        back = request.GET.get("ke", "")
        there = back if back.startswith("/") and url_has_allowed_host_and_scheme(back, None) else ""
        answer = render(request, page, {"found": found, "back": there, **more}, using="jinja2")
    patch_vary_headers(answer, ["Accept"])
    return answer


def _within(code: str) -> str:
    return code if CODE.fullmatch(code) and code != COUNTRY_CODE else ""
