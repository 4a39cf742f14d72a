"""A comment can be about one paragraph of a draft or one theme of a plan; it keeps how that read."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("voices", "0001_initial")]
    operations = [
        migrations.AddField("comment", "passage", models.CharField(blank=True, max_length=40)),
        migrations.AddField("comment", "quoted", models.CharField(blank=True, max_length=200)),
    ]
