"""Pages and their restrictions, made as the admin makes them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.forms.models import FormField, FormPage
from cms.pages.models import EventPage, NewsPage, ReferencePage, SectionPage
from cms.pages.services.homes import ensure_home


def block(kind, value):
    """Return one block of a body in its stored form."""
    return {"type": kind, "value": value, "id": str(uuid4())}


def make_section(*, parent=None, title="Section", slug=None, **fields):
    return _publish(
        parent or ensure_home(), SectionPage(title=title, slug=slug or f"section-{uuid4().hex[:8]}", **fields)
    )


def make_page(*, parent=None, title="Page", slug=None, live=True, **fields):
    """Make a reference page, published unless `live` is false."""
    page = ReferencePage(title=title, slug=slug or f"page-{uuid4().hex[:8]}", **fields)
    if not live:
        page.live = False
        parent = parent or make_section()
        parent.add_child(instance=page)
        page.save_revision()
        return page
    return _publish(parent or make_section(), page)


def make_event(*, parent=None, title="Event", slug=None, starts_at=None, **fields):
    """Make a published event, tomorrow unless it is said when."""
    starts_at = starts_at or timezone.now() + timedelta(days=1)
    page = EventPage(title=title, slug=slug or f"event-{uuid4().hex[:8]}", starts_at=starts_at, **fields)
    return _publish(parent or make_section(), page)


def make_form(*questions, parent=None, title="Form", slug=None, **fields):
    """Make a published form; a question is its label, with its type and further fields when they matter."""
    page = FormPage(title=title, slug=slug or f"form-{uuid4().hex[:8]}", **fields)
    for question in questions or ("Question",):
        label, kind, more = (*question, {}, {})[:3] if isinstance(question, tuple) else (question, "singleline", {})
        page.form_fields.add(FormField(label=label, field_type=kind or "singleline", **(more or {})))
    return _publish(parent or make_section(), page)


def make_news(*, parent=None, title="News", slug=None, **fields):
    return _publish(parent or make_section(), NewsPage(title=title, slug=slug or f"news-{uuid4().hex[:8]}", **fields))


def _publish(parent, page):
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(user=page.owner).publish()
    page.refresh_from_db()
    return page


def restrict(page, *groups):
    """Let only the members of one of the groups read a page and what hangs below it."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.set(groups)
    return restriction
