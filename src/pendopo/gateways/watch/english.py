from pendopo.gateways.watch import urls

app_name = "watch-en"
urlpatterns = urls.urlpatterns
