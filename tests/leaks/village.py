"""A little world, declared in plain Python: `world.py` builds it in the database, the oracle answers for it.

Every text field of every thing carries a canary, `zq<thing>x<field>xq`, a word for the search, `lq<thing>x`, and a word
that all have in common. Whatever reaches a client and holds a canary tells which thing it came from.
"""

import re

from tests.leaks.oracle import (
    Answer,
    Card,
    Collection,
    Comment,
    Document,
    Draft,
    Group,
    Image,
    Oracle,
    Page,
    Person,
    Post,
    Remark,
    Space,
)

CANARY = re.compile(rb"zq([a-z0-9]+?)x")
#: A canary as a word of its own: a random token of sixty characters may hold what looks like one.
WHOLE_CANARY = re.compile(rb"(?<![a-z0-9])zq([a-z0-9]+?)x[a-z]+xq(?![a-z0-9])")
#: A word that stands in every text.
COMMON = "harbour"


def canary(name: str, field: str) -> str:
    return f"zq{name}x{field}xq"


def lure(name: str) -> str:
    return f"lq{name}x"


def text(name: str, field: str) -> str:
    return f"{COMMON} {canary(name, field)} {lure(name)}"


def names_in(raw: bytes) -> set[str]:
    """The names of the things that show somewhere in these bytes; a random token may look like a canary of nothing."""
    low = raw.lower()
    unknown = {found.decode() for found in WHOLE_CANARY.findall(low)} - BY_NAME.keys()
    assert not unknown, f"not in THINGS: {sorted(unknown)}"
    return {found.decode() for found in CANARY.findall(low)} & BY_NAME.keys()


A, B = frozenset({"groupa"}), frozenset({"groupb"})
#: The slug of the unit to which all people and spaces belong.
UNIT = "dock"
ALL_SPACES = frozenset({"square", "club", "cellar"})

GROUPS = [Group("groupa"), Group("groupb")]

ROLES = [
    Person("anonymous", account=False),
    Person("outsider"),
    Person("clubmember", spaces=frozenset({"club"})),
    Person("cellarmember", spaces=frozenset({"cellar"})),
    Person("squaremember", spaces=frozenset({"square"})),
    Person("readera", groups=A),
    Person("readerb", groups=B),
    Person("readerab", groups=A | B),
    Person("insider", groups=A | B, spaces=ALL_SPACES),
    Person("waiting", waits_for=frozenset({"club"})),
    Person("operator", superuser=True),
    Person("leaver", active=False, groups=A | B, spaces=ALL_SPACES),
    Person("editorelsewhere", edits=frozenset({"section"})),
    Person("editorinside", edits=frozenset({"vault"})),
]
#: Writes everything, so that no reader is an author.
AUTHOR = Person("author", groups=A | B, spaces=ALL_SPACES)

root = Collection("root")
chest = Collection("chest", root, (A,))
crate = Collection("crate", chest, (B,))
locked = Collection("locked", root, (frozenset(),))
COLLECTIONS = [chest, crate, locked]

IMAGES = [Image("picture", root), Image("chart", chest), Image("plan", crate), Image("relic", locked)]
DOCUMENTS = [Document("form", root), Document("payroll", chest), Document("contract", crate), Document("will", locked)]

home = Page("home", kind="home")
section = Page("section", home, kind="section")
page = Page("page", section)
subpage = Page("subpage", page, kind="news")
vault = Page("vault", home, (A,), kind="section")
ledger = Page("ledger", vault)
dossier = Page("dossier", vault, (B,))
folder = Page("folder", dossier)
sealed = Page("sealed", section, (frozenset(),))
either = Page("either", section, (A | B,), kind="event")
feast = Page("feast", section, kind="event")
ballot = Page("ballot", vault, kind="form")
draft = Page("draft", section, live=False)
withdrawn = Page("withdrawn", section, live=False)
withdrawnledger = Page("withdrawnledger", vault, live=False)
hall = Page("hall", home, kind="section", live=False)
room = Page("room", hall)
mirror = Page("mirror", section, source=ledger)
homefr = Page("homefr", kind="home", version_of=home)
vaultfr = Page("vaultfr", homefr, kind="section", version_of=vault)
ledgerfr = Page("ledgerfr", vaultfr, version_of=ledger)
erased = Page("erased", section, deleted=True, live=False)
PAGES = [
    *[home, section, page, subpage, vault, ledger, dossier, folder, sealed, either, draft, withdrawn, withdrawnledger],
    *[feast, ballot, hall, room, homefr, vaultfr, ledgerfr, mirror, erased],
]


def is_translated(thing: Page) -> bool:
    return any(other.version_of is thing for other in PAGES)


#: Live pages with words that wait to be published.
DRAFTS = [Draft("pagedraft", page), Draft("ledgerdraft", ledger)]
#: The picture that two pages wear.
WORN, WEARERS = "chart", (page, ledger)
#: The page that stands first on the home page.
LEAD = ledger

square, club, cellar = Space("square", "open"), Space("club", "closed"), Space("cellar", "secret")
SPACES = [square, club, cellar]

squarepost, clubpost, cellarpost = Post("squarepost", square), Post("clubpost", club), Post("cellarpost", cellar)
removedpost = Post("removedpost", square, removed=True)
POSTS = [squarepost, clubpost, cellarpost, removedpost]

CARDS = [
    Card(f"card{shared.name}{space.name}", shared, Post(f"words{shared.name}{space.name}", space))
    for shared, space in [
        *[(page, square), (page, club), (page, cellar)],
        *[(ledger, square), (ledger, club), (dossier, cellar), (dossier, square)],
        *[(withdrawn, square), (withdrawnledger, square), (erased, square)],
    ]
]
WORDS = [card.post for card in CARDS]

COMMENTS = [
    Comment(f"on{target.name}", target)
    for target in [page, ledger, dossier, withdrawn, withdrawnledger, squarepost, clubpost, cellarpost, *WORDS]
] + [Comment("removedonpage", page, removed=True), Comment("removedonsquarepost", squarepost, removed=True)]

#: What a reader of the form wrote into it: for its editors alone, in the admin.
ANSWERS = [Answer("vote", ballot)]

#: Words to the owners of pages.
REMARKS = [Remark("pageremark", page), Remark("ledgerremark", ledger)]
#: Pages that everybody is asked to acknowledge, and who is shown the names of those who did: it may be somebody who may not see them.
CONTROLLERS = {"page": "outsider", "ledger": "readera", "dossier": "outsider", "sealed": "readera"}
#: Who was asked to review which page, and may not see all of them.
REVIEWERS = {"subpage": "outsider", "ledger": "outsider", "section": "readera", "dossier": "readera"}

THINGS = [
    *[person for person in [*ROLES, AUTHOR] if person.account],
    *[
        *GROUPS,
        *COLLECTIONS,
        *IMAGES,
        *DOCUMENTS,
        *PAGES,
        *DRAFTS,
        *SPACES,
        *POSTS,
        *WORDS,
        *CARDS,
        *COMMENTS,
        *ANSWERS,
        *REMARKS,
    ],
]
ORACLE = Oracle(THINGS)
BY_NAME = {thing.name: thing for thing in THINGS}
#: An address names what it stands below: the slug of a page that is gone shows in those of the live pages under it.
PLAIN_SLUGS = {"hall"}


def slug(name: str) -> str:
    return f"plain-{name}" if name in PLAIN_SLUGS else canary(name, "slug")
