import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def as_the_page_is_today(apps, schema_editor):
    """Of versions from before nobody knows who could read them: whoever may read the page today."""
    Change = apps.get_model("changes", "Change")
    PageAccess = apps.get_model("pages", "PageAccess")
    today = PageAccess.objects.filter(page=OuterRef("page")).values("audience")
    Change.objects.update(audience=Subquery(today[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ("changes", "0002_acknowledgements"),
        ("core", "0003_background_work"),
        ("pages", "0007_home_sections"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="audience",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.audience"
            ),
        ),
        migrations.RunPython(as_the_page_is_today, migrations.RunPython.noop, elidable=True),
    ]
