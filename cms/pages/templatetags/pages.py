from django import template

register = template.Library()


@register.filter
def item(mapping, key):
    """Return what stands under a key; nothing without one."""
    return mapping.get(key) if mapping else None
