"""Read the export of a WordPress site as a tree of pages; nothing here touches the database.

An export is read twice, as a stream: first what hangs on what, which also proves that the file is whole, then the texts. The
result is the same `SourceTree` that a directory of Markdown gives, so the same services make pages of it.
"""

from cms.pages.wordpress.sites import Site, read_site
from cms.pages.wordpress.stream import ExportRefusedError
from cms.pages.wordpress.trees import read_export

__all__ = ["ExportRefusedError", "Site", "read_export", "read_site"]
