import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0012_proof_said'),
    ]

    operations = [
        migrations.AddField(
            model_name='struck',
            name='group',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.group'),
        ),
        migrations.AddField(
            model_name='struck',
            name='written',
            field=models.BigIntegerField(null=True),
        ),
    ]
