"""What an import is about to write, and what it says about it afterwards."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cms.pages.markdown import LinkReport, Note, Problem
from cms.pages.markdown.source import Block, MovedFile
from cms.pages.models import SectionPage
from cms.pages.services.import_files import StoredFiles

DRAFT_MARK = "draft-"
DIGEST_LENGTH = 64


@dataclass
class ImportReport:
    """What an import did, or would do."""

    section: SectionPage | None = None
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[MovedFile] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    links: LinkReport = field(default_factory=LinkReport)
    files: StoredFiles = field(default_factory=StoredFiles)


@dataclass(frozen=True)
class PageContent:
    """What a page is to hold."""

    title: str
    summary: str
    draft: bool
    owner: int | None
    image: int | None
    blocks: list[Block]
    facts: dict[str, Any] = field(default_factory=dict)
    contact: int | None = None

    @property
    def digest(self) -> str:
        """Return what tells this content from any other; a draft's says that it is one."""
        parts = [self.title, self.summary, self.owner, self.image, self.blocks, *([self.facts] if self.facts else [])]
        parts += [{"contact": self.contact}] if self.contact else []
        text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
        mark = DRAFT_MARK if self.draft else ""
        return (mark + hashlib.sha256(text.encode()).hexdigest())[:DIGEST_LENGTH]
