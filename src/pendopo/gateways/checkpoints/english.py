from pendopo.gateways.checkpoints import urls

app_name = "checkpoints-en"
urlpatterns = urls.urlpatterns
