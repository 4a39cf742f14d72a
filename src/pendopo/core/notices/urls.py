from django.urls import path

from pendopo.core.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("atur/", views.prefer, name="prefer"),
    path("kontak/", views.contact, name="contact"),
    path("ya/<str:token>/", views.prove, name="prove"),
    path("berhenti/<str:token>/", views.stop, name="stop"),
    path("<int:number>/", views.open_record, name="open"),
]
