from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: The longest name of a thing: a translation key with its hyphens.
KEY_LENGTH = 36


class Reaction(models.Model):
    """What a person thinks of something, in one sign. A person has one for each thing.

    Things are named by kind and key, because the apps that own them stand above this one. The sign stays counted when its
    person is gone.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="reactions")
    target_kind = models.CharField(_("kind of thing"), max_length=20)
    target_key = models.CharField(_("thing"), max_length=KEY_LENGTH)
    kind = models.CharField(_("kind"), max_length=20)
    created_at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target_kind", "target_key", "person"], name="reaction_once")]
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")

    def __str__(self):
        return f"{self.person_id} {self.kind} {self.target_kind} {self.target_key}"


class ReactionCount(models.Model):
    """How many reactions of one kind a thing has: written with them, in their transaction."""

    target_kind = models.CharField(_("kind of thing"), max_length=20)
    target_key = models.CharField(_("thing"), max_length=KEY_LENGTH)
    kind = models.CharField(_("kind"), max_length=20)
    count = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_kind", "target_key", "kind"], name="reaction_counted_once")
        ]
        verbose_name = _("number of reactions")
        verbose_name_plural = _("numbers of reactions")

    def __str__(self):
        return f"{self.target_kind} {self.target_key}: {self.count} {self.kind}"
