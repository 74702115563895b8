"""Work for the tests of tick and worker; run as a module, it ticks with one slow job beside those of the product."""

import os
import sys
import time
from datetime import timedelta
from importlib import import_module

import django
from django_tasks import task

from cms.core.exceptions import DomainError


class TooLate(DomainError):
    code = "too_late"


def write_down(line):
    with open(os.environ["TEST_LOG"], "a") as log:
        log.write(f"{line}\n")


@task()
def fail(text):
    raise ValueError(text)


@task()
def fail_by_rule():
    raise TooLate("%(name)s is too late.", name="Ada Example")


@task()
def fail_once(path):
    """Fail the first time, and do it the second."""
    if not os.path.exists(path):
        open(path, "w").close()
        raise ConnectionRefusedError(111, "Connection refused", "Ada Example")


@task()
def sleep_once():
    """Hang the first time, and do it the second."""
    first = not os.path.exists(os.environ["TEST_LOG"])
    write_down("began")
    if first:
        time.sleep(600)
    write_down("done")


def slow(at):
    write_down("began")
    time.sleep(2)
    write_down("done")


def tick():
    from django.core.management import call_command
    from wagtail import hooks

    from cms.core.tick import Job

    hooks.register("register_tick", lambda: Job("slow", every=timedelta(minutes=1), run=slow))
    call_command("tick")


def enqueue():
    sleep_once.enqueue()


def write():
    """Take in people with a picture each, one after the other, and write down each one that is safe."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.db import transaction

    from cms.people.models import User

    for number in range(10_000):
        name = default_storage.save(f"written/{number}.txt", ContentFile(b"x" * 5000))
        with transaction.atomic():
            User.objects.create(username=f"writer-{number}", last_name=name)
        write_down(f"safe {number}")


def much_later():
    """Pick up what was lost, as if it were an hour later, and let it be due at once."""
    from django.utils import timezone

    from cms.core.models import BackgroundTask
    from cms.core.services.work import pick_up_lost_work

    write_down(f"picked up {pick_up_lost_work(now=timezone.now() + timedelta(hours=1))}")
    BackgroundTask.objects.update(run_after=timezone.now())


if __name__ == "__main__":
    django.setup()
    # A task is found by the name of its module, which is not __main__.
    chores = import_module("tests.cms.core.chores")

    getattr(chores, sys.argv[1])()
