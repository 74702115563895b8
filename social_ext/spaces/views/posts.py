from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.core.exceptions import DomainError
from cms.core.policies import can
from social_ext.comments.components import Draft, Thread
from social_ext.comments.exceptions import SpaceArchived
from social_ext.comments.forms import ReadingForm
from social_ext.comments.readings import Reading
from social_ext.comments.selectors import Conversation
from social_ext.reactions.selectors import summary
from social_ext.spaces import selectors
from social_ext.spaces.cards import components_of
from social_ext.spaces.components import PostCard
from social_ext.spaces.forms import PostForm
from social_ext.spaces.models import Post
from social_ext.spaces.services.posts import edit_post, remove_post


@require_safe
def post(request, pk):
    """Show a post with its whole talk."""
    viewer, found = request.user, _get_post(request, pk)
    wanted = ReadingForm.read(request.GET)
    talk = Thread(
        viewer=viewer,
        reading=Reading(Conversation(viewer, found.thread, wanted["newest"], wanted["before"]), found.url),
        action=reverse("thread_comments", args=[found.thread_id]),
        draft=Draft(parent=wanted["reply"]),
    )
    card = PostCard(
        viewer,
        found,
        parts=components_of(viewer, [found])[found.pk],
        is_whole=True,
        reactions=summary(viewer, "post", found.pk),
    )
    context = {"post": found, "card": card, "talk": talk, "keepers": selectors.keepers(found.space), "can_read": True}
    return render(request, "spaces/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change one's own words."""
    found = _get_post(request, pk)
    if not can(request.user, "change", found):
        raise Http404
    context = {"post": found, "body": found.body}
    if request.method != "POST":
        if found.space.archived_at:
            raise SpaceArchived
        return render(request, "spaces/edit_post.html", context)
    form = PostForm(request.POST)
    form.is_valid()
    body = request.POST.get("body", "")
    try:
        edit_post(actor=request.user, post=found, body=body, version=form.cleaned_data.get("version"))
    except DomainError as broken:
        context |= {"body": body, "error": str(broken)}
        return render(request, "spaces/edit_post.html", context, status=broken.status)
    return HttpResponseRedirect(found.url)


@require_POST
def remove(request, pk):
    """Take one's own post back."""
    found = _get_post(request, pk)
    try:
        remove_post(actor=request.user, post=found)
    except PermissionDenied as refused:
        raise Http404 from refused
    return HttpResponseRedirect(found.space.url)


def _get_post(request, pk) -> Post:
    try:
        return selectors.get_post(request.user, pk)
    except (Post.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
