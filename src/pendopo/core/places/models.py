from django.db import models

from pendopo.core.people.models import Organisation
from pendopo.kit.files.models import StoredFile
from pendopo.kit.regions.models import Region


class City(models.Model):
    """The one row that says whose server this is. Nothing about a city stands in our code."""
    name = models.CharField(max_length=200)
    region = models.ForeignKey(Region, models.PROTECT, related_name="cities")
    office = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="cities")
    contact = models.TextField(blank=True)
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    demo = models.BooleanField(default=False)
    closed = models.JSONField(default=list)      # channels that this city has switched off; all are installed
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="cities")
    zone = models.CharField(max_length=40, blank=True)           # empty: as the settings say
    first = models.CharField(max_length=5, blank=True)           # the language of "/"; empty: the one without prefix
    tiles = models.CharField(max_length=300, blank=True)         # of the map: /ubin/{z}/{x}/{y}.png
    credit = models.CharField(max_length=200, blank=True)        # whom they are owed to
    steps = models.JSONField(default=dict)       # what has been settled since the first start: section -> moment


class Place(models.Model):
    """Where something is: always a region by code, sometimes a point, sometimes words as they were told."""
    region = models.ForeignKey(Region, models.PROTECT, related_name="places")
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["lat", "lng"], name="place_point")]


class ServiceArea(models.Model):
    """Which unit serves which region."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="areas")
    region = models.ForeignKey(Region, models.PROTECT, related_name="areas")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "region"], name="area_once")]


class DayOff(models.Model):
    """A city's or province's own day off (election, local holiday), over the national calendar of kit/workdays."""
    day = models.DateField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="days_off")
    reason = models.CharField(max_length=200)
    law = models.CharField(max_length=200)
