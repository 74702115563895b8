from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.editing.components import Checklist
from cms.editing.rules import check_page
from cms.pages.advice import advice_on
from cms.pages.models import ContentPage


@hooks.register("insert_global_admin_css")
def wear_the_product():
    return format_html('<link rel="stylesheet" href="{}">', static("editing/admin.css"))


@hooks.register("register_page_checks")
def check_words(viewer, page):
    return check_page(viewer, page)


@hooks.register("construct_slot", order=-10)
def show_checklist(slot, request, subject, components):
    if slot == "page_editor" and isinstance(subject, ContentPage) and not subject.alias_of_id:
        components.append(Checklist(advice_on(request.user, subject)))
