from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

#: Letters and digits of a calendar's key: 43 of 62 are 256 bits.
KEY_LENGTH = 43


def new_key() -> str:
    """Return a text that nobody guesses."""
    return get_random_string(KEY_LENGTH)


class CalendarKey(models.Model):
    """The secret end of the address under which a person's calendar program asks for their events."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_key")
    key = models.CharField(_("key"), max_length=64, unique=True, default=new_key)
    created_at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.person_id)


class Attendance(models.Model):
    """That a person comes to an event, in whatever language they read of it."""

    event_key = models.UUIDField(_("translation key"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attendances")
    created_at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_key", "person"], name="attendance_once")]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")

    def __str__(self):
        return f"{self.person_id} · {self.event_key}"
