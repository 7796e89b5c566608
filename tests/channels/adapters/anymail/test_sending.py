from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from shopbell.channels.adapters import anymail
from shopbell.channels.adapters.anymail import AnymailAdapter
from shopbell.channels.base import Attachment, Facts, Identity, NeedsReconnect, Outbound, SendResult, Status
from tests.channels.adapters.email.servers import Script, listening
from tests.channels.adapters.email.servers import smtp as taking

TAKEN = {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-7", "To": "mia@post.example", "SubmittedAt": "x"}


class Provider:
    """An API on this machine: what it answers, and what it was asked. Without a status it hangs up, or waits."""

    def __init__(self) -> None:
        self.status: int | None = 200
        self.answer: Any = TAKEN
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.waits = threading.Event()
        self.waits.set()


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def url(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            provider.asked.append((self.path, headers, json.loads(body)))
            provider.waits.wait(10)
            if provider.status is None:
                return
            text = json.dumps(provider.answer).encode()
            self.send_response(provider.status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    provider.waits.set()
    server.shutdown()
    thread.join()
    server.server_close()


def an_adapter(**settings: object) -> AnymailAdapter:
    return AnymailAdapter(
        {"provider": "postmark", "webhook_secret": "hook:long-enough-secret", **settings},
        Facts(address="hello@shop.example", read_file=lambda ref: b"%PDF"),
    )


@pytest.fixture
def send(url: str) -> Callable[..., SendResult]:
    def sent(**details: Any) -> SendResult:
        given: dict[str, Any] = {
            "key": "7",
            "to": Identity("email", "mia@post.example", "Mia"),
            "body": "Grüße",
            "subject": "S",
            "sender_name": 'Alice "A" · Alder',
            "message_id": "<7@shop.example>",
            **details,
        }
        adapter = an_adapter(api_key="k3y", api_url=url)
        (part,) = adapter.render(Outbound(**given))
        return adapter.send(part)

    return sent


Send = Callable[..., SendResult]


def test_a_mail_leaves_with_its_own_id_and_threads(send: Send, provider: Provider) -> None:
    result = send(
        in_reply_to="<1@post.example>",
        references=("<0@post.example>", "<1@post.example>"),
        reply_to="hello+r.a@shop.example",
        cc=(Identity("email", "ben@post.example"),),
        attachments=(Attachment("a.pdf", "application/pdf", "ref", 4),),
        html="<p>Grüße</p>",
    )
    assert result == SendResult(Status.SENT, external_id="pm-7")
    ((path, headers, mail),) = provider.asked
    assert (path, headers["x-postmark-server-token"]) == ("/email", "k3y")
    assert (mail["To"], mail["Cc"], mail["ReplyTo"]) == (
        "mia@post.example",
        "ben@post.example",
        "hello+r.a@shop.example",
    )
    assert mail["From"] == "Alice A · Alder <hello@shop.example>"
    assert (mail["TextBody"], mail["HtmlBody"], mail["Attachments"][0]["Name"]) == ("Grüße", "<p>Grüße</p>", "a.pdf")
    assert {entry["Name"]: entry["Value"] for entry in mail["Headers"]} == {
        "Message-ID": "<7@shop.example>",
        "In-Reply-To": "<1@post.example>",
        "References": "<0@post.example> <1@post.example>",
    }


def test_automatic_mail_says_that_it_is(send: Send, provider: Provider) -> None:
    send(by_human=False, headers={"loop-token": "loop"})
    headers = {entry["Name"]: entry["Value"] for entry in provider.asked[0][2]["Headers"]}
    assert headers["Auto-Submitted"] == "auto-replied"
    assert (headers["X-Auto-Response-Suppress"], headers["X-Shopbell-Loop"]) == ("All", "loop")


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [(422, "422", True), (400, "400", True), (429, "429", False), (500, "500", False), (503, "503", False)],
)
def test_a_refusal_says_whether_another_attempt_makes_sense(
    send: Send, provider: Provider, status: int, code: str, permanent: bool
) -> None:
    provider.status, provider.answer = status, {"ErrorCode": 1, "Message": "No"}
    result = send()
    assert (result.status, result.code, result.permanent) == (Status.FAILED, code, permanent)
    assert len(provider.asked) == 1


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_asks_for_a_person(send: Send, provider: Provider, status: int) -> None:
    provider.status, provider.answer = status, {"ErrorCode": 10, "Message": "Bad token"}
    with pytest.raises(NeedsReconnect):
        send()


def test_a_provider_that_hangs_up_may_have_taken_the_mail(send: Send, provider: Provider) -> None:
    provider.status = None
    assert send().status is Status.UNKNOWN
    assert len(provider.asked) == 1


def test_a_provider_that_does_not_answer_in_time_may_have_taken_it(
    send: Send, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anymail, "_API_SECONDS", 0.05)
    provider.waits.clear()
    assert send().status is Status.UNKNOWN


def test_a_provider_nobody_reaches_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        adapter = an_adapter(api_key="k3y", api_url=f"http://127.0.0.1:{closed.getsockname()[1]}/")
        (part,) = adapter.render(
            Outbound(key="7", to=Identity("email", "mia@post.example"), body="x", message_id="<7@shop.example>")
        )
        result = adapter.send(part)
    assert (result.status, result.code, result.permanent) == (Status.FAILED, "connect", False)


def test_what_makes_no_mail_is_refused_for_good(send: Send, provider: Provider) -> None:
    result = send(to=Identity("email", "not an address"))
    assert (result.status, result.code, result.permanent, provider.asked) == (Status.FAILED, "compose", True, [])


def test_without_a_key_it_leaves_by_smtp() -> None:
    script = Script()
    with listening(taking(script)) as port:
        adapter = an_adapter(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
        (part,) = adapter.render(
            Outbound(key="7", to=Identity("email", "mia@post.example"), body="x", message_id="<7@shop.example>")
        )
        assert adapter.send(part).status is Status.SENT
    assert any("mia@post.example" in line for line in script.heard)
