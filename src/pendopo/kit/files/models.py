"""Files that people hand in. The bytes lie on the disk once for each content; a row is one handing-in with its name."""
from django.db import models
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Visibility(TextChoices):
    PUBLIC = "public", _("public")
    PRIVATE = "private", _("private")


class StoredFile(models.Model):
    """A file as it was checked, cleaned and kept. Who may see a private one is decided by the room that holds it."""
    sha256 = models.CharField(max_length=64)              # of the bytes as kept, not as handed in
    name = models.CharField(max_length=200)               # may hold a person's name: `rename` changes it
    mime = models.CharField(max_length=100)               # told by the content
    size = models.BigIntegerField()                       # bytes
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE)
    width = models.PositiveIntegerField(null=True)        # pixels, of a picture
    height = models.PositiveIntegerField(null=True)
    thumbnail = models.CharField(max_length=64, blank=True)
    made = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256", "visibility"], name="files_content")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    def get_absolute_url(self) -> str:
        """Answers only while the file is public; a room serves its private files under an address of its own."""
        return reverse("files:file", args=[self.sha256, self.name])

    @property
    def thumbnail_url(self) -> str:
        """A picture at most 320 pixels wide or high; empty where there is none."""
        return reverse("files:thumbnail", args=[self.sha256]) if self.thumbnail else ""
