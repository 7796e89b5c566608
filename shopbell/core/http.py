"""HTTP to the outside: one factory of clients with timeouts, retries and a guard against our own network.

Tests install a `FakeTransport`: whatever is not written down there is refused, so that nothing leaves the machine.
"""

from __future__ import annotations

import ipaddress
import json
import random
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpcore
import httpx

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
LARGEST_ANSWER = 50 * 1024 * 1024
_AGAIN = {429, 502, 503, 504}
_SAFE = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}
_LONGEST_WAIT = 10.0

_installed: httpx.BaseTransport | None = None


class AddressRefused(httpx.ConnectError):
    """The name leads to an address of our own network, which nobody outside may make us call."""


def client(
    base_url: str = "",
    *,
    timeout: float = READ_SECONDS,
    retries: int = 2,
    allow_private: bool = False,
    headers: dict[str, str] | None = None,
    auth: httpx.Auth | tuple[str, str] | None = None,
) -> httpx.Client:
    """A client for one provider. Requests that may be repeated are, `retries` times, when it is overloaded.

    `allow_private` is for addresses that an admin of the installation wrote down, never for those of strangers.
    """
    inner = _installed or GuardedTransport(allow_private=allow_private)
    return httpx.Client(
        base_url=base_url,
        timeout=httpx.Timeout(timeout, connect=CONNECT_SECONDS),
        transport=RetryTransport(inner, retries=retries),
        headers={"User-Agent": "Shopbell", **(headers or {})},
        auth=auth,
        follow_redirects=False,
        trust_env=False,
    )


@contextmanager
def installed(transport: httpx.BaseTransport) -> Iterator[None]:
    """All clients made meanwhile use this transport: for tests and for the demo shop."""
    global _installed  # noqa: PLW0603 (one per process, like the network)
    before, _installed = _installed, transport
    try:
        yield
    finally:
        _installed = before


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the outside world."""
    found: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        found = inner or found
        if int(found) >> 32 == 0x0064FF9B << 64:  # NAT64 reaches any IPv4 address
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.is_global and not found.is_multicast


class RetryTransport(httpx.BaseTransport):
    """Repeat what may be repeated: requests without effect, when nobody answered or the server was overloaded."""

    def __init__(
        self,
        inner: httpx.BaseTransport,
        *,
        retries: int,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.inner, self.retries, self.sleep = inner, retries, sleep

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        left = self.retries if request.method in _SAFE else 0
        wait = 0.5
        while True:
            try:
                response = self.inner.handle_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadTimeout) as error:
                if not left or isinstance(error, AddressRefused):
                    raise
                asked = 0.0
            else:
                asked = _retry_after(response)
                if not left or response.status_code not in _AGAIN or asked > _LONGEST_WAIT:
                    return response
                response.close()
            left -= 1
            self.sleep(max(asked, wait * random.uniform(0.8, 1.2)))  # noqa: S311
            wait *= 3

    def close(self) -> None:
        self.inner.close()


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else 0.0


class _Guard(httpcore.NetworkBackend):
    """Connects to addresses it has looked at itself, so that a name cannot change its mind in between."""

    def __init__(self, *, allow_private: bool) -> None:
        self.allow_private, self.inner = allow_private, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.allow_private and not all(is_public(address) for address in addresses):
            raise _Refused(f"{host} leads to a private address")
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:4]:
            try:
                return self.inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("no Unix sockets")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Refused(httpcore.ConnectError):
    pass


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self.stream = stream

    def __iter__(self) -> Iterator[bytes]:
        seen = 0
        with _translated():
            for chunk in self.stream:
                seen += len(chunk)
                if seen > LARGEST_ANSWER:
                    raise httpx.ReadError("The answer is larger than we take.")
                yield chunk

    def close(self) -> None:
        if hasattr(self.stream, "close"):
            self.stream.close()


class GuardedTransport(httpx.BaseTransport):
    """The network, without addresses of our own machine and neighbourhood unless they are allowed."""

    def __init__(self, *, allow_private: bool) -> None:
        self.pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=20,
            keepalive_expiry=30,
            network_backend=_Guard(allow_private=allow_private),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        with _translated():
            answer = self.pool.handle_request(
                httpcore.Request(
                    request.method,
                    url,
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        assert not isinstance(answer.stream, (str, bytes))
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),  # type: ignore[arg-type]
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self.pool.close()


@contextmanager
def _translated() -> Iterator[None]:
    """httpcore's errors under the names that callers of httpx know."""
    try:
        yield
    except _Refused as error:
        raise AddressRefused(str(error)) from error
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        kind: type[httpx.TransportError] = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise kind(str(error)) from error


@dataclass
class FakeTransport(httpx.BaseTransport):
    """Answers that were written down, and the requests that came. Everything else is refused.

    An answer is a response, an exception to raise, or a function of the request; several for one address are
    given out in turn, the last one for ever.
    """

    requests: list[httpx.Request] = field(default_factory=list)
    _answers: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def answer(self, method: str, url: str, *answers: Any) -> None:
        """Give these answers to `method url`; the query counts only where `url` has one."""
        self._answers[method, url] = list(answers)

    def load(self, file: Path) -> None:
        """Take the answers that `record` wrote."""
        for entry in json.loads(file.read_text()):
            response = httpx.Response(entry["status"], headers=entry["headers"], text=entry["text"])
            self._answers.setdefault((entry["method"], entry["url"]), []).append(response)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        url = str(request.url)
        answers = self._answers.get((request.method, url)) or self._answers.get((request.method, url.partition("?")[0]))
        if not answers:
            raise httpx.ConnectError(f"no answer is written down for {request.method} {url}")
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        made = answer(request) if callable(answer) else answer
        assert isinstance(made, httpx.Response)
        return httpx.Response(made.status_code, headers=made.headers, content=made.content)


class Recording(httpx.BaseTransport):
    """Passes requests on and writes answers down for `FakeTransport.load`: address, status, text, no secrets."""

    def __init__(self, inner: httpx.BaseTransport, file: Path) -> None:
        self.inner, self.file, self.entries = inner, file, list[dict[str, Any]]()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.inner.handle_request(request)
        response.read()
        kept = {k: v for k, v in response.headers.items() if k in ("content-type", "retry-after", "link")}
        self.entries.append(
            {
                "method": request.method,
                "url": str(request.url.copy_with(query=None)),
                "status": response.status_code,
                "headers": kept,
                "text": response.text,
            }
        )
        self.file.write_text(json.dumps(self.entries, indent=1))
        return httpx.Response(response.status_code, headers=kept, content=response.content)
