"""Two editors who do the same thing to one page at the same moment."""

from uuid import uuid4

import pytest
from wagtail.contrib.redirects.models import Redirect

from cms.editing.exceptions import LockedAlready
from cms.editing.services import lead_elsewhere, lock_page
from cms.forms.exceptions import AlreadyAnswered
from cms.forms.models import Answer
from cms.forms.services import submit_answer
from cms.upkeep.models import Stewardship
from cms.upkeep.services.stewards import name_stewards
from tests.factories.pages import make_form, make_page
from tests.factories.people import UserFactory


@pytest.fixture
def editors(committed):
    return [UserFactory(is_superuser=True) for _number in range(2)]


@pytest.fixture
def page(home, editors):
    return make_page()


def test_keepers_named_twice_at_once_are_those_of_the_second(overlap, editors, page):
    overlap(*(lambda person=person: name_stewards(actor=person, page=page, owner=person) for person in editors))

    assert Stewardship.objects.get(page=page).owner == editors[1]


def test_page_that_two_lead_elsewhere_leads_where_the_second_said(overlap, editors, page):
    targets = [make_page(), make_page()]

    overlap(*(lambda to=to: lead_elsewhere(actor=editors[0], page=page, target=to) for to in targets))

    assert [row.redirect_page_id for row in Redirect.objects.all()] == [targets[1].pk]


def test_page_is_locked_by_the_first(overlap, editors, page):
    _locked, refused = overlap(
        *(lambda person=person: lock_page(actor=person, page=page, reason="Mine.") for person in editors)
    )

    page.refresh_from_db()
    assert (type(refused), page.locked_by) == (LockedAlready, editors[0])


def test_form_for_once_each_takes_one_answer_of_a_person(overlap, editors, home):
    form = make_form("Why", is_once_each=True)
    sheets = [lambda: submit_answer(actor=editors[0], page=form, data={"why": "Winter"}, once=uuid4())] * 2

    _kept, refused = overlap(*sheets)

    assert (type(refused), Answer.objects.count()) == (AlreadyAnswered, 1)
