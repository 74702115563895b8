"""The versions of the demo company were published when they say they were written."""

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Revision

from cms.changes.models import Change


def load_dates() -> None:
    """Give each change the date and the author of its version; doing it again changes nothing."""
    version = Revision.objects.filter(pk=OuterRef("revision"))
    late = Change.objects.annotate(written_at=Subquery(version.values("created_at")[:1]))
    late.filter(revision__isnull=False, published_at__gt=F("written_at")).update(
        published_at=Subquery(version.values("created_at")[:1]), by=Subquery(version.values("user")[:1])
    )
