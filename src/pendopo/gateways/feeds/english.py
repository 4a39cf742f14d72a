from pendopo.gateways.feeds import urls

app_name = "feeds-en"
urlpatterns = urls.urlpatterns
