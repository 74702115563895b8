"""Find the pages of the demo again."""

from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.pages.models import HomePage


class Tree:
    """The pages below the home page, by their address without slashes around it."""

    def __init__(self, home: HomePage) -> None:
        self.home = home

    def page(self, path: str) -> Page:
        return self._at(path).get().specific

    def live_page(self, path: str) -> Page | None:
        found = self._at(path).live().first()
        return found.specific if found else None

    def pages(self, paths: list[str]) -> list[Page]:
        """Return those of these pages that there are in the tree's language."""
        return [page for path in paths for page in self._at(path)]

    def _at(self, path: str) -> PageQuerySet:
        return self.home.get_descendants().filter(url_path=f"{self.home.url_path}{path}/")
