from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("construct_navigation")
def add_people(request, items):
    items.append({"label": _("People"), "url": reverse("people"), "icon": "people", "order": 50})
