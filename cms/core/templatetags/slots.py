from django import template
from django.utils.html import format_html_join

from cms.core.slots import components_of

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context, name, subject=None):
    """Render what other packages put at this place."""
    request = context.get("request")
    if request is None:
        return ""
    rendered = (component.render_html(context) for component in components_of(name, request, subject))
    return format_html_join("\n", "{}", ((html,) for html in rendered))
