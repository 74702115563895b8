"""The files of a site: from the folder that was named, and from nowhere else."""

import re
from pathlib import Path

from cms.pages.markdown.files import FileFinder
from cms.pages.wordpress.sites import file_names

#: WordPress shows pictures in sizes that it made itself; what is stored is the one they were made from.
MADE_SIZE = re.compile(r"(?:-\d{1,5}x\d{1,5}|-scaled|-rotated)(?=\.\w+$)")


class MediaFinder(FileFinder):
    """Finds a file by the address that it had on the site."""

    def _find(self, name: str, folder: str) -> str | None:
        for asked in file_names(name):
            for candidate in (MADE_SIZE.sub("", asked), asked):
                found = self._inside(self.directory / candidate)
                if found and Path(self.parent / found).is_relative_to(self.directory):
                    return found
        return None
