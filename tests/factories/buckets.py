"""A bucket on a server of a test's own, which speaks as much S3 as a store needs."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from xml.sax.saxutils import escape


class S3(BaseHTTPRequestHandler):
    """The few words of S3 that a store needs; `room` is how many bytes fit."""

    protocol_version = "HTTP/1.1"
    objects: dict[str, bytes] = {}
    room = 10_000

    def _answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _refuse(self, status, code):
        self._answer(status, f"<Error><Code>{escape(code)}</Code></Error>".encode())

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if len(body) > self.room:
            return self._refuse(507, "StorageFull")
        self.objects[self.path.partition("?")[0]] = body
        return self._answer(200, ETag='"1"')

    def do_GET(self):
        body = self.objects.get(self.path.partition("?")[0])
        if body is None:
            return self._refuse(404, "NoSuchKey")
        return self._answer(200, body, Last_Modified="Mon, 02 Mar 2026 08:00:00 GMT", ETag='"1"')

    do_HEAD = do_GET  # noqa: N815 -- the name that http.server calls

    def do_DELETE(self):
        self.objects.pop(self.path.partition("?")[0], None)
        self._answer(204)

    def log_message(self, *args):
        pass


@contextmanager
def serving(handler):
    """Serve an empty bucket; yield how the settings name it."""
    handler.objects = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    options = {
        "access_key": "key",
        "secret_key": "secret",
        "endpoint_url": f"http://127.0.0.1:{server.server_port}",
        "bucket_name": "palabre",
        "region_name": "eu-west-3",
        "location": "media",
        "addressing_style": "path",
    }
    try:
        yield {"BACKEND": "cms.files.storage.Bucket", "OPTIONS": options}
    finally:
        server.shutdown()
        server.server_close()
