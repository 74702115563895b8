"""docs/seams.md lists every seam of the code, with its kind and owner, and nothing else."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cms", "social_ext", "search", "themes")
ROW = re.compile(r"^\| `(?P<name>\w+)[^`]*`[^|]*\| (?P<kind>[^|]+?) \| `(?P<owner>[^`]+)` \|")


def test_seams_document_equals_the_code():
    written = {match.group("name", "kind", "owner") for match in map(ROW.match, _lines()) if match}

    assert written == set(_hooks()) | set(_signals()) | {("CMS_BODY_BLOCKS", "setting", "cms/core/blocks/__init__.py")}


def _lines():
    return (ROOT / "docs" / "seams.md").read_text().splitlines()


def _modules():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def _calls(name):
    for path, tree in _modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield path, node


def _hooks():
    for path, call in _calls("get_hooks"):
        yield call.args[0].value, "Wagtail hook", path


def _signals():
    for path, tree in _modules():
        for node in tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.value) == "Signal()":
                yield node.targets[0].id, "Django signal", path
