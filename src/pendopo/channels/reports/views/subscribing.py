"""Who wants to hear of what, and how to end it. Only one's own; told by the morning's letter."""
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.channels.reports.actions import subscribing
from pendopo.channels.reports.forms import SubscribeForm, shown
from pendopo.channels.reports.models import Category, Subscription
from pendopo.channels.reports.queries.lists import CATEGORY, categories, subscriptions
from pendopo.core.people.rules import account
from pendopo.core.people.sessions import visitor
from pendopo.core.places.queries import city
from pendopo.core.records.wanted import PLACE


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """What one hears of, and a form for more; the filters of the list fill it in."""
    me = account(visitor(request))
    if me is None:
        return redirect_to_login(request.get_full_path(), reverse("account_login"))
    whose = city()
    form = SubscribeForm(request.POST if request.method == "POST" else None, categories=categories(),
                         within=whose.region_id if whose else "",
                         initial={"category": request.GET.get(CATEGORY, ""), "region": request.GET.get(PLACE, "")})
    if form.is_valid():
        told = form.cleaned_data
        subscribing.subscribe(actor=me, region=told["region"],
                              category=Category.objects.filter(code=told["category"]).first())
        messages.success(request, gettext("You will hear of it in the morning's letter.") if me.email else gettext(
            "It will stand on the page “My news”."))
        return redirect("reports:subscribe")
    return render(request, "reports/subscribe.html", {
        "form": form, "addressed": bool(me.email), "rows": [row(one) for one in subscriptions(me)]},
        status=422 if form.errors else 200)


def row(one: Subscription) -> dict[str, str]:
    about = shown(one.category) if one.category else gettext("Everything")
    where = one.region.full_name if one.region else gettext("the whole city")
    return {"text": f"{about}, {where}", "address": reverse("reports:unsubscribe", args=[one.pk])}


@never_cache
@require_POST
def unsubscribe(request: HttpRequest, key: int) -> HttpResponse:
    me = account(visitor(request))
    if me is None:
        return redirect_to_login(reverse("reports:subscribe"), reverse("account_login"))
    subscribing.unsubscribe(actor=me, subscription=get_object_or_404(Subscription, pk=key, person=me.pk))
    messages.success(request, gettext("You will not hear of it any more."))
    return redirect("reports:subscribe")
