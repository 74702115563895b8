"""A question is written once for each shape of its values, and answers as the query would."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.questions import Question
from cms.people.models import User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    """Ask for the people of some ids with another name than this one; `shapes` are those it was written for."""
    shapes = []

    def write(ids, name):
        shapes.append(len(ids))
        return User.objects.filter(pk__in=ids).exclude(username=name).order_by("pk").values_list("username")

    question = Question(write)
    question.shapes = shapes
    return question


def test_answers_for_the_values_of_each_asking(question):
    one, two, three = UserFactory.create_batch(3)
    both = question(ids=[one.pk, two.pk], name="nobody")
    other = question(ids=[three.pk, two.pk], name=two.username)

    assert (both, other) == ([(one.username,), (two.username,)], [(three.username,)])


def test_is_written_once_for_each_length_of_its_lists(question):
    people = UserFactory.create_batch(3)
    for number in (1, 2, 2, 1, 3, 3):
        assert len(question(ids=[person.pk for person in people[:number]], name="nobody")) == number

    assert question.shapes == [1, 2, 3]


def test_nothing_is_asked_of_an_empty_list(question):
    with CaptureQueriesContext(connection) as asked:
        assert question(ids=[], name="nobody") == []
        assert question(ids=[], name="nobody") == []

    assert len(asked) == 0


@pytest.mark.parametrize("name", ["Robert'); DROP TABLE people_user;--", "100%s", "é\u200f🎉", "a" * 3000])
def test_values_are_never_part_of_the_sql(question, name):
    person = UserFactory()

    assert question(ids=[person.pk], name=name) == [(person.username,)]
