"""Ask the directory of an imported company: for each question the queries, the seconds, and the indexes that answer."""

import json
import re
import statistics
import sys
import time

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cms.people.models import User  # noqa: E402
from cms.people.selectors import PAGE_SIZE, directory  # noqa: E402
from tests.benchmarks.client import ask  # noqa: E402
from tests.benchmarks.world import sign_in  # noqa: E402

ROUNDS = 5
#: What is asked for; each question finds some people, not all, except for the first.
QUESTIONS = {
    "everyone": "",
    "name": "q=last123",
    "unit": "unit=division-3",
    "place": "place=site+7",
    "skill": "skill=skill+17",
    "language": "language=pt",
    "unit, skill, place": "unit=division-3&skill=skill+17&place=site+19",
}


def answers():
    """Return what each question found, and what it took."""
    reader = User.objects.order_by("pk").first()
    cookie = sign_in(reader, "cms.people.sign_in.Backend")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    application = get_wsgi_application()
    connection.close_if_unusable_or_obsolete = lambda: None
    return {name: answer(application, cookie, reader, words) for name, words in QUESTIONS.items()}


def answer(application, cookie, reader, words):
    """Ask one question some times, and say of it in a line what it took."""
    took = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        ask(application, "/en/people/", cookie, words)
        took.append(time.perf_counter() - start)
    with CaptureQueriesContext(connection) as captured:
        status, _length = ask(application, "/en/people/", cookie, words)
    people = directory(reader, **QueryDict(words).dict())
    return (
        f"{status[:3]}, {people.count()} found, {len(captured)} queries, {statistics.median(took):.3f} s"
        f"{sources(people[: PAGE_SIZE + 1])}"
    )


def sources(people):
    """Return where the database takes these people from: the indexes, and the tables that it reads as a whole."""
    used, whole = (of_postgresql if connection.vendor == "postgresql" else of_sqlite)(people)
    return f"; by {', '.join(sorted(used)) or 'no index'}; whole: {', '.join(sorted(whole)) or 'none'}"


def of_postgresql(people):
    nodes = list(steps(json.loads(people.explain(format="json"))[0]["Plan"]))
    used = {node["Index Name"] for node in nodes if "Index Name" in node}
    return used, {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}


def of_sqlite(people):
    plan = people.explain()
    used = re.findall(r"USING (?:COVERING )?INDEX (\w+)", plan)
    used += [f"{table} (key)" for table in re.findall(r"SEARCH (\w+) USING INTEGER PRIMARY KEY", plan)]
    return set(used), set(re.findall(r"SCAN (\w+)$", plan, re.MULTILINE))


def steps(plan):
    """Yield a step of a plan with all below it."""
    yield plan
    for below in plan.get("Plans", []):
        yield from steps(below)


if __name__ == "__main__":
    json.dump(answers(), sys.stdout)
