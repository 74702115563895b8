"""Components that are drawn once for all who are told the same."""

from django import template
from django.template import Engine
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from themes.kept import kept

register = template.Library()

KEPT_FOR = 15 * 60  # seconds


@register.simple_tag
def draw_once(component: str, **told: object) -> SafeString:
    """Render a component from plain data alone, and keep what was drawn under the name of these data."""

    def draw() -> SafeString:
        return Engine.get_default().get_template(component).render(Context(told))

    return kept("component", [component, get_language(), told], draw, seconds=KEPT_FOR)
