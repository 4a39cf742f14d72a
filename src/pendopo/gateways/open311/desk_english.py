from pendopo.gateways.open311 import desk_urls

app_name = "open311-keys-en"
urlpatterns = desk_urls.urlpatterns
