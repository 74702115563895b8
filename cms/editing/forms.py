from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page


class TargetForm(forms.Form):
    """Where the readers of an unpublished page are led."""

    redirect_to = forms.ModelChoiceField(
        label=_("Lead readers to"),
        queryset=Page.objects.filter(live=True, depth__gt=1),
        required=False,
        widget=AdminPageChooser,
        help_text=_(
            "Links and bookmarks to the old address lead there. Whoever may not see that page finds nothing, as before. "
            "Empty: the address answers that there is nothing here."
        ),
    )
