from django import forms
from django.utils.translation import gettext_lazy as _

from social_ext.spaces.models import OPENED, Kind, Post, Role, Visibility


class PostForm(forms.Form):
    """What the composer of a space sends. Which text may be stored is a rule of the service."""

    KINDS = [(Post.Kind.MESSAGE, _("Message")), (Post.Kind.QUESTION, _("Question"))]

    body = forms.CharField(required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False)
    version = forms.IntegerField(required=False, min_value=1)


class RoleForm(forms.Form):
    """What an owner says of a member. Who may give which role is a rule of the service."""

    username = forms.CharField(max_length=150)
    role = forms.ChoiceField(choices=Role.choices)


class SpaceForm(forms.Form):
    """What a person says of a new space, or changes of theirs."""

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence: what people find here, and who should join."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=OPENED, initial=Kind.COMMUNITY)
    visibility = forms.ChoiceField(
        label=_("Who may read"),
        initial=Visibility.OPEN,
        widget=forms.RadioSelect,
        choices=[
            (Visibility.OPEN, _("Open: everyone reads, and joins at once")),
            (Visibility.CLOSED, _("Closed: everyone knows of it, members read")),
            (Visibility.SECRET, _("Secret: only members know of it")),
        ],
    )
