"""A page of any type asks the database at most 12 times, with the social part 16 times, whatever hangs on it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from cms.changes.services import ask_to_acknowledge
from cms.core.home_sections import home_sections
from cms.events.services import attend
from cms.forms.services import submit_answer
from cms.pages.models import HomePage
from cms.pages.selectors import page_types
from cms.pages.services.homes import ensure_home_in
from cms.people.services.units import assign_unit
from cms.upkeep.models import PageCare
from cms.upkeep.services.answers import answer_helpful
from cms.upkeep.services.stewards import note_stewards
from tests.factories.files import make_image
from tests.factories.pages import block, make_event, make_form, make_news, make_page, make_section
from tests.factories.people import BusinessUnitFactory, UserFactory

pytestmark = pytest.mark.django_db

#: Of each type, how many questions a page asks without the social part, and with it. A new type is named here.
ASKED = {
    "HomePage": (10, 16),
    "SectionPage": (12, 14),
    "ReferencePage": (10, 12),
    "NewsPage": (9, 11),
    "EventPage": (11, 13),
    "FormPage": (12, 14),
}
MOST = (12, 16)
CARD = {"page": None, "address": "", "title": "", "text": ""}


def cards_of(*pages):
    return block("link_cards", {"cards": [block("item", CARD | {"page": page.pk}) for page in pages]})


def body_of(pages, people, rich):
    faces = block("people_cards", {"title": "", "people": [block("item", person.pk) for person in people]})
    return [*rich, cards_of(*pages), faces]


def make_of_type(kind, *, reader, count, unit, **fields):
    """Make a page of a type, with `count` of what belongs to this type alone."""
    if kind == "FormPage":
        page = make_form(*(f"Question {number}" for number in range(count)), is_once_each=True, **fields)
        for _number in range(count):
            submit_answer(actor=UserFactory(), page=page, data={"question_0": "x"}, once=uuid4())
        return page
    if kind == "EventPage":
        page = make_event(place="Pier 4", **fields)
        for _number in range(count):
            attend(actor=UserFactory(), event=page)
        return page
    if kind == "SectionPage":
        page = make_section(unit=unit, theme="harbour", **fields)
        for _number in range(count):
            make_page(parent=make_section(parent=page))
        return page
    if kind == "HomePage":
        return arranged_home(count, unit)
    return {"ReferencePage": make_page, "NewsPage": make_news}[kind](**fields)


def arranged_home(count, unit):
    home = HomePage.objects.get(locale__language_code="en")
    cards = []
    for number in range(count):
        make_news(title=f"News {number}", unit=unit, image=make_image())
        make_news(title=f"Other news {number}", image=make_image())
        make_event(title=f"Event {number}")
        newcomer = UserFactory().profile
        newcomer.start_date = timezone.localdate()
        newcomer.save()
        cards.append(block("link_cards", {"title": "Go", "cards": cards_of(make_page())["value"]["cards"]}))
    home.arrangement = json.dumps(
        [*(block("section", {"section": key, "title": ""}) for key in home_sections()), *cards]
    )
    home.save_revision().publish()
    return home


def hang_on(page, *, reader, unit, count):
    """Hang on a page `count` of everything that can hang on a page, and what is there once."""
    editor, keeper = UserFactory(is_superuser=True), UserFactory()
    for number in range(count):
        draft = page.get_latest_revision_as_object()
        draft.change_note, draft.change_is_material = f"Change {number}", True
        draft.save_revision(user=editor).publish()
        answer_helpful(actor=UserFactory(), page=page, is_helpful=False, words="The fare is missing.")
        if not isinstance(page, HomePage):
            make_page(parent=page.get_parent().specific)
    note_stewards(page=page, owner_id=keeper.pk, contact_id=editor.pk)
    PageCare.objects.filter(page=page).update(due_on=timezone.localdate() - timedelta(days=9))
    page.refresh_from_db()
    if not isinstance(page, HomePage):
        ask_to_acknowledge(actor=editor, page=page, units=[unit], groups=[], controller=editor)
    if settings.SOCIAL:
        talk_about(page, reader, count)


def talk_about(page, reader, count):
    from social_ext.comments.services import ensure_page_thread, post_comment
    from social_ext.sharing.services import share_page
    from tests.factories.social import MembershipFactory, PostFactory, SpaceFactory

    thread = ensure_page_thread(actor=reader, page=page)
    anchor = str(page.body[0].id) if page.body else ""
    for _number in range(count):
        said = post_comment(actor=UserFactory(), thread=thread, body="Well said", anchor=anchor)
        post_comment(actor=UserFactory(), thread=thread, body="Is it?", parent=said)
        space = SpaceFactory(owner=reader)
        share_page(actor=reader, page=page, spaces=[space], message="Look")
        PostFactory(space=space, author=MembershipFactory(space=space).person)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("kind", sorted(page_types()))
def test_page_stays_within_its_queries(kind, count, home, member, member_client, rich_body, django_assert_num_queries):
    french = ensure_home_in("fr").locale
    unit = BusinessUnitFactory(name="Ferries", slug="ferries")
    assign_unit(person=member, unit=unit, since=timezone.localdate())
    pages, people = [make_page() for _number in range(count)], [UserFactory() for _number in range(count)]
    section = make_section()
    section.copy_for_translation(french).save_revision().publish()
    fields = {"parent": section, "image": make_image(), "body": body_of(pages, people, rich_body(count))}
    page = make_of_type(kind, reader=member, count=count, unit=unit, **fields)
    hang_on(page, reader=member, unit=unit, count=count)
    if kind != "HomePage":
        page.copy_for_translation(french).save_revision().publish()
    member_client.get(page.url)

    with django_assert_num_queries(ASKED[kind][settings.SOCIAL]):
        answer = member_client.get(page.url)

    assert answer.status_code == 200


def test_every_type_of_page_has_a_budget():
    assert ASKED.keys() == page_types().keys()
    assert all(alone <= MOST[0] and social <= MOST[1] for alone, social in ASKED.values())
