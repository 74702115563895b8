"""The upkeep of the demo's handbook: who keeps what, which reviews are late, and what readers say, as `upkeep.yaml` says."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.pages.demo.tree import Tree
from cms.pages.services.import_places import home_in
from cms.people.models import Profile
from cms.upkeep.models import HelpfulAnswer, LinkTarget, PageCare, ReviewAct, Stewardship
from cms.upkeep.services.answers import answer_helpful
from cms.upkeep.services.care import settle_pages
from cms.upkeep.services.links import check_all_inside, collect_all_links
from cms.upkeep.services.reviews import delegate_review, postpone_review
from cms.upkeep.services.stewards import care_row

DATES = {PageCare: ["reviewed_at"], ReviewAct: ["created_at"], HelpfulAnswer: ["created_at"]}
Row = dict[str, Any]


def load_upkeep(company: Path, say: Callable[[str], None]) -> None:
    """Say who keeps the pages and what was done about them, once; bring the days of the reviews up to today each time."""
    settle_pages()
    if not ReviewAct.objects.exists():
        site = yaml.safe_load((company / "upkeep.yaml").read_text(encoding="utf-8"))
        _load(site, [Tree(home_in(language)) for language, _name in settings.LANGUAGES])
        late = PageCare.objects.filter(page__live=True, due_on__lt=timezone.localdate()).count()
        say(_("Upkeep: %(late)d pages are overdue.") % {"late": late})
    # The addresses of the company are as invented as its people: nobody is sent a reminder.
    PageCare.objects.update(reminded_for=F("due_on"))


def _load(site: Row, trees: list[Tree]) -> None:
    tree = trees[0]
    leaver = _make_leaver(site["leaver"])
    for row in site["stewards"]:
        said = {"contact": _person(row["contact"])} if "contact" in row else {}
        for each in trees:
            _say(each.page(row["path"]), **said, **({"months": row["months"]} if "months" in row else {}))
    for path in site["without_owner"]:
        _give(tree.page(path), None)
    for path in site["orphaned"]:
        _give(tree.page(path), leaver)
    settle_pages()
    for each in trees:
        _write_reviews(site["reviewed"], site["overdue"] if each is tree else [], each)
    settle_pages()
    _write_acts(site, tree)
    for row in site["helpful"]:
        _write_answers(row, tree.page(row["path"]))
    collect_all_links()
    check_all_inside()
    for row in site["unreachable"]:
        LinkTarget.objects.filter(address=row["address"]).update(
            state=LinkTarget.State.BROKEN, reason=row["reason"], failures=3, checked_at=timezone.now()
        )


def _write_acts(site: Row, tree: Tree) -> None:
    for row in site["postponed"]:
        until = timezone.localdate() + timedelta(days=row["until"])
        care = care_row(tree.page(row["path"]))
        postpone_review(actor=_person(row["by"]), care=care, until=until, reason=row["reason"])
    for row in site["delegated"]:
        delegate_review(actor=_person(row["by"]), care=care_row(tree.page(row["path"])), to=_person(row["to"]))


def _person(username: str) -> Any:
    return get_user_model().objects.get(username=username)


def _make_leaver(row: Row) -> Any:
    person = get_user_model().objects.create(
        username=row["username"], first_name=row["first"], last_name=row["last"], is_active=False
    )
    person.set_unusable_password()
    person.save()
    Profile.objects.update_or_create(person=person, defaults={"job": row["job"], "location": row["location"]})
    return person


def _say(page: Page, **said: Any) -> None:
    Stewardship.objects.update_or_create(page_id=page.pk, defaults=said)


def _give(page: Page, owner: Any) -> None:
    """Give a page to somebody, or to nobody: for that it was made by nobody either."""
    Page.objects.filter(pk=page.pk).update(owner=owner)
    _say(page, owner=owner)


def _write_reviews(reviewed: Row, overdue: list[Row], tree: Tree) -> None:
    """Say when pages were reviewed last, by their owners; the same on every computer."""
    chance = random.Random(11)  # noqa: S311 -- no secret
    newest, oldest = reviewed["default"]
    told = {f"{tree.home.url_path}{row['path']}/": row["days_ago"] for row in [*reviewed["pages"], *overdue]}
    cares = PageCare.objects.exclude(due_on=None).select_related("page").order_by("page__path")
    for care in cares.filter(page__live=True, page__path__startswith=tree.home.path):
        days = told.get(care.page.url_path, chance.randint(newest, oldest))
        first = care.page.first_published_at
        at = timezone.now() - timedelta(days=days)
        if first is not None and (at > first or care.page.url_path in told):
            PageCare.objects.filter(pk=care.pk).update(reviewed_at=at, reviewed_by=care.owner_id)


def _write_answers(row: Row, page: Page) -> None:
    words = row["words"]
    for answer in ("yes", "no"):
        for username in row[answer]:
            person = _person(username)
            answer_helpful(actor=person, page=page, is_helpful=answer == "yes", words=words.get(username))
    HelpfulAnswer.objects.filter(page_id=page.pk).update(created_at=timezone.now() - timedelta(days=2))
