"""The versions of the demo company were published when they say, and people acknowledged them, as `changes.yaml` says."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth import get_user_model
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.changes.models import Acknowledgement, AcknowledgementRequest, Change
from cms.pages.demo.tree import Tree
from cms.pages.services.homes import ensure_home
from cms.people.models import BusinessUnit

DATES = {Change: ["published_at"], AcknowledgementRequest: ["asked_at"], Acknowledgement: ["created_at"]}


def load_dates() -> None:
    """Give each change the date and the author of its version; doing it again changes nothing."""
    version = Revision.objects.filter(pk=OuterRef("revision"))
    late = Change.objects.annotate(written_at=Subquery(version.values("created_at")[:1]))
    late.filter(revision__isnull=False, published_at__gt=F("written_at")).update(
        published_at=Subquery(version.values("created_at")[:1]), by=Subquery(version.values("user")[:1])
    )


def load_requests(company: Path, say: Callable[[str], None]) -> None:
    """Let people be asked to acknowledge pages, and some of them have done so; once."""
    if AcknowledgementRequest.objects.exists():
        return
    tree = Tree(ensure_home())
    rows = yaml.safe_load((company / "changes.yaml").read_text(encoding="utf-8"))["requests"]
    for row in rows:
        _ask(row, tree.page(row["path"]))
    say(_("Changes: of %(pages)d pages people are asked to say that they read them.") % {"pages": len(rows)})


def _ask(row: dict[str, Any], page: Page) -> None:
    people = {person.username: person for person in get_user_model().objects.all()}
    request = AcknowledgementRequest.objects.create(
        page_id=page.pk, controller=people[row["controller"]], asked_by=people[row["by"]], asked_at=_ago(row)
    )
    request.units.set(BusinessUnit.objects.filter(slug__in=row["units"]))
    for said in row["acknowledged"]:
        change = Change.objects.get(page=page.pk, number=said["version"])
        Acknowledgement.objects.bulk_create(
            Acknowledgement(change=change, person=people[name], created_at=_ago(said)) for name in said["people"]
        )


def _ago(row: dict[str, Any]) -> Any:
    return timezone.now() - timedelta(days=row["days_ago"])
