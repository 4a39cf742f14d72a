"""A list of what is open reads what is open, and not the years behind it."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_hold")]
    operations = [migrations.AddIndex("record", models.Index(
        fields=["kind", "due", "id"], name="record_open", condition=models.Q(closed__isnull=True)))]
