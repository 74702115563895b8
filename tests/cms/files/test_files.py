import pytest
from django.urls import reverse

from cms.files.selectors import visible_collections
from tests.factories.files import make_collection, make_document, make_image
from tests.factories.pages import block, make_page
from tests.factories.people import GroupFactory

pytestmark = pytest.mark.django_db


def addresses(image, document):
    return [
        image.get_rendition("width-32").url,
        image.file.url,
        reverse("document_permalink", args=[document.pk]),
        document.url,
    ]


def _fetch(client, url):
    response = client.get(url)
    response.getvalue()  # read to its end, where the client closes it without the connection of the test
    return response


def test_files_of_a_restricted_collection_are_served_to_its_groups_only(member, member_client, outsider_client):
    group = GroupFactory()
    collection = make_collection(groups=[group])
    image, document = make_image(collection=collection), make_document(collection=collection)
    member.groups.add(group)

    seen = [_fetch(member_client, url).status_code for url in addresses(image, document)]
    refused = [outsider_client.get(url) for url in addresses(image, document)]

    assert seen == [200] * 4
    assert {answer.status_code for answer in refused} == {404}
    assert {answer.content for answer in refused} == {outsider_client.get("/media/images/absent.png").content}


def test_collection_inside_a_restricted_one_is_restricted(outsider):
    outer = make_collection(groups=[GroupFactory()])
    inner = outer.add_child(name="Inner")

    assert inner not in visible_collections(outsider)


def test_stored_document_is_not_served_as_media(member_client):
    document = make_document()

    assert member_client.get(document.file.url).status_code == 404


def test_page_shows_no_trace_of_a_file_its_reader_may_not_open(outsider_client):
    collection = make_collection(groups=[GroupFactory()])
    image, document = make_image(collection=collection), make_document(collection=collection, title="Salaries")
    body = [
        block("image", {"picture": {"image": image.pk, "alt_text": "Pay chart", "decorative": False}, "caption": ""}),
        block("documents", {"title": "", "documents": [block("item", document.pk)]}),
    ]
    page = make_page(body=body)

    html = outsider_client.get(page.url).content.decode()

    assert "Salaries" not in html
    assert "Pay chart" not in html


def test_unchanged_picture_is_not_sent_again(member_client):
    url = make_image().file.url
    first = _fetch(member_client, url)

    again = member_client.get(url, headers={"if-modified-since": first["Last-Modified"]})

    assert again.status_code == 304


@pytest.mark.parametrize("path", ["../db.sqlite3", "%00", "a" * 5000])
def test_odd_media_path_is_not_found(member_client, path):
    assert member_client.get(f"/media/{path}").status_code == 404
