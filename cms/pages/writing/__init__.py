"""Write a page as Markdown that reads back as the same page; nothing here touches the database.

Each block is written as plainly as can be, and read again at once: where that gives something else, it is written as HTML, which
holds all that a page can.
"""

from cms.pages.writing.blocks import Names, write_body
from cms.pages.writing.cards import people_named
from cms.pages.writing.names import file_name, files_named, front_matter

__all__ = ["Names", "file_name", "files_named", "front_matter", "people_named", "write_body"]
