"""The data that is measured: a rich page with its thread and cards, and a bare page with the same body."""

import json
import sys
from uuid import uuid4

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.pages.models import ReferencePage, SectionPage  # noqa: E402
from cms.pages.services.homes import ensure_home  # noqa: E402
from cms.people.tokens import create_token  # noqa: E402
from social_ext.comments.services import ensure_page_thread, post_comment  # noqa: E402
from social_ext.sharing.services import share_page  # noqa: E402
from social_ext.spaces.models import Membership  # noqa: E402
from social_ext.spaces.services.spaces import create_space  # noqa: E402
from tests.benchmarks.bare.models import BarePage  # noqa: E402

PEOPLE, SPACES, COMMENTS, SECTIONS, PROGRAMS = 40, 6, 30, 8, 20

SENTENCE = "Ask yourself whether a call would do, tell your manager first and book at least <b>ten days ahead</b>. "


def body():
    """Return a rich body: headings, text with links, callouts, a table, code and a quote."""
    blocks = []
    for number in range(SECTIONS):
        blocks += [
            ("heading", {"text": f"Part {number}", "level": "2", "anchor": f"part-{number}"}),
            ("paragraph", f'<p>{SENTENCE * 3}<a linktype="page" id="1">More</a></p><ul><li>One</li><li>Two</li></ul>'),
            ("callout", {"kind": "info", "title": "Note", "text": f"<p>{SENTENCE}</p>"}),
        ]
    rows = [{"values": [f"Country {n}", str(n)]} for n in range(6)]
    columns = [{"type": "text", "heading": "Country"}, {"type": "number", "heading": "Night"}]
    blocks += [
        ("table", {"caption": "", "columns": columns, "rows": rows}),
        ("code", {"language": "sh", "code": "echo one\n" * 5}),
        ("quote", {"text": f"<p>{SENTENCE}</p>", "source": "Somebody"}),
    ]
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks]


def build():
    """Make the data, and return the addresses to ask and the session of the reader."""
    people = [get_user_model().objects.create(username=f"person{n}", first_name=f"First {n}") for n in range(PEOPLE)]
    reader = people[0]
    home = ensure_home()
    section = home.add_child(instance=SectionPage(title="Section", slug="section", owner=reader))
    rich = section.add_child(
        instance=ReferencePage(title="Rich", slug="rich", owner=reader, summary=SENTENCE, body=body())
    )
    bare = home.add_child(instance=BarePage(title="Bare", slug="bare", body=body()))
    for page in (section, rich, bare):
        page.save_revision().publish()
    rich = Page.objects.get(pk=rich.pk).specific
    thread = ensure_page_thread(actor=reader, page=rich)
    for number in range(COMMENTS):
        post_comment(actor=people[number % PEOPLE], thread=thread, body=f"Comment {number}")
    spaces = [create_space(actor=reader, name=f"Space {n}") for n in range(SPACES)]
    for share in share_page(actor=reader, page=rich, spaces=spaces, message="Look"):
        for person in people[1:]:
            Membership.objects.create(person=person, space=share.space)
        for number in range(COMMENTS // 3):
            post_comment(actor=people[number], thread=share.post.thread, body=f"Answer {number}")
    return {
        "rich": {"path": rich.get_url(), "cookie": sign_in(reader, "cms.people.sign_in.Backend")},
        "bare": {"path": "/bare/", "cookie": sign_in(reader, "django.contrib.auth.backends.ModelBackend")},
        "comments": f"/api/v1/threads/{thread.pk}/comments",
        "tokens": [create_token(actor=person, name="bench")[1] for person in people[:PROGRAMS]],
        "sizes": {"blocks": len(body()), "comments": COMMENTS, "cards": SPACES, "people": PEOPLE},
    }


def sign_in(person, backend):
    """Return the key of a new session of a person."""
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = backend
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    json.dump(build(), sys.stdout)
