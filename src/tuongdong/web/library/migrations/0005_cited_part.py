import zlib

from django.db import migrations, models

from tuongdong import codec
from tuongdong.errors import TuongdongError
from tuongdong.graph.entries import entry_of
from tuongdong.models import Document


def parts_told(apps, schema_editor):
    """
    What goes in part of a document is told of the citations that are there. Rows of the graph that do not tell it are made
    again when they are asked for.
    """
    version, cited = apps.get_model("library", "Version"), apps.get_model("library", "Cited")
    ending = cited.objects.filter(kind__in=("repeal", "replace"), eid="")
    for key in ending.order_by().values_list("version", flat=True).distinct():
        packed = version.objects.values_list("parsed", flat=True).get(pk=key)
        try:
            document = codec.from_json(zlib.decompress(bytes(packed)), Document)
        except TuongdongError:  # taken apart by a program of another age: told when it is read anew
            continue
        for link in entry_of(document, "").links:
            if link.part:
                cited.objects.filter(version=key, start=link.start, end=link.end).update(part=True)
    version.objects.update(rows=None)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_document_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="cited",
            name="part",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(parts_told, migrations.RunPython.noop),
    ]
