"""Every list that people page through is found by an index, on its first page and on a later one."""

import pytest

LISTS = [
    "/api/v1/feed",
    "/api/v1/spaces/{space.slug}/posts",
    "/api/v1/spaces/{space.slug}/members",
    "/api/v1/people",
    "/api/v1/threads/{talk.pk}/comments",
    "/api/v1/pages",
    "/api/v1/pages?section=handbook",
    "/api/v1/spaces",
]
SCREENS = [
    "/en/",
    "/en/handbook/page-77/",
    "/api/v1/pages/1000077/conversations",
    "/en/network/",
    "/en/spaces/{space.slug}/",
    "/en/people/",
    "/en/people/?after=p77",
    "/en/search/?q=word77777",
    "/en/search/?q=word777+holiday&page=2",
    "/api/v1/search?q=word77777",
]


@pytest.mark.parametrize("address", LISTS)
def test_list_is_found_by_an_index_on_each_page(company, asked, address):
    address = address.format(**vars(company))

    first, read_first = asked(address)
    following = first.json()["next"]
    then, read_then = (
        asked(f"{address}{'&' if '?' in address else '?'}cursor={following}") if following else (first, [])
    )

    assert (first.status_code, then.status_code) == (200, 200)
    assert first.json()["items"]
    assert (read_first, read_then) == ([], [])


@pytest.mark.parametrize("address", SCREENS)
def test_screen_is_found_by_an_index(company, asked, address):
    answer, read = asked(address.format(**vars(company)))

    assert answer.status_code == 200
    assert read == []
