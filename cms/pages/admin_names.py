"""Which pages and files Wagtail's admin may name to an editor where it asks no right before it names them.

Its bulk actions list by title what the editor may not touch, its explorer and its page chooser open below any page, and a
move names its destination: all at addresses that only hold numbers, which anybody can count up.
"""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.files.models import Document, Image
from cms.files.selectors import visible_collections
from cms.pages.selectors import visible_pages

PAGE_RIGHTS = ["add", "change", "publish", "lock", "unlock", "bulk_delete"]
FILE_RIGHTS = ["change", "delete"]
#: Addresses with many things in their query: each is taken out that may not be named.
BULK, CHOSEN = "wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"
#: Addresses with pages in their path, and the names of those.
OF_PAGES = ("wagtailadmin_pages:", "wagtailadmin_explore", "wagtailadmin_choose_page_child")
PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
#: Addresses with a file in their path, its kind, and the names of that.
OF_FILES: dict[str, type[Model]] = {"wagtailimages": Image, "wagtaildocs": Document}
FILES = ("image_id", "document_id", "doc_id", "pk")
#: Reports that name the last page of each type, whoever asks.
OF_ALL = ("wagtailadmin_reports:page_types_usage",)
LONGEST = 18  # digits of a number that every database can compare


def keep_names_hidden(get_response):
    """Take out of such a request what the editor may neither read nor work on."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        name, room = request.resolver_match.view_name, request.resolver_match.app_name.removesuffix("_chooser")
        if name == BULK:
            _keep_known(request, kwargs["app_label"], kwargs["model_name"])
        elif name == CHOSEN:
            _keep_known(request, "wagtailcore", "page")
        elif not _may_be_opened(request.user, name, room, kwargs):
            raise Http404

    middleware.process_view = process_view
    return middleware


def _may_be_opened(editor: Any, name: str, room: str, kwargs: dict[str, Any]) -> bool:
    """Tell whether what the path of an address stands for may be named to this editor."""
    if name.startswith(OF_PAGES):
        return all(_opens(editor, int(kwargs[key])) for key in PAGES if key in kwargs)
    if room in OF_FILES:
        asked = [str(kwargs[key]) for key in FILES if key in kwargs]
        return len(_among(known_files(editor, OF_FILES[room]), asked)) == len(asked)
    return not name.startswith(OF_ALL) or not _everything_but(known_pages(editor))


def _keep_known(request, app_label: str, model_name: str) -> None:
    known = _known(request.user, f"{app_label}.{model_name}".lower())
    if known is None:
        return
    ids = request.GET.getlist("id")
    if "all" in ids:
        if _reach(known.model, request.GET.get("childOf")).exclude(pk__in=known.values("pk")).exists():
            raise Http404
        return
    request.GET = request.GET.copy()
    request.GET.setlist("id", [str(pk) for pk in _among(known, ids)])


def _among(known: QuerySet, ids: list[str]) -> list[int]:
    """Return which of these numbers, as an address says them, are among the known; what is no number is not."""
    asked = [int(pk) for pk in ids if pk.isdecimal() and len(pk) <= LONGEST]
    return list(known.filter(pk__in=asked).values_list("pk", flat=True)) if asked else []


def _known(editor: Any, label: str) -> QuerySet | None:
    """Return what may be named to this editor, or None for a model that is not ours to hide."""
    match label:
        case "wagtailcore.page":
            return known_pages(editor)
        case "files.image":
            return known_files(editor, Image)
        case "files.document":
            return known_files(editor, Document)
    return None


def known_pages(editor: Any) -> QuerySet[Page]:
    """Return the pages that this editor may read or work on."""
    readable = Page.objects.filter(pk__in=visible_pages(editor).values("pk"))
    return _workable(editor, Page, PAGE_RIGHTS) | readable


def known_files(editor: Any, model: type[Model]) -> QuerySet:
    """Return the images or the documents that this editor may see or work on."""
    visible = model._default_manager.filter(collection__in=visible_collections(editor))
    return _workable(editor, model, FILE_RIGHTS) | visible


def _workable(editor: Any, model: type[Model], acts: list[str]) -> QuerySet:
    """Return the things that this editor may do something with."""
    things = policy_registry.get_by_type(model).instances_user_has_any_permission_for(editor, acts)
    return model._default_manager.filter(pk__in=things.values("pk"))


def _reach(model: type[Model], parent: str | None) -> QuerySet:
    """Return what "all" may stand for: the pages below one, or every file."""
    if model is not Page or not parent:
        return model._default_manager.all()
    page = Page.objects.filter(pk=int(parent)).first() if parent.isdecimal() and len(parent) <= LONGEST else None
    if page is None:
        raise Http404
    return page.get_descendants()


def _everything_but(known: QuerySet[Page]) -> bool:
    """Tell whether there is a page that may not be named."""
    return Page.objects.filter(depth__gt=1).exclude(pk__in=known.values("pk")).exists()


def _opens(editor: Any, pk: int) -> bool:
    """Tell whether a page, or one below it, may be named to this editor."""
    page = Page.objects.filter(pk=pk).first() if len(str(pk)) <= LONGEST else None
    return page is not None and known_pages(editor).filter(path__startswith=page.path).exists()
