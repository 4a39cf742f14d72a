from django.urls import path

from pendopo.core.ledger import views

app_name = "ledger"
urlpatterns = [path("", views.page, name="page"), path("periksa/", views.check, name="check")]
