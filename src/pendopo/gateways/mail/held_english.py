from pendopo.gateways.mail import held_urls

app_name = "intake-en"
urlpatterns = held_urls.urlpatterns
