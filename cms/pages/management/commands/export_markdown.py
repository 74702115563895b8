"""Write a page and all below it as Markdown."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from cms.core.exceptions import DomainError
from cms.core.progress import Progress
from cms.pages.selectors import home_path
from cms.pages.services.exports import ExportReport, export_pages, exportable_pages


class Command(BaseCommand):
    help = "Write a section, or one page with all below it, as Markdown files with their pictures and documents."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("directory", type=Path, help="a new or empty directory")
        parser.add_argument("--section", required=True, help="the address below the home page, such as handbook/travel")
        parser.add_argument(
            "--as",
            default="",
            dest="viewer",
            metavar="EMAIL",
            help="what this person may see (a mail address or user name); else what everyone may",
        )
        parser.add_argument("--locale", default=settings.LANGUAGE_CODE, help="the language of the pages")

    def handle(self, *, directory: Path, section: str, viewer: str, locale: str, **options: Any) -> None:
        person = self.person(viewer) if viewer else None
        quiet = options.get("verbosity", 1) == 0
        page = self.page_at(person, locale, section.strip("/"))
        progress = Progress(self.stdout, _("Exporting"), page.get_descendant_count() + 1)
        try:
            report = export_pages(
                actor=person,
                page=page,
                directory=directory,
                on_page=(lambda _path: None) if quiet else progress.step,
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        if not quiet:
            progress.finish()
            self.tell(report)

    def page_at(self, person: Any, locale: str, path: str) -> Page:
        if locale not in dict(settings.LANGUAGES):
            raise CommandError(_("“%(language)s” is no language of this site.") % {"language": locale})
        try:
            address = f"{home_path(locale)}{path}/" if path else home_path(locale)
        except Page.DoesNotExist as error:
            raise CommandError(_("There is no home page yet.")) from error
        page = exportable_pages(person).filter(url_path=address).first()
        if page is None:
            raise CommandError(
                _("“%(section)s” is no page that may be seen; name the person who may with --as.") % {"section": path}
            )
        return page

    def person(self, name: str) -> Any:
        people = get_user_model().objects.filter(Q(email__iexact=name) | Q(username=name), is_active=True)[:2]
        if len(people) != 1:
            raise CommandError(_("“%(name)s” is nobody's address or user name, or that of several.") % {"name": name})
        return people[0]

    def tell(self, report: ExportReport) -> None:
        for title in report.missing:
            self.stdout.write(_("The file “%(name)s” is missing in the store.") % {"name": title})
        for kind, count in sorted(report.drawn.items()):
            text = ngettext(
                "%(count)d block “%(kind)s” was written as it is drawn.",
                "%(count)d blocks “%(kind)s” were written as they are drawn.",
                count,
            )
            self.stdout.write(text % {"count": count, "kind": kind})
        said = _("Pages written: %(pages)d. Pictures and documents: %(files)d.")
        self.stdout.write(said % {"pages": report.pages, "files": report.files})
