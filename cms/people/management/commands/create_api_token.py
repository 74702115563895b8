from django.core.management.base import BaseCommand, CommandError

from cms.core.exceptions import DomainError
from cms.people.models import User
from cms.people.tokens import create_token


class Command(BaseCommand):
    help = "Make a token for a person's program. The last line of the output is the token alone; it is told only once."

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--name", default="manage.py create_api_token", help="what the person knows it by")
        parser.add_argument("--read-only", action="store_true", help="the token may read, and write nothing")

    def handle(self, *, username, name, read_only, **options):
        try:
            person = User.objects.get(username=username, is_active=True)
        except User.DoesNotExist as error:
            raise CommandError(f"There is no active person with the user name {username!r}.") from error
        try:
            _token, text = create_token(actor=person, name=name, read_only=read_only)
        except DomainError as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(text)
