from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.Model):
    """One distinct rule about who may see something. `key` names the rule; two equal rules are one row."""

    EVERYONE = "everyone"
    NOBODY = "nobody"

    key = models.CharField(_("key"), max_length=255, unique=True)
    kind = models.CharField(_("kind"), max_length=20, db_index=True)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self):
        return self.key


class Requirement(models.Model):
    """One restriction that an audience demands; a viewer belongs to the audience when all of them are satisfied."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="requirements")
    restriction_id = models.PositiveBigIntegerField(_("restriction"), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "restriction_id"], name="requirement_once")]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")

    def __str__(self):
        return f"{self.audience_id}: {self.restriction_id}"


class TickRun(models.Model):
    """When a periodic job last ran."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    ran_at = models.DateTimeField(_("last run"))

    class Meta:
        verbose_name = _("periodic run")
        verbose_name_plural = _("periodic runs")

    def __str__(self):
        return self.name
