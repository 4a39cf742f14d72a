from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("reports", "0003_desk")]

    operations = [
        migrations.AddField("report", "wave", models.BooleanField(default=False)),
        migrations.AddField("recovery", "ticket", models.CharField(blank=True, default="", max_length=64),
                            preserve_default=False),
    ]
