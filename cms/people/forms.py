from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _


class TokenForm(forms.Form):
    """What a person says of a new token. `once` names the form: sent again by a reload, it makes no second token."""

    once = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("What the token is for, so that you know it again.")
    )
    read_only = forms.BooleanField(
        label=_("May only read"), required=False, initial=True, help_text=_("Programs that write nothing need no more.")
    )


class TokenChange(forms.Form):
    """What a person does with one of their tokens."""

    act = forms.ChoiceField(choices=[("revoke", ""), ("read_only", ""), ("writing", "")])
