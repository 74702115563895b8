from wagtail.models import Page

from cms.core.fields import BodyField


class BarePage(Page):
    """The measure: a page with the same body, served as a new Wagtail project serves it, and nothing else."""

    body = BodyField(blank=True)

    template = "bare/bare_page.html"
