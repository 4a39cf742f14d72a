import django.db.models.deletion
from django.db import migrations, models

SECTIONS = ("daerah", "logo", "zona", "bahasa", "lembaga", "kanal", "peta", "surel", "sms")


def settled(apps, schema):
    """A city that is there already runs with what it has: nobody is led through a first start."""
    City = apps.get_model("places", "City")
    for city in City.objects.all():
        city.steps = dict.fromkeys(SECTIONS, "")
        city.save(update_fields=["steps"])


class Migration(migrations.Migration):

    dependencies = [
        ("files", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField("city", "logo", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="cities", to="files.storedfile")),
        migrations.AddField("city", "zone", models.CharField(blank=True, default="", max_length=40),
                            preserve_default=False),
        migrations.AddField("city", "first", models.CharField(blank=True, default="", max_length=5),
                            preserve_default=False),
        migrations.AddField("city", "tiles", models.CharField(blank=True, default="", max_length=300),
                            preserve_default=False),
        migrations.AddField("city", "credit", models.CharField(blank=True, default="", max_length=200),
                            preserve_default=False),
        migrations.AddField("city", "steps", models.JSONField(default=dict)),
        migrations.RunPython(settled, migrations.RunPython.noop),
    ]
