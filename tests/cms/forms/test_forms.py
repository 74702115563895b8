"""Forms: who may answer, what is kept and for how long, and who reads it."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from cms.core.addresses import url_of
from cms.core.spreadsheets import plain_cell
from cms.forms.exceptions import AlreadyAnswered
from cms.forms.models import Answer
from cms.forms.services import submit_answer
from tests.factories.pages import make_form, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor_client(client, home):
    """Somebody who edits whatever stands below the home page."""
    person, group = UserFactory(), GroupFactory()
    person.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=home, permission=change)
    client.force_login(person)
    return client


def answer_address(form):
    return reverse("form_answer", args=[form.pk])


def test_answer_is_kept_once_and_thanked_for(member_client, member, home):
    form = make_form("Your idea", thanks="We read them on Fridays.", keep_days=30)
    sheet = {"your_idea": "A second lighthouse", "once": str(uuid4())}

    answers = [member_client.post(answer_address(form), sheet) for _time in range(2)]
    shown = member_client.get(answers[0]["Location"]).text

    kept = Answer.objects.get()
    assert {answer.status_code for answer in answers} == {302}
    assert (kept.person, kept.form_data) == (member, {"your_idea": "A second lighthouse"})
    assert kept.delete_on == timezone.localdate() + timedelta(days=30)
    assert "We read them on Fridays." in shown


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("singleline", "", "This field is required."),
        ("singleline", "a\x00b", "Null characters are not allowed."),
        ("singleline", "x" * 300, "Ensure this value has at most 255 characters"),
        ("multiline", "x" * 10_001, "Ensure this value has at most 10000 characters"),
        ("email", "nobody", "Enter a valid email address."),
        ("number", "NaN", "Enter a number."),
        ("date", "31/31/2031", "Enter a valid date."),
        ("dropdown", "mauve", "Select a valid choice."),
    ],
)
def test_wrong_answer_is_shown_again_with_what_to_do(member_client, home, kind, given, sentence):
    form = make_form(("Field", kind, {"choices": "red,green"}))

    answer = member_client.post(answer_address(form), {"field": given})

    assert (answer.status_code, Answer.objects.count()) == (422, 0)
    assert sentence in answer.text


def test_anonymous_answer_keeps_no_name_and_no_hour(member_client, member, home):
    form = make_form(is_anonymous=True)

    member_client.post(answer_address(form), {"question": "Yes"})

    kept = Answer.objects.get()
    assert kept.person is None
    assert kept.get_data() == {"question": "Yes", "submit_time": kept.submit_time.date(), "person": ""}


def test_form_for_once_each_is_answered_once(member_client, member, home):
    form = make_form(is_once_each=True)
    member_client.post(answer_address(form), {"question": "Yes"})

    again = member_client.post(answer_address(form), {"question": "No"})

    assert (again.status_code, Answer.objects.get().form_data) == (409, {"question": "Yes"})
    assert "You answered on" in member_client.get(form.url).text
    with pytest.raises(AlreadyAnswered):
        submit_answer(actor=member, page=form, data={"question": "No"}, once=uuid4())


def test_form_for_once_each_is_answered_once_in_all_languages(member_client, member, home, french_home):
    form = make_form("Why", is_once_each=True)
    french = make_form(
        ("Why", "singleline", {}), parent=french_home, is_once_each=True, translation_key=form.translation_key
    )

    first = member_client.post(answer_address(form), {"why": "Winter"})
    again = member_client.post(answer_address(french), {"why": "Hiver"})
    shown = member_client.get(url_of(french)).text

    assert (first.status_code, again.status_code) == (302, 409)
    assert [answer.form_data for answer in Answer.objects.all()] == [{"why": "Winter"}]
    assert 'name="why"' not in shown


def test_sheet_of_one_form_is_none_of_another(member_client, home):
    sheet = {"why": "Winter", "once": str(uuid4())}
    forms = [make_form("Why"), make_form("Why")]

    answers = [member_client.post(answer_address(form), sheet) for form in forms]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert set(Answer.objects.values_list("page", flat=True)) == {form.pk for form in forms}


def test_hidden_form_answers_like_none_and_keeps_nothing(outsider_client, home):
    section = make_section()
    restrict(section, GroupFactory())
    form = make_form(parent=section)

    hidden, absent, page = (outsider_client.post(answer_address_of(pk)) for pk in (form.pk, 10**9, section.pk))

    assert (hidden.status_code, Answer.objects.count()) == (404, 0)
    assert hidden.content == absent.content == page.content


def answer_address_of(pk):
    return reverse("form_answer", args=[pk])


def test_answers_go_when_their_day_comes(member, home):
    form = make_form(keep_days=10)
    submit_answer(actor=member, page=form, data={"question": "Yes"}, once=uuid4())
    form.keep_days = 100  # a longer time holds for answers from then on
    form.save_revision().publish()
    day = timezone.now() + timedelta(days=10)

    call_command("tick", at=(day - timedelta(days=1)).isoformat())
    before = Answer.objects.count()
    call_command("tick", at=day.isoformat())

    assert (before, Answer.objects.count()) == (1, 0)


def test_editors_download_answers_as_plain_cells(editor_client, member, home):
    form = make_form("Text", "Sum")
    submit_answer(actor=member, page=form, data={"text": "=HYPERLINK(1)", "sum": "-5"}, once=uuid4())
    address = reverse("wagtailforms:list_submissions", args=[form.pk])

    table = b"".join(editor_client.get(f"{address}?export=csv").streaming_content).decode()
    workbook = editor_client.get(f"{address}?export=xlsx")
    rows = list(load_workbook(BytesIO(b"".join(workbook.streaming_content))).active.values)

    assert "'=HYPERLINK(1),-5" in table
    assert (rows[1][0], rows[1][2:]) == (member.display_name, ("'=HYPERLINK(1)", "-5"))


def test_answers_are_for_editors_of_the_page_alone(editor_client, outsider, home):
    section = make_section()
    form = make_form(parent=section)
    stranger, group = UserFactory(), GroupFactory()
    stranger.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=make_section(), permission=change)
    address = reverse("wagtailforms:list_submissions", args=[form.pk])

    allowed = editor_client.get(address)
    editor_client.force_login(stranger)

    assert (allowed.status_code, editor_client.get(address).status_code) == (200, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_form_page_queries_do_not_grow(member_client, home, count, django_assert_num_queries):
    form = make_form(*(f"Question {number}" for number in range(count)), is_once_each=True)
    for _number in range(count):
        submit_answer(actor=UserFactory(), page=form, data={"question_0": "x"}, once=uuid4())
    member_client.get(form.url)

    with django_assert_num_queries(9):
        member_client.get(form.url)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-cmd", "'-cmd"),
        ("-12,5", "-12,5"),
        ("+33 6", "'+33 6"),
        ("plain", "plain"),
        (["a", "=b"], "a, =b"),
        (7, 7),
    ],
)
def test_cell_is_never_a_formula(value, cell):
    assert plain_cell(value) == cell
