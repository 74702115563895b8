from itertools import groupby

from django.db import migrations, models


def number_as_they_went_live(apps, schema_editor):
    """Versions were numbered by the revisions there were, which repeats once old ones are purged."""
    Change = apps.get_model("changes", "Change")
    rows = Change.objects.order_by("page", "published_at", "pk").only("page", "number")
    renumbered = []
    for _page, changes in groupby(rows.iterator(), key=lambda change: change.page_id):
        for number, change in enumerate(changes, start=1):
            if change.number != number:
                change.number = number
                renumbered.append(change)
    Change.objects.bulk_update(renumbered, ["number"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("changes", "0003_audience_of_a_version")]

    operations = [
        migrations.RunPython(number_as_they_went_live, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(fields=["page", "number"], name="change_number_once"),
        ),
    ]
