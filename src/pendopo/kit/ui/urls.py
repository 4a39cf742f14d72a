from django.urls import path

from pendopo.kit.ui import views

app_name = "ui"
urlpatterns = [path("", views.show, name="gallery")]
