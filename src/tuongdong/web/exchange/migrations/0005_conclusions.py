import django.db.models.deletion
from django.db import migrations, models


def rows_of_lines(apps, editor):  # type: ignore[no-untyped-def] # as migrations are written
    conclusion = apps.get_model("exchange", "Conclusion")
    for visit in apps.get_model("exchange", "Visit").objects.exclude(told=""):
        for line in filter(None, map(str.strip, visit.told.splitlines())):
            conclusion.objects.create(visit=visit, text=line)


def lines_of_rows(apps, editor):  # type: ignore[no-untyped-def] # as migrations are written
    for visit in apps.get_model("exchange", "Visit").objects.all():
        visit.told = "\n".join(row.text for row in visit.conclusions.all())
        visit.save(update_fields=["told"])


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_sessions_and_evidence")]

    operations = [
        # the name is wanted for the rows
        migrations.RenameField("visit", "conclusions", "told"),
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="kết luận, cam kết")),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conclusions", to="exchange.visit"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.RunPython(rows_of_lines, lines_of_rows),
        migrations.RemoveField("visit", "told"),
    ]
