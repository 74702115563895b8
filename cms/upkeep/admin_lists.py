"""The reports of the upkeep in the admin. Each shows the pages that its reader may edit, and no cell is a formula."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.core.spreadsheets import plain_cell
from cms.upkeep.models import PageLink
from cms.upkeep.selectors import reports
from cms.upkeep.selectors.answers import LEAST

#: What is said of a link that leads nowhere, by the reason that was noted.
REASONS = {
    "no_page": gettext_lazy("The page is gone, or nobody can read it."),
    "no_document": gettext_lazy("The document is gone."),
    "name": gettext_lazy("Nobody knows this host."),
    "connection": gettext_lazy("The host does not answer."),
    "slow": gettext_lazy("The host takes too long."),
    "redirects": gettext_lazy("It leads from one address to the next without end."),
    "404": gettext_lazy("The host says that it is not there."),
    "410": gettext_lazy("The host says that it is gone for good."),
}


def title_of(row: Any) -> str:
    page = getattr(row, "page", row)
    return page.title


def edit_url(row: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[getattr(row, "page_id", None) or row.pk])


def care_url(row: Any) -> str:
    return reverse("page_care", args=[row.pk])


def name_of(person: Any) -> str:
    return person.display_name if person else ""


def address_of(link: PageLink) -> str:
    """Return where a link leads, without the title of what its reader may not see."""
    kind, _colon, number = link.target.address.partition(":")
    if kind == "page":
        return _("page no. %(number)s") % {"number": number}
    if kind == "document":
        return _("document no. %(number)s") % {"number": number}
    return link.target.address


def reason_of(link: PageLink) -> str:
    """Return why a link counts as broken, in words."""
    reason = link.target.reason
    return str(REASONS.get(reason) or _("The host answers with the error %(status)s.") % {"status": reason})


class UpkeepReport(ReportView):
    """A list of pages for those who edit some; everybody else is refused like for what does not exist."""

    any_permission_required = ["change", "publish"]
    selector: Any = None
    name = ""
    header_icon = "tasks"
    is_searchable = False
    default_ordering = None

    @cached_property
    def permission_policy(self):
        return policy_registry.get_by_type(Page)

    @property
    def index_url_name(self):
        return f"upkeep_{self.name}"

    @property
    def index_results_url_name(self):
        return f"upkeep_{self.name}_results"

    @property
    def export_filename(self):
        return self.name

    def get_base_queryset(self):
        return type(self).selector(self.request.user)

    def to_row_dict(self, item) -> dict[str, Any]:
        return {column.name: plain_cell(column.get_value(item)) for column in self.columns}

    @cached_property
    def list_export(self):
        return [column.name for column in self.columns]

    def get_heading(self, queryset, field):
        return next(str(column.label) for column in self.columns if column.name == field)


class OverdueReport(UpkeepReport):
    name = "overdue"
    page_title = gettext_lazy("Overdue pages")
    header_icon = "time"
    selector = staticmethod(reports.overdue)
    columns = [
        TitleColumn("title", label=gettext_lazy("Page"), accessor=title_of, get_url=care_url),
        Column("due_on", label=gettext_lazy("Review was due")),
        Column("owner", label=gettext_lazy("Owner"), accessor=lambda care: name_of(care.owner)),
        Column("reviewer", label=gettext_lazy("Handed to"), accessor=lambda care: name_of(care.reviewer)),
    ]


class WithoutOwnerReport(UpkeepReport):
    name = "without_owner"
    page_title = gettext_lazy("Pages without owner")
    header_icon = "user"
    selector = staticmethod(reports.without_owner)
    columns = [
        TitleColumn("title", label=gettext_lazy("Page"), accessor=title_of, get_url=care_url),
        Column("due_on", label=gettext_lazy("Next review")),
    ]


class OrphanedReport(UpkeepReport):
    name = "orphaned"
    page_title = gettext_lazy("Pages whose owner left")
    header_icon = "warning"
    selector = staticmethod(reports.orphaned)
    columns = [
        TitleColumn("title", label=gettext_lazy("Page"), accessor=title_of, get_url=care_url),
        Column("owner", label=gettext_lazy("Owner who left"), accessor=lambda care: name_of(care.owner)),
        Column("due_on", label=gettext_lazy("Next review")),
    ]


class BrokenLinksReport(UpkeepReport):
    name = "broken_links"
    page_title = gettext_lazy("Broken links")
    header_icon = "link"
    selector = staticmethod(reports.broken_links)
    columns = [
        TitleColumn("title", label=gettext_lazy("Page"), accessor=title_of, get_url=edit_url),
        Column("address", label=gettext_lazy("Leads to"), accessor=address_of),
        Column("reason", label=gettext_lazy("Reason"), accessor=reason_of),
        Column("checked_at", label=gettext_lazy("Checked"), accessor="target.checked_at"),
    ]


class ReadsReport(UpkeepReport):
    name = "reads"
    page_title = gettext_lazy("Most and least read")
    header_icon = "view"
    selector = staticmethod(reports.pages_by_reads)
    columns = [
        TitleColumn("title", label=gettext_lazy("Page"), accessor=title_of, get_url=edit_url),
        Column(
            "readers",
            label=gettext_lazy("People who read it"),
            accessor=lambda page: page.readers or _("fewer than %(least)d") % {"least": LEAST},
            sort_key="readers",
        ),
    ]

    def order_queryset(self, queryset):
        """Let the least read stand first when asked; by their titles those that may not be counted aloud."""
        return queryset.order_by("readers", "title", "pk") if self.ordering == "readers" else queryset


REPORTS: list[type[UpkeepReport]] = [OverdueReport, WithoutOwnerReport, OrphanedReport, BrokenLinksReport, ReadsReport]
