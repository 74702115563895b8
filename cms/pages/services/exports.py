"""Write pages as a directory of Markdown, with their pictures and documents, as far as one person may see them."""

import posixpath
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Collection, CollectionViewRestriction, Page
from wagtail.query import PageQuerySet

from cms.core.audiences import everyone
from cms.core.exceptions import DomainError
from cms.files.models import Document, Image
from cms.files.selectors import visible_collections
from cms.pages.lists import contacts_of, owners_of
from cms.pages.models import ContentPage, EventPage, NewsPage
from cms.pages.policies import visible_pages
from cms.pages.services.tags import tags_of
from cms.pages.writing import Names, file_name, files_named, front_matter, people_named, write_body

FOLDER_OF_FILES = "_files"
#: Names that stand for the text of a folder, so that no page may have them.
FOLDER_TEXTS = frozenset({"index", "readme"})
AT_ONCE = 50


class ExportRefused(DomainError):
    code = "export_refused"


@dataclass
class ExportReport:
    """What was written, and what was met that nothing is known about."""

    pages: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)
    drawn: dict[str, int] = field(default_factory=dict)


def export_pages(
    *, actor: Any, page: Page, directory: Path, on_page: Callable[[str], None] = lambda _path: None
) -> ExportReport:
    """Write a page and all below it that `actor` may see; of what they may not see, links keep the number alone.

    `actor` is None for the operator at the command line: then it is what every employee may see. Drafts are not written: what is
    exported is what a reader reads.
    """
    if not exportable_pages(actor).filter(pk=page.pk).exists():
        raise ExportRefused(_("There is no such page."))
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise ExportRefused(
            _("“%(path)s” is not empty. Name a new directory, so that nothing is overwritten."), path=str(directory)
        )
    writer = _Writer(actor, page, directory)
    for pks in _chunks(list(writer.files_of_pages)):
        pages = [each for each in Page.objects.filter(pk__in=pks).order_by("path").specific() if _has_body(each)]
        writer.load(pages)
        for each in pages:
            writer.write(each)
            on_page(writer.files_of_pages[each.pk])
    return writer.report


def exportable_pages(actor: Any) -> PageQuerySet:
    """Return the pages that an export for `actor` may hold; without one, those that are everyone's."""
    if actor is None:
        return Page.objects.live().filter(depth__gt=1, access__audience=everyone())
    return visible_pages(actor)


def _open_collections(actor: Any) -> QuerySet[Collection]:
    if actor is not None:
        return visible_collections(actor)
    closed = CollectionViewRestriction.objects.exclude(restriction_type=CollectionViewRestriction.LOGIN)
    paths = (Q(path__startswith=path) for path in closed.values_list("collection__path", flat=True))
    return Collection.objects.exclude(reduce(or_, paths, Q(pk=None)))


def _names(keys: set[int]) -> dict[int, str]:
    """Return the names of people who have not left; no question is asked for nobody."""
    people = get_user_model().objects.filter(pk__in=keys, is_active=True) if keys else []
    return {person.pk: person.get_full_name() or person.get_username() for person in people}


def _user_name(person: Any) -> str:
    return person.get_username() if person is not None and person.is_active else ""


def _has_body(page: Page) -> bool:
    return isinstance(page, ContentPage)


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


class _Writer:
    """One export: where each page goes, and which files are there already."""

    def __init__(self, actor: Any, root: Page, directory: Path) -> None:
        self.actor = actor
        self.root = root
        self.directory = directory
        self.report = ExportReport()
        visible = exportable_pages(actor).descendant_of(root, inclusive=True).order_by("path")
        rows = list(visible.values_list("pk", "path", "url_path", "title", "content_type__model"))
        parents = {path[: -Page.steplen] for _pk, path, *_rest in rows}
        self.files_of_pages = {
            pk: self._file_of(url_path, is_folder=path in parents or model == "sectionpage")
            for pk, path, url_path, _title, model in rows
        }
        self.titles = {pk: title for pk, _path, _url, title, _model in rows}
        self.people: dict[int, str] = {}
        self.owners: dict[int, Any] = {}
        self.contacts: dict[int, Any] = {}
        self.order = _order(path for _pk, path, *_rest in rows)
        self.collections = frozenset(_open_collections(actor).values_list("pk", flat=True))
        self.written: dict[tuple[type, int], str] = {}
        self.taken: set[str] = set()
        self.tags: dict[int, list[str]] = {}
        self.images: dict[int, Image] = {}
        self.documents: dict[int, Document] = {}

    def _file_of(self, url_path: str, *, is_folder: bool) -> str:
        inside = url_path.removeprefix(self.root.url_path).strip("/")
        if not inside:
            return "index.md"
        is_folder = is_folder or inside.rpartition("/")[2].lower() in FOLDER_TEXTS
        return f"{inside}/index.md" if is_folder else f"{inside}.md"

    def load(self, pages: list[ContentPage]) -> None:
        """Load at once what some pages name: people, and the files that `actor` may open."""
        prefetch_related_objects(pages, "owner", "locale")
        self.owners, self.contacts = owners_of(pages), contacts_of(pages)
        self.tags = tags_of(pages)
        images = {page.image_id for page in pages}
        documents: set[int] = set()
        for page in pages:
            found = files_named(page.body.raw_data)
            images |= found.images
            documents |= found.documents
        self.people = _names({key for page in pages for key in people_named(page.body.raw_data)})
        self.images = Image.objects.filter(collection__in=self.collections).in_bulk(images - {None})
        self.documents = Document.objects.filter(collection__in=self.collections).in_bulk(documents)

    def write(self, page: ContentPage) -> None:
        """Write one page and the files that it shows."""
        path = self.files_of_pages[page.pk]
        names = Names(
            lead=lambda attrs: self._lead(attrs, path), title=page.title, pages=self.titles, people=self.people
        )
        self._name_files(page, path, names)
        with override(page.locale.language_code):
            body = write_body(page.body.raw_data, names, lambda raw: self._draw(page, raw))
        target = self.directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{front_matter(self._facts(page, path))}\n{body}", encoding="utf-8")
        self.report.pages += 1

    def _facts(self, page: ContentPage, path: str) -> dict[str, Any]:
        facts: dict[str, Any] = {"title": page.title, "description": page.summary}
        facts["order"] = self.order[page.path]
        if page.image_id in self.images:
            facts["image"] = self._file(self.images[page.image_id], path)
        facts["owner"] = _user_name(self.owners.get(page.pk))
        facts["contact"] = _user_name(self.contacts.get(page.pk))
        facts["tags"] = self.tags.get(page.pk, [])
        if isinstance(page, NewsPage):
            facts["type"] = "news"
        if isinstance(page, EventPage):
            facts |= {"type": "event", "start": page.starts_at.isoformat(), "place": page.place, "seats": page.seats}
            facts["end"] = page.ends_at.isoformat() if page.ends_at else ""
        return facts

    # --- files ------------------------------------------------------------------------------------------------------

    def _name_files(self, page: ContentPage, path: str, names: Names) -> None:
        found = files_named(page.body.raw_data)
        for image in sorted(found.images & self.images.keys()):
            if name := self._file(self.images[image], path):
                names.images[image] = name
        for document in sorted(found.documents & self.documents.keys()):
            if name := self._file(self.documents[document], path):
                names.documents[document] = (name, self.documents[document].title)

    def _file(self, item: Image | Document, path: str) -> str:
        """Return the name of a file as the page at this path sees it; it is written when it is met first."""
        key = (type(item), item.pk)
        if key not in self.written:
            self.written[key] = self._copy(item)
        inside = self.written[key]
        return posixpath.relpath(inside, posixpath.dirname(path) or ".") if inside else ""

    def _copy(self, item: Image | Document) -> str:
        name = file_name(item.title, item.file.name)
        inside = f"{FOLDER_OF_FILES}/{name}"
        if inside.casefold() in self.taken:
            inside = f"{FOLDER_OF_FILES}/{item.pk}/{name}"
        self.taken.add(inside.casefold())
        target = self.directory / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        storage = item.file.storage
        try:
            with storage.open(item.file.name) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except OSError:
            target.unlink(missing_ok=True)
            self.report.missing.append(item.title)
            return ""
        self.report.files += 1
        return inside

    # --- links ------------------------------------------------------------------------------------------------------

    def _lead(self, attrs: dict[str, str], path: str) -> str | None:
        """Return where a link leads from the file at this path; None when only its words may stand there."""
        number = attrs.get("id", "")
        key = int(number) if number.isascii() and number.isdecimal() and len(number) < 12 else 0
        if attrs.get("linktype") == "page":
            return self._lead_to_page(key, attrs.get("anchor", ""), path)
        if attrs.get("linktype") == "document":
            document = self.documents.get(key)
            return self._file(document, path) or None if document else None
        return attrs.get("href") or None

    def _lead_to_page(self, key: int, anchor: str, path: str) -> str:
        tail = f"#{anchor}" if anchor else ""
        if key in self.files_of_pages:
            return posixpath.relpath(self.files_of_pages[key], posixpath.dirname(path) or ".") + tail
        # The number of a page tells nothing about it; who may see it is led there by its own address.
        return f"{settings.BASE_URL.rstrip('/')}{reverse('page_permalink', args=[key])}{tail}"

    def _draw(self, page: ContentPage, raw: dict[str, Any]) -> str:
        self.report.drawn[raw["type"]] = self.report.drawn.get(raw["type"], 0) + 1
        block = next((each for each in page.body if each.id == raw.get("id")), None)
        context = {"block": block, "visible_collections": self.collections, "seen_pages": {}, "seen_people": {}}
        return render_to_string("core/blocks/block.html", context) if block is not None else ""


def _order(paths: Iterable[str]) -> dict[str, int]:
    """Return the place of each page among its neighbours."""
    counted: dict[str, int] = {}
    order: dict[str, int] = {}
    for path in paths:
        above = path[: -Page.steplen]
        counted[above] = order[path] = counted.get(above, 0) + 1
    return order
