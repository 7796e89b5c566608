from __future__ import annotations

import socket
import ssl

import pytest

from shopbell.channels.adapters.email.connection import Server, explain, receiving, sending, xoauth2


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, ("imap", 993, "tls")),
        ({"security": "starttls"}, ("imap", 143, "starttls")),
        ({"receive": "pop3"}, ("pop3", 995, "tls")),
        ({"receive": "pop3", "security": "none"}, ("pop3", 110, "none")),
        ({"port": 1143, "security": "none"}, ("imap", 1143, "none")),
    ],
)
def test_where_mail_is_read_from(settings: dict[str, object], expected: tuple[str, int, str]) -> None:
    server = receiving(settings)
    assert (server.protocol, server.port, server.security) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"host": "in.example", "username": "u", "password": "p"}, ("in.example", 587, "u", "p", True)),
        (
            {"host": "in.example", "smtp_host": "out.example", "smtp_security": "tls", "username": "u"},
            ("out.example", 465, "u", "", True),
        ),
        (
            {"username": "u", "password": "p", "smtp_username": "s", "smtp_password": "q", "smtp_security": "none"},
            ("", 25, "s", "q", False),
        ),
    ],
)
def test_where_mail_is_handed_over_and_whose_sign_in_is_used(
    settings: dict[str, object], expected: tuple[str, int, str, str, bool]
) -> None:
    server = sending(settings)
    assert (server.host, server.port, server.username, server.password, server.is_borrowed) == expected


def test_certificates_are_checked_unless_the_admin_said_not_to() -> None:
    checked, unchecked = receiving({}).context(), receiving({"verify_tls": False}).context()
    assert (checked.check_hostname, checked.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert (unchecked.check_hostname, unchecked.verify_mode) == (False, ssl.CERT_NONE)


def test_the_line_that_signs_in_with_a_token() -> None:
    assert xoauth2("mia@shop.example", "t0ken") == "user=mia@shop.example\x01auth=Bearer t0ken\x01\x01"


def a_server(port: int = 993) -> Server:
    return Server("imap", "127.0.0.1", port, "tls", "u", "p")


def certificate_error() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "bad")
    error.verify_message = "certificate has expired."  # some of OpenSSL's sentences end, some do not
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "x"), "The server 127.0.0.1 is not known. Is its name spelled right?"),
        (certificate_error(), "The certificate of 127.0.0.1 does not fit: certificate has expired."),
        (ssl.SSLError("NO_SHARED_CIPHER"), "127.0.0.1 could not agree on an encryption on port 993."),
        (ConnectionRefusedError(), "Nobody answered on port 993."),
        (TimeoutError(), "127.0.0.1 did not answer on port 993 in time."),
        (ConnectionResetError("reset"), "The connection to 127.0.0.1 broke off: reset"),
    ],
)
def test_trouble_is_told_in_plain_words(error: Exception, words: str) -> None:
    assert explain(error, a_server()) == words
