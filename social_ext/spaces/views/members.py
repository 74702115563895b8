from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cms.core.exceptions import DomainError
from social_ext.spaces import selectors
from social_ext.spaces.forms import RoleForm
from social_ext.spaces.models import Membership, Role, Space, State
from social_ext.spaces.services.memberships import answer_request, invite, join_space, leave_space, set_member
from social_ext.spaces.views.spaces import get_own_space_or_404, get_readable_space_or_404, get_space_or_404, head


@require_POST
def join(request, slug):
    """Join, ask to join, or take an invitation."""
    found = get_space_or_404(request, slug)
    try:
        membership = join_space(actor=request.user, space=found)
    except PermissionDenied as refused:
        raise Http404 from refused
    if membership.state == State.MEMBER:
        messages.success(request, _("You are a member of %(space)s.") % {"space": found})
    else:
        messages.success(request, _("Your request waits for those who keep %(space)s.") % {"space": found})
    return HttpResponseRedirect(found.url)


@require_POST
def leave(request, slug):
    """Leave, withdraw a request, or decline an invitation."""
    found = get_space_or_404(request, slug)
    leave_space(actor=request.user, space=found)
    if found.own_state == State.MEMBER:
        messages.success(request, _("You are no longer a member of %(space)s.") % {"space": found})
    return HttpResponseRedirect(reverse("spaces"))


@require_safe
def members(request, slug):
    """List who belongs to a space; those who keep it see requests and invitations too."""
    return _members_page(request, get_readable_space_or_404(request, slug))


def _members_page(request, found: Space, *, draft=None, status: int = 200):
    context = head(request, found) | {"draft": draft or {}}
    everybody = list(selectors.members(found))
    context["members"] = [one for one in everybody if one.state == State.MEMBER]
    if context["is_owner"] and found.archived_at is None:
        context["roles"] = Role.choices
    if context["is_keeper"]:
        context["requests"] = [one for one in everybody if one.state == State.REQUESTED]
        context["invitations"] = [one for one in everybody if one.state == State.INVITED]
    return render(request, "spaces/members.html", context, status=status)


@require_POST
def invite_member(request, slug):
    """Invite a colleague by user name."""
    found = get_readable_space_or_404(request, slug)
    username = request.POST.get("username", "")[:150].replace("\x00", "")
    try:
        membership = invite(actor=request.user, space=found, username=username)
    except PermissionDenied as refused:
        raise Http404 from refused
    except DomainError as broken:
        draft = {"username": username, "error": str(broken)}
        return _members_page(request, found, draft=draft, status=broken.status)
    if membership.state == State.MEMBER:
        messages.success(request, _("%(person)s is a member.") % {"person": membership.person})
    else:
        messages.success(request, _("%(person)s is invited.") % {"person": membership.person})
    return HttpResponseRedirect(reverse("space_members", args=[slug]))


@require_POST
def answer_member(request, slug):
    """Grant or refuse a request to join."""
    found = get_readable_space_or_404(request, slug)
    username = request.POST.get("username", "")[:150].replace("\x00", "")
    try:
        answer_request(actor=request.user, space=found, username=username, grant=request.POST.get("answer") == "grant")
    except PermissionDenied as refused:
        raise Http404 from refused
    return HttpResponseRedirect(reverse("space_members", args=[slug]))


@require_POST
def give_role(request, slug):
    """Change what a member is in a space."""
    found = get_own_space_or_404(request, slug)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    username, role = form.cleaned_data["username"], form.cleaned_data["role"]
    try:
        one = selectors.get_member(found, username)
        set_member(actor=request.user, space=found, person=one.person, role=role)
    except Membership.DoesNotExist as absent:
        raise Http404 from absent
    except DomainError as broken:
        draft = {"role_of": one.pk, "role": role, "role_error": str(broken)}
        return _members_page(request, found, draft=draft, status=broken.status)
    messages.success(request, _("%(person)s is now %(role)s.") % {"person": one.person, "role": Role(role).label})
    return HttpResponseRedirect(reverse("space_members", args=[slug]))
