"""Colleagues in the body of a page."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.people.forms import PersonField


class PersonBlock(blocks.FieldBlock):
    """A colleague, kept by number, so that a new name changes nothing."""

    def __init__(self, **kwargs):
        self.field = PersonField(help_text=_("The user name or the e-mail address."))
        super().__init__(**kwargs)

    def value_for_form(self, value):
        if not isinstance(value, int):  # nobody yet, or what was typed and refused
            return value
        return get_user_model().objects.filter(pk=value).values_list("username", flat=True).first()

    def value_from_form(self, value):
        return getattr(value, "pk", value)

    def get_searchable_content(self, value):
        return []

    class Meta:
        label = _("Colleague")
        icon = "user"
        default = None


class PeopleCardsBlock(blocks.StructBlock):
    """Whom to turn to. Who left is not shown."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=255)
    people = blocks.ListBlock(PersonBlock(), label=_("Colleagues"), min_num=1)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        seen: dict[int, dict[str, Any]] = context.get("seen_people", {})
        context["people"] = [seen[pk] for pk in value["people"] if pk in seen]
        return context

    class Meta:
        label = _("People")
        icon = "group"
        description = _("Whom to turn to, with face and job. Who left is not shown.")
        template = "people/blocks/people_cards.html"
