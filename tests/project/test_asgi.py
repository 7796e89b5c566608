"""One port: what Django sees of a request, static files, and stopping."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from starlette.applications import Starlette

from shopbell.channels.models import ChannelAccount
from shopbell.channels.queries import LONGEST_HOOK, LONGEST_MAIL_HOOK
from shopbell.project import front
from shopbell.project.front import TrustedHeaders, is_within
from shopbell.staff.models import Agent
from tests.core.live.house import House, running, until

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST", "CONTENT_LENGTH")


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What an application in a thread sees."""
    seen = {name: str(value) for name, value in environ.items() if name in SEEN or name.startswith("HTTP_X")}
    seen["body"] = str(len(environ["wsgi.input"].read()))
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(seen).encode()]


@pytest.fixture
def direct(transactional_db: None) -> Iterator[House]:
    with running(echo) as house:
        yield house


@pytest.fixture
def proxied(transactional_db: None) -> Iterator[House]:
    with running(echo, trusted=("127.0.0.0/8", "10.1.0.0/16")) as house:
        yield house


def _seen(house: House, **headers: str) -> dict[str, str]:
    with house.client() as client:
        answer = client.get("/anything", headers={name.replace("__", "-"): value for name, value in headers.items()})
    seen: dict[str, str] = answer.json()
    return seen


FORWARDED = {
    "X-Forwarded-For": "6.6.6.6, 203.0.113.5, 10.1.2.3",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "help.alderandflax.example",
    "X-Real-IP": "6.6.6.6",
}


def test_forwarded_headers_of_anybody_are_ignored(direct: House) -> None:
    seen = _seen(direct, **FORWARDED)
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("127.0.0.1", "http")
    assert seen["HTTP_HOST"].startswith("127.0.0.1:")
    assert not [name for name in seen if "FORWARDED" in name or "REAL" in name]


def test_a_trusted_proxy_is_believed_as_far_as_it_saw_itself(proxied: House) -> None:
    seen = _seen(proxied, **FORWARDED)
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("203.0.113.5", "https")
    assert seen["HTTP_HOST"] == "help.alderandflax.example"
    assert not [name for name in seen if "FORWARDED" in name or "REAL" in name]


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        ("", "127.0.0.1"),
        ("not an address", "127.0.0.1"),
        ("1.2.3.4, not an address, 10.1.0.9", "10.1.0.9"),
        ("10.1.0.8, 10.1.0.9", "10.1.0.8"),
        ("203.0.113.5:4711", "203.0.113.5"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_client_is_the_last_address_that_is_no_proxy(proxied: House, claimed: str, believed: str) -> None:
    assert _seen(proxied, **{"X-Forwarded-For": claimed})["REMOTE_ADDR"] == believed


def test_headers_with_an_underscore_are_dropped(direct: House, proxied: House) -> None:
    for house in (direct, proxied):
        seen = _seen(house, X_Forwarded_For="6.6.6.6", X_Customer="mia", **{"X-Customer": "bob"})
        assert seen["REMOTE_ADDR"] == "127.0.0.1"
        assert seen["HTTP_X_CUSTOMER"] == "bob"


def test_networks_are_read_as_written() -> None:
    proxy = TrustedHeaders(Starlette(), ["10.0.0.1", "2001:db8::/32", "unix"])
    assert proxy.unix
    assert is_within("10.0.0.1", proxy.networks)
    assert not is_within("10.0.0.2", proxy.networks)
    assert is_within("2001:db8::5", proxy.networks)


def test_a_body_arrives_whole_with_a_length_or_in_chunks(direct: House) -> None:
    body = os.urandom(700_000)
    with direct.client() as client:
        assert client.post("/x", content=body).json()["body"] == "700000"
        seen = client.post("/x", content=iter([body, b"more"])).json()
    assert (seen["body"], seen["CONTENT_LENGTH"]) == ("700004", "700004")


def test_a_body_too_long_never_reaches_django(direct: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "LIMIT", 1000)
    with direct.client() as client:
        assert client.post("/x", content=b"x" * 1000).status_code == 200
        assert client.post("/x", content=b"x" * 1001).status_code == 413
        assert client.post("/x", content=iter([b"x" * 600] * 2)).status_code == 413
        refused = client.post("/api/v1/tickets", content=b"x" * 1001)
        assert (refused.status_code, refused.headers["content-type"]) == (413, "application/problem+json")
        assert refused.json()["title"] == "Content Too Large"


def test_a_mail_by_webhook_may_be_as_long_as_its_page_takes_and_another_hook_may_not(
    direct: House, mailbox: ChannelAccount, widget: ChannelAccount
) -> None:
    assert _begun(direct, f"/hooks/email/{mailbox.token}/", LONGEST_MAIL_HOOK + 1) == 413
    assert _begun(direct, f"/hooks/chat/{widget.token}/rest", LONGEST_HOOK + 1) == 413
    with direct.client() as client:
        taken = client.post(f"/hooks/email/{mailbox.token}/", content=b"x" * (front.LIMIT + 1))
    assert (taken.status_code, taken.json()["body"]) == (200, str(front.LIMIT + 1))


def test_what_comes_to_nobodys_hook_is_refused_before_it_is_sent(direct: House, mailbox: ChannelAccount) -> None:
    for address in ("/hooks/email/nobody/", f"/hooks/chat/{mailbox.token}/", "/hooks/", "/hooks/a/%00/"):
        assert _begun(direct, address, 1000) == 404
    ChannelAccount.objects.filter(pk=mailbox.pk).update(is_active=False)
    assert _begun(direct, f"/hooks/email/{mailbox.token}/", 1000) == 404


def test_a_length_that_is_announced_too_long_is_refused_before_it_is_sent(direct: House) -> None:
    assert _begun(direct, "/x", front.LIMIT + 1) == 413


def _begun(house: House, path: str, length: int) -> int:
    """The answer to somebody who announces so many bytes and sends none of them."""
    connection = http.client.HTTPConnection("127.0.0.1", int(house.url.rpartition(":")[2]), timeout=5)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.fixture
def real(transactional_db: None) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The application as it is served."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "shopbell.project.asgi:app",
        f"--port={port}",
        "--log-level=error",
    ]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    process = subprocess.Popen([*command, "--timeout-graceful-shutdown=20"], env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: process.poll() is not None or _answers(url))
        yield process, url
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/static/none.js", trust_env=False).status_code == 404
    except httpx.TransportError:
        return False


def test_the_real_application_stops_at_once_in_spite_of_open_streams(
    real: tuple[subprocess.Popen[bytes], str], alice: Agent
) -> None:
    process, url = real
    browser = Client()
    browser.force_login(alice)
    cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}
    query = f"topics=agent:{alice.pk}"
    with (
        httpx.Client(base_url=url, cookies=cookies, trust_env=False, timeout=10) as client,
        client.stream("GET", f"/live/?{query}") as stream,
    ):
        lines = stream.iter_lines()
        while not next(lines).startswith("data: "):
            pass
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert "event: closed" not in list(lines)
        process.wait(timeout=10)
    assert time.monotonic() - started < 5


_opened: list[Any] = []


def _count_agents(request: HttpRequest) -> HttpResponse:
    count = Agent.objects.count()
    _opened.append(connection.connection)
    return HttpResponse(str(count))


urlpatterns = [path("agents/", _count_agents)]


@override_settings(ROOT_URLCONF=__name__)
def test_a_thread_whose_connection_broke_gets_a_new_one(alice: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}.items():
        monkeypatch.setitem(connections.settings["default"], name, value)
    with running(get_wsgi_application()) as house, house.client() as client:
        answers = [client.get("/agents/").text for _ in range(10)]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchone()[0] >= 3
        answers += [client.get("/agents/").text for _ in range(20)]
    for each in _opened:  # the threads keep theirs
        each.close()
    assert answers == ["1"] * 30
