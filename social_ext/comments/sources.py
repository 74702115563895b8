"""What people said about pages and posts, for those who find it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.pages.selectors import visible_pages
from search.sources import DocumentData, Hit, Source
from social_ext.comments.models import ThreadedComment


def comment_source() -> Source:
    return Source(
        kind="comment",
        label=gettext_lazy("Comments"),
        documents=comment_documents,
        load=load_comments,
        all_ids=lambda: ThreadedComment.objects.order_by("pk").values_list("pk", flat=True).iterator(),
    )


def _standing(ids: Sequence[int]) -> Any:
    """Return the comments that were not removed, with the space of their post: spaces stand above this app."""
    comments = ThreadedComment.objects.filter(pk__in=ids, is_removed=False)
    return comments.select_related("conversation__post__space__unit")


def _space(comment: ThreadedComment) -> Any:
    post = getattr(comment.conversation, "post", None)
    return post.space if post else None


def comment_documents(ids: Sequence[int]) -> Iterable[DocumentData]:
    """Write each comment that stands."""
    for comment in _standing(ids):
        space = _space(comment)
        yield DocumentData(
            object_id=comment.pk,
            title="",
            text=comment.comment,
            audience_id=comment.conversation.audience_id,
            space=space.slug if space else "",
            unit=space.unit.slug if space and space.unit else "",
            locale=comment.language,
            updated_at=comment.edited_at or comment.submit_date,
        )


def _in_short(space: Any) -> dict[str, str] | None:
    return {"slug": space.slug, "name": space.name, "url": space.url} if space else None


def load_comments(viewer: Any, ids: Sequence[int]) -> dict[int, Hit]:
    """Return the comments that the viewer may read today, each with where it was said."""
    comments = list(_standing(ids).visible_to(viewer).with_authors())
    keys = {comment.conversation.page_key for comment in comments} - {None}
    titles = dict(visible_pages(viewer).filter(translation_key__in=keys).values_list("translation_key", "title"))
    return {
        comment.pk: Hit(
            kind="comment",
            id=comment.pk,
            title="",
            url=comment.get_absolute_url(),
            excerpt=comment.comment,
            meta=_place(comment, titles),
            author=comment.user,
            space=_in_short(_space(comment)),
            updated_at=comment.edited_at or comment.submit_date,
        )
        for comment in comments
    }


def _place(comment: ThreadedComment, titles: dict) -> str:
    if space := _space(comment):
        return _("comment in %(space)s") % {"space": space.name}
    title = titles.get(comment.conversation.page_key)
    return _("comment on %(page)s") % {"page": title} if title else ""
