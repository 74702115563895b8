from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from cms.people.forms import PersonField
from cms.people.models import BusinessUnit


class UnitsField(forms.ModelMultipleChoiceField):
    """Units of the company, shown as the tree that they are."""

    def __init__(self, **options):
        super().__init__(queryset=BusinessUnit.objects.order_by("path"), widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, obj):
        return obj.label


class AskForm(forms.Form):
    """Who is asked to acknowledge a page, and who is shown the names."""

    units = UnitsField(
        label=_("Units"),
        required=False,
        help_text=_("Everybody of these units and of all below them, whoever joins them later too."),
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=Group.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who cannot see the page is not asked."),
    )
    controller = PersonField(
        label=_("Who is shown the names"),
        help_text=_(
            "One colleague, by the user name or the e-mail address. Whoever is asked reads who that is; the others who edit the "
            "page are shown numbers."
        ),
    )
