"""Pages go live and expire by the tick; editors have comments, and previews at the width of a phone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.core.models import TickRun
from tests.factories.pages import make_page

pytestmark = pytest.mark.django_db


def tick():
    TickRun.objects.all().delete()
    call_command("tick", verbosity=0)


def test_scheduled_page_goes_live_and_expires_by_the_tick(member_client, editor, home):
    now = timezone.now()
    page = make_page(live=False)
    page.go_live_at, page.expire_at = now + timedelta(hours=1), now + timedelta(hours=2)
    page.save_revision().publish(user=editor)
    tick()
    assert member_client.get(page.url or f"/en/{page.slug}/").status_code == 404

    revision = page.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = now - timedelta(hours=2)
    revision.content["go_live_at"] = (now - timedelta(hours=2)).isoformat()
    revision.save()
    tick()
    page.refresh_from_db()
    assert (page.live, member_client.get(page.url).status_code) == (True, 200)

    type(page).objects.filter(pk=page.pk).update(expire_at=now - timedelta(minutes=1))
    tick()
    page.refresh_from_db()
    assert (page.live, page.expired, member_client.get(page.url).status_code) == (False, True, 404)


def test_editor_offers_comments_phone_preview_and_help(client, editor, home):
    page = make_page()
    client.force_login(editor)

    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert 'data-side-panel-toggle="comments"' in html
    assert any(mode["device_width"] <= 400 for mode in page.preview_sizes)
    assert "Name the page by what readers look for" in html
