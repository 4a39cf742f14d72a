from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("open311", "0001_initial")]

    operations = [migrations.AddField("key", "used", models.DateTimeField(null=True))]
