from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from search.words import folded


class Document(index.Indexed, models.Model):
    """One thing that can be found: a projection of it, written by its source alone.

    The audience is a plain number, because this package knows no viewers: it is handed the audiences to search in.
    """

    #: `search.services` indexes in bulk, from the queue. modelsearch's own receivers would do it again at every save.
    search_auto_update = False

    kind = models.CharField(_("kind"), max_length=20)
    #: Not `object_id`: modelsearch annotates every indexed model with that name when it looks for stale entries.
    object_pk = models.BigIntegerField(_("object"))
    title = models.CharField(_("title"), max_length=255, blank=True)
    text = models.TextField(_("text"), blank=True)
    audience_id = models.BigIntegerField(_("audience"))
    space = models.CharField(_("space"), max_length=100, blank=True)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    locale = models.CharField(_("language"), max_length=20, blank=True)
    updated_at = models.DateTimeField(_("last change"))

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("text"),
        index.AutocompleteField("words"),
        index.FilterField("kind"),
        index.FilterField("audience_id"),
        index.FilterField("space"),
        index.FilterField("unit"),
        index.FilterField("locale"),
        index.FilterField("updated_at"),
    ]

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [models.UniqueConstraint(fields=["kind", "object_pk"], name="search_document_once")]
        indexes = [
            models.Index(fields=["audience_id", "kind"], name="search_document_audience"),
            # modelsearch joins its entries by the number as text; without this, every search reads every document.
            models.Index(Cast("id", models.CharField(max_length=50)), name="search_document_as_text"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_pk}"

    def words(self) -> str:
        """Return what the start of a word is looked for in; the title counts for more than the text.

        The words are folded here, so that every engine is given the same: each has its own mind about accents and markup.
        """
        return folded(f"{self.title}\n{self.title}\n{self.title}\n{self.text}")
