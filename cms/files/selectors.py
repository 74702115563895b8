from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Collection, CollectionViewRestriction

from cms.files.models import Document, Image, Rendition


def visible_collections(viewer: Any) -> QuerySet[Collection]:
    """Return the collections whose every restriction, their ancestors' included, this viewer satisfies.

    It is computed at each question: collections are few, and nothing can grow stale when one is moved.
    """
    if not viewer.is_authenticated or not viewer.is_active:
        return Collection.objects.none()
    satisfied = CollectionViewRestriction.objects.filter(
        Q(restriction_type=CollectionViewRestriction.LOGIN)
        | Q(restriction_type=CollectionViewRestriction.GROUPS, groups__user=viewer)
    )
    unmet = CollectionViewRestriction.objects.exclude(pk__in=satisfied.values("pk"))
    inside = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = unmet.annotate(inside=inside).filter(inside__startswith=F("collection__path"))
    return Collection.objects.filter(~Exists(above))


def visible_images(viewer: Any) -> QuerySet[Image]:
    """Return the pictures that this viewer may see."""
    return Image.objects.filter(collection__in=visible_collections(viewer))


def visible_documents(viewer: Any) -> QuerySet[Document]:
    """Return the documents that this viewer may open."""
    return Document.objects.filter(collection__in=visible_collections(viewer))


def get_document(viewer: Any, pk: int) -> Document:
    """Return one document, or raise `Document.DoesNotExist` for what is absent and what is not the viewer's to see."""
    return visible_documents(viewer).get(pk=pk)


def is_visible_media(viewer: Any, name: str) -> bool:
    """Tell whether a stored file is a picture, in any size, that this viewer may see."""
    collections = visible_collections(viewer)
    return (
        Rendition.objects.filter(file=name, image__collection__in=collections).exists()
        or Image.objects.filter(file=name, collection__in=collections).exists()
    )
