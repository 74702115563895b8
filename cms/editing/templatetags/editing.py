from django import template

from cms.editing.forms import TargetForm

register = template.Library()


@register.simple_tag(takes_context=True)
def target_form(context):
    """Return the form that asks where readers of an unpublished page are led."""
    return TargetForm(context["request"].user)
