from pendopo.gateways.api import urls

app_name = "api-en"
urlpatterns = urls.urlpatterns
