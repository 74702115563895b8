import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.views.defaults import server_error

NAV = [{"label": word, "url": f"/{word}/", "icon": "home", "current": word == "Home"} for word in ("Home", "Network")]


def test_base_renders_without_any_context():
    html = render_to_string("themes/base.html")

    assert '<html lang="en" dir="ltr">' in html
    assert 'href="#main"' in html
    assert 'id="main"' in html


def test_base_has_no_inline_script_or_style():
    html = render_to_string("themes/base.html", {"nav_items": NAV, "search_url": "/search/"})

    assert "<style" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')


def test_base_marks_the_current_place_in_both_bars():
    html = render_to_string("themes/base.html", {"nav_items": NAV})

    assert html.count('aria-current="page"') == 2


def test_base_turns_round_for_languages_from_the_right():
    with translation.override("ar"):
        assert 'dir="rtl"' in render_to_string("themes/base.html")


def test_base_announces_messages():
    html = render_to_string("themes/base.html", {"messages": ["Saved."]})

    assert 'role="status"' in html
    assert "Saved." in html


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_error_page_needs_no_context(name):
    html = get_template(name).render()

    assert html.count("<h1") == 1
    assert "<script" not in html


def test_404_does_not_depend_on_the_address_or_the_person(rf):
    def answer(address, **context):
        request = rf.get(address)
        request.user = AnonymousUser()
        return render_to_string("404.html", {"request_path": address, "exception": Http404(address), **context})

    assert answer("/en/a/", search_url="/s/", nav_items=NAV) == answer("/en/harbour/", search_url="/s/", unread=4)


def test_500_is_rendered_by_django(rf):
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"Something broke on our side" in response.content


@pytest.mark.django_db
def test_sign_in_is_one_card_with_our_fields(client):
    html = client.post("/accounts/login/", {"login": "lea", "password": ""}).content.decode()

    assert html.count("<h1") == 1
    assert 'class="door"' in html
    assert 'aria-invalid="true"' in html
    assert "Nothing you wrote is lost." in html
