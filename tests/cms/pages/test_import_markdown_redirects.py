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


def test_address_of_the_file_leads_to_its_page(handbook, client, editor):
    write(
        handbook,
        {
            "travel/README.md": "---\npermalink: /on-the-road/\n---\n# Travel",
            "travel/über uns.md": "text",
            "draft.md": "---\ndraft: true\n---\n",
        },
    )
    run(handbook)
    run(handbook)
    client.force_login(editor)

    def answer(address):
        response = client.get(f"/en{address}")
        return response.status_code, response.get("Location")

    for old in ("/handbook/travel/README.md", "/handbook/travel/index.html", "/on-the-road/"):
        assert answer(old) == (302, "/en/handbook/travel/")
    for old in ("/handbook/travel/über uns.md", "/handbook/travel/%C3%BCber%20uns.html"):
        assert answer(old) == (302, "/en/handbook/travel/uber-uns/")
    assert answer("/handbook/draft.md")[0] == 404
    assert answer("/handbook/nothing.md")[0] == 404


def test_old_address_leads_to_each_language(tmp_path):
    for language, title in (("en", "Travel"), ("fr", "Voyages")):
        write(tmp_path / language, {"travel.md": f"---\ntitle: {title}\nredirect_from: /old.html\n---\n"})
    run(tmp_path / "en", section="handbook")
    said = run(tmp_path / "fr", "--locale", "fr", section="handbook")
    again = run(tmp_path / "en", section="handbook")

    leads = dict(Redirect.objects.values_list("old_path", "redirect_page__title"))
    assert {leads["/en/old.html"], leads["/en/handbook/travel.html"]} == {"Travel"}
    assert {leads["/fr/old.html"], leads["/fr/handbook/travel.html"]} == {"Voyages"}
    assert "is taken" not in said + again


def test_address_of_a_file_that_says_where_its_page_went_leads_there(handbook):
    write(
        handbook,
        {
            "old.md": "---\nredirect_to: /new/\npermalink: /before/\n---\n",
            "away.md": "---\nredirect_to: https://example.org/\n---\n",
            "new.md": "text",
        },
    )

    run(handbook)

    leads = dict(Redirect.objects.values_list("old_path", "redirect_page"))
    page = page_at("new.md").pk
    assert {leads.get(f"/en/{old}") for old in ("handbook/old.md", "handbook/old.html", "before")} == {page}
    assert "/en/handbook/away.md" not in leads
