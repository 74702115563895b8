"""What a web server's process holds of the database: few connections, shared by its threads, with limits of time."""

import json
import os
import subprocess
import sys

import pytest

from tests.cms.settings.test_commands import ROOT

THREADS = """
import json
from concurrent.futures import ThreadPoolExecutor
import cms.wsgi
from django.db import connection

def ask(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.02), pg_backend_pid(), current_setting('statement_timeout'), current_setting('jit')")
        answer = cursor.fetchone()[1:]
    connection.close()
    return answer

with ThreadPoolExecutor(12) as people:
    answers = list(people.map(ask, range(60)))
connection.close_pool()
print(json.dumps([len({pid for pid, *_set in answers}), sorted({tuple(kept) for _pid, *kept in answers})]))
"""


@pytest.mark.postgresql
def test_threads_share_a_pool_with_limits():
    environment = {
        "DATABASE_URL": f"{os.environ['TEST_DATABASE_URL']}?pool_min=1&pool_max=3&statement_timeout=9",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "SECRET_KEY": "test",
    }

    done = subprocess.run(
        [sys.executable, "-c", THREADS],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    connections, settings = json.loads(done.stdout)
    assert 1 <= connections <= 3
    assert settings == [["9s", "off"]]
