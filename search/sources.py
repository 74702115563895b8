"""What can be found: each kind of thing has one source, registered by whoever owns it.

A source says which documents to write for some ids, and loads hits again for the viewer who searched, so that a stale
index cannot leak::

    @hooks.register("register_search_source")
    def posts():
        return Source(kind="post", label=_("Posts"), documents=post_documents, load=load_posts, all_ids=all_post_ids)

    def post_documents(ids: Sequence[int]) -> Iterable[DocumentData]:
        # No viewer here. What is absent from the answer is removed from the index.
        for post in Post.objects.filter(pk__in=ids, removed_at=None).select_related("space__unit"):
            yield DocumentData(object_id=post.pk, title="", text=post.body, audience_id=post.audience_id,
                               space=post.space.slug, updated_at=post.edited_at or post.created_at)

    def load_posts(viewer: Any, ids: Sequence[int]) -> dict[int, Hit]:
        posts = Post.objects.visible_to(viewer).filter(pk__in=ids).select_related("author__profile", "space")
        return {post.pk: Hit(kind="post", id=post.pk, title=str(post), url=post.get_absolute_url(), author=post.author,
                             meta=_("in %(space)s") % {"space": post.space}) for post in posts}

    def all_post_ids() -> Iterable[int]:
        return Post.objects.order_by("pk").values_list("pk", flat=True).iterator()

The owner's receivers then tell the queue what changed, in the transaction of the change; it vanishes with a rollback::

    enqueue_index("post", [post.pk])                                    # search.tasks
    rekey(kind="post", ids=post_ids, audience_id=space.audience_id)     # search.services: at once, one UPDATE a chunk
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail import hooks


@dataclass(frozen=True, kw_only=True)
class DocumentData:
    """One thing as the index holds it; `title` and `text` are plain text."""

    object_id: int
    title: str
    text: str
    audience_id: int
    updated_at: datetime
    space: str = ""
    unit: str = ""
    locale: str = ""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing that was found, loaded again for its viewer; all strings are plain text.

    With an `author` it looks like talk (a bubble), without like the reference (a sheet). `excerpt` is the text from which
    the words around the match are cut; empty, the indexed text serves.
    """

    kind: str
    id: int
    title: str
    url: str
    excerpt: str = ""
    meta: str = ""
    author: Any = None
    #: Where it was said, in short: slug, name, url.
    space: Mapping[str, str] | None = None
    updated_at: datetime | None = None
    #: Of the title and the text, where it is known.
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A kind of thing that can be found. `load` answers only what the viewer may see."""

    kind: str
    label: Any
    documents: Callable[[Sequence[int]], Iterable[DocumentData]]
    load: Callable[[Any, Sequence[int]], Mapping[int, Hit]]
    all_ids: Callable[[], Iterable[int]]


def sources() -> dict[str, Source]:
    """Return the registered sources by their kind, in the order of the hooks."""
    found = [register() for register in hooks.get_hooks("register_search_source")]
    return {source.kind: source for source in found}
