"""The administrative areas, as data: which exist, since which edition of the data, how they are found and drawn."""
from functools import lru_cache

from django.db import models
from django.utils.translation import get_language

from pendopo.kit.regions.kinds import CHOICES, ENDS, KINDS


class Edition(models.Model):
    """One version of the area data as it was loaded: where it came from, under which licence it may be passed on."""
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)              # SHA-256 of the file, so that the same file is not read twice
    loaded = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """A place with its official code. A place that vanished from the data stays, with the day it ended: records of
    that time still name it."""
    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=100)               # bare: "Semarang", for the regency as for the city
    kind = models.CharField(max_length=16, choices=CHOICES)
    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    lat = models.FloatField(null=True)                    # WGS 84, the middle of the shape; null until imported
    lng = models.FloatField(null=True)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="regions")
    ended = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "lat", "lng"], name="regions_near")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """As people say it in the language of the page: "Kota Semarang", "Semarang City"."""
        return called(self.code, self.name, self.kind)


def called(code: str, name: str, kind: str) -> str:
    return _called(name, kind, code[:ENDS[0]], get_language())


@lru_cache(maxsize=4096)
def _called(name: str, kind: str, first: str, language: str | None) -> str:
    """Every card of every list names its region; the language stands here for the memory only."""
    return KINDS[kind].called(name, first) if kind in KINDS else name


class Word(models.Model):
    """One word of a place's name, to find it by typing. `place`: where in the name; `size`: how many words it has."""
    region = models.ForeignKey(Region, models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    size = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["level", "word", "place", "size", "region"], name="regions_typed"),
                   models.Index(fields=["region", "word"], name="regions_words")]

    def __str__(self) -> str:
        return self.word


class Shape(models.Model):
    """The outline of a place. `geojson` is a MultiPolygon as imported, `outline` the same drawn coarsely for maps."""
    region = models.OneToOneField(Region, models.CASCADE, primary_key=True, related_name="shape")
    geojson = models.TextField()
    outline = models.TextField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["south", "north"], name="regions_box")]

    def __str__(self) -> str:
        return self.region_id
