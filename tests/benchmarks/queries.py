"""Count the queries of one address, as a signed-in reader, once the caches are warm."""

import sys

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.client import ask


def main():
    application = get_wsgi_application()
    ask(application, *sys.argv[1:3])
    connection.connect()
    with CaptureQueriesContext(connection) as captured:
        connection.close_if_unusable_or_obsolete = lambda: None
        ask(application, *sys.argv[1:3])
    statements = [
        query for query in captured if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]
    print(len(statements))


if __name__ == "__main__":
    main()
