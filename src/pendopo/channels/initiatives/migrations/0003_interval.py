from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0002_source")]
    operations = [
        migrations.AddField("initiative", "interval", models.PositiveSmallIntegerField(default=30)),
    ]
