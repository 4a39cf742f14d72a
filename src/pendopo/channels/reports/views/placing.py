"""What the map for choosing a place draws: the plain outlines of the city and its districts, from this server alone."""
import json
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pendopo.core.places.queries import city
from pendopo.core.places.standing import city_of
from pendopo.kit.regions.models import Region

kept: Callable[[Any], Any] = cache_control(public=True, max_age=86_400)


@require_safe
@kept
def outlines(request: HttpRequest) -> HttpResponse:
    """GeoJSON shapes, as far as areas are loaded. The script asks for them when somebody opens the map."""
    whose = city()
    here = whose.region_id if whose else ""
    found = Region.objects.filter(Q(pk=here) | Q(parent=here, ended=None)).select_related("shape").order_by("code")
    return JsonResponse({"outlines": [json.loads(one.shape.outline) for one in found if hasattr(one, "shape")]})


def tiles(request: HttpRequest) -> dict[str, str]:
    """What the template of the map needs: the city's own tiles, if it has any."""
    whose = city_of(request)
    return {"tiles": whose.tiles, "credit": whose.credit} if whose else {"tiles": "", "credit": ""}
