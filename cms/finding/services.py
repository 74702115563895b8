from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from wagtail.models import Page

from search.services import chunks, rekey


@transaction.atomic
def rekey_pages(*, changes: Mapping[UUID, int]) -> list[int]:
    """Give the documents of pages their new audience at once; return the pages, whose texts may have changed too."""
    keys_of: dict[int, list[UUID]] = defaultdict(list)
    for key, audience_id in changes.items():
        keys_of[audience_id].append(key)
    touched: list[int] = []
    for audience_id, keys in keys_of.items():
        pks: list[int] = []
        for chunk in chunks(keys):
            pks += Page.objects.filter(translation_key__in=chunk).values_list("pk", flat=True)
        rekey(kind="page", ids=pks, audience_id=audience_id)
        touched += pks
    return touched
