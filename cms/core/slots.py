"""Places in the pages that other packages fill.

A template names a slot and its subject: ``{% slot "after_body" page %}``. Whoever has something to show there adds a
Laces component::

    @hooks.register("construct_slot")
    def add_thread(slot, request, subject, components):
        if slot == "after_body":
            components.append(Thread(thread(request.user, subject)))

A component receives ready data; rendering it asks no query.
"""

from typing import Any

from laces.components import Component
from wagtail import hooks


def components_of(slot: str, request: Any, subject: Any) -> list[Component]:
    """Return what fills `slot` for this request, in the order of the hooks."""
    components: list[Component] = []
    for construct in hooks.get_hooks("construct_slot"):
        construct(slot, request, subject, components)
    return components
