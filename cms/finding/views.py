from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.finding.selectors import find
from cms.people.models import BusinessUnit
from search.sources import sources
from search.words import MAX_QUERY, query_words

FILTERS = ("kind", "unit", "lang")


@require_safe
def search(request):
    """Show what the viewer finds; any query gives a page, whatever it holds."""
    q = " ".join(request.GET.get("q", "")[: MAX_QUERY + 1].replace("\x00", " ").split())
    chosen = {name: slugify(request.GET.get(name, "")[:100]) for name in FILTERS}
    page = _page_number(request.GET.get("page", ""))
    found = find(request.user, q, page=page, **chosen)
    context = {
        "search_query": q[:MAX_QUERY],
        "has_query": bool(query_words(q)),
        "is_cut": len(q) > MAX_QUERY,
        "is_narrowed": any(chosen.values()),
        "found": found,
        "widest_url": _address(q, {}),
        "groups": _groups(found.facets, q, chosen),
        "next_url": _address(q, chosen, page + 1) if found.more else "",
        "previous_url": _address(q, chosen, page - 1) if page > 1 else "",
    }
    return render(request, "finding/search.html", context)


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) else 1


def _address(q: str, chosen: dict[str, str], page: int = 1) -> str:
    query = {"q": q[:MAX_QUERY], **{name: value for name, value in chosen.items() if value}}
    return reverse("search", query=query | ({"page": page} if page > 1 else {}))


def _groups(facets: dict[str, dict[str, int]], q: str, chosen: dict[str, str]) -> list[dict]:
    """Return the facets with an address each; the chosen value leads back to all."""
    kinds = {kind: source.label for kind, source in sources().items()}
    units = dict(BusinessUnit.objects.filter(slug__in=facets["unit"]).values_list("slug", "name"))
    languages = dict(settings.LANGUAGES)
    everything = {
        "label": _("Everything"),
        "url": _address(q, chosen | {"kind": ""}),
        "count": sum(facets["kind"].values()),
        "current": not chosen["kind"],
    }
    groups = [
        {"heading": _("Kind"), "items": [everything, *_values("kind", kinds, facets["kind"], q, chosen)]},
        {"heading": _("Unit"), "items": _values("unit", units, facets["unit"], q, chosen)},
        {"heading": _("Language"), "items": _values("lang", languages, facets["locale"], q, chosen)},
    ]
    return [group for group in groups if group["items"]]


def _values(name: str, labels: dict, counts: dict[str, int], q: str, chosen: dict[str, str]) -> list[dict]:
    return [
        {
            "label": label,
            "url": _address(q, chosen | {name: "" if chosen[name] == value else value}),
            "count": counts.get(value, 0),
            "current": chosen[name] == value,
        }
        for value, label in labels.items()
        if value in counts or chosen[name] == value
    ]
