import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0002_elsewhere"), ("records", "0004_ties"),
                    migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("lifted", models.DateTimeField(null=True)),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT,
                                         related_name="holds_set", to=settings.AUTH_USER_MODEL)),
                ("lifted_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT,
                                                related_name="holds_lifted", to=settings.AUTH_USER_MODEL)),
                ("office", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT,
                                             related_name="holds_set", to="people.organisation")),
                ("record", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="holds",
                                             to="records.record")),
            ],
            options={"constraints": [models.UniqueConstraint(
                condition=models.Q(("lifted__isnull", True)), fields=("record",), name="one_living_hold")]},
        ),
    ]
