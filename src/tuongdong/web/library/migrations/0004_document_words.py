from django.db import migrations, models

from tuongdong.text import fold_marks


def fill(apps, schema_editor):
    """Number and title of the documents that are there, without diacritics."""
    rows = apps.get_model("library", "Document").objects
    for row in rows.only("number", "title").iterator():
        rows.filter(pk=row.pk).update(words=fold_marks(f"{row.number} {row.title}"))


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0003_version_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="words",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
