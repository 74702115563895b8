"""Ask one address of the WSGI application again and again, as a signed-in reader, without a network between.

Run as a process of its own for each of the two settings; it reads `seconds` from its input, and answers with the number of
requests a second that it completed.
"""

import argparse
import sys
import time
from io import BytesIO

from django.core.wsgi import get_wsgi_application


def ask(application, path, cookie, words=""):
    """Make one request, read the whole answer, and return its status and length."""
    status = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": words,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"sessionid={cookie}",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    response = application(environ, lambda line, headers: status.append(line))
    length = sum(len(part) for part in response)
    response.close()
    return status[0], length


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("cookie")
    options = parser.parse_args()
    application = get_wsgi_application()
    for _ in range(5):
        status, length = ask(application, options.path, options.cookie)
    print(status, length, flush=True)
    for line in sys.stdin:
        seconds, done, start = float(line), 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            ask(application, options.path, options.cookie)
            done += 1
        print(done / (time.perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()
