from typing import Any

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from wagtail import hooks

from themes.kept import as_face

#: The names of the addresses of reference pages.
CONTENT = {"wagtail_serve"}


def frame(request):
    """Give every page what the frame around it needs: navigation and the viewer."""
    if request.path.startswith("/admin/"):  # Wagtail has its own frame, and its own meaning of some of these names
        return {}
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"site_name": settings.WAGTAIL_SITE_NAME, "home_url": reverse("home")}
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "home_url": reverse("home"),
        "nav_items": navigation(request),
        "search_url": reverse("search"),
        "viewer": request.user,
        "face": as_face(request.user),
        "unread": 0,
        "languages": other_languages(request),
        "account_items": account_items(request.user),
    }


def other_languages(request) -> list[dict[str, str]]:
    """Return the same page in the other languages of the product: a page of the reference by its number, which finds it there."""
    page = getattr(request, "shown_page", None)
    found = []
    for code, _name in settings.LANGUAGES:
        if code == get_language():
            continue
        found.append({"code": code, "label": name_in_itself(code), "url": _in_language(code, request, page)})
    return found


def _in_language(code: str, request, page) -> str:
    if page is None:
        return translate_url(request.get_full_path(), code)  # resolves the address in the present language
    with override(code):
        return reverse("page_permalink", args=[page.pk])


def name_in_itself(code: str) -> str:
    """Return a language's name in its own words, as it stands in a list of languages."""
    return str(get_language_info(code)["name_local"]).capitalize()


def navigation(request) -> list[dict[str, Any]]:
    """Return the five words of the top bar; other packages add theirs through `construct_navigation`."""
    items: list[dict[str, Any]] = [{"label": _("Home"), "url": reverse("home"), "icon": "home", "order": 10}]
    for construct in hooks.get_hooks("construct_navigation"):
        construct(request, items)
    items.sort(key=lambda item: item["order"])
    current = _current(request, items)
    return [item | {"current": item["url"] == current} for item in items]


def _current(request, items: list[dict[str, Any]]) -> str:
    """Return the address of the word under which the page stands; none for what stands under no word."""
    home = reverse("home")
    if request.path == home:
        return home
    if request.resolver_match and request.resolver_match.url_name in CONTENT:
        return reverse("reference")
    own = [item["url"] for item in items if item["url"] != home and request.path.startswith(item["url"])]
    return max(own, key=len, default="")


def works_in_admin(user) -> bool:
    """Tell whether a person works in the admin. Sign-in loads it with the person, so that no page asks again."""
    return user.is_superuser or getattr(user, "works_in_admin", False)


def account_items(user) -> list[dict]:
    """Return what the menu behind one's own face offers."""
    items = [{"label": _("My profile"), "url": user.get_absolute_url(), "icon": "person"}]
    if works_in_admin(user):
        items.append({"label": _("Editing"), "url": reverse("wagtailadmin_home"), "icon": "edit"})
    items.append({"label": _("Programs"), "url": reverse("tokens"), "icon": "link"})
    items.append({"label": _("Password"), "url": reverse("account_change_password"), "icon": "lock"})
    items.append({"label": _("Second step of sign-in"), "url": reverse("mfa_index"), "icon": "lock"})
    items.append({"label": _("Sign out"), "url": reverse("account_logout"), "icon": "sign-out"})
    return items
