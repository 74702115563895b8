"""Give the pages that are live their conversation: from now on each has one from its first publication."""

from django.db import migrations
from django.db.models import Exists, OuterRef

BATCH = 500
HOME_DEPTH = 2


def begin_page_threads(apps, schema_editor):
    PageAccess = apps.get_model("pages", "PageAccess")
    Thread = apps.get_model("comments", "Thread")
    known = Thread.objects.filter(page_key=OuterRef("page__translation_key"))
    rows = (
        PageAccess.objects.filter(~Exists(known), page__live=True, page__depth__gt=HOME_DEPTH)
        .order_by("page_id")
        .values_list("page__translation_key", "audience_id")
    )
    threads = {}
    for key, audience_id in rows.iterator(chunk_size=BATCH):
        threads[key] = Thread(kind="page", page_key=key, audience_id=audience_id)
    Thread.objects.bulk_create(threads.values(), batch_size=BATCH, ignore_conflicts=True)


def touch_threads_with_comments(apps, schema_editor):
    """Where something was said before versions were counted, the first version is not that of a silent conversation."""
    Thread = apps.get_model("comments", "Thread")
    ThreadedComment = apps.get_model("comments", "ThreadedComment")
    said = ThreadedComment.objects.filter(conversation=OuterRef("pk"))
    Thread.objects.filter(Exists(said), version=1).update(version=2)


class Migration(migrations.Migration):

    dependencies = [
        ("comments", "0002_thread_version"),
        ("pages", "0003_audiences_of_first_pages"),
    ]

    operations = [
        migrations.RunPython(touch_threads_with_comments, migrations.RunPython.noop),
        migrations.RunPython(begin_page_threads, migrations.RunPython.noop),
    ]
