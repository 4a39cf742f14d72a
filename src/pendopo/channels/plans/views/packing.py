"""The evidence pack for everybody who asks, not too often from one place: it reads everything of the plan."""
from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.channels.plans.packing import pack as write
from pendopo.channels.plans.views.standards import as_data, plan_or_404
from pendopo.core.people.attempts import place_of
from pendopo.kit.limits.actions import Budget, TooOften, spend

PACKS = Budget("plans.pack", 12, 3600)


@never_cache
@require_safe
def pack(request: HttpRequest, code: str) -> HttpResponseBase:
    plan = plan_or_404(code)
    name = f"{plan.code}-{timezone.localdate()}.zip"
    if request.method == "HEAD":
        return HttpResponse(content_type="application/zip")
    try:
        spend(PACKS, place_of(request))
    except TooOften as error:
        return HttpResponse(_("Too many questions. Please wait a little."), status=429,
                            content_type="text/plain; charset=utf-8", headers={"Retry-After": str(error.wait)})
    file = BytesIO()
    write(plan, file, as_data(plan))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
