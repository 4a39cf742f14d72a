from django.db import migrations, models


def as_they_stand(apps, schema_editor):
    """Who is written to already goes on hearing: each of those messages has had the link that ends it."""
    apps.get_model("notices", "Reach").objects.update(proved=models.F("used"))


class Migration(migrations.Migration):

    dependencies = [("notices", "0003_reach")]

    operations = [
        migrations.AddField("Reach", "proved", models.DateTimeField(null=True)),
        migrations.RunPython(as_they_stand, migrations.RunPython.noop),
    ]
