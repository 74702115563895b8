"""Read a folder of Markdown files as a tree of pages; nothing here touches the database.

The three steps, and what passes between them::

    tree = read_tree(Path("handbook"))                  # files -> pages with blocks; links still as written
    index = SiteIndex(tree)
    report = check_links(tree, index)                   # which links lead somewhere, and why the others do not
    body = resolve_blocks(index, page, Targets(...))     # the StreamField's raw value, once keys are known

A file that cannot be read is a `Problem` in `tree.problems`; all the others go in.
"""

from cms.pages.markdown.resolving import LinkReport, SiteIndex, Targets, check_links, resolve_blocks
from cms.pages.markdown.source import DocumentRef, ImageRef, Note, Problem, SourcePage, SourceTree
from cms.pages.markdown.tree import read_tree

__all__ = [
    "DocumentRef",
    "ImageRef",
    "LinkReport",
    "Note",
    "Problem",
    "SiteIndex",
    "SourcePage",
    "SourceTree",
    "Targets",
    "check_links",
    "read_tree",
    "resolve_blocks",
]
