"""The form in which editors write pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import HelpPanel

from cms.core.home_sections import sections_that_are_gone
from themes.units import unit_themes


class GoneSectionsPanel(HelpPanel):
    """Tells which sections of a home page are passed over, since what filled them is there no more."""

    def __init__(self, **kwargs):
        super().__init__(template="pages/admin/gone_sections.html", **kwargs)

    def clone_kwargs(self):
        kwargs = super().clone_kwargs()
        del kwargs["content"], kwargs["template"]
        return kwargs

    class BoundPanel(HelpPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.gone = sections_that_are_gone(self.instance)

        def is_shown(self):
            return bool(self.gone) and super().is_shown()


class ContentPageForm(WagtailAdminPageForm):
    """Wagtail's own. What an editor said of a change belongs to that version: the next one begins without a word."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.has_unpublished_changes:
            self.initial |= {"change_note": "", "change_is_material": False}


class SectionPageForm(ContentPageForm):
    """What an editor writes of a section. A theme that went stays chosen until they choose another; readers see the default one."""

    def clean_theme(self):
        theme = self.cleaned_data["theme"]
        if theme and theme != self.initial.get("theme") and theme not in unit_themes():
            raise ValidationError(_("There is no such theme. Choose one of the list."))
        return theme
