from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import render

from cms.people import selectors


def directory(request):
    q = request.GET.get("q", "")[:100].replace("\x00", "")
    people = list(
        selectors.directory(request.user, q=q, after=request.GET.get("after", "")[:150])[: selectors.PAGE_SIZE + 1]
    )
    more = people[selectors.PAGE_SIZE :] and people[selectors.PAGE_SIZE - 1].username
    return render(request, "people/directory.html", {"people": people[: selectors.PAGE_SIZE], "q": q, "after": more})


def person(request, username):
    try:
        found = selectors.get_person(request.user, username)
    except get_user_model().DoesNotExist as absent:
        raise Http404 from absent
    return render(request, "people/person.html", {"person": found, "profile": found.profile})
