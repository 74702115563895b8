"""Blocks that show what stands elsewhere: pages, people, films of other sites."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from wagtail.blocks import StructBlockValidationError

from cms.core.blocks.embeds import EmbedBlock, player_of
from cms.core.blocks.texts import KeyFiguresBlock
from cms.core.blocks.things import LinkCardBlock
from cms.finding.sources import page_source
from cms.pages.models import ReferencePage
from cms.people.person_blocks import PeopleCardsBlock
from tests.factories.pages import block, make_page, make_section, restrict
from tests.factories.people import GroupFactory, UserFactory

pytestmark = pytest.mark.django_db


def link_cards(*cards):
    empty = {"page": None, "address": "", "title": "", "text": ""}
    return block("link_cards", {"cards": [block("item", empty | card) for card in cards]})


def people_cards(*people):
    return block("people_cards", {"title": "Whom to ask", "people": [block("item", person.pk) for person in people]})


def film(address):
    return block("embed", {"address": address, "title": "How the heater is changed"})


def test_card_of_a_page_is_there_for_who_may_see_it(home, member_client, outsider_client, member):
    group = GroupFactory()
    member.groups.add(group)
    closed = make_page(title="Grades", summary="Who earns what.")
    restrict(closed, group)
    page = make_page(
        body=[link_cards({"page": closed.pk}, {"page": closed.pk, "title": "Your grade", "text": "Look."})]
    )

    told, silent = (client.get(page.url).text for client in (member_client, outsider_client))

    assert [told.count(word) for word in ("Grades", "Who earns what.", "Your grade", "Look.")] == [1, 1, 1, 1]
    assert not [word for word in ("Grades", "Who earns", "Your grade", "Look.", closed.url) if word in silent]
    closed.title = "Bands"
    closed.save_revision().publish()
    assert "Bands" in member_client.get(page.url).text
    closed.unpublish()
    assert "Bands" not in member_client.get(page.url).text


def test_words_of_a_card_are_found_by_nobody_who_may_not_see_its_page(home):
    closed = make_page()
    page = make_page(
        body=[link_cards({"page": closed.pk, "title": "Secretly"}, {"address": "https://a.example", "title": "Openly"})]
    )

    (document,) = page_source().documents([page.pk])

    assert ("Secretly" in document.text, "Openly" in document.text) == (False, True)


def test_people_are_shown_with_their_job_until_they_leave(home, member_client):
    person, gone = UserFactory(first_name="Kira", last_name="Keep"), UserFactory(first_name="Lars", last_name="Left")
    person.profile.job = "Ferry captain"
    person.profile.save()
    page = make_page(body=[people_cards(person, gone)])
    before = member_client.get(page.url).text
    gone.is_active = False
    gone.save()

    after = member_client.get(page.url).text

    assert [name in before for name in ("Kira Keep", "Ferry captain", "Lars Left")] == [True, True, True]
    assert [name in after for name in ("Kira Keep", "Lars Left", "Whom to ask")] == [True, False, True]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_cards(home, member_client, count, django_assert_num_queries):
    section = make_section()
    targets = [make_page(parent=section) for _number in range(count)]
    body = [link_cards(*({"page": one.pk} for one in targets)), people_cards(*(UserFactory() for _one in targets))]
    page = make_page(parent=section, body=[*body, *body])
    member_client.get(page.url)

    with django_assert_num_queries(9):
        member_client.get(page.url)


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghij_", "https://www.youtube-nocookie.com/embed/abcdefghij_"),
        ("https://youtu.be/abcdefghij-", "https://www.youtube-nocookie.com/embed/abcdefghij-"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("http://vimeo.com/76979871", None),
        ("https://vimeo.com.evil.example/76979871", None),
        ("https://evil.example/https://vimeo.com/76979871", None),
        ('https://youtu.be/abcdefghij"', None),
        ("https://vimeo.com/७६९७९८७१", None),
        ("javascript:alert(1)", None),
    ],
)
def test_film_comes_from_the_allow_list(address, player):
    found = player_of(address)

    assert (found and found.url) == player
    if player is None:
        with pytest.raises(StructBlockValidationError):
            EmbedBlock().clean(EmbedBlock().to_python({"address": address, "title": "Film"}))


def test_film_is_not_loaded_before_the_reader_asks(home, member_client):
    answer = member_client.get(make_page(body=[film("https://vimeo.com/76979871")]).url)

    assert "<iframe" not in answer.text
    assert 'data-embed="https://player.vimeo.com/video/76979871?dnt=1"' in answer.text
    assert '<a href="https://vimeo.com/76979871" rel="noreferrer">Open at Vimeo</a>' in answer.text
    policy = answer["Content-Security-Policy"]
    assert "frame-src 'self' https://player.vimeo.com https://www.youtube-nocookie.com" in policy


def test_film_of_a_provider_that_went_is_a_link(home, member_client, settings):
    page = make_page(body=[film("https://vimeo.com/76979871")])
    settings.CMS_EMBED_PROVIDERS = []

    shown = member_client.get(page.url).text

    assert "data-embed" not in shown
    assert '<a href="https://vimeo.com/76979871" rel="noreferrer">How the heater is changed</a>' in shown


@pytest.mark.parametrize(
    "card",
    [
        {"page": None, "address": "", "title": "Nothing", "text": ""},
        {"page": 1, "address": "https://a.example", "title": "Both", "text": ""},
        {"page": None, "address": "https://a.example", "title": "", "text": ""},
        {"page": None, "address": "javascript:alert(1)", "title": "Script", "text": ""},
    ],
)
def test_card_leads_to_one_thing_that_has_a_name(home, card):
    child = LinkCardBlock()

    with pytest.raises(ValidationError):
        child.clean(child.to_python(card | {"page": home.pk if card["page"] else None}))


def test_person_is_named_and_kept_by_number(member):
    cards = PeopleCardsBlock()
    person = cards.child_blocks["people"].child_block

    assert person.clean(member.pk) == member.pk
    assert person.value_for_form(member.pk) == member.username
    with pytest.raises(ValidationError):
        person.field.clean("nobody.of.that.name")


def test_texts_of_new_blocks_are_inert_and_complete(home, member_client):
    nasty = "<script>alert(1)</script>"
    body = [
        block("accordion", {"parts": [block("item", {"title": nasty, "text": "<p>Open me</p>"})]}),
        block("steps", {"steps": [block("item", {"title": nasty, "text": ""})]}),
        block("key_figures", {"figures": [block("item", {"figure": "98 %", "label": nasty})], "source": nasty}),
        link_cards({"address": "https://a.example", "title": nasty, "text": nasty}),
    ]

    shown = member_client.get(make_page(body=body).url).text

    assert nasty not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6
    assert [word in shown for word in ("Open me", "98 %")] == [True, True]


def test_at_most_six_figures_stand_together():
    figures = KeyFiguresBlock()
    seven = [block("item", {"figure": "1", "label": "One"}) for _number in range(7)]

    with pytest.raises(ValidationError):
        figures.clean(figures.to_python({"figures": seven, "source": ""}))


def test_editor_opens_a_page_with_every_block(home, admin_client, member):
    page = make_page(body=[people_cards(member), film("https://vimeo.com/1"), link_cards({"page": home.pk})])

    form = admin_client.get(f"/admin/pages/{page.pk}/edit/")

    assert form.status_code == 200
    assert member.username in form.text
    assert ReferencePage.objects.filter(pk=page.pk, latest_revision=F("live_revision")).exists()
