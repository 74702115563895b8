"""YAML, read without trusting it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml
from django.utils.translation import gettext as _


class NotYamlError(Exception):
    """A text is not YAML: why, when the reader can tell, and in which line of it."""

    def __init__(self, why: str = "", line: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class _PlainLoader(yaml.SafeLoader):
    """YAML without references, so that a few lines cannot stand for gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            event = self.peek_event()
            raise yaml.composer.ComposerError(None, None, _("references are not supported"), event.start_mark)
        return super().compose_node(parent, index)


def values_of(text: str) -> Any:
    """Return the values of a text."""
    with _explained():
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 -- a narrowed SafeLoader


def nodes_of(text: str) -> yaml.Node | None:
    """Return a text as it is written, with nothing in it turned into values."""
    with _explained():
        node: yaml.Node | None = yaml.compose(text, Loader=_PlainLoader)
        return node


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotYamlError(error.problem or "?", mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise NotYamlError from error
