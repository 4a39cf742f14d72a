from django.urls import path

from pendopo.kit.regions import views

app_name = "regions"
urlpatterns = [
    path("", views.children, name="top"),
    path("cari", views.find, name="find"),
    path("dekat", views.near, name="near"),
    path("<str:code>/anak", views.children, name="children"),
]
