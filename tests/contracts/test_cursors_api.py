"""A cursor belongs to one person, one list and one question."""

import pytest

from tests.factories.pages import make_page
from tests.factories.people import BusinessUnitFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(api):
    """Something in every list that is narrowed, in two parts."""
    for _time in range(2):
        make_page()
        UserFactory(first_name="Ada")
    BusinessUnitFactory(slug="north")


@pytest.mark.parametrize(
    ("path", "question", "others"),
    [
        ("people", "q=ada", ["", "q=ad", "q=ada&unit=north", "skill=ada"]),
        ("pages", "type=reference", ["", "type=section", "type=reference&locale=en"]),
    ],
)
def test_cursor_of_one_question_is_none_of_another(api, lists, path, question, others):
    cursor = api("GET", f"{path}?{question}&limit=1").json()["next"]

    refused = [api("GET", f"{path}?{other}&cursor={cursor}") for other in others]

    assert {(answer.status_code, answer.json()["code"]) for answer in refused} == {(422, "invalid_cursor")}
    assert api("GET", f"{path}?{question}&limit=2&cursor={cursor}").status_code == 200
