from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0004_who_came")]
    operations = [
        migrations.AddField("initiative", "title_en", models.CharField(blank=True, default="", max_length=300),
                            preserve_default=False),
        migrations.AddField("initiative", "summary_en", models.TextField(blank=True, default=""),
                            preserve_default=False),
    ]
