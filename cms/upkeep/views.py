from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from cms.core.addresses import url_of
from cms.core.exceptions import DomainError
from cms.core.policies import require
from cms.pages.selectors import editable_pages, get_page
from cms.upkeep.answered import remember_answer
from cms.upkeep.forms import AnswerForm, CareForm, DelegateForm, PostponeForm
from cms.upkeep.models import PageCare
from cms.upkeep.selectors.answers import said_by_readers
from cms.upkeep.selectors.care import get_care, kept_pages, review_acts, said_of
from cms.upkeep.services.answers import answer_helpful, put_words_aside
from cms.upkeep.services.reviews import confirm_page, delegate_review, postpone_review, say_upkeep
from cms.upkeep.services.stewards import care_row

PAGE_SIZE = 50
#: No page has a higher number: the database could not even compare it.
MOST_PK = 2**63 - 1
#: Where an act leads back to: the list of one's pages, else the page.
LIST = "list"


@require_POST
def page_helpful(request, pk):
    """Say whether a page helped, and lead back to it."""
    try:
        page = get_page(request.user, pk)
    except (Page.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
    form = AnswerForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"].strip() or None
        is_helpful = form.cleaned_data["helpful"] == "yes"
        read = form.cleaned_data["version"]
        answer_helpful(actor=request.user, page=page, is_helpful=is_helpful, words=words, version=read)
        remember_answer(request.session, page, is_helpful=is_helpful)
        if words:
            messages.success(request, _("The owner will read your words."))
    elif "words" in form.errors:
        messages.error(request, form.errors["words"][0])
    return HttpResponseRedirect(f"{url_of(page)}#helpful")


@require_safe
def upkeep(request):
    """List the pages that a person owns or reviews, what is due first."""
    cares = Paginator(kept_pages(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "upkeep/upkeep.html", {"cares": cares, "more_url": _next(cares)})


@require_http_methods(["GET", "HEAD", "POST"])
def page_review(request, pk):
    """Show the review of a page with its three acts, or do one of them."""
    care = _care(request.user, pk)
    require(request.user, "review", care)
    forms = {"postpone": PostponeForm(prefix="postpone"), "delegate": DelegateForm(prefix="delegate")}
    refusal = ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act in forms:
            forms[act] = type(forms[act])(request.POST, prefix=act)
        try:
            if _done(request, care, act, forms.get(act)):
                return HttpResponseRedirect(
                    reverse("upkeep") if request.POST.get("back") == LIST else url_of(care.page)
                )
        except DomainError as broken:
            refusal = str(broken)
    context = {"care": care, "page": care.page, "page_url": url_of(care.page), "refusal": refusal, **forms}
    context["acts"] = review_acts(care)[:PAGE_SIZE]
    return render(request, "upkeep/review.html", context, status=422 if request.method == "POST" else 200)


def _done(request, care, act, form) -> bool:
    """Do an act of the review; tell whether that was possible."""
    match act:
        case "confirm":
            care = confirm_page(actor=request.user, care=care)
            told = _("Thank you. The page is due again on %(day)s.") % {"day": care.due_day}
        case "postpone" if form.is_valid():
            care = postpone_review(actor=request.user, care=care, **form.cleaned_data)
            told = _("The review waits until %(day)s.") % {"day": care.due_day}
        case "delegate" if form.is_valid():
            to = form.cleaned_data["to"]
            delegate_review(actor=request.user, care=care, to=to)
            told = _("%(name)s is asked to review the page.") % {"name": to.display_name}
        case _:
            return False
    messages.success(request, told)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def page_answers(request, pk):
    """Show what readers say of a page to its owner and its editors; a POST says that a word was dealt with."""
    care = _care(request.user, pk)
    if request.method == "POST":
        number = request.POST.get("word", "")
        if number.isdecimal() and len(number) < len(str(2**63)):
            put_words_aside(actor=request.user, care=care, pk=int(number))
        return HttpResponseRedirect(reverse("page_answers", args=[pk]))
    said = said_by_readers(request.user, care)
    words = Paginator(said.words, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": care.page, "page_url": url_of(care.page), "votes": said.votes, "words": words}
    return render(request, "upkeep/answers.html", context | {"more_url": _next(words)})


@require_http_methods(["GET", "HEAD", "POST"])
def page_care(request, pk):
    """Let editors say in the admin who keeps a page and all below it, how often it is reviewed, and when next."""
    page = editable_pages(request.user).filter(pk=min(pk, MOST_PK), depth__gt=1).first()
    if page is None:
        raise Http404
    form, refusal = CareForm(request.POST or None, initial=said_of(page)), ""
    if form.is_valid():
        try:
            say_upkeep(actor=request.user, page=page, **form.cleaned_data)
        except DomainError as broken:
            refusal = str(broken)
        else:
            messages.success(request, _("It is said who keeps “%(title)s”.") % {"title": page.title})
            return HttpResponseRedirect(reverse("page_care", args=[page.pk]))
    context = {"page": page, "care": care_row(page), "form": form, "refusal": refusal}
    context |= {"page_title": _("Owner and review"), "header_icon": "user"}
    return render(request, "upkeep/care_form.html", context, status=422 if request.method == "POST" else 200)


def _next(page):
    return f"?page={page.next_page_number()}" if page.has_next() else ""


def _care(viewer, pk):
    try:
        return get_care(viewer, pk)
    except (PageCare.DoesNotExist, OverflowError) as absent:
        raise Http404 from absent
