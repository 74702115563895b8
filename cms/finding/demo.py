"""The indexes of the demo company: built at once, when everything is there."""

from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task

from search.models import Document
from search.tasks import index_objects

DATES = {Document: ["updated_at"]}

#: What the worker would do again, one by one, in the first minute of the demo.
SPARED = [index_objects, insert_or_update_object_task, update_reference_index_task]


def index_company(company: Path, say: Callable[[str], None]) -> None:
    """Index everything, once: for the search of all, and for the admin's search and usage lists."""
    if Document.objects.exists():
        return
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    DBTaskResult.objects.filter(task_path__in=[task.module_path for task in SPARED]).ready().delete()
