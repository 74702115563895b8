from django.core.management.base import BaseCommand

from cms.pages.services.homes import ensure_home


class Command(BaseCommand):
    help = "Make the home page of a new site. On a site that has one it changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--title", help="its title; the name of the site otherwise")

    def handle(self, *, title=None, **options):
        home = ensure_home(title=title)
        self.stdout.write(f"The home page is {home.url}")
