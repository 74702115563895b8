"""Who may see what, in plain Python and straight from the definitions. It shares no code with the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who knocks at the door. `waits_for`: spaces that were asked, or that invited, without an answer yet."""

    name: str
    account: bool = True
    active: bool = True
    superuser: bool = False
    groups: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()
    waits_for: frozenset[str] = frozenset()
    edits: frozenset[str] = frozenset()

    @property
    def is_employee(self) -> bool:
        return self.account and self.active


@dataclass(frozen=True)
class Group:
    name: str


@dataclass(frozen=True)
class Collection:
    """A collection of files; a restriction is the set of groups of which one is needed."""

    name: str
    above: Collection | None = None
    restrictions: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class Image:
    name: str
    collection: Collection


@dataclass(frozen=True)
class Document:
    name: str
    collection: Collection


@dataclass(frozen=True)
class Page:
    """A page. `source`: what it is an alias of; `version_of`: the page whose other language it is."""

    name: str
    above: Page | None = None
    restrictions: tuple[frozenset[str], ...] = ()
    live: bool = True
    deleted: bool = False
    kind: str = "reference"
    source: Page | None = None
    version_of: Page | None = None


@dataclass(frozen=True)
class Draft:
    """What is written in a page and not published."""

    name: str
    page: Page


@dataclass(frozen=True)
class Space:
    name: str
    visibility: str


@dataclass(frozen=True)
class Post:
    name: str
    space: Space
    removed: bool = False


@dataclass(frozen=True)
class Card:
    """A page shared in a space. `post` carries the words of the sharer."""

    name: str
    page: Page
    post: Post


@dataclass(frozen=True)
class Comment:
    name: str
    on: Page | Post
    removed: bool = False


@dataclass(frozen=True)
class Answer:
    """What somebody wrote into a form. The product shows it to nobody; the admin to the editors of the page."""

    name: str
    form: Page


@dataclass(frozen=True)
class Remark:
    """A word that a reader of a page left its owner: for its owner and its editors alone."""

    name: str
    page: Page


Thing = Person | Group | Collection | Image | Document | Page | Draft | Space | Post | Card | Comment | Answer | Remark


def satisfies(person: Person, restrictions) -> bool:
    """Every restriction asks for one of its groups; one without a group admits no one."""
    return all(person.groups & groups for groups in restrictions)


class Oracle:
    """Answers for one little world."""

    def __init__(self, things):
        self.pages = [thing for thing in things if isinstance(thing, Page)]

    def demands(self, page: Page) -> set[frozenset[str]]:
        """All restrictions that a reader must satisfy.

        Those of the page and of what stands above it, of the source of an alias, and of every other language version.
        """
        found: set[frozenset[str]] = set()
        seen: set[str] = set()
        waiting: list[Page | None] = [page]
        while waiting:
            step = waiting.pop()
            if step is None or step.name in seen:
                continue
            seen.add(step.name)
            found |= set(step.restrictions)
            waiting += [step.above, step.source, *self._versions(step)]
        return found

    def _versions(self, page: Page) -> list[Page]:
        family = (page.version_of or page).name
        return [other for other in self.pages if (other.version_of or other).name == family]

    def is_admitted(self, person: Person, page: Page) -> bool:
        """Whether the page's audience admits a person: the last one, when the page is gone."""
        return person.is_employee and satisfies(person, self.demands(page))

    def is_listed(self, person: Person, space: Space) -> bool:
        """Whether a person may know that a space exists."""
        return person.is_employee and (space.visibility in {"open", "closed"} or space.name in person.spaces)

    def reads(self, person: Person, space: Space) -> bool:
        """Whether a person may read what stands in a space."""
        return person.is_employee and (space.visibility == "open" or space.name in person.spaces)

    def may_see(self, person: Person, thing: Thing) -> bool:
        """Whether the product, its superusers' screens included, may show a thing to a person."""
        if not person.is_employee:
            return False
        match thing:
            case Person():
                return thing.is_employee
            case Page():
                return thing.live and not thing.deleted and self.is_admitted(person, thing)
            case Image() | Document():
                return self._opens(person, thing.collection)
            case Space():
                return self.is_listed(person, thing)
            case Remark():
                return self.may_see(person, thing.page) and self.may_edit(person, thing.page)
        return self._may_see_talk(person, thing)

    def _may_see_talk(self, person: Person, thing: Thing) -> bool:
        match thing:
            case Post():
                return not thing.removed and self.reads(person, thing.space)
            case Comment():
                return not thing.removed and self.may_see(person, thing.on)
            case Card():
                return self.may_see_card_page(person, thing)
        return False  # groups, collections, drafts and answers stay in the admin

    def may_see_card_page(self, person: Person, card: Card) -> bool:
        """Both are needed: the space and the page."""
        return self.may_see(person, card.post) and self.may_see(person, card.page)

    def card_state(self, person: Person, card: Card) -> str:
        """What a card that a person sees in its space says of its page."""
        if self.may_see(person, card.page):
            return "current"
        if not card.page.live and not card.page.deleted and self.is_admitted(person, card.page):
            return "unpublished"
        return "unavailable"

    def may_know_at_the_desk(self, person: Person, thing: Thing) -> bool:
        """What an editor meets in the admin: what they may see, and what they edit, with its drafts and what readers answered.

        Whoever edits an alias reads its source there, and in its log where that stood; whoever asks for an acknowledgement
        chooses among the groups.
        """
        match thing:
            case Group():
                return person.superuser or bool(person.edits)
            case Page():
                copies = (page for page in self.pages if page.source and thing in (page.source, page.source.above))
                return self.may_see(person, thing) or any(self.may_edit(person, page) for page in (thing, *copies))
            case Draft() | Remark():
                return self.may_edit(person, thing.page)
            case Answer():
                return self.may_edit(person, thing.form)
        return self.may_see(person, thing)

    def may_edit(self, person: Person, page: Page) -> bool:
        """Whether a person writes drafts of a page: who edits something above it, and superusers in the page tree."""
        if not person.is_employee:
            return False
        step: Page | None = page
        while step is not None:
            if person.superuser or step.name in person.edits:
                return True
            step = step.above
        return False

    @staticmethod
    def _opens(person: Person, collection: Collection) -> bool:
        step: Collection | None = collection
        while step is not None:
            if not satisfies(person, step.restrictions):
                return False
            step = step.above
        return True
