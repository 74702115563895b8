from uuid import UUID, uuid4

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.forms.components import Questionnaire
from cms.forms.models import FormPage
from cms.forms.services import submit_answer
from cms.pages.selectors import get_page

#: Says in the address of a form page that the reader has just answered.
SENT = "sent"


@require_POST
def form_answer(request, pk):
    """Keep an answer, and lead back to the page; what cannot be kept is shown again with what to do."""
    page = _form_page(request.user, pk)
    form = page.get_form(request.POST, page=page, user=request.user)
    if form.is_valid():
        submit_answer(actor=request.user, page=page, data=form.cleaned_data, once=_once(request.POST.get("once", "")))
        return HttpResponseRedirect(f"{url_of(page)}?{SENT}=1#form")
    return render(request, "forms/answer.html", {"page": page, "questionnaire": Questionnaire(page, form)}, status=422)


def _form_page(viewer, pk) -> FormPage:
    try:
        page = get_page(viewer, pk)
    except (Page.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    if not isinstance(page, FormPage):
        raise Http404
    return page


def _once(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
