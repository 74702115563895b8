from django import template

from cms.editing.forms import TargetForm

register = template.Library()


@register.simple_tag
def target_form():
    """Return the form that asks where readers of an unpublished page are led."""
    return TargetForm()
