from datetime import timedelta

from django.utils import timezone
from wagtail import hooks

from cms.core.tick import Job
from cms.forms.components import Questionnaire
from cms.forms.demo import DATES, load_forms
from cms.forms.models import FormPage
from cms.forms.selectors import own_answer_at
from cms.forms.services import forget_answers
from cms.forms.views import SENT


@hooks.register("construct_slot")
def show_questions(slot, request, subject, components):
    if slot == "page_form" and isinstance(subject, FormPage):
        answered_at = own_answer_at(request.user, subject) if subject.pk else None
        form = subject.get_form(page=subject, user=request.user)
        components.append(Questionnaire(subject, form, is_sent=SENT in request.GET, answered_at=answered_at))


@hooks.register("register_tick")
def forget_old_answers():
    return Job("forget_answers", every=timedelta(hours=6), run=lambda at: forget_answers(at=timezone.localdate(at)))


# Before the network, which dates what it tells of pages, and the upkeep, which asks who keeps them.
@hooks.register("register_demo_loader", order=25)
def load_demo_forms(company, say):
    load_forms(company, say)


@hooks.register("register_demo_dates")
def dates_of_demo_forms():
    return DATES
