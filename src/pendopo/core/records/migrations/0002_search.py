from django.db import migrations

from pendopo.kit.fulltext.index import create_index, drop_index


def put(apps, editor):
    create_index(editor, "records_searchtext", "words")


def take(apps, editor):
    drop_index(editor, "records_searchtext")


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(put, take)]
