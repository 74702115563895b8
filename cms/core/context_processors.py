from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


def frame(request):
    """Give every page what the frame around it needs: navigation and the viewer."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"site_name": settings.WAGTAIL_SITE_NAME}
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "nav_items": navigation(request),
        "search_url": reverse("search"),
        "viewer": request.user,
        "unread": 0,
    }


def navigation(request) -> list[dict]:
    """Return the five words of the top bar; other packages add theirs through `construct_navigation`."""
    items = [{"label": _("Home"), "url": reverse("home"), "icon": "home", "order": 10}]
    for construct in hooks.get_hooks("construct_navigation"):
        construct(request, items)
    items.sort(key=lambda item: item["order"])
    current = max((item["url"] for item in items if request.path.startswith(item["url"])), key=len, default="")
    return [item | {"current": item["url"] == current} for item in items]
