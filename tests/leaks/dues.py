"""What a person must find: the canaries that an answer owes them, by the oracle."""

from tests.leaks import village
from tests.leaks.oracle import Comment, Document, Image, Page, Person, Post, Space, Thing
from tests.leaks.village import BY_NAME, ORACLE, canary

PAGE_FIELDS = ("title", "summary", "body", "heading", "callout", "note", "quote", "source", "code", "column", "cell")
#: The words of those pages that hold fewer.
FEWER_FIELDS = {"home": (), "homefr": (), "mirror": (), "vaultfr": ("title", "summary"), "ledgerfr": ("title", "body")}


def page_fields(thing: Page) -> list[str]:
    fields = FEWER_FIELDS.get(thing.name, PAGE_FIELDS)
    more = {"event": ["place"]}.get(thing.kind, [])
    return [canary(thing.name, name) for name in (*fields, *more)]


def found_fields(thing: Thing) -> list[str]:
    """A page is found by its title, a space by its name, talk by its text; home pages and aliases are not, their pages and sources are."""
    match thing:
        case Page() if thing.above is not None and thing.source is None:
            return [canary(thing.name, "title")]
        case Post() | Comment():
            return [canary(thing.name, "body")]
        case Person():
            return [canary(thing.name, "first")]
        case Space():
            return [canary(thing.name, "name")]
    return []


def was_live(page: Page) -> bool:
    return not page.deleted and page.name != "draft"


def seen_by(person: Person, kind: type) -> list:
    return [thing for thing in village.THINGS if isinstance(thing, kind) and ORACLE.may_see(person, thing)]


def steps_above(page: Page) -> list[Page]:
    found = []
    while page.above is not None:
        page = page.above
        found.append(page)
    return found


def due_in_reference(person: Person) -> set[str]:
    """Sections and what stands right below them, as long as each step is visible."""
    due = set()
    for page in seen_by(person, Page):
        above = steps_above(page)
        if 0 < len(above) <= 2 and above[-1].name == "home" and all(ORACLE.may_see(person, step) for step in above):
            due.add(canary((page.source or page).name, "title"))
    return due


def due_in_section(name: str):
    def due(person: Person) -> set[str]:
        if not ORACLE.may_see(person, BY_NAME[name]):
            return set()
        below = [page for page in seen_by(person, Page) if page.above is BY_NAME[name]]
        return {canary((page.source or page).name, "title") for page in below}

    return due


def due_in_breadcrumb(person: Person) -> set[str]:
    return {
        canary(step.name, "title")
        for page in seen_by(person, Page)
        for step in steps_above(page)
        if step.above is not None and ORACLE.may_see(person, step)
    }


def due_on_home(person: Person) -> set[str]:
    lead = {canary(village.LEAD.name, "title")} if ORACLE.may_see(person, village.LEAD) else set()
    return lead | due_among_events(person)


def due_among_events(person: Person) -> set[str]:
    return {canary(page.name, "title") for page in seen_by(person, Page) if page.kind == "event"}


def due_in_calendar(person: Person) -> set[str]:
    """Who is gone has no calendar; a calendar tells of places too."""
    places = {canary(page.name, "place") for page in seen_by(person, Page) if page.kind == "event"}
    return due_among_events(person) | places


def due_among_people(person: Person) -> set[str]:
    return {canary(found.name, "first") for found in seen_by(person, Person)}


def due_in_unit(person: Person) -> set[str]:
    """The unit runs all sections, and all news are its own."""
    own = [page for page in seen_by(person, Page) if page.kind in {"section", "news"} and page.version_of is None]
    return due_among_people(person) | due_among_spaces(person) | {canary(page.name, "title") for page in own}


def due_files(person: Person) -> set[str]:
    """`page` shows every picture and document that its reader may open."""
    if not person.is_employee:
        return set()
    pictures = {canary(image.name, "alt") for image in seen_by(person, Image)}
    return pictures | {canary(document.name, "title") for document in seen_by(person, Document)}


def due_among_spaces(person: Person) -> set[str]:
    return {canary(space.name, "name") for space in seen_by(person, Space)}


def due_in_feed(person: Person) -> set[str]:
    """What was written in the spaces of a person, and the pages that they may read and that were talked about."""
    if not person.is_employee:
        return set()
    posts = {canary(post.name, "body") for post in seen_by(person, Post) if post.space.name in person.spaces}
    talked = [page for page in (village.page, village.ledger, village.dossier) if ORACLE.may_see(person, page)]
    return posts | {canary(page.name, "title") for page in talked}


def due_in_spaces(person: Person) -> set[str]:
    return {canary(post.name, "body") for post in seen_by(person, Post)}


def due_on_cards(person: Person) -> set[str]:
    """The title of each card's page, for those who may see both the space and the page."""
    cards = [card for card in village.CARDS if ORACLE.may_see_card_page(person, card)]
    return {canary(card.page.name, "title") for card in cards}


def due_about(person: Person, page: Page) -> set[str]:
    """The page's own talk, and the names of the spaces in which this person may see it discussed."""
    if not ORACLE.may_see(person, page):
        return set()
    spaces = [card.post.space for card in village.CARDS if card.page is page and ORACLE.may_see(person, card.post)]
    return {canary(f"on{page.name}", "body"), *(canary(space.name, "name") for space in spaces)}


def due_in_share_dialog(person: Person) -> set[str]:
    return {canary(name, "name") for name in person.spaces} if person.is_employee else set()


def due_in_search(person: Person) -> set[str]:
    return {
        due for kind in (Page, Space, Post, Comment) for thing in seen_by(person, kind) for due in found_fields(thing)
    }


def reviews(person: Person, page: Page) -> bool:
    """Whether a person may review a page: who was asked to, and its editors, as far as they read it."""
    is_asked = village.REVIEWERS.get(page.name) == person.name
    return ORACLE.may_see(person, page) and (is_asked or ORACLE.may_edit(person, page))


def due_in_care(person: Person) -> set[str]:
    asked = [BY_NAME[name] for name, reviewer in village.REVIEWERS.items() if reviewer == person.name]
    return {canary(page.name, "title") for page in asked if ORACLE.may_see(person, page)}


def controls(person: Person, page: Page) -> bool:
    """Whether a person is told how many acknowledged a page: the one who is shown the names, and its editors."""
    is_controller = village.CONTROLLERS.get(page.name) == person.name
    is_asked = page.name in village.CONTROLLERS
    return is_asked and ORACLE.may_see(person, page) and (is_controller or ORACLE.may_edit(person, page))


def due_to_controller(person: Person) -> set[str]:
    """The controller finds the one who has acknowledged; editors find nobody."""
    pages = [BY_NAME[name] for name, controller in village.CONTROLLERS.items() if controller == person.name]
    seen = any(ORACLE.may_see(person, page) for page in pages)
    return {canary(village.AUTHOR.name, "first")} if seen else set()
