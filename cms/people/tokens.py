"""Personal tokens for programs: Wagtail's own, limited and revoked by their person."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import APIToken

from cms.core.after_response import after_response
from cms.people.exceptions import NoTokenName, TooManyTokens
from cms.people.models import ReadOnlyToken, User

MOST = 50
#: Using a token again within this time is the same use.
SAME_USE = timedelta(minutes=5)


def tokens_of(person: User) -> QuerySet[APIToken]:
    """Return a person's tokens that are in force, the newest first."""
    return APIToken.objects.filter(user=person, revoked_at=None).select_related("read_only").order_by("-pk")


@transaction.atomic
def create_token(*, actor: User, name: str, read_only: bool = False) -> tuple[APIToken, str]:
    """Make a token of one's own, and return it with its text: nobody can read that again."""
    name = "".join(letter for letter in name if letter.isprintable()).strip()[:100]
    if not name:
        raise NoTokenName
    User.objects.select_for_update().get(pk=actor.pk)
    if tokens_of(actor).count() >= MOST:
        raise TooManyTokens(most=MOST)
    token, text = APIToken.create_token(user=actor, name=name)
    if read_only:
        ReadOnlyToken.objects.create(token=token)
    return token, text


@transaction.atomic
def limit_token(*, actor: User, pk: int, read_only: bool) -> APIToken:
    """Let one of one's own tokens only read, or write too; or raise `APIToken.DoesNotExist`."""
    token = tokens_of(actor).get(pk=pk)
    if read_only:
        ReadOnlyToken.objects.get_or_create(token=token)
    else:
        ReadOnlyToken.objects.filter(token=token).delete()
    return token


def revoke_token(*, actor: User, pk: int) -> None:
    """End one of one's own tokens, or raise `APIToken.DoesNotExist`. Its next request is refused."""
    tokens_of(actor).get(pk=pk).revoke()


class TokenBackend(BaseBackend):
    """Know a person by the token that their program shows."""

    def authenticate(self, request: Any, api_token: str | None = None, **credentials: Any) -> User | None:
        """Return the active person of a token, with the token as `api_token`; None for any other text."""
        if not api_token or not APIToken.validate_token_format(api_token):
            return None
        token = (
            APIToken.objects.select_related("user__profile__unit", "read_only")
            .filter(key_hash__in=APIToken.candidate_key_hashes(api_token), revoked_at=None, user__is_active=True)
            .first()
        )
        if token is None:
            return None
        key_hash = APIToken.hash_token(api_token)
        is_new_use = token.last_used_at is None or token.last_used_at < timezone.now() - SAME_USE
        if is_new_use or token.key_hash != key_hash:
            after_response(partial(_note_use, token.pk, key_hash))
        person = token.user
        person.api_token = token
        return person


def _note_use(pk: int, key_hash: str) -> None:
    """Remember the use, and the digest under today's secret key: a token in use outlives a rotation of that key."""
    APIToken.objects.filter(pk=pk).update(last_used_at=timezone.now(), key_hash=key_hash)
