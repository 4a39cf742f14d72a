from django.urls import path

from pendopo.gateways.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.outgoing, name="outgoing"),
    path("<int:number>/", views.letter, name="letter"),
]
