"""Load the pictures and documents of a body at once, so that rendering asks no query."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from typing import Any, NamedTuple

from django.db.models import QuerySet, Value

from cms.files.models import Document, Image, Rendition

#: The size of a picture on a card.
CARD_SIZE = "fill-480x360"


def images_in(body: Any) -> list[Image]:
    """Return the pictures that stand in a body."""
    return [block.value["picture"] for block in body if block.block_type == "image" and block.value["picture"]]


def documents_in(body: Any) -> list[Document]:
    """Return the documents that stand in a body."""
    lists = [block.value["documents"] for block in body if block.block_type == "documents"]
    return [document for documents in lists for document in documents if document]


class FileMark(NamedTuple):
    """What changes whenever a picture or a document changes, and where it is kept."""

    named_by: tuple[str, int, str, str, str]
    collection_id: int


def marks_of_files(image_ids: list[int], document_ids: list[int]) -> list[FileMark]:
    """Return the marks of some pictures and documents, in one query, always in the same order."""
    columns = ("kind", "pk", "title", "file", "file_hash", "collection_id")
    kinds = ((Image, image_ids), (Document, document_ids))
    images, documents = (
        model.objects.filter(pk__in=ids).order_by().annotate(kind=Value(model.__name__)).values_list(*columns)
        for model, ids in kinds
    )
    return sorted(FileMark(tuple(row[:-1]), row[-1]) for row in images.union(documents, all=True))


def load_renditions(images: Iterable[Image | None]) -> None:
    """Load all sizes of these pictures in one query; those that are missing are made when they are first shown.

    A picture may stand in a page several times, each time with words of its own: each gets sizes that point to itself.
    """
    present = [image for image in images if image is not None]
    sizes: dict[int, list[Rendition]] = defaultdict(list)
    if present:
        for size in Rendition.objects.filter(image__in={image.pk for image in present}):
            sizes[size.image_id].append(size)
    for image in present:
        image.prefetched_renditions = [_of(image, size) for size in sizes[image.pk]]


def _of(image: Image, size: Rendition) -> Rendition:
    own = copy(size)
    own.image = image
    return own


def open_picture(image: Image | None, collections: QuerySet) -> Image | None:
    """Return a picture with its sizes when it stands in one of these collections, else None. One query, once it was drawn."""
    if image is None:
        return None
    sizes = list(Rendition.objects.filter(image=image.pk, image__collection__in=collections))
    if not sizes and not collections.filter(pk=image.collection_id).exists():
        return None
    image.prefetched_renditions = [_of(image, size) for size in sizes]
    return image
