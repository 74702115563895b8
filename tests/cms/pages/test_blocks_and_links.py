import pytest
from django.core.exceptions import ValidationError
from wagtail.rich_text import expand_db_html

from cms.core.blocks.texts import HeadingBlock
from cms.pages.models import RESERVED_SLUGS, ReferencePage, SectionPage
from tests.factories.pages import block, make_page, make_section
from tests.leaks.test_urls import ADDRESSES

pytestmark = pytest.mark.django_db


def test_page_link_leads_by_number_and_keeps_its_anchor(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = expand_db_html('<a linktype="page" id="12" anchor="trains">Trains</a>')

    assert html == '<a href="/en/pages/12/#trains">Trains</a>'


def test_permalink_leads_to_the_present_address(member_client):
    page = make_page()

    response = member_client.get(f"/en/pages/{page.pk}/")

    assert (response.status_code, response.url) == (302, page.url)


def test_anchor_of_a_link_survives_the_editor():
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    page = make_page()
    text = f'<p data-block-key="a"><a linktype="page" id="{page.pk}" anchor="trains">Trains</a></p>'
    converter = ContentstateConverter(features=["link"])

    again = converter.to_database_format(converter.from_database_format(text))

    assert again == text


def test_every_block_is_an_anchor(member_client):
    body = [block("paragraph", "<p>One</p>"), block("code", {"language": "", "code": "ls"})]
    page = make_page(body=body)

    html = member_client.get(page.url).content.decode()

    assert [f'id="block-{part["id"]}"' in html for part in body] == [True, True]


def test_heading_makes_its_own_anchor():
    heading = HeadingBlock()

    cleaned = heading.clean(heading.to_python({"text": "Daily allowances", "level": "2", "anchor": ""}))

    assert cleaned["anchor"] == "daily-allowances"


def test_text_of_a_page_is_inert(member_client):
    page = make_page(title="<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>")

    html = member_client.get(page.url).content.decode()

    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_every_address_of_the_product_is_kept_from_sections():
    first_words = {path.removeprefix("en/").partition("/")[0] for path, _name in ADDRESSES}

    assert {word for word in first_words if word.isidentifier()} - RESERVED_SLUGS == set()


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_section_may_not_take_an_address_of_the_product(home, slug):
    with pytest.raises(ValidationError):
        home.add_child(instance=SectionPage(title="Section", slug=slug))


def test_page_below_a_section_may_have_any_slug(home):
    page = make_page(parent=make_section(), slug="people")

    assert ReferencePage.objects.get(pk=page.pk).slug == "people"
