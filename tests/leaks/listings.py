"""Where things are named in passing."""

from django.urls import reverse

from tests.leaks import village
from tests.leaks.addresses import all_pages, page_address, people_searches, whole_feed, whole_search
from tests.leaks.channels import Listing
from tests.leaks.dues import (
    due_about,
    due_among_events,
    due_among_people,
    due_among_spaces,
    due_files,
    due_in_breadcrumb,
    due_in_calendar,
    due_in_care,
    due_in_feed,
    due_in_reference,
    due_in_search,
    due_in_section,
    due_in_share_dialog,
    due_in_spaces,
    due_in_unit,
    due_on_cards,
    due_on_home,
    due_to_controller,
)
from tests.leaks.village import BY_NAME

LISTINGS = [
    Listing("home", lambda w, p: [reverse("home"), "/fr/"], due_on_home),
    Listing("reference", lambda w, p: [reverse("reference")], due_in_reference),
    *(
        Listing(f"contents of {name}", lambda w, p, name=name: [page_address(w, BY_NAME[name])], due_in_section(name))
        for name in ("section", "vault")
    ),
    Listing("breadcrumb", all_pages, due_in_breadcrumb),
    Listing("files in a page", lambda w, p: [page_address(w, village.page)], due_files),
    Listing("events", lambda w, p: [reverse("events"), "/fr/events/"], due_among_events),
    Listing(
        "calendar", lambda w, p: [reverse("calendar", args=[w.calendars[p.name]])] if p.account else [], due_in_calendar
    ),
    Listing("pages in care", lambda w, p: [reverse("upkeep")], due_in_care),
    Listing(
        "acknowledged",
        lambda w, p: [
            f"{reverse('page_acknowledgements', args=[w.pages[name].pk])}?show=done" for name in village.CONTROLLERS
        ],
        due_to_controller,
    ),
    Listing("people", people_searches, due_among_people),
    Listing("unit", lambda w, p: [reverse("unit", args=[village.UNIT])], due_in_unit),
    Listing("spaces", lambda w, p: [reverse("spaces"), reverse("space_create")], due_among_spaces),
    Listing("feed", whole_feed, due_in_feed),
    Listing("posts of spaces", lambda w, p: [w.spaces[space.name].url for space in village.SPACES], due_in_spaces),
    Listing("cards in spaces", lambda w, p: [w.spaces[space.name].url for space in village.SPACES], due_on_cards),
    Listing("cards in posts", lambda w, p: [w.posts[post.name].url for post in village.WORDS], due_on_cards),
    Listing("roll-up and talk", lambda w, p: [page_address(w, village.page)], lambda p: due_about(p, village.page)),
    Listing(
        "roll-up and talk of a restricted page",
        lambda w, p: [page_address(w, village.ledger)],
        lambda p: due_about(p, village.ledger),
    ),
    Listing("share dialog of a page", lambda w, p: [reverse("share", args=[w.pages["page"].pk])], due_in_share_dialog),
    Listing("search for all", whole_search, due_in_search),
]
