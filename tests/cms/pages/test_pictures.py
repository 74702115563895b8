import pytest

from tests.factories.files import make_image
from tests.factories.pages import block, make_page

pytestmark = pytest.mark.django_db


def picture(image, alt):
    return block("image", {"picture": {"image": image.pk, "alt_text": alt, "decorative": False}, "caption": ""})


def test_picture_that_stands_twice_keeps_the_words_of_each_place(member_client):
    image = make_image(title="Of the library")
    page = make_page(image=image, body=[picture(image, "A harbour at dawn"), picture(image, "The same at night")])
    member_client.get(page.url)  # makes the sizes

    html = member_client.get(page.url).content.decode()

    assert [html.count(alt) for alt in ("A harbour at dawn", "The same at night", "Of the library")] == [1, 1, 0]
