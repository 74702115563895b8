from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from cms.core.audiences import audiences_for, nobody, people_in
from cms.pages.models import PageAccess


def visible_pages(viewer: Any, model: Any = Page) -> PageQuerySet:
    """Return the live pages of a type that this viewer may see. The root of the tree is none that people see."""
    return pages_within(audiences_for(viewer), model)


def pages_within(audiences: Iterable[Any], model: Any = Page) -> PageQuerySet:
    """Return the live pages of a type that some audiences may see, by their ids."""
    return _live_pages(model).filter(access__audience__pk__in=audiences)


@cache
def _live_pages(model: type[Page]) -> PageQuerySet:
    """Return a query to build on, made once: nobody asks it itself."""
    return model.objects.live().filter(depth__gt=1)


def _access_of(page: Page) -> PageAccess | None:
    """Return the access of a page that people may see at all."""
    live = PageAccess.objects.filter(page_id=page.pk, page__live=True, page__depth__gt=1)
    return live.select_related("audience").first()


class PagePolicy(PagePermissionPolicy):
    """Wagtail's rights to edit by group and tree, and our rule about who reads.

    Readers see live pages whose audience admits them, superusers included. Drafts are Wagtail's: who may edit.
    """

    def can(self, user: Any, action: str, page: Page) -> bool:
        """Tell whether `user` may do `action` with `page`."""
        if action in {"view", "comment", "react", "share"}:
            access = _access_of(page)
            return access is not None and access.audience_id in audiences_for(user)
        return self.user_has_permission_for_instance(user, action, page)

    def visible_to(self, user: Any) -> QuerySet[Page]:
        """Return the live pages that `user` may see."""
        return visible_pages(user)

    def viewers_of(self, page: Page) -> QuerySet:
        """Return the people who may see `page`."""
        access = _access_of(page)
        return people_in(access.audience if access else nobody())
