from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_conclusions")]

    operations = [
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=32)),
                ("by", models.PositiveBigIntegerField()),
                ("location", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("token", "by"), name="sent_once")],
            },
        ),
    ]
