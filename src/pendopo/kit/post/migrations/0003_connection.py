import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("post", "0002_sealed"),
        ("seal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel("Connection", [
            ("name", models.CharField(max_length=8, primary_key=True, serialize=False)),
            ("body", models.BinaryField()),
            ("changed", models.DateTimeField(default=django.utils.timezone.now)),
            ("key", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="connection",
                                         to="seal.datakey")),
        ]),
    ]
