from django.db import migrations, models


def rows_anew(apps, schema_editor):
    """Rows of the graph that do not tell what goes in part are made again when they are asked for."""
    apps.get_model("library", "Version").objects.update(rows=None)


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
        migrations.RunPython(rows_anew, migrations.RunPython.noop),
    ]
