from django.db import migrations


def let_those_who_add_pages_translate_them(apps, schema_editor):
    """Give the groups that may add pages the right to begin translations; an operator can take it back.

    Rights are made only after all migrations of a new site, so this one is made here where it is not there yet.
    """
    ContentType, Permission, Group = (
        apps.get_model(*name.split("."))
        for name in ("contenttypes.ContentType", "auth.Permission", "auth.Group")
    )
    translations = ContentType.objects.get_or_create(app_label="simple_translation", model="simpletranslation")[0]
    right = Permission.objects.get_or_create(
        content_type=translations, codename="submit_translation", defaults={"name": "Can submit translations"}
    )[0]
    for group in Group.objects.filter(page_permissions__permission__codename="add_page").distinct():
        group.permissions.add(right)


class Migration(migrations.Migration):
    dependencies = [
        ("translations", "0001_states"),
        ("simple_translation", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0090_remove_grouppagepermission_permission_type"),
    ]

    operations = [migrations.RunPython(let_those_who_add_pages_translate_them, migrations.RunPython.noop)]
