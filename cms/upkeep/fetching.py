"""Ask a server elsewhere whether an address still leads somewhere, without ever asking one of our own network.

An address is resolved once; every number that comes back must be a public one, and the connection goes to the very number that was
checked, so that a name server which changes its mind in between gains nothing. Each redirect begins anew. Proxies of the
environment are not used: they would resolve the name themselves.
"""

import socket
import ssl
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

#: Seconds to wait for one step, and for one request with all its steps.
STEP_TIMEOUT = 10.0
REQUEST_TIMEOUT = 30.0
MOST_REDIRECTS = 5
#: How much of an answer is read: enough to know that one comes.
MOST_BYTES = 64 * 1024
PORTS = {"http": 80, "https": 443}
#: Answers to HEAD after which the server is asked with GET: many answer HEAD wrongly.
ASK_AGAIN = frozenset(range(400, 600)) - {429}
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {"User-Agent": "Palabre link check", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
#: IPv6 addresses that carry an IPv4 address in them, by their first bits: NAT64, 6to4 and Teredo.
CARRIERS = [
    IPv6Network("64:ff9b::/96"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("2002::/16"),
    IPv6Network("2001::/32"),
]


class Refused(Exception):
    """We do not ask this address: it is not public, or not of the web."""


class NoAnswer(Exception):
    """Nobody answered: the name is unknown, the connection failed, or it took too long."""


@dataclass(frozen=True)
class Answer:
    """What a server said at last, and how long it asked us to stay away, in seconds."""

    status: int
    wait: int = 0


@dataclass(frozen=True)
class Place:
    """A checked address: the number to connect to, the name to ask for, and the path."""

    scheme: str
    number: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The host as the server knows itself."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def ask(address: str) -> Answer:
    """Return what an address answers after its redirects. Raises `Refused` or `NoAnswer`."""
    for _hop in range(MOST_REDIRECTS + 1):
        answer, location = _ask(address, "HEAD")
        if answer.status in ASK_AGAIN:
            answer, location = _ask(address, "GET")
        if not location:
            return answer
        address = urljoin(address, location)
    raise NoAnswer("redirects")


def place_of(address: str) -> Place:
    """Resolve an address. Raises `Refused` when any of its numbers is not public, `NoAnswer` when it has none."""
    parts, port = _parts(address)
    host = _name_in_letters_of_the_net(parts.hostname or "")
    is_allowed = f"{host}:{port}" in settings.LINK_CHECK_HOSTS
    if not is_allowed and port != PORTS[parts.scheme]:
        raise Refused("port")
    numbers = _numbers(host, port)
    if not is_allowed and not all(is_public(number) for number in numbers):
        raise Refused("private")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, numbers[0], host, port, _ascii(path))


def is_public(number: str) -> bool:
    """Tell whether an IP address belongs to the open internet, whatever it is wrapped into."""
    try:
        found: IPv4Address | IPv6Address = ip_address(number)
    except ValueError:  # such as one that names an interface of this machine
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in CARRIERS) or found.is_site_local:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _parts(address: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Refused("address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None or parts.password is not None:
        raise Refused("address")
    return parts, port


def _numbers(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer("name") from error
    if not found:
        raise NoAnswer("name")
    return [str(info[4][0]) for info in found]


def _name_in_letters_of_the_net(host: str) -> str:
    """Return a host as name servers, certificates and headers write it: 例え.jp is xn--r8jz45g.jp."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError as error:
        raise NoAnswer("name") from error


def _ascii(path: str) -> str:
    return "".join(
        letter if "!" <= letter <= "~" else "".join(f"%{byte:02X}" for byte in letter.encode()) for letter in path
    )


class _CheckedConnection(HTTPConnection):
    """Connects to the number that was checked, under the name that was asked for."""

    def __init__(self, place: Place):
        super().__init__(place.number, place.port, timeout=STEP_TIMEOUT)
        self.place = place

    def connect(self) -> None:
        plain = socket.create_connection((self.place.number, self.place.port), STEP_TIMEOUT)
        self.sock = plain
        if self.place.scheme == "https":
            name = self.place.host if self.place.host.isascii() else self.place.host.encode("idna").decode()
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=name)

    def cut(self) -> None:
        """End it, whoever is waiting for it: a server that sends a byte now and then holds nobody for ever."""
        sock = self.sock
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                sock.close()


def _ask(address: str, method: str) -> tuple[Answer, str]:
    """Return one answer, and where it redirects to; empty when it does not."""
    place = place_of(address)
    connection = _CheckedConnection(place)
    ends_at = time.monotonic() + REQUEST_TIMEOUT
    timer = Timer(REQUEST_TIMEOUT, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        connection.request(method, place.path, headers={**HEADERS, "Host": place.named})
        response = connection.getresponse()
        if method == "GET":
            response.read(MOST_BYTES)
        if time.monotonic() >= ends_at:  # what was cut off may look like an answer
            raise TimeoutError
        return _answer(response)
    except (OSError, HTTPException, ValueError) as error:
        raise NoAnswer("slow" if _is_slow(error, ends_at) else "connection") from error
    finally:
        timer.cancel()
        connection.close()


def _answer(response: HTTPResponse) -> tuple[Answer, str]:
    wait = response.getheader("Retry-After") or ""
    location = response.getheader("Location") or "" if response.status in REDIRECTS else ""
    return Answer(response.status, int(wait) if wait.isdecimal() and len(wait) < 7 else 0), location


def _is_slow(error: Exception, ends_at: float) -> bool:
    return isinstance(error, TimeoutError) or time.monotonic() >= ends_at
