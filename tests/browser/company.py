"""Put a small company into an empty database: four colleagues, an imported folder, two spaces, a restricted page.

It runs as a program of its own, on the database of the server that the browser visits.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

import django

PASSWORD = "correct horse battery"
GUIDE = """---
title: Night trains
summary: How we travel by night and who pays.
---

## Booking

Book the **sleeper** two weeks ahead. See [the allowances](allowances.md).

| place | price |
| --- | --- |
| seat | 40 |
| bed | 90 |

> Sleep is part of the journey.

```sh
book --night
```
"""
ALLOWANCES = "---\ntitle: Allowances\nsummary: What is paid back.\n---\n\nKeep your receipts.\n"
MERGER = "---\ntitle: Merger plans\nsummary: For the board only.\n---\n\nThe secret zebra clause.\n"
FILES = {"index.md": "# Travel\n\nHow we move.\n", "trains.md": GUIDE, "allowances.md": ALLOWANCES, "merger.md": MERGER}


def build() -> dict:
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from wagtail.models import PageViewRestriction

    from cms.pages.models import ReferencePage, SectionPage
    from cms.pages.services.homes import ensure_home
    from cms.people.models import User
    from social_ext.spaces.services.memberships import join_space
    from social_ext.spaces.services.posts import create_post
    from social_ext.spaces.services.spaces import create_space

    ensure_home()
    people = {}
    for name in ("editor", "approver", "reader", "colleague", "outsider"):
        people[name] = User(username=name, first_name=name.title(), last_name="Fictional", email=f"{name}@example.org")
        people[name].set_password(PASSWORD)
        people[name].save()
    people["editor"].groups.add(Group.objects.get(name="Editors"))
    people["approver"].groups.add(Group.objects.get(name="Moderators"))
    board = Group.objects.create(name="Board")
    for name in ("editor", "approver", "reader", "colleague"):
        people[name].groups.add(board)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            (Path(folder) / name).write_text(text)
        call_command("import_markdown", folder, section="travel", verbosity=0)
    merger = ReferencePage.objects.get(title="Merger plans")
    PageViewRestriction.objects.create(page=merger, restriction_type=PageViewRestriction.GROUPS).groups.add(board)
    spaces = {
        slug: create_space(actor=people["reader"], name=name, slug=slug, purpose=purpose, visibility=visibility)
        for slug, name, purpose, visibility in [
            ("rails", "Rails and roads", "For all who travel.", "open"),
            ("boardroom", "Boardroom", "What the board prepares.", "closed"),
        ]
    }
    join_space(actor=people["colleague"], space=spaces["rails"])
    create_post(actor=people["reader"], space=spaces["rails"], body="Who takes the night train on Monday?")
    trains = ReferencePage.objects.get(title="Night trains")
    return {
        "section": SectionPage.objects.get(slug="travel").url,
        "trains": {"id": trains.pk, "url": trains.url},
        "merger": {"id": merger.pk, "url": merger.url},
    }


def publish(page_id: int, title: str) -> dict:
    """Submit a change and approve it, as the editor and the approver do in the admin."""
    from wagtail.models import Page

    from cms.people.models import User

    editor, approver = User.objects.get(username="editor"), User.objects.get(username="approver")
    page = Page.objects.get(pk=page_id).specific
    page.title = title
    page.save_revision(user=editor)
    state = page.get_workflow().start(page, editor)
    task = state.current_task_state.task.specific
    task.on_action(state.current_task_state, approver, "approve")
    return {"title": Page.objects.get(pk=page_id).title}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    answer = build() if sys.argv[1] == "build" else publish(int(sys.argv[2]), sys.argv[3])
    sys.stdout.write("\n" + json.dumps(answer))
