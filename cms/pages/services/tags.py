"""Words that pages are filed under. They stand beside the pages, and go with them."""

from collections.abc import Iterable, Mapping

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from taggit.models import Tag, TaggedItem
from wagtail.models import Page

LONGEST_TAG = 100


def tags_of(pages: Iterable[Page]) -> dict[int, list[str]]:
    """Return the words of pages by their keys, in the order of the alphabet."""
    kind = ContentType.objects.get_for_model(Page)
    rows = TaggedItem.objects.filter(content_type=kind, object_id__in=[page.pk for page in pages])
    found: dict[int, list[str]] = {}
    for key, name in rows.order_by("tag__name").values_list("object_id", "tag__name"):
        found.setdefault(key, []).append(name)
    return found


@transaction.atomic
def add_tags(names_of: Mapping[int, Iterable[str]]) -> int:
    """File pages, named by their keys, under words; return how often a word was new for a page."""
    wanted = {(key, name[:LONGEST_TAG]) for key, names in names_of.items() for name in names}
    kind = ContentType.objects.get_for_model(Page)
    rows = TaggedItem.objects.filter(content_type=kind, object_id__in=names_of)
    missing = sorted(wanted - set(rows.values_list("object_id", "tag__name")))
    tags = {tag.name: tag for tag in Tag.objects.filter(name__in={name for _key, name in missing})}
    for _key, name in missing:
        if name not in tags:
            tags[name] = Tag.objects.create(name=name)
    items = [TaggedItem(content_type=kind, object_id=key, tag=tags[name]) for key, name in missing]
    TaggedItem.objects.bulk_create(items, batch_size=500)
    return len(items)


def drop_tags(key: int) -> None:
    """Forget the words of a page that is gone."""
    TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(Page), object_id=key).delete()
