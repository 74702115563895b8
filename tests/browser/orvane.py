"""The addresses of every kind of screen of the demo company, in each language.

It runs as a program of its own, on the database of the server that the browser visits.
"""

import json
import os
import sys

import django

#: Pages below the home page, which have the same address in both languages.
PAGES = {
    "home": "",
    "section": "handbook/",
    "themed section": "handbook/on-site/",
    "page with every block": "handbook/start-here/",
    "page that asks to be acknowledged": "handbook/on-site/safety-on-site/",
    "page that is talked about": "handbook/working-here/travel/travelling-for-work/",
    "overdue page": "handbook/writing/style-guide/",
    "table": "handbook/working-here/travel/expenses/",
    "news": "news/",
    "one news": "news/the-canteen-opens/",
    "agenda": "agenda/",
    "event": "agenda/open-house-at-the-harbour/",
    "form": "handbook/on-site/winter-boots/",
}
#: Screens with an address of their own below each language.
SCREENS = {
    "reference": "reference/",
    "upkeep": "upkeep/",
    "people": "people/",
    "filtered people": "people/?unit=field-services&skill=radio",
    "nobody found": "people/?q=qqqqq",
    "person": "people/ines.comms/",
    "unit": "units/field-services/",
    "profile": "profile/",
    "events": "events/",
    "search": "search/?q=train",
    "nothing found": "search/?q=qqqqq",
    "tokens": "tokens/",
    "network": "network/",
    "spaces": "spaces/",
    "space": "spaces/field-engineers/",
    "members": "spaces/field-engineers/members/",
    "new space": "spaces/new/",
    "absent": "no-such-page/",
}
GUIDE = ("guide/", "guide/writing-a-page/", "guide/translating/")


def addresses() -> dict:
    """Return the addresses for a reader and for an editor, by name, in each language."""
    from wagtail.models import Page

    from cms.changes.models import Change
    from cms.translations.models import TranslationState

    found: dict[str, dict] = {"reader": {}, "editor": {}}
    for language in ("en", "fr"):
        there = {page.slug: page for page in Page.objects.filter(locale__language_code=language)}
        travel = there["travelling-for-work"]
        old, new = Change.objects.filter(page=travel).order_by("number").values_list("pk", flat=True)[:2]
        reader = {name: f"/{language}/{path}" for name, path in {**PAGES, **SCREENS}.items()}
        reader |= {
            "history": f"/{language}/pages/{travel.pk}/history/",
            "comparison": f"/{language}/pages/{travel.pk}/compare/{old}/{new}/",
            "share": f"/{language}/pages/{travel.pk}/share/",
        }
        found["reader"][language] = reader
        kinds = {"page": travel, "section": there["handbook"], "news": there["652-sites"]}
        kinds |= {"event": there["open-house-at-the-harbour"], "form": there["winter-boots"]}
        editor = {f"editor of a {kind}": f"/admin/pages/{page.pk}/edit/" for kind, page in kinds.items()}
        editor |= {path: f"/{language}/{path}" for path in GUIDE}
        found["editor"][language] = editor | {
            "dashboard": "/admin/",
            "explorer": f"/admin/pages/{there['handbook'].pk}/",
            "answers": f"/admin/forms/submissions/{there['winter-boots'].pk}/",
            "who is asked": f"/admin/changes/pages/{travel.pk}/acknowledgement/",
            "care": f"/admin/upkeep/pages/{travel.pk}/",
            "side by side": f"/admin/translations/{TranslationState.objects.get(page__slug='travelling-for-work').pk}/",
            "translations": "/admin/translations/",
        }
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    sys.stdout.write("\n" + json.dumps(addresses()))
