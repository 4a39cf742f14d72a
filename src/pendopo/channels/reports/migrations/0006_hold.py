from django.db import migrations
from django.utils import timezone


def move(apps, _editor):
    """What stood in a column of reports is a hold like that on any record."""
    report, hold = apps.get_model("reports", "Report"), apps.get_model("records", "Hold")
    hold.objects.bulk_create(hold(record_id=key, ground="court", reference=why, at=timezone.now())
                             for key, why in report.objects.exclude(hold="").values_list("pk", "hold"))


class Migration(migrations.Migration):

    dependencies = [("records", "0005_hold"), ("reports", "0005_clusters")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True), migrations.RemoveField("report", "hold")]
