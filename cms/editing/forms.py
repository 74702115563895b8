from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.pages.policies import visible_pages


class TargetForm(forms.Form):
    """Where the readers of an unpublished page are led: a page that its editor may read. Others are told alike, there or not."""

    redirect_to = forms.ModelChoiceField(
        label=_("Lead readers to"),
        queryset=Page.objects.none(),
        required=False,
        widget=AdminPageChooser,
        help_text=_(
            "Links and bookmarks to the old address lead there. Whoever may not see that page finds nothing, as before. "
            "Empty: the address answers that there is nothing here."
        ),
    )

    def __init__(self, viewer: Any, data: Any = None) -> None:
        super().__init__(data)
        target: Any = self.fields["redirect_to"]
        target.queryset = visible_pages(viewer).filter(depth__gt=1)
