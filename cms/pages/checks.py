from django.core.checks import Tags, Warning, register
from django.db import DatabaseError

from cms.pages.models import SectionPage
from themes.units import unit_themes


@register(Tags.database)
def check_chosen_themes(app_configs, databases=None, **kwargs):
    """Name the themes that sections chose and that do not exist any more; their pages wear the default one meanwhile."""
    if not databases:
        return []
    try:
        chosen = set(SectionPage.objects.exclude(theme="").order_by().values_list("theme", flat=True).distinct())
    except DatabaseError:  # before the first migration there is nothing to look at
        return []
    return [
        Warning(
            f"Sections wear the theme {key!r}, which does not exist any more.",
            hint="Install the app that brings it, or choose another theme in the editor of these sections.",
            id="pages.W001",
        )
        for key in sorted(chosen - unit_themes().keys())
    ]
