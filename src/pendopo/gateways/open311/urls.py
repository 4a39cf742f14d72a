"""Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2). The ending of an address is its form."""
from django.urls import path, register_converter

from pendopo.gateways.open311 import taking, views


class Form:
    """xml or json."""
    regex = "xml|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Form, "form")
app_name = "open311"
urlpatterns = [
    path("", views.root, name="root"),
    path("discovery.<form:form>", views.discovery, name="discovery"),
    path("services.<form:form>", views.services, name="services"),
    path("services/<path:code>.<form:form>", views.service, name="service"),
    path("requests.csv", views.sheet, name="bulk"),
    path("requests.<form:form>", taking.requests, name="requests"),
    path("requests/<str:code>.<form:form>", views.request_, name="request"),
    path("tokens/<str:token>.<form:form>", views.token, name="token"),
    path("servicerequestupdates.<form:form>", taking.updates, name="updates"),
    path("<path:rest>.<form:form>", views.nothing, name="nothing"),
]
