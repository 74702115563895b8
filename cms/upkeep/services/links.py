"""Find the links of pages, and whether they lead anywhere: inside the product in the database, elsewhere by asking, slowly."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Min, QuerySet
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone, translation
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.files.models import Document
from cms.pages.lists import at_address
from cms.upkeep import fetching
from cms.upkeep.linking import addresses_in, digest_of, host_of
from cms.upkeep.models import LinkTarget, PageLink

State = LinkTarget.State
#: How long a finding holds, and after how many failures in a row, a day apart, an address that does not answer is broken.
FINE_FOR = timedelta(days=14)
TRY_AGAIN = timedelta(days=1)
MOST_FAILURES = 3
#: How many hosts are asked by one tick, each for one address: so one host is asked at most once a minute.
HOSTS_A_TICK = 20
#: A host that was asked is left alone for so long, however much is waiting.
HOST_PAUSE = timedelta(seconds=30)
#: Somebody who was given an address has this long to ask, before another one is.
HELD_FOR = timedelta(minutes=30)
LONGEST_WAIT = timedelta(days=30)
#: Answers that say that an address is gone; those that say nothing about it, as one has to sign in there or to come later.
GONE = {404, 410}
CLOSED = {401, 403, 407, 429, 451}
CHUNK = 500


@transaction.atomic
def collect_links_of(*, page: Page) -> int:
    """Note which addresses the live version of a page links to, and check those inside the product; return how many."""
    addresses = addresses_in(page) if page.live and page.alias_of_id is None else {}
    targets = _targets(addresses)
    PageLink.objects.filter(page_id=page.pk).exclude(target__in=[target.pk for target in targets.values()]).delete()
    links = [PageLink(page_id=page.pk, target=targets[address], block=block) for address, block in addresses.items()]
    PageLink.objects.bulk_create(
        links, update_conflicts=True, unique_fields=["page", "target"], update_fields=["block"], batch_size=CHUNK
    )
    check_inside(targets=[target for target in targets.values() if not target.host])
    return len(links)


def _targets(addresses: Iterable[str]) -> dict[str, LinkTarget]:
    """Return the row of each address, made where it is new."""
    rows = [LinkTarget(address=address, digest=digest_of(address), host=host_of(address)) for address in addresses]
    LinkTarget.objects.bulk_create(rows, ignore_conflicts=True, batch_size=CHUNK)
    found = LinkTarget.objects.filter(digest__in=[row.digest for row in rows])
    return {target.address: target for target in found}


def collect_all_links() -> int:
    """Note the links of every live page; return how many pages there are. What nobody links to any more is forgotten."""
    pages = Page.objects.live().filter(depth__gt=1, alias_of=None)
    for page in pages.iterator(chunk_size=CHUNK):
        collect_links_of(page=page)
    PageLink.objects.filter(page__live=False).delete()
    LinkTarget.objects.filter(page_links=None).delete()
    return pages.count()


def check_all_inside() -> None:
    """Check again what is linked to inside the product: pages come and go."""
    targets = LinkTarget.objects.filter(host="").order_by("pk")
    last = 0
    while chunk := list(targets.filter(pk__gt=last)[:CHUNK]):
        check_inside(targets=chunk)
        last = chunk[-1].pk


def check_inside(*, targets: Sequence[LinkTarget]) -> None:
    """Note for addresses inside the product whether anything is there for anybody."""
    pages = _live_ids(targets, "page", Page.objects.live())
    documents = _live_ids(targets, "document", Document.objects.all())
    now = timezone.now()
    for target in targets:
        kind, _colon, number = target.address.partition(":")
        if kind == "page":
            is_there = int(number) in pages
        elif kind == "document":
            is_there = int(number) in documents
        else:
            is_there = _leads_somewhere(target.address)
        target.state, target.reason = (
            (State.FINE, "") if is_there else (State.BROKEN, "no_document" if kind == "document" else "no_page")
        )
        target.checked_at = now
    LinkTarget.objects.bulk_update(targets, ["state", "reason", "checked_at"], batch_size=CHUNK)


def _live_ids(targets: Sequence[LinkTarget], kind: str, things: QuerySet) -> set[int]:
    prefix = f"{kind}:"
    ids = [int(target.address.removeprefix(prefix)) for target in targets if target.address.startswith(prefix)]
    return set(things.filter(pk__in=ids).values_list("pk", flat=True))


def _leads_somewhere(path: str) -> bool:
    """Tell whether a path of the product is a live page, an old address of one, or an address of the product itself."""
    language = get_language_from_path(path)
    if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return True
    with translation.override(language or settings.LANGUAGE_CODE):
        match = _match(path) or (None if language else _match(f"/{settings.LANGUAGE_CODE}{path}"))
    if match is None:
        return False
    match match.url_name:
        case "wagtail_serve" | "home":
            return at_address(Page.objects.live(), path).exists()
        case "page_permalink":
            return Page.objects.live().filter(pk=match.kwargs["pk"]).exists()
        case "document_permalink" | "wagtaildocs_serve":
            return Document.objects.filter(pk=match.kwargs["document_id"]).exists()
    return True


def _match(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


@transaction.atomic
def take_due_targets(*, at: datetime) -> list[int]:
    """Take the addresses elsewhere that are due, one of each host, and hold them; return their ids.

    None when the product does not look outside (`CHECK_LINKS`).
    """
    if not settings.CHECK_LINKS:
        return []
    due = LinkTarget.objects.exclude(host="").filter(due_at__lte=at)
    waits = due.order_by().values("host").annotate(since=Min("due_at")).order_by("since", "host")
    taken: list[int] = []
    for host in waits.values_list("host", flat=True)[:HOSTS_A_TICK]:
        first = due.filter(host=host).select_for_update(skip_locked=True).order_by("due_at", "pk").first()
        if first is not None:
            taken.append(first.pk)
    LinkTarget.objects.filter(pk__in=taken).update(due_at=at + HELD_FOR)
    return taken


def check_target(*, pk: int, at: datetime) -> LinkTarget | None:
    """Ask one address elsewhere, and note what came back. Nothing is held while the other side takes its time."""
    target = LinkTarget.objects.filter(pk=pk).exclude(host="").first()
    if target is None or not settings.CHECK_LINKS:
        return None
    if LinkTarget.objects.filter(host=target.host, checked_at__gt=at - HOST_PAUSE).exists():
        LinkTarget.objects.filter(pk=pk).update(
            due_at=at + HOST_PAUSE
        )  # asked just now, by this task or by another one
        return None
    try:
        _note_answer(target, fetching.ask(target.address), at)
    except fetching.Refused as refused:
        target.state, target.reason, target.failures, target.due_at = State.SKIPPED, str(refused), 0, at + FINE_FOR
    except fetching.NoAnswer as silence:
        _note_failure(target, str(silence), at)
    target.checked_at = at
    noted = {name: getattr(target, name) for name in ("state", "reason", "failures", "checked_at", "due_at")}
    is_known = LinkTarget.objects.filter(pk=pk).update(**noted)  # no page may lead there any more
    return target if is_known else None


def _note_answer(target: LinkTarget, answer: fetching.Answer, at: datetime) -> None:
    if answer.status in GONE:
        target.state, target.reason, target.failures, target.due_at = (
            State.BROKEN,
            str(answer.status),
            1,
            at + TRY_AGAIN,
        )
    elif answer.status in CLOSED:
        wait = min(max(timedelta(seconds=answer.wait), TRY_AGAIN), LONGEST_WAIT)
        target.state, target.reason, target.failures, target.due_at = State.SKIPPED, str(answer.status), 0, at + wait
    elif answer.status >= 400:
        _note_failure(target, str(answer.status), at)
    else:
        target.state, target.reason, target.failures, target.due_at = State.FINE, "", 0, at + FINE_FOR


def _note_failure(target: LinkTarget, reason: str, at: datetime) -> None:
    """Note that it did not work this time: only what fails again and again is broken."""
    target.failures, target.reason, target.due_at = min(target.failures + 1, MOST_FAILURES), reason, at + TRY_AGAIN
    if target.failures >= MOST_FAILURES:
        target.state = State.BROKEN
