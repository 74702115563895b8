"""The stamp of a release: what the code, the templates and the words of this checkout are, in twelve characters."""

from hashlib import sha256
from pathlib import Path

PACKAGES = ("cms", "social_ext", "search", "themes")
ENDINGS = {".py", ".html", ".txt", ".css", ".js", ".svg", ".mo"}


def stamp(root: Path) -> str:
    """Return the same text for the same release on every machine, and another one for every other release.

    What is kept under it (a drawing in the cache) is not shown by the next release; nobody has to remember to count up.
    """
    digest = sha256()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
