"""Links in rich text: to pages and documents by number, so that a text never tells the address of what one may not see.

A page link leads to `/pages/<id>/`, which answers with the present address to those who may see the page and with the
same 404 as for nothing to all others. It may carry the anchor of a block. No query is asked while a text is rendered.
"""

from django.urls import reverse
from django.utils.html import escape
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler


class ByNumber:
    """Writes the opening tag of a link from the number of its target alone."""

    address = ""
    argument = ""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [cls._opening_tag(attrs) for attrs in attrs_list]

    @classmethod
    def _opening_tag(cls, attrs):
        if not str(attrs.get("id", "")).isdecimal():
            return "<a>"
        url = reverse(cls.address, kwargs={cls.argument: int(attrs["id"])})
        anchor = attrs.get("anchor")
        return f'<a href="{escape(url + (f"#{anchor}" if anchor else ""))}">'


class PageLinks(ByNumber, PageLinkHandler):
    address, argument = "page_permalink", "pk"


class DocumentLinks(ByNumber, DocumentLinkHandler):
    address, argument = "document_permalink", "document_id"


class AnchoredPageLinkElementHandler(PageLinkElementHandler):
    """Keep the anchor of a page link when a text is opened in the editor."""

    def get_attribute_data(self, attrs):
        data = super().get_attribute_data(attrs)
        if attrs.get("anchor"):
            data["anchor"] = attrs["anchor"]
        return data


def anchored_link_entity(props):
    """Keep the anchor of a page link when a text is saved by the editor."""
    element = link_entity(props)
    if props.get("id") is not None and props.get("anchor"):
        return DOM.create_element(
            "a", {"linktype": "page", "id": props["id"], "anchor": props["anchor"]}, props["children"]
        )
    return element


def register_links(features):
    """Replace Wagtail's handlers of page and document links by ours."""
    features.register_link_type(PageLinks)
    features.register_link_type(DocumentLinks)
    features.register_converter_rule(
        "contentstate",
        "link",
        {
            "from_database_format": {
                "a[href]": ExternalLinkElementHandler("LINK"),
                'a[linktype="page"]': AnchoredPageLinkElementHandler("LINK"),
            },
            "to_database_format": {"entity_decorators": {"LINK": anchored_link_entity}},
        },
    )
