"""Old addresses of imported pages lead to them."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.cms.pages.importing import page_at, run, write

pytestmark = pytest.mark.django_db


def leading():
    return sorted(Redirect.objects.values_list("old_path", "redirect_page", "redirect_link"))


def test_old_addresses_lead_to_the_page_once(handbook):
    write(handbook, {"a.md": "---\nredirect_from: [/old/page.html, https://elsewhere.example/x]\n---\ntext"})

    run(handbook)
    first = leading()
    run(handbook)

    page = page_at("a.md").pk
    assert ("/en/old/page.html", page, "") in first
    assert {(target, link) for _old, target, link in first} == {(page, "")}
    assert leading() == first


def test_taken_address_stays_what_it_was_and_is_listed(handbook):
    write(
        handbook,
        {
            "a.md": "---\nredirect_from: [/handbook/a/, /handbook/b/]\n---\ntext",
            "b.md": "---\nredirect_from: /old/\n---\ntext",
            "c.md": "---\nredirect_from: /old/\n---\ntext",
        },
    )

    said = run(handbook)

    assert ("/en/old", page_at("b.md").pk, "") in leading()
    assert not Redirect.objects.filter(old_path__in=["/en/handbook/a", "/en/handbook/b"]).exists()
    assert "a.md:1: The old address “/handbook/a/” is taken, so it does not lead here." in said
    assert "c.md:1: The old address “/old/” is taken, so it does not lead here." in said


def test_address_of_a_draft_leads_nowhere(handbook):
    write(handbook, {"a.md": "---\ndraft: true\nredirect_from: /old/\n---\ntext"})

    run(handbook)

    assert leading() == []
