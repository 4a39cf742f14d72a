from django.db import migrations, models


class Migration(migrations.Migration):
    """Contacts from before are asked nothing: each of them is written to as it was."""

    dependencies = [
        ('reports', '0010_signing'),
    ]

    operations = [
        migrations.AddField(
            model_name='identity',
            name='asked',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='identity',
            name='stopped',
            field=models.DateTimeField(null=True),
        ),
    ]
