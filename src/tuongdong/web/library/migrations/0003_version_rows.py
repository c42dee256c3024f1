from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Substr


def without_zeros(apps, schema_editor):
    """Keys of numbers begin without a zero: 05/2020 and 5/2020 are one."""
    for name, field in (("Document", "number_key"), ("Cited", "number")):
        rows = apps.get_model("library", name).objects
        while rows.filter(**{f"{field}__startswith": "0"}).update(**{field: Substr(F(field), 2)}):
            pass


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0002_number_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="rows",
            field=models.BinaryField(null=True),
        ),
        migrations.RunPython(without_zeros, migrations.RunPython.noop),
    ]
