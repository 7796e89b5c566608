from __future__ import annotations

import base64
import socket
from collections.abc import Callable, Iterator

import pytest

from shopbell.channels.adapters.email import smtp
from shopbell.channels.base import NeedsReconnect, SendResult, Status, Unavailable
from tests.channels.adapters.email.servers import Script, listening, server_at
from tests.channels.adapters.email.servers import smtp as taking

MAIL = b"Subject: S\r\n\r\nHello\r\n.dots\r\n..more\r\n"


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def port(script: Script) -> Iterator[int]:
    with listening(taking(script)) as port:
        yield port


@pytest.fixture
def deliver(port: int) -> Callable[..., SendResult]:
    def delivered(
        *recipients: str,
        senders: tuple[str, ...] = ("hello@shop.example",),
        token: smtp.Token | None = None,
        **how: object,
    ) -> SendResult:
        to = recipients or ("mia@post.example",)
        return smtp.deliver(server_at("smtp", port, **how), MAIL, senders, to, token=token)

    return delivered


Deliver = Callable[..., SendResult]


def test_a_mail_that_is_taken_is_sent_with_its_dots(deliver: Deliver, script: Script) -> None:
    assert deliver("mia@post.example", "ben@post.example") == SendResult(Status.SENT)
    envelope = [line for line in script.heard if line.startswith(("mail", "rcpt", "MAIL", "RCPT"))]
    assert [line.partition(":")[2].split()[0] for line in envelope] == [
        "<hello@shop.example>",
        "<mia@post.example>",
        "<ben@post.example>",
    ]
    assert "Subject: S\n\nHello\n..dots\n...more" in script.heard


def test_a_server_that_refuses_the_tag_gets_the_bare_address(deliver: Deliver, script: Script) -> None:
    script.answers["MAIL"] = ["553 Not owned", "250 OK"]
    assert deliver(senders=("hello+b.1@shop.example", "hello@shop.example")).status is Status.SENT
    senders = [line for line in script.heard if line.lower().startswith("mail")]
    assert ["+b.1" in line for line in senders] == [True, False]


REFUSALS = {
    "no such user": ("RCPT", "550 5.1.1 No such user", "5.1.1", True),
    "busy": ("RCPT", "451 4.7.1 Try again", "4.7.1", False),
    "sender": ("MAIL", "550 Not you", "550", True),
    "no mail now": ("DATA", "452 Full", "452", False),
    "after the mail": (".", "554 5.7.1 Spam", "5.7.1", True),
    "for now after the mail": (".", "421 Closing", "421", False),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_says_whether_another_attempt_makes_sense(deliver: Deliver, script: Script, name: str) -> None:
    command, answer, code, permanent = REFUSALS[name]
    script.answers[command] = answer
    result = deliver()
    assert (result.status, result.code, result.permanent) == (Status.FAILED, code, permanent)
    assert result.detail.endswith(answer[4:])


def test_a_refused_copy_does_not_hold_the_mail_and_is_named(deliver: Deliver, script: Script) -> None:
    script.answers["RCPT"] = ["250 OK", "550 No such user", "250 OK"]
    result = deliver("mia@post.example", "gone@post.example", "ben@post.example")
    assert result.status is Status.SENT
    assert result.detail == "The mail server refused the copy to: gone@post.example (No such user)"


def test_silence_after_the_final_dot_is_not_known(deliver: Deliver, script: Script) -> None:
    script.answers["."] = ""
    assert deliver().status is Status.UNKNOWN


@pytest.mark.parametrize("command", ["GREETING", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
def test_a_line_cut_before_the_mail_went_is_a_failure_to_repeat(deliver: Deliver, script: Script, command: str) -> None:
    script.answers |= {command: "", "HELO": ""}
    result = deliver()
    assert (result.status, result.code, result.permanent) == (Status.FAILED, "connect", False)


def test_a_server_that_is_down_is_a_failure_to_repeat() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        result = smtp.deliver(server_at("smtp", closed.getsockname()[1]), MAIL, ["a@b.example"], ["c@d.example"])
    assert (result.status, result.code) == (Status.FAILED, "connect")


def test_a_refused_password_asks_for_a_person(deliver: Deliver, script: Script) -> None:
    script.answers["AUTH"] = "535 5.7.8 Bad credentials"
    with pytest.raises(NeedsReconnect, match="refused the sign-in of hello"):
        deliver()
    assert not any(line.lower().startswith("mail") for line in script.heard)


def test_a_sign_in_that_is_refused_for_now_is_tried_again(deliver: Deliver, script: Script) -> None:
    script.answers["AUTH"] = "454 4.7.0 Temporary failure"
    assert (deliver().code, deliver().permanent) == ("connect", False)


def test_a_password_that_no_server_can_be_told_asks_for_a_person(deliver: Deliver, script: Script) -> None:
    with pytest.raises(NeedsReconnect):
        deliver(password="größe")


def test_a_relay_without_sign_in_needs_none_unless_it_was_asked_for(deliver: Deliver, script: Script) -> None:
    script.answers["EHLO"] = "250 mx.example"
    assert deliver(is_borrowed=True).status is Status.SENT
    assert deliver(is_borrowed=False).code == "connect"


def test_no_mail_goes_in_the_clear_where_encryption_was_asked_for(deliver: Deliver, script: Script) -> None:
    assert deliver(security="starttls").code == "connect"
    assert [line.split()[0].lower() for line in script.heard] == ["ehlo"]


def tokens(asked: list[bool]) -> smtp.Token:
    def token(refresh: bool) -> str:
        asked.append(refresh)
        return "new" if refresh else "old"

    return token


def test_an_old_token_is_renewed_once(deliver: Deliver, script: Script) -> None:
    asked: list[bool] = []
    script.answers["AUTH"] = ["535 Expired", "235 In"]
    assert deliver(token=tokens(asked)).status is Status.SENT
    lines = [line.split()[-1] for line in script.heard if line.startswith("AUTH")]
    assert asked == [False, True]
    assert [base64.b64decode(line) for line in lines] == [
        b"user=hello\x01auth=Bearer old\x01\x01",
        b"user=hello\x01auth=Bearer new\x01\x01",
    ]


def test_a_new_token_that_is_refused_too_asks_for_a_person(deliver: Deliver, script: Script) -> None:
    asked: list[bool] = []
    script.answers["AUTH"] = "535 No"
    with pytest.raises(NeedsReconnect):
        deliver(token=tokens(asked))
    assert asked == [False, True]


def test_the_sign_in_service_being_away_is_no_refusal(deliver: Deliver) -> None:
    def away(refresh: bool) -> str:
        raise Unavailable("No answer")

    assert deliver(token=away) == SendResult(Status.FAILED, code="connect", detail="No answer")
