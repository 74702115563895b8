"""Every address of the project, and through which channel of the matrix a thing could leave by it.

`PUBLIC` needs no account; `SECRET` neither, but an address that nobody guesses. `ACCOUNT` needs one and shows nothing that
belongs to some people only. Everything else names the kinds of things that it may show and the channels that watch it.
"""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Row:
    """One address: who comes in, what it may show, and which channels watch it."""

    door: str
    kinds: str = ""
    channels: tuple[str, ...] = ()


PUBLIC, SECRET, ACCOUNT, THINGS, WRITES = "public", "secret", "account", "things", "writes"

#: Addresses of others, below a prefix: allauth's own and Wagtail's admin.
PREFIXES = {
    "accounts/": Row(PUBLIC),
    "api/": Row(ACCOUNT),
    "admin/": Row(THINGS, "page draft answer remark person", ("lists of editors", "rooms beside a page in the admin")),
}

CMS = {
    "healthz": Row(PUBLIC),
    "readyz": Row(PUBLIC),
    "set_language": Row(ACCOUNT),
    "media": Row(THINGS, "image", ("picture", "rendition width-400", "rendition max-1360x1360")),
    "document_permalink": Row(THINGS, "document", ("document",)),
    "wagtaildocs_serve": Row(THINGS, "document", ("named document",)),
    "reference": Row(THINGS, "page", ("reference",)),
    "page_permalink": Row(THINGS, "page", ("permalink",)),
    "page_moved": Row(THINGS, "page", ("old address",)),
    "page_helpful": Row(WRITES, "page", ("page answers",)),
    "page_review": Row(THINGS, "page", ("reviews", "page reviews")),
    "page_answers": Row(THINGS, "page remark", ("answers", "page reviews")),
    "upkeep": Row(THINGS, "page", ("pages in care",)),
    "page_history": Row(THINGS, "page", ("history",)),
    "page_compare": Row(THINGS, "page", ("comparison",)),
    "page_acknowledge": Row(WRITES, "page", ("acknowledging",)),
    "page_acknowledgements": Row(THINGS, "page person", ("acknowledgements", "acknowledged")),
    "people": Row(THINGS, "person", ("people",)),
    "person": Row(THINGS, "person", ("person",)),
    "person_photo": Row(THINGS, "person", ("photo",)),
    "unit": Row(THINGS, "person space page", ("unit",)),
    "profile": Row(ACCOUNT),
    "profile_photo": Row(ACCOUNT),
    "guide": Row(ACCOUNT),
    "guide_page": Row(ACCOUNT),
    "search": Row(
        THINGS, "page post comment person space", ("search", "search for all", "search by the words of a picture")
    ),
    "events": Row(THINGS, "page", ("events",)),
    "attendance": Row(WRITES, "page", ("attendance",)),
    "form_answer": Row(WRITES, "page", ("answers to forms",)),
    "calendar": Row(SECRET, "page", ("calendar",)),
    "tokens": Row(ACCOUNT),
    "token_change": Row(ACCOUNT),
    "api_documentation": Row(ACCOUNT),
    "home": Row(THINGS, "page", ("home",)),
    "wagtail_serve": Row(THINGS, "page comment card space", ("page", "breadcrumb", "files in a page")),
}

SOCIAL = {
    "network": Row(THINGS, "post comment card page space", ("feed",)),
    "share": Row(THINGS, "page space", ("share dialog", "share dialog of a page")),
    "spaces": Row(THINGS, "space", ("spaces",)),
    "space_create": Row(THINGS, "space", ("spaces",)),
    "space": Row(THINGS, "space post comment card", ("space", "posts of spaces", "cards in spaces")),
    "space_members": Row(THINGS, "space person", ("space_members",)),
    "post": Row(THINGS, "post comment card", ("post", "cards in posts")),
    "post_edit": Row(THINGS, "post", ("post_edit",)),
    "comment": Row(THINGS, "comment", ("comment",)),
    "comment_edit": Row(THINGS, "comment", ("comment_edit",)),
    **{
        name: Row(WRITES, "space", ("space writes",))
        for name in (
            *("space_posts", "space_join", "space_leave", "space_invite", "space_answer"),
            *("space_role", "space_archive", "space_restore"),
        )
    },
    "react_to_post": Row(WRITES, "post", ("post reactions",)),
    "react_to_comment": Row(WRITES, "comment", ("comment reactions",)),
    "react_to_page": Row(WRITES, "page", ("page reactions",)),
    "post_remove": Row(WRITES, "post", ("post writes",)),
    "comment_remove": Row(WRITES, "comment", ("comment writes",)),
    "thread_comments": Row(WRITES, "comment", ("thread writes",)),
    "page_comments": Row(WRITES, "comment page", ("page writes",)),
}

TABLE = CMS | (SOCIAL if settings.SOCIAL else {})
