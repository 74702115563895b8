from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.models import F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.core.addresses import site_roots
from cms.core.audiences import audiences_for, audiences_satisfied, nobody
from cms.core.models import Audience
from cms.core.questions import Question
from cms.pages.models import ContentPage, HomePage, PageAccess, ReferencePage, SectionPage
from cms.pages.policies import pages_within, visible_pages
from cms.people.models import BusinessUnit
from themes.kept import CACHE

#: The kind of audience that demands page view restrictions.
RESTRICTIONS = "restrictions"

TYPE_KEPT_FOR = 24 * 60 * 60  # seconds


def get_page(viewer: Any, pk: int) -> Page:
    """Return one live page in its own type, with its picture, or raise `Page.DoesNotExist`.

    Which type it has never changes: it is remembered by each process.
    """
    remembered = f"type-of:{pk}"
    model = page_types().get(caches[CACHE].get(remembered, ""))
    if model is not None:
        known = _readable(visible_pages(viewer, model)).select_related("image").filter(pk=pk).first()
        if known is None:
            raise Page.DoesNotExist
        return known
    page = _specific(visible_pages(viewer).filter(pk=pk))
    caches[CACHE].set(remembered, type(page).__name__, TYPE_KEPT_FOR)
    return page


def get_page_at(viewer: Any, url_path: str) -> Page:
    """Return the live page at a path of the tree, or raise `Page.DoesNotExist`. The slug's index finds it.

    The type that stood at a path last time is remembered, by each process: asked for in that type, the page comes with one
    query. Where another type stands there by now, that is found again.
    """
    at_path = {"slug": url_path.rstrip("/").rsplit("/", 1)[-1], "url_path": url_path}
    remembered = f"type-at:{sha256(url_path.encode()).hexdigest()}"
    model = page_types().get(caches[CACHE].get(remembered, ""))
    if model is not None:
        found = _readable(visible_pages(viewer, model)).filter(**at_path).order_by()
        for page in found[:1]:
            return page
    page = _specific(visible_pages(viewer).filter(**at_path))
    caches[CACHE].set(remembered, type(page).__name__, TYPE_KEPT_FOR)
    return page


def page_instead(viewer: Any, language: str, path: str, address: str) -> Page | None:
    """Return the live page that an old address leads to, for who may see it, and might have seen what was there.

    Otherwise that somebody is led elsewhere would tell that there was a page. `path` is that of the old page below the home
    page of its language.
    """
    address = Redirect.normalise_path(address)
    found = visible_pages(viewer).filter(redirect__old_path=address).order_by("redirect__pk").first()
    if found is None:
        return None
    url_path = f"{home_path(language)}{path}".rstrip("/") + "/"
    was_there = PageAccess.objects.filter(page__slug=url_path.split("/")[-2], page__url_path=url_path)
    audiences = set(was_there.values_list("audience", flat=True))
    return found if audiences <= audiences_for(viewer) else None


@cache
def page_types() -> dict[str, type[ContentPage]]:
    """Return the types of pages of the product by the names of their models, those of the rooms above too."""
    return {model.__name__: model for model in get_page_models() if issubclass(model, ContentPage)}


def _specific(pages: QuerySet[Page]) -> Page:
    """Load one page in its own type."""
    pk, content_type_id = pages.values_list("pk", "content_type_id").get()
    model: Any = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    return _readable(model._default_manager).get(pk=pk)


def _readable(pages: Any) -> Any:
    """Load with a page what its template shows of it: its language, and the rows beside it that other rooms name."""
    return pages.select_related("locale", *page_relations())


@cache
def page_relations() -> tuple[str, ...]:
    """Return the one-to-one rows beside a page that come with it in the same query.

    A room names its own::

        @hooks.register("register_page_relations")
        def care_comes_along():
            return ["care__owner"]
    """
    return tuple(name for register in hooks.get_hooks("register_page_relations") for name in register())


def home_path(language: str) -> str:
    """Return the tree path of a language's home page, or of the default one where that language has no content yet.

    Wagtail keeps these paths in the cache; a reader's request asks no query for them.
    """
    paths = {root.language_code: root.root_path for root in site_roots()}
    path = paths.get(language) or paths.get(settings.LANGUAGE_CODE)
    if path is None:
        raise Page.DoesNotExist
    return path


def get_page_in(viewer: Any, language: str, path: str) -> Page:
    """Return the live page at a path below the home page of a language, or raise `Page.DoesNotExist`.

    A page that is not translated stands at its own path in the other languages too.
    """
    roots = {root.language_code: root.root_path for root in site_roots()}
    first = home_path(language)
    for root in dict.fromkeys([first, *(roots.values() if path else ())]):
        try:
            return get_page_at(viewer, root + path)
        except Page.DoesNotExist:
            continue
    raise Page.DoesNotExist


def in_language(viewer: Any, page: Page, language: str) -> Page:
    """Return the live page in a language, as far as this viewer may see it; the page itself where there is none."""
    found = visible_pages(viewer).filter(
        translation_key=page.translation_key, locale__language_code=language, alias_of=None
    )
    return found.select_related("locale").first() or page


def get_home(viewer: Any, language: str) -> Page:
    """Return the home page of a language, or raise `Page.DoesNotExist`."""
    return get_page_at(viewer, home_path(language))


class Beside(NamedTuple):
    """What is told of a page on another one; `theme` is what a section chose."""

    title: str
    path: str
    url_path: str
    theme: str | None


class Surroundings(NamedTuple):
    """What stands around a page: those above it from the first section down, and its neighbours in the order of the tree."""

    above: list[Beside]
    previous: Beside | None = None
    next: Beside | None = None


def surroundings(viewer: Any, page: Page) -> Surroundings:
    """Return what stands around a page, as far as this viewer may see it, in one query."""
    steps = range((HomePage.DEPTH + 1) * Page.steplen, len(page.path), Page.steplen)
    known = {"audiences": list(audiences_for(viewer)), "above": [page.path[:step] for step in steps]}
    if isinstance(page, ReferencePage) and page.depth > HomePage.DEPTH + 1:
        # News and events stand in the order of their days: they have no neighbours here.
        parent = page.path[: -Page.steplen]
        last = parent + Page.alphabet[-1] * Page.steplen
        rows = _around(**known, kind=page.content_type_id, depth=page.depth, path=page.path, parent=parent, last=last)
    else:
        rows = _above(**known)
    around = [Beside(*row) for row in rows]
    neighbours = [one for one in around if len(one.path) == len(page.path)]
    return Surroundings(
        [one for one in around if len(one.path) < len(page.path)],
        next((one for one in neighbours if one.path < page.path), None),
        next((one for one in neighbours if one.path > page.path), None),
    )


def _told(pages: QuerySet) -> QuerySet:
    return pages.order_by("path").values_list("title", "path", "url_path", "sectionpage__theme")


@Question
def _above(audiences: Any, above: Any) -> QuerySet:
    return _told(pages_within(audiences).filter(path__in=above))


@Question
def _around(audiences: Any, above: Any, kind: Any, depth: Any, path: Any, parent: Any, last: Any) -> QuerySet:
    """Return the pages above one, and those of its kind that stand right before and right after it."""
    visible = pages_within(audiences)
    beside = visible.filter(content_type__pk=kind, depth=depth)
    before = beside.filter(path__gt=parent, path__lt=path).order_by("-path").values("pk")[:1]
    after = beside.filter(path__gt=path, path__lte=last).order_by("path").values("pk")[:1]
    return _told(visible.filter(Q(path__in=above) | Q(pk=Subquery(before)) | Q(pk=Subquery(after))))


def theme_of_unit(viewer: Any, unit: BusinessUnit) -> str:
    """Return the key of the theme that a unit's section chose, or the nearest unit's above it; of what this viewer may see."""
    sections = visible_pages(viewer, SectionPage).exclude(theme="").annotate(of=F("unit__path"))
    above = sections.annotate(own=Value(unit.path)).filter(own__startswith=F("of"))
    return above.order_by("-unit__depth", "depth", "pk").values_list("theme", flat=True).first() or ""


def children(viewer: Any, page: Page) -> QuerySet[Page]:
    """Return the pages right below a page that this viewer may see."""
    return visible_pages(viewer).child_of(page)


def audiences_of_restrictions(viewer: Any) -> QuerySet[Audience]:
    """Return the audiences whose every page view restriction this viewer satisfies, by the groups of today."""
    satisfied = PageViewRestriction.objects.filter(
        restriction_type=PageViewRestriction.GROUPS, groups__user=viewer
    ).values("pk")
    return audiences_satisfied(RESTRICTIONS, satisfied)


def people_of_restrictions(audience: Audience) -> QuerySet | None:
    """Return the ids of those who satisfy every restriction of an audience; None when it is of another kind."""
    if audience.kind != RESTRICTIONS:
        return None
    people = get_user_model().objects.all()
    for restriction_id in audience.requirements.values_list("restriction_id", flat=True):
        restriction = PageViewRestriction.objects.filter(pk=restriction_id, restriction_type=PageViewRestriction.GROUPS)
        people = people.filter(groups__in=restriction.values("groups"))
    return people.values("pk")


def audiences_in_force(keys: set[UUID]) -> dict[UUID, int]:
    """Return the audience id of each page by its translation key: `nobody` when no version of it is live."""
    live = PageAccess.objects.filter(page__live=True, page__translation_key__in=keys)
    found = dict(live.values_list("page__translation_key", "audience_id"))
    closed = nobody().pk
    return {key: found.get(key, closed) for key in keys}


def audience_in_force(key: UUID) -> Audience:
    """Return the audience of a page by its translation key: `nobody` when no version of it is live."""
    return Audience.objects.get(pk=audiences_in_force({key})[key])


class Last(NamedTuple):
    """Who could read a page when it was live, and whether it ended by its date."""

    audience_id: int
    is_expired: bool


def last_audiences(keys: set[UUID]) -> dict[UUID, Last]:
    """Return of pages that were live once who may be told that one of them is unpublished, or that its time is over."""
    rows = PageAccess.objects.filter(page__translation_key__in=keys, page__first_published_at__isnull=False)
    found = rows.values_list("page__translation_key", "audience_id", "page__expired")
    return {key: Last(audience_id, is_expired) for key, audience_id, is_expired in found}


def with_summaries(pages: PageQuerySet) -> PageQuerySet:
    """Load with pages of all types their summaries, in the same query."""
    return pages.annotate(summary=Coalesce(*_own("summary"), Value("")))


def with_image_ids(pages: PageQuerySet) -> PageQuerySet:
    """Load with pages of all types the ids of their pictures, in the same query."""
    return pages.annotate(image_id=Coalesce(*_own("image_id")))


def _own(column: str) -> list[F]:
    """Name a column that every type of page has in a table of its own."""
    return [F(f"{model.__name__.lower()}__{column}") for model in page_types().values()]


def summaries(pks: list[int]) -> dict[int, str]:
    """Return the summaries of pages of all types by their ids, in one query."""
    first, *others = (
        model._default_manager.filter(pk__in=pks).order_by().values_list("pk", "summary")
        for model in page_types().values()
    )
    return dict(first.union(*others, all=True)) if pks else {}


def editable_pages(viewer: Any) -> QuerySet[Page]:
    """Return the pages that this viewer may edit, live or not, as Wagtail's groups say."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(viewer, "change")
