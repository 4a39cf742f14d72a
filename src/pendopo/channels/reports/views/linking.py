"""The form by which staff link a published report to a promise or another record."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.channels.reports import rules, showing
from pendopo.channels.reports.actions.linking import link as link_up
from pendopo.channels.reports.forms import LinkForm
from pendopo.channels.reports.views.shared import draw
from pendopo.channels.reports.views.staff import case_or_404
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.records import queries as records
from pendopo.kit.rules import require


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, code: str) -> HttpResponse:
    """By the code of the other record, which everybody must be able to see."""
    report, actor = case_or_404(request, code)
    require(rules.link, actor, report)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        target = records.detail(form.cleaned_data["code"], None)
        try:
            if target is None:
                raise Hindrance(gettext("There is no such public record."))
            link_up(actor=actor, report=report, target=target, sort=form.cleaned_data["sort"])
        except Hindrance as hindrance:
            form.add_error("code", str(hindrance.sentence))
        else:
            messages.success(request, gettext("Done. It stands on the timeline."))
            return redirect(report)
    return draw(request, "reports/act.html", form, record=report, title=gettext("Link to a commitment"), danger=False,
                over=showing.title(report), back=report.get_absolute_url(), staff=True)
