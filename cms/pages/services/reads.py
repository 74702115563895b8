from datetime import datetime
from uuid import UUID

from cms.pages.models import PageRead

#: An open word: what a link may say of the way that led to a page.
VIA_LENGTH = PageRead._meta.get_field("first_via").max_length


def note_read(*, person_id: int, page_key: UUID, via: str, at: datetime) -> None:
    """Remember that a person read a page. The first way is kept; the last time moves."""
    PageRead.objects.bulk_create(
        [PageRead(person_id=person_id, page_key=page_key, first_at=at, first_via=via, last_at=at)],
        update_conflicts=True,
        unique_fields=["person", "page_key"],
        update_fields=["last_at"],
    )
