from django.urls import reverse
from wagtail import hooks

from cms.core.addresses import url_of
from cms.core.api.fields import Fields
from cms.pages.models import ContentPage, HomePage
from cms.pages.outlines import outline_of
from social_ext.comments import selectors
from social_ext.comments.api import build_router
from social_ext.comments.block_talk import block_talk
from social_ext.comments.components import Draft, Thread
from social_ext.comments.forms import ReadingForm
from social_ext.comments.models import Thread as ThreadRow
from social_ext.comments.readings import Reading
from social_ext.comments.shapes import WithThread, threads_of_page_list
from social_ext.comments.sources import comment_source
from social_ext.comments.targets import COMMENTS
from social_ext.reactions.components import PageReactions


@hooks.register("construct_page_context")
def add_block_talk(request, page, context):
    """Tell the page's body which of its blocks are discussed, and which may be."""
    if _is_discussed(request, page):
        context["block_talk"] = block_talk(_reading(request, page), outline_of(page))


@hooks.register("construct_slot")
def add_thread(slot, request, subject, components):
    """Put the reactions to a page and its own conversation below it."""
    if slot != "after_body" or not _is_discussed(request, subject):
        return
    reading = _reading(request, subject)
    found = reading.reactions.get(("page", str(subject.translation_key)))
    components.append(PageReactions(subject, found))
    wanted = ReadingForm.read(request.GET)
    blocks = outline_of(subject).blocks if wanted["anchor"] else ()
    components.append(
        Thread(
            viewer=request.user,
            reading=reading,
            action=reverse("page_comments", args=[subject.pk]),
            draft=Draft(anchor=wanted["anchor"] if wanted["anchor"] in blocks else "", parent=wanted["reply"]),
        )
    )


def _is_discussed(request, page) -> bool:
    is_read = page.live and not getattr(request, "is_preview", False)
    return isinstance(page, ContentPage) and not isinstance(page, HomePage) and is_read


def _reading(request, page):
    """Load what is said about the page once: its body, what stands below it and what stands beside it show the same."""
    if not hasattr(page, "reading"):
        wanted = ReadingForm.read(request.GET)
        page.threads = selectors.threads_about(request.user, page)
        own = next((thread for thread in page.threads if thread.kind == ThreadRow.PAGE), None)
        conversation = selectors.Conversation(request.user, own, wanted["newest"], wanted["before"])
        page.reading = Reading(conversation, url_of(page))
    return page.reading


@hooks.register("find_thread_home")
def home_page(viewer, thread):
    page = selectors.home_page(viewer, thread) if thread.kind == ThreadRow.PAGE else None
    return url_of(page) if page else ""


@hooks.register("register_api_router", order=40)
def add_api():
    return build_router()


@hooks.register("register_api_fields")
def add_threads_to_pages():
    return Fields("page", WithThread, threads_of_page_list)


@hooks.register("register_search_source", order=40)
def comments():
    return comment_source()


@hooks.register("register_target")
def comments_as_targets():
    return COMMENTS
