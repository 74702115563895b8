from datetime import timedelta

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.core import views
from cms.core.selectors import RETRY_WORK
from cms.core.services import work
from cms.core.tick import Job


class OperatorsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(RETRY_WORK)


@hooks.register("register_admin_urls")
def addresses_of_background_work():
    return [
        path("background-work/", views.failed_work, name="failed_work"),
        path("background-work/retry/", views.retry_failed_work, name="retry_all_failed_work"),
        path("background-work/retry/<uuid:pk>/", views.retry_failed_work, name="retry_failed_work"),
    ]


@hooks.register("register_reports_menu_item")
def add_background_work():
    return OperatorsMenuItem(_("Background work"), reverse("failed_work"), icon_name="history", order=1200)


@hooks.register("register_permissions")
def permission_to_retry():
    return Permission.objects.filter(content_type__app_label="core", codename="retry_backgroundtask")


@hooks.register("register_tick")
def pick_up_lost_work():
    return Job("pick_up_lost_work", every=timedelta(minutes=1), run=lambda at: _pick_up())


def _pick_up():
    # By the clock on the wall, whatever time the tick was told: workers sign with that.
    work.pick_up_lost_work(now=timezone.now())
    work.mend_waits(now=timezone.now())


@hooks.register("register_tick")
def prune_work():
    return Job("prune_work", every=timedelta(hours=1), run=lambda at: work.prune_work(now=timezone.now()))
