from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0011_contact_asked'),
    ]

    operations = [
        migrations.AddField(
            model_name='closing',
            name='place_by',
            field=models.CharField(blank=True, default='', max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='closing',
            name='time_by',
            field=models.CharField(blank=True, default='', max_length=8),
            preserve_default=False,
        ),
    ]
