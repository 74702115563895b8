from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.people.forms import PersonField
from cms.upkeep.models import MOST_MONTHS
from cms.upkeep.services.answers import WORDS_LENGTH
from cms.upkeep.services.reviews import LONGEST, REASON_LENGTH

#: No revision has a higher number: the database could not even compare it.
MOST_VERSION = 2**63 - 1


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class PostponeForm(forms.Form):
    """A later day, and why. Which day may be chosen is a rule of the service."""

    until = forms.DateField(label=_("Until"), widget=DayInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, help_text=_("The editors of the page read it.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["until"].widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + LONGEST).isoformat(),
        }


class DelegateForm(forms.Form):
    """A colleague who reviews the page this time."""

    to = PersonField(
        label=_("Colleague"), help_text=_("The user name or the e-mail address of somebody who can see the page.")
    )


class WordsField(forms.CharField):
    """Some lines, counted as browsers count them: the end of a line is one character."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class AnswerForm(forms.Form):
    """Whether a page helped, with a word to its owner."""

    helpful = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("Not quite"))])
    words = WordsField(max_length=WORDS_LENGTH, required=False, widget=forms.Textarea)
    version = forms.IntegerField(required=False, min_value=1, max_value=MOST_VERSION)


class CareForm(forms.Form):
    """What editors say about the upkeep of a page and of what hangs below it."""

    owner = PersonField(
        label=_("Owner"),
        required=False,
        help_text=_("Answers for what the page says. A user name or an e-mail address; empty: as above in the tree."),
    )
    contact = PersonField(
        label=_("Contact"),
        required=False,
        help_text=_("Whom readers ask, when that is somebody else. Empty: as above in the tree."),
    )
    months = forms.IntegerField(
        label=_("Months between reviews"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("Empty: as above in the tree, or six months."),
    )
    due_on = forms.DateField(
        label=_("Next review"),
        required=False,
        widget=DayInput,
        help_text=_("For this page alone. Empty: by the rule, counted from the last review."),
    )
