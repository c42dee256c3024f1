from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0006_sent")]

    operations = [
        migrations.AlterField(
            model_name="proposal",
            name="kind",
            field=models.CharField(
                choices=[
                    ("orientation", "phương hướng"),
                    ("task", "nhiệm vụ"),
                    ("solution", "giải pháp"),
                    ("petition", "kiến nghị"),
                ],
                default="solution",
                max_length=12,
                verbose_name="loại đề xuất",
            ),
        ),
    ]
