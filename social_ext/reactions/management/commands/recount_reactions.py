from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from social_ext.reactions.selectors import miscounted
from social_ext.reactions.services import recount_reactions


class Command(BaseCommand):
    help = "Compare the stored numbers of reactions with a recount. Exit 1 when they differ, unless --repair sets them right."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="store what was counted")

    def handle(self, *, repair, **options):
        wrong = miscounted()
        for (target_kind, key, kind), stored, counted in wrong:
            self.stdout.write(f"{target_kind} {key} {kind}: {stored} stored, {counted} counted")
        if wrong and not repair:
            raise CommandError(_("%(count)d numbers of reactions are wrong.") % {"count": len(wrong)})
        self.stdout.write(_("%(count)d numbers of reactions were set right.") % {"count": recount_reactions()})
