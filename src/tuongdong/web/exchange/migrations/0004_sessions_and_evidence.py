import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_follow_up")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="members",
                to="exchange.session",
                verbose_name="dự buổi làm việc (để trống: mọi buổi)",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="files",
                to="exchange.session",
                verbose_name="của buổi làm việc",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="target",
            field=models.CharField(blank=True, max_length=80),
        ),
    ]
