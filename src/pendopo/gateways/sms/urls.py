"""Where the gateways of SMS and WhatsApp hand over what people write. For machines: one address a shape."""
from django.urls import path

from pendopo.gateways.sms import views

app_name = "sms"
urlpatterns = [
    path("masuk/", views.plain, name="in"),
    path("masuk/kannel/", views.kannel, name="kannel"),
    path("masuk/rapidpro/", views.rapidpro, name="rapidpro"),
    path("masuk/whatsapp/", views.whatsapp, name="whatsapp"),
]
