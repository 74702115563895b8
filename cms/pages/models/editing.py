"""The form in which editors write pages."""

from wagtail.admin.forms.pages import WagtailAdminPageForm


class ContentPageForm(WagtailAdminPageForm):
    """Wagtail's own. What an editor said of a change belongs to that version: the next one begins without a word."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.has_unpublished_changes:
            self.initial |= {"change_note": "", "change_is_material": False}
