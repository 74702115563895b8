from http import HTTPStatus

from django.contrib.auth import get_user_model
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import APIToken

from cms.core.exceptions import DomainError
from cms.people import selectors
from cms.people.forms import TokenChange, TokenForm
from cms.people.tokens import create_token, limit_token, revoke_token, tokens_of

#: Where the session names the forms that made a token, and how many of them.
SENT, SENT_KEPT = "tokens_made_by", 10


def directory(request):
    q = request.GET.get("q", "")[:100].replace("\x00", "")
    people = list(
        selectors.directory(request.user, q=q, after=request.GET.get("after", "")[:150].replace("\x00", ""))[
            : selectors.PAGE_SIZE + 1
        ]
    )
    more = people[selectors.PAGE_SIZE :] and people[selectors.PAGE_SIZE - 1].username
    return render(request, "people/directory.html", {"people": people[: selectors.PAGE_SIZE], "q": q, "after": more})


def person(request, username):
    try:
        found = selectors.get_person(request.user, username)
    except get_user_model().DoesNotExist as absent:
        raise Http404 from absent
    return render(request, "people/person.html", {"person": found, "profile": found.profile})


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
