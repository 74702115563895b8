from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("spaces", "0002_personal"),
    ]

    operations = [
        migrations.AddField(
            model_name="space",
            name="reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="reason"),
        ),
    ]
