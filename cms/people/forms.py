from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.people.models import Profile
from cms.people.services.profiles import editable_fields

LONGEST_PHRASE, MOST_PHRASES = 100, 50
DAYS = [(name, WEEKDAYS[number]) for number, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])]


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


class PersonField(forms.CharField):
    """A colleague, by the user name or the e-mail address."""

    def __init__(self, **options):
        super().__init__(max_length=254, **options)

    def prepare_value(self, value):
        return getattr(value, "username", value)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        named = Q(username__iexact=text) | Q(email__iexact=text)
        found = list(get_user_model().objects.filter(named, is_active=True).exclude(email="", username="")[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("No colleague has this user name or address."))
        return found[0]


class PhrasesField(forms.CharField):
    """Several words or phrases, with commas between them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        phrases = [" ".join(part.split()) for part in super().clean(value).split(",")]
        phrases = list(dict.fromkeys(phrase for phrase in phrases if phrase))
        if len(phrases) > MOST_PHRASES or any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
            raise forms.ValidationError(
                _("At most %(most)d entries of at most %(longest)d characters each, with commas between them.")
                % {"most": MOST_PHRASES, "longest": LONGEST_PHRASE}
            )
        return phrases


class ProfileForm(forms.Form):
    """What a person says of themselves. What the HR file says is shown beside it, and cannot be changed here."""

    job = forms.CharField(label=_("Job"), max_length=200, required=False)
    location = forms.CharField(label=_("Place"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=50, required=False)
    working_days = forms.MultipleChoiceField(
        label=_("Working days"),
        choices=[(name, capfirst(day)) for name, day in DAYS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = PhrasesField(label=_("Languages"), max_length=1000, required=False, help_text=_("With commas between."))
    skills = PhrasesField(label=_("Skills"), max_length=5000, required=False, help_text=_("With commas between."))
    projects = PhrasesField(label=_("Projects"), max_length=5000, required=False, help_text=_("With commas between."))
    ask_me_about = forms.CharField(
        label=_("Ask me about"), max_length=500, required=False, help_text=_("A sentence in your own words.")
    )
    language = forms.ChoiceField(
        label=_("Language of the screen"),
        choices=[("", pgettext_lazy("language", "As my browser asks")), *settings.LANGUAGES],
        required=False,
    )

    def __init__(self, *args, profile: Profile, **kwargs):
        facts = {name: getattr(profile, name) for name in self.base_fields}
        super().__init__(*args, **kwargs | {"initial": facts})
        self.hr_facts = [
            (field.label, field.prepare_value(facts[name]))
            for name, field in self.fields.items()
            if name not in editable_fields(profile)
        ]
        for name in set(self.fields) - set(editable_fields(profile)):
            del self.fields[name]


class PhotoForm(forms.Form):
    """A face. What is in the file is looked at by the service, which cuts it."""

    photo = forms.FileField(
        label=_("Choose a photo"), help_text=_("JPEG, PNG or WebP, at most 10 MB. It is cut square.")
    )
