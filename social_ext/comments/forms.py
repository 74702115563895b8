import re

from django import forms

ANCHOR = re.compile(r"[\w-]{1,64}")
ORDERS = [("newest", "newest")]


class AnchorField(forms.CharField):
    """The id of a block; what cannot be one counts as none."""

    def clean(self, value):
        return value if value and ANCHOR.fullmatch(value) else ""


class CommentForm(forms.Form):
    """What a composer sends. Which text may be stored is a rule of the service."""

    body = forms.CharField(required=False)
    parent = forms.IntegerField(required=False, min_value=1)
    anchor = AnchorField(required=False)
    version = forms.IntegerField(required=False, min_value=1)
    order = forms.ChoiceField(required=False, choices=ORDERS)


class ReadingForm(forms.Form):
    """How somebody wants to read a conversation; what makes no sense is passed over."""

    order = forms.ChoiceField(required=False, choices=ORDERS)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    anchor = AnchorField(required=False)
    reply = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    @classmethod
    def read(cls, data) -> dict:
        if not data:  # as most people arrive
            return {"newest": False, "before": None, "anchor": "", "reply": None}
        form = cls(data)
        form.is_valid()
        wanted = form.cleaned_data
        return {
            "newest": wanted.get("order") == "newest",
            "before": wanted.get("before"),
            "anchor": wanted.get("anchor", ""),
            "reply": wanted.get("reply"),
        }
