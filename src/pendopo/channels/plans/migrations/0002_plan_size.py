"""A plan knows how many of its commitments are on record: counting them for every list took 18 ms for 200,000."""
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [
        migrations.AddField("plan", "size", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(
            "UPDATE plans_plan SET size = (SELECT count(*) FROM plans_commitment c WHERE c.plan_id = plans_plan.id)",
            migrations.RunSQL.noop, elidable=True),
    ]
