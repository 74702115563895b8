from django.db import migrations


def key_first_pages(apps, schema_editor):
    """Wagtail's own migrations made the first pages, without restrictions: everyone may see them."""
    everyone, _ = apps.get_model("core", "Audience").objects.get_or_create(key="everyone", defaults={"kind": "everyone"})
    access = apps.get_model("pages", "PageAccess")
    access.objects.bulk_create(
        access(page_id=pk, audience=everyone) for pk in apps.get_model("wagtailcore", "Page").objects.values_list("pk", flat=True)
    )


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_initial"), ("core", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(key_first_pages, migrations.RunPython.noop)]
