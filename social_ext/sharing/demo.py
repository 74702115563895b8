"""What the demo company says: its spaces, the pages it shares, and all that was answered, as `fixtures/network/` has it."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.core.audiences import forget_audiences, remembered_audiences
from cms.pages.models import HomePage
from cms.people.models import BusinessUnit
from social_ext.activity.models import Activity
from social_ext.comments.models import Thread, ThreadedComment
from social_ext.comments.services import ensure_page_thread, post_comment
from social_ext.reactions.models import Reaction
from social_ext.reactions.services import react
from social_ext.sharing.models import PlannedShare, Share
from social_ext.sharing.services import plan_share, share_page
from social_ext.spaces.models import Membership, Post, Role, Space, State
from social_ext.spaces.services.posts import create_post
from social_ext.spaces.services.spaces import create_space

Row = dict[str, Any]

DATES = {
    Activity: ["published_at"],
    Membership: ["joined_at"],
    Reaction: ["created_at"],
    Post: ["created_at", "edited_at", "removed_at"],
    PlannedShare: ["planned_at", "decided_at"],
    Share: ["shared_at"],
    Space: ["created_at", "archived_at"],
    Thread: ["created_at", "closed_at", "last_activity_at"],
    ThreadedComment: ["submit_date", "edited_at"],
}
PAGES = "pages.yaml"
ROLES = {"moderators": Role.MODERATOR, "animators": Role.ANIMATOR, "members": Role.MEMBER}
OPEN_QUESTIONS = {"requests": State.REQUESTED, "invited": State.INVITED}
UNITS_OF_TIME = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass
class Moment:
    """One thing that somebody said, and what came of it; `start` began the conversation, `parent` is what it answers."""

    at: datetime
    row: Row
    space: Any = None
    page: Any = None
    start: "Moment | None" = None
    parent: "Moment | None" = None
    thread: Any = None
    comment: Any = None


def load_network(company: Path, say: Callable[[str], None]) -> None:
    """Let everything be said once, in the order in which it was said."""
    if Space.objects.exists():
        return
    _date_publications()
    company_talks = _Talk()
    joined = yaml.safe_load((company / "people_more.yaml").read_text(encoding="utf-8"))["spaces"]
    moments = []
    for path in sorted((company / "network").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == PAGES:
            moments += company_talks.under_pages(data["pages"])
        else:
            data["members"] = [*data.get("members", []), *joined.get(data["slug"], [])]
            moments += company_talks.in_space(data)
    with remembered_audiences():
        for moment in sorted(moments, key=lambda moment: moment.at):
            company_talks.happen(moment)
    say(
        _("Network: %(spaces)d spaces, %(posts)d posts, %(comments)d comments.")
        % {
            "spaces": Space.objects.count(),
            "posts": Post.objects.count(),
            "comments": ThreadedComment.objects.count(),
        }
    )


def _date_publications() -> None:
    """Let what was recorded of publications say when they were: the versions were dated after they were published."""
    versions = defaultdict(list)
    for page_id, at in Revision.page_revisions.order_by("pk").values_list("object_id", "created_at"):
        versions[int(page_id)].append(at)
    published = list(Activity.objects.filter(object_kind="page").order_by("pk"))
    for activity in published:
        activity.published_at = versions[activity.object_id].pop(0)
    Activity.objects.bulk_update(published, ["published_at"])


class _Talk:
    """Who says what where; the people and pages are looked up once."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.people = {person.username: person for person in get_user_model().objects.all()}
        home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
        # Nobody could share or discuss what an earlier run without the network took down.
        pages = home.get_descendants().live().specific()
        self.pages = {page.url_path.removeprefix(home.url_path).strip("/"): page for page in pages}

    def in_space(self, row: Row) -> Iterator[Moment]:
        """Open a space, and return what was said in it."""
        space = self._open(row)
        for post in row["posts"]:
            if "page" in post and post["page"] not in self.pages:
                continue
            start = Moment(self._ago(post["ago"]), post, space=space, page=self.pages.get(post.get("page")))
            yield start
            yield from self._answers(start, None, post.get("comments", []))

    def under_pages(self, rows: list[Row]) -> Iterator[Moment]:
        """Return what was said under pages."""
        for row in rows:
            if row["page"] in self.pages:
                start = Moment(self._ago(row["began"]), {}, page=self.pages[row["page"]])
                self._react(start, "page", start.page.pk, row)
                yield from self._answers(start, None, row["comments"])

    def _answers(self, start: Moment, parent: Moment | None, rows: list[Row]) -> Iterator[Moment]:
        for row in rows:
            at = min(start.at + _span(row["after"]), self.now - timedelta(minutes=1))
            moment = Moment(at, row, space=start.space, page=start.page, start=start, parent=parent)
            yield moment
            yield from self._answers(start, moment, row.get("replies", []))

    def happen(self, moment: Moment) -> None:
        """Let the person say it, through the same services as everybody."""
        author = self.people[moment.row["author"]]
        if moment.start is None:
            post = self._share(author, moment) if moment.page else self._post(author, moment)
            moment.thread = post.thread
            self._react(moment, "post", post.pk, moment.row)
            return
        if moment.start.thread is None:
            moment.start.thread = self._page_thread(author, moment.start)
        moment.comment = post_comment(
            actor=author,
            thread=moment.start.thread,
            body=moment.row["text"],
            parent=moment.parent.comment if moment.parent else None,
            language=moment.row.get("language", "en"),
            anchor=_anchor(moment.page, moment.row["about"]) if "about" in moment.row else "",
            at=moment.at,
        )
        self._react(moment, "comment", moment.comment.pk, moment.row)

    def _react(self, moment: Moment, kind: str, pk: int, row: Row) -> None:
        """Let others react, one after the other, in the minutes after it was said."""
        given = [(username, sign) for sign, usernames in row.get("reactions", {}).items() for username in usernames]
        for number, (username, sign) in enumerate(given, start=1):
            at = min(moment.at + timedelta(minutes=number), self.now)
            react(actor=self.people[username], target_kind=kind, pk=pk, kind=sign, at=at)

    def _post(self, author: Any, moment: Moment) -> Post:
        row = moment.row
        return create_post(actor=author, space=moment.space, body=row["body"], kind=row["kind"], at=moment.at)

    def _share(self, author: Any, moment: Moment) -> Post:
        """Share a page, and remember the version that was live at the time."""
        body = moment.row.get("body", "")
        (share,) = share_page(actor=author, page=moment.page, spaces=[moment.space], message=body, at=moment.at)
        versions = Revision.page_revisions.filter(object_id=str(moment.page.pk)).order_by("created_at")
        share.revision = versions.filter(created_at__lte=moment.at).last() or versions.first()
        share.save(update_fields=["revision"])
        return share.post

    def _page_thread(self, author: Any, start: Moment) -> Thread:
        thread = ensure_page_thread(actor=author, page=start.page)
        thread.created_at = start.at
        thread.save(update_fields=["created_at"])
        return thread

    def _open(self, row: Row) -> Space:
        opened = self._ago(row["created"])
        unit = BusinessUnit.objects.get(slug=row["unit"]) if row.get("unit") else None
        facts = {name: row[name] for name in ("slug", "name", "kind", "visibility", "purpose")}
        space = create_space(actor=self.people[row["owner"]], unit=unit, **facts)
        Space.objects.filter(pk=space.pk).update(created_at=opened)
        Membership.objects.filter(space=space).update(joined_at=opened)
        Membership.objects.bulk_create(self._members(row, space, opened))
        forget_audiences()
        return space

    def _members(self, row: Row, space: Space, opened: datetime) -> Iterator[Membership]:
        roles = {username: role for name, role in ROLES.items() for username in row.get(name, [])}
        for username, role in roles.items():
            person = self.people[username]
            yield Membership(person=person, space=space, role=role, joined_at=max(opened, person.date_joined))
        for name, state in OPEN_QUESTIONS.items():
            for asked in row.get(name, []):
                facts = {"state": state, "joined_at": self._ago(asked["ago"])}
                yield Membership(person=self.people[asked["person"]], space=space, **facts)

    def _ago(self, span: str) -> datetime:
        return self.now - _span(span)


def _span(text: str) -> timedelta:
    """Read a span of time such as `25m` or `1d 5h`."""
    parts = re.findall(r"(\d+)([dhm])", text)
    return timedelta(**{UNITS_OF_TIME[unit]: int(number) for number, unit in parts})


def _anchor(page: Any, words: str) -> str:
    """Return the id of the block in which the words stand; none when a later version has other words."""
    for block in page.body.raw_data:
        if words in json.dumps(block["value"], ensure_ascii=False):
            return block["id"]
    return ""


def plan_demo_shares(company: Path) -> None:
    """Plan what goes out when a scheduled page is published, once."""
    home = HomePage.objects.first()
    for row in yaml.safe_load((company / "planned_shares.yaml").read_text(encoding="utf-8")):
        page = home and home.get_descendants().filter(url_path=f"{home.url_path}{row['page']}/").first()
        if page is None or PlannedShare.objects.filter(page=page).exists():
            continue
        actor = get_user_model().objects.get(username=row["by"])
        plan_share(actor=actor, page=page, space=Space.objects.get(slug=row["space"]), message=row["message"])
