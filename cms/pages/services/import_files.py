"""The pictures and documents of an import, in the collection of its section: the same bytes are the same file."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images.utils import get_allowed_image_extensions
from wagtail.models import Collection, CollectionViewRestriction, Page

from cms.files.fields import DocumentField, PictureField
from cms.files.models import Document, Image
from cms.pages.markdown.files import suffix_of

logger = logging.getLogger(__name__)
LONGEST_TITLE = 255


@dataclass
class StoredFiles:
    """The keys of files by their path, how many were stored now, and why the others were not."""

    images: dict[str, int] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    stored: int = 0
    refused: dict[str, str] = field(default_factory=dict)


def store_files(
    *,
    actor: Any,
    section: Page | None,
    names: Sequence[str],
    parent: Path,
    images: Mapping[str, str],
    documents: Mapping[str, str],
    dry_run: bool = False,
) -> StoredFiles:
    """Store the files that are not in the section's collection yet; a dry run only says what would be refused.

    Images and documents are named by their paths, with the title that a page gives them, or none.
    The collection is called as the section is. A file elsewhere in the library is no substitute: its collection may have
    other readers.
    """
    shelf = _Shelf(actor, section, [name[:LONGEST_TITLE] for name in names], dry_run=dry_run)
    result = StoredFiles()
    for model, paths, keys in ((Image, images, result.images), (Document, documents, result.documents)):
        present = shelf.present(model)
        for path, title in paths.items():
            try:
                keys[path] = shelf.put(model, parent / path, present, title)
            except (OSError, ValidationError) as error:
                result.refused[path] = _reason(error)
    result.stored = shelf.stored
    return result


class _Shelf:
    """The collection of a section, made when the first file goes in."""

    def __init__(self, actor: Any, section: Page | None, names: Sequence[str], *, dry_run: bool) -> None:
        self.actor = actor
        # The second name serves when the first is that of a collection with more readers than the section.
        self.names = [*names, *(f"{name} ({section.slug})"[:LONGEST_TITLE] for name in names if section)]
        self.dry_run = dry_run
        self.stored = 0
        self.restrictions = list(section.get_view_restrictions()) if section else []
        root = Collection.get_first_root_node()
        self.taken = {each.name: each for each in root.get_children().filter(name__in=self.names)}
        fitting = (self.taken[name] for name in self.names if name in self.taken and self._fits(self.taken[name]))
        self.collection = next(fitting, None)

    def _fits(self, collection: Collection) -> bool:
        """Say whether a collection is closed when the section is; who its readers are, its owners decided."""
        return not self.restrictions or collection.get_view_restrictions().exists()

    def present(self, model: type[Image] | type[Document]) -> dict[str, int]:
        """Return the keys of what is there, by the hash of its bytes."""
        files = model.objects.filter(collection=self.collection) if self.collection else model.objects.none()
        return dict(files.exclude(file_hash="").values_list("file_hash", "pk"))

    def put(self, model: type[Image] | type[Document], path: Path, present: dict[str, int], title: str) -> int:
        """Return the key of a file, which is stored when it is not there; in a dry run that one has the key 0."""
        digest = _checked(path, is_image=model is Image)
        if digest in present:
            return present[digest]
        _check_content(path, is_image=model is Image)
        self.stored += 1
        if self.dry_run:
            return 0
        if self.collection is None:
            self.collection = self._make_collection()
        make = _make_image if model is Image else _make_document
        present[digest] = make(self.actor, self.collection, path, title or _title(path))
        return present[digest]

    @transaction.atomic
    def _make_collection(self) -> Collection:
        """Make the collection; who may not read the section may not see its files either."""
        name = next((name for name in self.names if name not in self.taken), self.names[0])
        collection = Collection.get_first_root_node().add_child(name=name)
        for restriction in self.restrictions:
            copy = CollectionViewRestriction.objects.create(
                collection=collection, restriction_type=restriction.restriction_type
            )
            copy.groups.set(restriction.groups.all())
        return collection


def _checked(path: Path, *, is_image: bool) -> str:
    """Return the hash of a file that the library may hold, or say why it may not."""
    allowed = get_allowed_image_extensions() if is_image else settings.WAGTAILDOCS_EXTENSIONS
    suffix = suffix_of(path.name).removeprefix(".")
    if suffix not in allowed:
        raise ValidationError(_("files of the kind “%(suffix)s” are not stored") % {"suffix": suffix})
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE if is_image else settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if path.stat().st_size > limit:
        raise ValidationError(_("it has more than %(limit)d MB") % {"limit": limit // 1024**2})
    with path.open("rb") as content:
        return hashlib.file_digest(content, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()


def _check_content(path: Path, *, is_image: bool) -> None:
    """Refuse what the fields of the admin's forms refuse."""
    with path.open("rb") as content:
        file = ImageFile(content, name=path.name) if is_image else File(content, name=path.name)
        (PictureField() if is_image else DocumentField()).clean(file)


def _make_image(actor: Any, collection: Collection, path: Path, title: str) -> int:
    with path.open("rb") as content:
        image = Image(title=title, collection=collection, uploaded_by_user=actor)
        image.file = ImageFile(content, name=path.name)
        image._set_image_file_metadata()  # noqa: SLF001 -- as Wagtail's own importers do; there is no public name
        _save(image)
    return image.pk


def _make_document(actor: Any, collection: Collection, path: Path, title: str) -> int:
    with path.open("rb") as content:
        document = Document(title=title, collection=collection, uploaded_by_user=actor)
        document.file = File(content, name=path.name)
        document._set_document_file_metadata()  # noqa: SLF001 -- as above
        _save(document)
    return document.pk


@transaction.atomic
def _save(item: Image | Document) -> None:
    item.save()


def _title(path: Path) -> str:
    return " ".join(path.stem.replace("-", " ").replace("_", " ").split())[:LONGEST_TITLE] or path.name[:LONGEST_TITLE]


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages).rstrip(".")
    return _("it cannot be read")
