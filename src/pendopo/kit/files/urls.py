from django.urls import path, register_converter
from django.urls.converters import StringConverter

from pendopo.kit.files import views


class Digest(StringConverter):
    """A SHA-256 in 64 small hex digits."""
    regex = "[0-9a-f]{64}"


register_converter(Digest, "digest")
app_name = "files"
urlpatterns = [
    path("<digest:sha256>/kecil.webp", views.thumbnail, name="thumbnail"),
    path("<digest:sha256>/<str:name>", views.file, name="file"),
]
