from itertools import zip_longest

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.actions.copy_for_translation import ParentNotTranslatedError
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Locale, Page, Revision

from cms.changes.comparing import compare
from cms.core.exceptions import DomainError
from cms.pages.bodies import draw_body, text_of
from cms.pages.models import HomePage
from cms.pages.outlines import outline_of
from cms.pages.selectors import editable_pages
from cms.pages.sights import sight_of
from cms.translations import selectors
from cms.translations.exceptions import AliasNotTranslated, NotOfTheOriginal, OriginalGone, ParentNotTranslated
from cms.translations.models import TranslationState
from cms.translations.services import mark_up_to_date

PAGE_SIZE = 50


class TranslatePage(SubmitPageTranslationView):
    """Wagtail's form for a translation. A page that is gone and one that the editor may not change are told alike."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("simple_translation.submit_translation"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, **kwargs):
        try:
            return super().post(request, **kwargs)
        except ParentNotTranslatedError as missing:
            raise ParentNotTranslated from missing

    def get_object(self):
        # The row stays locked until the request is over, so that the page is not deleted while it is copied.
        mine = editable_pages(self.request.user).filter(depth__gt=1, pk=self.kwargs["page_id"]).values("pk")
        pages = Page.objects.filter(pk__in=mine)
        pages = pages.select_for_update() if self.request.method == "POST" else pages
        page = pages.first()
        if page is None:
            raise OriginalGone
        if page.alias_of_id:
            raise AliasNotTranslated
        return page.specific


@require_http_methods(["GET", "HEAD", "POST"])
def side_by_side(request, pk):
    """Show an original beside its translation, with what changed since; take the word that all of it is translated."""
    try:
        state = selectors.get_translation(request.user, pk)
    except (TranslationState.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    error = None
    if request.method == "POST":
        try:
            mark_up_to_date(
                actor=request.user, state=state, revision=_revision(state, request.POST.get("revision", ""))
            )
        except DomainError as broken:
            error = broken
        else:
            messages.success(request, _("The translation counts as up to date with the version that you saw."))
            return redirect("translation_side_by_side", pk)
    context = _both(request.user, state) | {"error": error}
    return render(request, "translations/side_by_side.html", context, status=error.status if error else 200)


def _revision(state, key) -> Revision:
    number = int(key) if key.isdecimal() and len(key) < 19 else 0
    found = Revision.objects.for_instance(state.original.specific).filter(pk=number).first()
    if found is None:
        raise NotOfTheOriginal
    return found


def _both(viewer, state):
    original, page = state.original.specific, state.page.get_latest_revision_as_object()
    live = original.live_revision
    original = live.as_object() if live else original
    changes = list(selectors.changes_behind(viewer, state))
    is_comparable = changes and state.revision and selectors.may_compare(viewer, state)
    parts = compare(viewer, state.revision.as_object(), original) if is_comparable else []
    new = {"".join(piece.text for piece in part.pieces if piece.kind != "gone") for part in parts}
    left, right = (_texts(viewer, one) for one in (original, page))
    rows = [(one, other, one in new) for one, other in zip_longest(left, right, fillvalue="")]
    return {"state": state, "changes": changes, "parts": parts, "rows": rows, "revision": live}


def _texts(viewer, page) -> list[str]:
    """Return title, summary and blocks as they are read."""
    outline = outline_of(page, is_preview=True)
    parts = draw_body(page, outline, sight_of(viewer, outline), is_preview=True)
    blocks = [text_of(part.html) for part in parts]
    return [page.title, page.summary, *blocks]


@require_safe
def report(request):
    """List what is missing or behind in a language, of the pages that the viewer may edit."""
    if not editable_pages(request.user).exists():
        raise Http404
    locales = list(Locale.objects.filter(language_code__in=dict(settings.LANGUAGES)).order_by("language_code"))
    asked = request.GET.get("language", "")
    others = [one for one in locales if one.language_code != settings.LANGUAGE_CODE]
    locale = next((one for one in locales if one.language_code == asked), (others or locales)[0])
    sections = list(editable_pages(request.user).filter(depth=HomePage.DEPTH + 1, alias_of=None).order_by("title"))
    section = next((one for one in sections if str(one.pk) == request.GET.get("section")), None)
    within = _within(section)
    page = int(number) if (number := request.GET.get("p", "1")).isdecimal() and len(number) < 6 else 1
    first = max(page - 1, 0) * PAGE_SIZE
    missing = list(selectors.untranslated(request.user, locale).filter(within)[first : first + PAGE_SIZE + 1])
    chosen = request.GET.copy()
    chosen["p"] = str(page + 1)
    context = {
        "locale": locale,
        "locales": locales,
        "section": section,
        "sections": sections,
        "behind": _behind(request.user, locale, section),
        "missing": missing[:PAGE_SIZE],
        "more": f"?{chosen.urlencode()}" if len(missing) > PAGE_SIZE else "",
    }
    return render(request, "translations/report.html", context)


def _within(section) -> Q:
    """Keep what stands in a section, in whatever language."""
    if section is None:
        return Q()
    within = Q()
    for path in Page.objects.filter(translation_key=section.translation_key).values_list("path", flat=True):
        within |= Q(path__startswith=path)
    return within


def _behind(viewer, locale, section):
    states = selectors.states_in(viewer, locale)
    inside = Page.objects.filter(_within(section)).values("pk") if section else None
    states = list(states.filter(page__in=inside) if section else states)
    counts: dict[int, int] = {}
    for translation in selectors.behind(viewer, [state.pk for state in states]).values_list("translation", flat=True):
        counts[translation] = counts.get(translation, 0) + 1
    return [(state, counts[state.pk]) for state in states if state.pk in counts]
