from pendopo.gateways.lapor import urls

app_name = "lapor-en"
urlpatterns = urls.urlpatterns
