from http import HTTPStatus
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.models import APIToken

from cms.core.exceptions import DomainError
from cms.people import selectors
from cms.people.forms import DAYS, PhotoForm, ProfileForm, TokenChange, TokenForm
from cms.people.models import BusinessUnit
from cms.people.phrases import languages_of, name_of_language
from cms.people.services import profiles
from cms.people.tokens import create_token, limit_token, revoke_token, tokens_of

#: Where the session names the forms that made a token, and how many of them.
SENT, SENT_KEPT = "tokens_made_by", 10


#: What narrows the directory: the words of the address, and how long each may be.
FILTERS = {"q": 100, "unit": 100, "place": 200, "skill": 100, "language": 100}


@require_safe
def directory(request):
    """List the active people by name, narrowed by what the address says."""
    wanted = {name: request.GET.get(name, "")[:length].replace("\x00", "") for name, length in FILTERS.items()}
    after = request.GET.get("after", "")[:150].replace("\x00", "")
    people, more = _page_of(selectors.directory(request.user, **wanted, after=after))
    context = {
        "people": people,
        "wanted": wanted,
        "is_narrowed": any(wanted.values()),
        "after": more,
        "filters": _filters(wanted),
    }
    return render(request, "people/directory.html", context)


class Filter(NamedTuple):
    """One of the choices that narrow the directory."""

    name: str
    label: str
    all: str
    options: list[tuple[str, str]]
    wanted: str


def _filters(wanted):
    units = [(unit.slug, unit.label) for unit in selectors.all_units()]
    offered = {"unit": units} | {kind: [(one, one) for one in found] for kind, found in selectors.choices().items()}
    named = [(code, capfirst(name_of_language(code))) for code, _code in offered["language"]]
    offered["language"] = sorted(named, key=lambda option: option[1])
    labels = {
        "unit": (_("Unit"), _("All units")),
        "place": (_("Place"), _("All places")),
        "skill": (_("Skill"), _("All skills")),
        "language": (_("Language"), _("All languages")),
    }
    return [_with_wanted(Filter(name, *labels[name], offered[name], wanted[name])) for name in labels]


def _with_wanted(offer):
    """Offer what the address asks for too, rare as it may be."""
    if not offer.wanted or offer.name == "unit" or offer.wanted in dict(offer.options):
        return offer
    return offer._replace(options=[*offer.options, (offer.wanted, offer.wanted)])


def _page_of(people):
    """Return the first people of a list, and the username after which the next begin."""
    found = list(people[: selectors.PAGE_SIZE + 1])
    more = found[selectors.PAGE_SIZE :] and found[selectors.PAGE_SIZE - 1].username
    return found[: selectors.PAGE_SIZE], more


@require_safe
def person(request, username):
    """Show a colleague, with their team and the managers above them."""
    found = _person(request.user, username)
    context = {
        "person": found,
        "profile": found.profile,
        "spoken": languages_of(found.profile),
        "days": [label for day, label in DAYS if day in found.profile.working_days],
        "team": selectors.team(request.user, found),
        "line": selectors.reporting_line(request.user, found),
        "is_own": found == request.user,
    }
    return render(request, "people/person.html", context)


@require_safe
def person_photo(request, username):
    """Serve a colleague's face."""
    found = _person(request.user, username)
    if not found.photo:
        raise Http404
    try:
        response = FileResponse(found.photo.open("rb"), content_type="image/jpeg")
    except FileNotFoundError as absent:
        raise Http404 from absent
    response["Cache-Control"] = "private, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _person(viewer, username):
    try:
        return selectors.get_person(viewer, username.replace("\x00", ""))
    except get_user_model().DoesNotExist as absent:
        raise Http404 from absent


@require_safe
def unit(request, slug):
    """Show a unit: what is above and below it, and its people."""
    try:
        found = selectors.get_unit(request.user, slug)
    except BusinessUnit.DoesNotExist as absent:
        raise Http404 from absent
    after = request.GET.get("after", "")[:150].replace("\x00", "")
    people, more = _page_of(selectors.directory(request.user, unit=slug, after=after))
    context = {
        "unit": found,
        "above": [{"label": step.name, "url": step.get_absolute_url()} for step in found.get_ancestors()],
        "below": found.get_children(),
        "people": people,
        "after": more,
    }
    for construct in hooks.get_hooks("construct_unit_context"):
        construct(request, found, context)
    return render(request, "people/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit_profile(request):
    """Let people say what colleagues may know of them: of themselves, and of nobody else."""
    profile = request.user.profile
    form = ProfileForm(request.POST if request.method == "POST" else None, profile=profile)
    if form.is_bound and form.is_valid():
        profiles.edit_profile(actor=request.user, facts=form.cleaned_data)
        return HttpResponseRedirect(request.user.get_absolute_url())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _profile_page(request, form, PhotoForm(), status)


@require_POST
def change_photo(request):
    """Put up a face, or take it down."""
    form = PhotoForm(request.POST, request.FILES)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if request.POST.get("act") == "remove":
        profiles.set_photo(actor=request.user, upload=None)
        return HttpResponseRedirect(reverse("profile"))
    if form.is_valid():
        upload = form.cleaned_data["photo"]
        try:
            profiles.set_photo(actor=request.user, upload=upload, size=upload.size)
            return HttpResponseRedirect(reverse("profile"))
        except DomainError as broken:
            form.add_error("photo", str(broken))
            status = broken.status
    return _profile_page(request, ProfileForm(profile=request.user.profile), form, status)


def _profile_page(request, form, photo_form, status):
    context = {"form": form, "photo_form": photo_form, "person": request.user}
    return render(request, "people/profile.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def tokens(request):
    """List one's own tokens, and make one: its text is shown in the answer and never again. A reload makes none."""
    form, made, status = TokenForm(request.POST if request.method == "POST" else None), "", HTTPStatus.OK
    if form.is_bound:
        if form.is_valid() and _was_sent(request, form):
            return HttpResponseRedirect(reverse("tokens"))
        try:
            made = _make_token(request.user, form)
        except DomainError as broken:
            form.add_error(None, str(broken))
        if made:
            _note_sent(request, form)
            form, status = TokenForm(), HTTPStatus.CREATED
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"tokens": tokens_of(request.user), "form": form, "made": made}
    return render(request, "people/tokens.html", context, status=status)


def _make_token(person, form) -> str:
    """Return the text of the new token; empty when the form is not valid."""
    if not form.is_valid():
        return ""
    said = form.cleaned_data
    _token, text = create_token(actor=person, name=said["name"], read_only=said["read_only"])
    return text


def _was_sent(request, form) -> bool:
    return str(form.cleaned_data["once"]) in request.session.get(SENT, [])


def _note_sent(request, form) -> None:
    """Remember the last forms that made a token, for as long as somebody may press reload."""
    if form.cleaned_data["once"]:
        request.session[SENT] = [*request.session.get(SENT, []), str(form.cleaned_data["once"])][-SENT_KEPT:]


@require_POST
def change_token(request, pk):
    """Revoke one of one's own tokens, or change what it may do."""
    form = TokenChange(request.POST)
    if not form.is_valid():
        raise Http404
    act = form.cleaned_data["act"]
    try:
        if act == "revoke":
            revoke_token(actor=request.user, pk=pk)
        else:
            limit_token(actor=request.user, pk=pk, read_only=act == "read_only")
    except (APIToken.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    return HttpResponseRedirect(reverse("tokens"))


@require_safe
def api_documentation(request):
    """Show what programs can do, to read and to try. The third-party page knows light colours only."""
    return render(request, "people/api_documentation.html", {"colour_scheme": "light"})
