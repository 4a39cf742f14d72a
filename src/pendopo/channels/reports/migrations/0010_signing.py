from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_spare_key'),
        ('reports', '0009_queue'),
    ]

    operations = [
        migrations.AddField(
            model_name='desk',
            name='signed',
            field=models.ManyToManyField(related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='message',
            name='waits',
            field=models.BooleanField(default=False),
        ),
    ]
