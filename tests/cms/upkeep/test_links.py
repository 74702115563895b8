"""Links: found in pages, checked inside the product in the database, and elsewhere by asking a server, never one of our own."""

import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.upkeep import fetching
from cms.upkeep.models import LinkTarget, PageLink
from cms.upkeep.services.links import check_all_inside, check_target, collect_all_links, take_due_targets
from cms.upkeep.tasks import check_link, collect_links
from tests.factories.files import make_document
from tests.factories.pages import block, make_page

State = LinkTarget.State


class Handler(BaseHTTPRequestHandler):
    """Answers by the path, and remembers what it was asked."""

    asked: list[tuple[str, str]] = []

    def do_HEAD(self):
        self.asked.append((self.command, self.path))
        status, headers = self.answer()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def do_GET(self):
        self.do_HEAD()
        self.wfile.write(b"x" * 10)

    def answer(self):
        port = self.server.server_address[1]
        match self.path.split("?")[0]:
            case "/fine":
                return 200, {}
            case "/get-only":
                return (200, {}) if self.command == "GET" else (405, {})
            case "/moved":
                return 301, {"Location": "/fine"}
            case "/round":
                return 302, {"Location": "/round"}
            case "/inside":
                return 302, {"Location": f"http://localhost.:{port}/fine"}
            case "/closed":
                return 403, {}
            case "/wrong":
                return 500, {}
        return 404, {}

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    """A real server on loopback, the one private place that may be asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    Handler.asked = []
    host = f"127.0.0.1:{server.server_address[1]}"
    settings.CHECK_LINKS = True
    settings.LINK_CHECK_HOSTS = [host]
    yield f"http://{host}"
    server.shutdown()
    server.server_close()
    thread.join()


def paragraph(text):
    return block("paragraph", text)


def broken():
    return {(link.page.title, link.target.address) for link in PageLink.objects.filter(target__state=State.BROKEN)}


@pytest.mark.parametrize(
    ("path", "status"), [("/fine", 200), ("/get-only", 200), ("/moved", 200), ("/none", 404), ("/fine?q=é", 200)]
)
def test_address_is_asked_with_head_and_then_with_get(server, path, status):
    assert fetching.ask(server + path).status == status


def test_redirects_that_never_end_are_no_answer(server):
    with pytest.raises(fetching.NoAnswer, match="redirects"):
        fetching.ask(f"{server}/round")

    assert len(Handler.asked) == fetching.MOST_REDIRECTS + 1


def test_redirect_to_a_private_address_is_not_followed(server):
    with pytest.raises(fetching.Refused):
        fetching.ask(f"{server}/inside")

    assert Handler.asked == [("HEAD", "/inside")]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://93.184.215.14:22/",
        "http://somebody:secret@93.184.215.14/",
        "ftp://93.184.215.14/",
        "file:///etc/passwd",
        "http://[broken/",
    ],
)
def test_address_that_is_not_of_the_open_web_is_refused(address):
    with pytest.raises(fetching.Refused):
        fetching.place_of(address)


def test_every_number_of_a_name_must_be_public(monkeypatch):
    numbers = [(socket.AF_INET, 1, 6, "", (number, 80)) for number in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: numbers)

    with pytest.raises(fetching.Refused):
        fetching.place_of("http://www.example.org/")


def test_connection_goes_to_the_number_that_was_checked(monkeypatch):
    """A name server that answers otherwise the second time is not asked a second time."""
    asked, connected = [], []
    public = [(socket.AF_INET, 1, 6, "", ("93.184.215.14", 80))]
    private = [(socket.AF_INET, 1, 6, "", ("127.0.0.1", 80))]

    def resolve(*args, **kwargs):
        asked.append(args)
        return private if len(asked) > 1 else public

    def connect(address, *args, **kwargs):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(fetching.NoAnswer):
        fetching.ask("http://www.example.org/")
    assert connected == [("93.184.215.14", 80)]


@contextmanager
def slow_server():
    """Sends a byte now and then, and never an answer."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip():
        connection, _address = listening.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not over.wait(0.05):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listening.close()


def test_server_that_drips_is_left_in_time(settings, monkeypatch):
    monkeypatch.setattr(fetching, "REQUEST_TIMEOUT", 0.4)
    with slow_server() as port:
        settings.LINK_CHECK_HOSTS = [f"127.0.0.1:{port}"]

        with pytest.raises(fetching.NoAnswer, match="slow"):
            fetching.ask(f"http://127.0.0.1:{port}/")


def test_host_is_asked_by_its_name_in_letters_of_the_net(monkeypatch):
    asked = []

    def resolve(host, *args, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("93.184.215.14", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    place = fetching.place_of("http://例え.jp/é")

    assert (asked, place.named, place.path) == (["xn--r8jz45g.jp"], "xn--r8jz45g.jp", "/%C3%A9")
    with pytest.raises(fetching.NoAnswer, match="name"):
        fetching.place_of(f"http://{'é' * 80}.jp/")


@pytest.mark.django_db
def test_what_people_wait_for_goes_before_asking_hosts(home, run_tasks):
    check_link.enqueue(0)
    collect_links.enqueue(0)

    waiting = [task.task_path for task in DBTaskResult.objects.ready()]
    assert set(waiting) > {"cms.upkeep.tasks.check_link", "cms.upkeep.tasks.collect_links"}
    assert waiting[-1] == "cms.upkeep.tasks.check_link"


@pytest.mark.django_db
def test_address_that_is_forgotten_while_it_is_asked_is_no_failure(server, monkeypatch):
    target = LinkTarget.objects.create(address=f"{server}/fine", digest="1", host="127.0.0.1")
    ask = fetching.ask

    def ask_and_forget(address):
        answer = ask(address)
        LinkTarget.objects.filter(pk=target.pk).delete()
        return answer

    monkeypatch.setattr(fetching, "ask", ask_and_forget)

    assert check_target(pk=target.pk, at=timezone.now()) is None
    assert not LinkTarget.objects.exists()


@pytest.mark.django_db
def test_links_of_a_page_are_found_when_it_is_published(home, run_tasks):
    gone, fine = make_page(title="Gone"), make_page(title="Fine")
    document = make_document()
    page = make_page(
        title="Page",
        body=[
            paragraph(f'<p><a linktype="page" id="{gone.pk}">a</a> <a linktype="page" id="{fine.pk}">b</a></p>'),
            paragraph('<p><a href="https://www.example.org/a#part">c</a> <a href="mailto:x@example.org">d</a></p>'),
            paragraph(
                f'<p><a href="{fine.url}#there">e</a> <a href="/en/nowhere/">f</a> <a href="http://[bad">g</a></p>'
            ),
            block("documents", {"title": "", "documents": [block("item", document.pk)]}),
            block("code", {"language": "sh", "code": "curl https://www.example.org/b"}),
        ],
    )
    gone.unpublish()
    run_tasks()

    found = set(PageLink.objects.filter(page=page).values_list("target__address", flat=True))
    assert found == {
        *(f"page:{gone.pk}", f"page:{fine.pk}", f"document:{document.pk}"),
        *("https://www.example.org/a", fine.url, "/en/nowhere/"),
    }
    assert broken() == {("Page", f"page:{gone.pk}"), ("Page", "/en/nowhere/")}


@pytest.mark.django_db
def test_pages_that_go_later_break_links_with_the_next_look(home, run_tasks):
    target = make_page(title="Target")
    page = make_page(title="Page", body=[paragraph(f'<p><a linktype="page" id="{target.pk}">a</a></p>')])
    collect_all_links()
    before = broken()

    target.unpublish()
    check_all_inside()
    after = broken()
    page.unpublish()
    collect_all_links()

    assert (before, after) == (set(), {("Page", f"page:{target.pk}")})
    assert LinkTarget.objects.count() == 0


@pytest.mark.django_db
def test_addresses_elsewhere_are_asked_and_noted(home, server):
    paths = ["/fine", "/none", "/closed", "/wrong"]
    make_page(body=[paragraph("".join(f'<p><a href="{server}{path}">x</a></p>' for path in paths))])
    collect_all_links()
    now = timezone.now()

    for day in range(3):
        for minute, target in enumerate(LinkTarget.objects.order_by("pk")):
            check_target(pk=target.pk, at=now + timedelta(days=day, minutes=minute))

    states = {target.address.removeprefix(server): (target.state, target.reason) for target in LinkTarget.objects.all()}
    assert states == {
        "/fine": (State.FINE, ""),
        "/none": (State.BROKEN, "404"),
        "/closed": (State.SKIPPED, "403"),
        "/wrong": (State.BROKEN, "500"),
    }


@pytest.mark.django_db
def test_what_fails_once_is_not_broken_yet(home, server):
    make_page(body=[paragraph(f'<p><a href="{server}/wrong">x</a></p>')])
    collect_all_links()

    target = check_target(pk=LinkTarget.objects.get().pk, at=timezone.now())

    assert (target.state, target.failures) == (State.UNKNOWN, 1)


@pytest.mark.django_db
def test_a_host_is_asked_for_one_address_at_a_time(home, server):
    make_page(body=[paragraph("".join(f'<p><a href="{server}/fine?{n}">x</a></p>' for n in range(3)))])
    make_page(body=[paragraph('<p><a href="https://www.example.org/">x</a></p>')])
    collect_all_links()
    now = timezone.now()

    taken = take_due_targets(at=now)
    asked = [
        check_target(pk=pk, at=now) for pk in LinkTarget.objects.filter(host="127.0.0.1").values_list("pk", flat=True)
    ]

    assert sorted(LinkTarget.objects.filter(pk__in=taken).values_list("host", flat=True)) == [
        "127.0.0.1",
        "www.example.org",
    ]
    assert [target is not None for target in asked] == [True, False, False]
    assert len(Handler.asked) == 1


@pytest.mark.django_db
def test_nobody_is_asked_when_it_is_switched_off(home, server, settings):
    settings.CHECK_LINKS = False
    make_page(body=[paragraph(f'<p><a href="{server}/fine">x</a></p>')])
    collect_all_links()

    assert take_due_targets(at=timezone.now()) == []
    assert check_target(pk=LinkTarget.objects.get().pk, at=timezone.now()) is None
    assert Handler.asked == []
