"""Photos for tests: each seed another picture."""
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image


def photo(seed=1, name="foto.jpg"):
    picture = Image.effect_noise((160, 120), 60 + seed).convert("RGB")
    picture.paste((seed * 30 % 255, 90, 120), (seed * 7 % 90, 10, seed * 7 % 90 + 40, 70))
    target = BytesIO()
    picture.save(target, "JPEG")
    return ContentFile(target.getvalue(), name=name)
