from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("post", "0003_connection")]

    operations = [
        migrations.AddField("Letter", "about", models.CharField(blank=True, default="", max_length=40),
                            preserve_default=False),
        migrations.AddIndex("Letter", models.Index(fields=["about"], name="letter_about")),
    ]
