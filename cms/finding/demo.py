"""The search index of the demo company: built at once, when everything is there."""

from collections.abc import Callable
from pathlib import Path

from django_tasks_db.models import DBTaskResult

from search.models import Document
from search.services import rebuild
from search.tasks import index_objects


def index_company(company: Path, say: Callable[[str], None]) -> None:
    """Index everything, once; the worker need not do the same again, one by one."""
    if Document.objects.exists():
        return
    rebuild()
    DBTaskResult.objects.filter(task_path=index_objects.module_path).ready().delete()
