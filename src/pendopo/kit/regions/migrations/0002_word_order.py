"""On PostgreSQL a prefix of a word is a range of the index only in the plain order of bytes; the words are ASCII."""
from django.db import migrations


def plain_order(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute('ALTER TABLE regions_word ALTER COLUMN word TYPE varchar(40) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial")]
    operations = [migrations.RunPython(plain_order, migrations.RunPython.noop)]
