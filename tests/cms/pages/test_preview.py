"""Wagtail's preview shows a draft as its readers will see it, before and after it exists."""

import json

import pytest
from django.urls import reverse

from tests.factories.pages import block, make_page, make_section

pytestmark = pytest.mark.django_db


def form(title):
    return {
        "title": title,
        "slug": "draft",
        "summary": "In one sentence.",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": block("paragraph", "")["id"],
        "body-0-value": json.dumps(
            {
                "blocks": [
                    {
                        "key": "a",
                        "text": "Draft words",
                        "type": "unstyled",
                        "depth": 0,
                        "inlineStyleRanges": [],
                        "entityRanges": [],
                    }
                ],
                "entityMap": {},
            }
        ),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }


def preview(client, address):
    sent = client.post(address, form("Not yet published"))
    assert sent.json()["is_valid"], sent.content
    return client.get(address).content.decode()


def test_draft_of_a_page_is_previewed(client, editor):
    page = make_page(title="Published")
    client.force_login(editor)

    html = preview(client, reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]))

    assert ("Not yet published" in html, "Draft words" in html, "Published</h1>" in html) == (True, True, False)


def test_page_that_does_not_exist_yet_is_previewed(client, editor):
    section = make_section()
    client.force_login(editor)

    html = preview(client, reverse("wagtailadmin_pages:preview_on_add", args=["pages", "referencepage", section.pk]))

    assert "Draft words" in html
