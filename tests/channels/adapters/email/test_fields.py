from __future__ import annotations

import pytest

from shopbell.channels.adapters.email.fields import MailboxSettings

WHOLE = {
    "receive": "imap",
    "host": "imap.shop.example",
    "security": "tls",
    "smtp_security": "starttls",
    "username": "hello@shop.example",
    "password": "pw",
    "auth": "password",
}


def errors(**changes: str) -> list[str]:
    form = MailboxSettings({**WHOLE, **changes})
    form.is_valid()
    return sorted(form.errors)


def test_a_whole_mailbox_is_taken() -> None:
    assert errors() == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"host": ""}, ["host"]),
        ({"username": ""}, ["username"]),
        ({"receive": "none", "host": "", "username": ""}, ["smtp_host"]),
        ({"receive": "none", "host": "", "username": "", "smtp_host": "smtp.shop.example"}, []),
        ({"auth": "oauth"}, ["client_id"]),
        ({"auth": "oauth", "client_id": "c"}, ["client_id"]),
        ({"auth": "oauth", "client_id": "c", "token_url": "https://login.example/token"}, []),
        ({"port": "65536"}, ["port"]),
        ({"port": "65535"}, []),
        ({"smtp_port": "0"}, ["smtp_port"]),
    ],
)
def test_what_belongs_together_is_asked_for_together(changes: dict[str, str], missing: list[str]) -> None:
    assert errors(**changes) == missing


@pytest.mark.parametrize("name", MailboxSettings.SECRETS)
def test_a_secret_left_empty_stays_and_is_never_shown(name: str) -> None:
    form = MailboxSettings({**WHOLE, name: ""}, initial={name: "stored-secret"})
    assert form.is_valid()
    assert form.cleaned_data[name] == "stored-secret"
    assert "stored-secret" not in form.as_p()
    typed = MailboxSettings({**WHOLE, name: "new-secret"}, initial={name: "stored-secret"})
    assert typed.is_valid()
    assert typed.cleaned_data[name] == "new-secret"
    assert "new-secret" not in typed.as_p()
