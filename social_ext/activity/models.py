from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.audiences import AudienceQuerySet
from cms.core.models import Audience


class Verb(models.TextChoices):
    """What happened, in the words of ActivityStreams 2.0."""

    CREATE = "Create", _("wrote")
    UPDATE = "Update", _("updated")
    ANNOUNCE = "Announce", _("shared")
    JOIN = "Join", _("joined")
    LIKE = "Like", _("reacted")
    UNDO = "Undo", _("took back")


class ActivityQuerySet(AudienceQuerySet):
    def before(self, cursor):
        """Keep what stands after the cursor in the order newest first: `(published_at, id)` of the last one seen."""
        if cursor is None:
            return self
        at, pk = cursor
        return self.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk), published_at__lte=at)

    def with_actors(self):
        return self.select_related("actor__profile__unit")


class Activity(models.Model):
    """One event, written once. Feeds read it; notifications and measures react to it.

    Objects are named by kind and number, because the apps that own them stand above this one. An activity under a page names
    the page by its translation key; one in a space names the space, and both may name the thread.
    """

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="activities")
    verb = models.CharField(_("verb"), max_length=20, choices=Verb)
    object_kind = models.CharField(_("kind of object"), max_length=20)
    object_id = models.PositiveBigIntegerField(_("object"))
    page_key = models.UUIDField(_("page"), null=True, blank=True)
    space_id = models.PositiveBigIntegerField(_("space"), null=True, blank=True)
    thread_id = models.PositiveBigIntegerField(_("thread"), null=True, blank=True)
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("time"), default=timezone.now)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="activity_newest"),
            models.Index(fields=["space_id", "-published_at"], name="activity_of_space"),
            models.Index(fields=["page_key", "-published_at"], name="activity_of_page"),
            models.Index(fields=["object_kind", "object_id"], name="activity_of_object"),
        ]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def __str__(self):
        return f"{self.actor_id} {self.verb} {self.object_kind} {self.object_id}"
