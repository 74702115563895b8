from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.core.cursors import read_cursor, write_cursor
from cms.core.exceptions import DomainError
from cms.core.policies import can
from social_ext.reactions.selectors import summaries
from social_ext.spaces import selectors
from social_ext.spaces.cards import components_of
from social_ext.spaces.components import PostCard, card_of, facts_of
from social_ext.spaces.forms import PostForm, SpaceForm
from social_ext.spaces.models import Post, Space, State
from social_ext.spaces.services.posts import create_post
from social_ext.spaces.services.spaces import archive_space, create_space, restore_space

FORM_FAULT = 422


@require_safe
def spaces(request):
    """List the spaces of the viewer, the invitations that wait, and what else there is to join."""
    found = selectors.spaces_to_list(request.user)
    mine = [space for space in found if space.own_state == State.MEMBER]
    context = {
        "mine": [card_of(space) for space in mine],
        "is_in_none": all(space.is_personal for space in mine),
        "invited": [space for space in found if space.own_state == State.INVITED],
        "archived": [card_of(space) for space in selectors.archived_spaces(request.user)],
        "others": [card_of(space) for space in found if space.own_state in {None, State.REQUESTED}],
    }
    return render(request, "spaces/spaces.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    """Open a space; who opens it keeps it."""
    form = SpaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_space(actor=request.user, **form.cleaned_data)
        except DomainError as broken:
            form.add_error("name", str(broken))
        else:
            return HttpResponseRedirect(made.url)
    return render(request, "spaces/create.html", {"form": form}, status=FORM_FAULT if form.errors else 200)


@require_safe
def space(request, slug):
    """Show a space and what is said there; of a closed one only its name and purpose to those outside."""
    return _space_page(request, get_space_or_404(request, slug))


def _space_page(request, found: Space, *, draft=None, status: int = 200):
    viewer = request.user
    context = head(request, found) | {"keepers": selectors.keepers(found), "draft": draft or {}}
    if context["can_read"]:
        items = selectors.space_posts(viewer, found, before=read_cursor(request.GET.get("before")))
        shown = items[: selectors.PAGE_SIZE]
        parts = components_of(viewer, [item.post for item in shown])
        reactions = summaries(viewer, "post", [item.post.pk for item in shown])
        context["cards"] = [
            PostCard(viewer, item.post, item.comments, parts[item.post.pk], reactions=reactions.get(str(item.post.pk)))
            for item in shown
        ]
        if len(items) > len(shown):
            last = shown[-1].post
            context["older_url"] = f"{found.url}?before={write_cursor(last.created_at, last.pk)}"
    return render(request, "spaces/space.html", context, status=status)


def head(request, found: Space) -> dict:
    """Return what every page of a space shows at its top."""
    return {
        "space": found,
        "facts": facts_of(found),
        "can_read": can(request.user, "read", found),
        "can_post": can(request.user, "post", found) and found.archived_at is None,
        "is_keeper": selectors.is_keeper(found) and not found.is_personal,
        "is_owner": selectors.is_owner(found) and not found.is_personal,
        "state": found.own_state,
    }


@require_POST
def posts(request, slug):
    """Say something in a space."""
    found = get_space_or_404(request, slug)
    form = PostForm(request.POST)
    form.is_valid()
    kind = form.cleaned_data.get("kind") or Post.Kind.MESSAGE
    body = request.POST.get("body", "")
    try:
        post = create_post(actor=request.user, space=found, body=body, kind=kind)
    except PermissionDenied as refused:
        raise Http404 from refused
    except DomainError as broken:
        draft = {"body": body, "kind": kind, "error": str(broken)}
        return _space_page(request, found, draft=draft, status=broken.status)
    return HttpResponseRedirect(f"{found.url}#post-{post.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request, slug):
    """Ask an owner whether a space is to end, and end it."""
    found = get_own_space_or_404(request, slug)
    if request.method != "POST":
        return render(request, "spaces/archive.html", {"space": found})
    archive_space(actor=request.user, space=found)
    messages.success(
        request, _("%(space)s is archived. It can be read, and opened again by its owners.") % {"space": found}
    )
    return HttpResponseRedirect(found.url)


@require_POST
def restore(request, slug):
    """Open an archived space again."""
    found = restore_space(actor=request.user, space=get_own_space_or_404(request, slug))
    messages.success(request, _("%(space)s is open again.") % {"space": found})
    return HttpResponseRedirect(found.url)


def get_own_space_or_404(request, slug) -> Space:
    found = get_space_or_404(request, slug)
    if not can(request.user, "delete", found):
        raise Http404
    return found


def get_space_or_404(request, slug) -> Space:
    try:
        return selectors.get_space(request.user, slug)
    except Space.DoesNotExist as absent:
        raise Http404 from absent


def get_readable_space_or_404(request, slug) -> Space:
    found = get_space_or_404(request, slug)
    if not can(request.user, "read", found):
        raise Http404
    return found
