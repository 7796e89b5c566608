from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from shopbell.core import http


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2a00:1450:4001:80b::200e", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("224.0.0.1", False),
    ],
)
def test_only_the_outside_world_is_public(address: str, public: bool) -> None:
    assert http.is_public(address) is public


def test_our_own_machine_is_refused_unless_allowed(server: str) -> None:
    with http.client() as guarded, pytest.raises(http.AddressRefused):
        guarded.get(server)
    with http.client(allow_private=True) as allowed:
        assert allowed.get(server).text == "hello"


def test_a_name_that_leads_home_is_refused(server: str) -> None:
    with http.client() as guarded, pytest.raises(http.AddressRefused):
        guarded.get(server.replace("127.0.0.1", "localhost"))


def test_nothing_leaves_a_fake_transport() -> None:
    fake = http.FakeTransport()
    fake.answer("POST", "https://api.example/send", httpx.Response(201, json={"id": 7}))
    with http.installed(fake), http.client("https://api.example", retries=0) as client:
        assert client.post("/send", json={"a": 1}).json() == {"id": 7}
        with pytest.raises(httpx.ConnectError, match="no answer is written down for GET"):
            client.get("/other")
    assert [request.url.path for request in fake.requests] == ["/send", "/other"]
    assert fake.requests[0].content == b'{"a":1}'


def test_what_may_be_repeated_is_repeated_and_a_post_never() -> None:
    fake = http.FakeTransport()
    slept: list[float] = []
    fake.answer("GET", "https://api.example/", httpx.Response(503), httpx.Response(200))
    fake.answer("POST", "https://api.example/", httpx.Response(503), httpx.Response(200))
    transport = http.RetryTransport(fake, retries=2, sleep=slept.append)
    with httpx.Client(transport=transport) as client:
        assert client.get("https://api.example/").status_code == 200
        assert client.post("https://api.example/").status_code == 503
    assert len(slept) == 1


def test_a_wait_that_is_too_long_is_left_to_the_caller() -> None:
    fake = http.FakeTransport()
    fake.answer("GET", "https://api.example/", httpx.Response(429, headers={"Retry-After": "60"}))
    with httpx.Client(transport=http.RetryTransport(fake, retries=2)) as client:
        assert client.get("https://api.example/").status_code == 429
    assert len(fake.requests) == 1


def test_recorded_answers_can_be_played_again(tmp_path: Path) -> None:
    fake = http.FakeTransport()
    fake.answer("GET", "https://api.example/a", httpx.Response(200, json={"b": 2}))
    file = tmp_path / "answers.json"
    with httpx.Client(transport=http.Recording(fake, file)) as client:
        client.get("https://api.example/a?secret=1")
    assert "secret" not in file.read_text()
    played = http.FakeTransport()
    played.load(file)
    with httpx.Client(transport=played) as client:
        assert client.get("https://api.example/a").json() == {"b": 2}
