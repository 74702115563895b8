"""The events of the demo company are always to come."""

from pathlib import Path

from cms.pages.demo.staging import WHEN, moment
from cms.pages.models import EventPage


def keep_events_ahead(company: Path) -> None:
    """Let each event that nobody edited stand as many days ahead as its file in `events/` says."""
    for path in (company / "events").glob("*.md"):
        said = {name: moment(*when) for name, *when in WHEN.findall(path.read_text(encoding="utf-8"))}
        for event in EventPage.objects.filter(slug=path.stem).select_related("latest_revision"):
            _move(event, said["start"], said.get("end"))


def _move(event: EventPage, starts_at, ends_at) -> None:
    first = event.latest_revision
    if event.starts_at == starts_at or event.revisions.count() > 1:
        return
    EventPage.objects.filter(pk=event.pk).update(starts_at=starts_at, ends_at=ends_at)
    event.starts_at, event.ends_at = starts_at, ends_at
    content = event.serializable_data()
    first.content |= {name: content[name] for name in ("starts_at", "ends_at")}
    first.save(update_fields=["content"])
