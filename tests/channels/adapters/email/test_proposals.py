from __future__ import annotations

import dns.resolver
import pytest

from shopbell.channels.adapters.email.proposals import exchangers, propose
from shopbell.channels.adapters.email.providers import PROVIDERS, SIGN_INS


def filled(address: str, *servers: str) -> tuple[str, tuple[object, ...]]:
    found = propose(address, look_up=lambda _domain: servers)
    assert found is not None
    order = ("host", "port", "security", "smtp_host", "smtp_port", "smtp_security")
    return (found.provider.name if found.provider else ""), tuple(found.settings[name] for name in order)


@pytest.mark.parametrize(
    ("address", "servers", "name", "host", "smtp"),
    [
        ("shop@gmail.com", (), "Google", "imap.gmail.com", ("smtp.gmail.com", 465, "tls")),
        ("shop@GoogleMail.com", (), "Google", "imap.gmail.com", ("smtp.gmail.com", 465, "tls")),
        ("a@shop.example", ("aspmx.l.google.com",), "Google", "imap.gmail.com", ("smtp.gmail.com", 465, "tls")),
        (
            "a@shop.example",
            ("shop-example.mail.protection.outlook.com",),
            "Microsoft 365",
            "outlook.office365.com",
            ("smtp.office365.com", 587, "starttls"),
        ),
        ("a@hotmail.com", (), "Outlook", "outlook.office365.com", ("smtp-mail.outlook.com", 587, "starttls")),
        ("a@fastmail.com", (), "Fastmail", "imap.fastmail.com", ("smtp.fastmail.com", 465, "tls")),
        ("a@icloud.com", (), "iCloud", "imap.mail.me.com", ("smtp.mail.me.com", 587, "starttls")),
        ("a@yahoo.de", (), "Yahoo", "imap.mail.yahoo.com", ("smtp.mail.yahoo.com", 465, "tls")),
        ("a@gmx.de", (), "GMX", "imap.gmx.net", ("mail.gmx.net", 587, "starttls")),
        ("a@web.de", (), "WEB.DE", "imap.web.de", ("smtp.web.de", 587, "starttls")),
        ("a@shop.example", ("mx00.kundenserver.de",), "IONOS", "imap.ionos.de", ("smtp.ionos.de", 465, "tls")),
        ("a@shop.example", ("smtpin.rzone.de",), "STRATO", "imap.strato.de", ("smtp.strato.de", 465, "tls")),
        ("a@shop.example", ("mx.zoho.eu",), "Zoho", "imappro.zoho.eu", ("smtppro.zoho.eu", 465, "tls")),
        ("a@mailbox.org", (), "mailbox.org", "imap.mailbox.org", ("smtp.mailbox.org", 465, "tls")),
    ],
)
def test_known_providers_fill_in_their_servers(
    address: str, servers: tuple[str, ...], name: str, host: str, smtp: tuple[object, ...]
) -> None:
    assert filled(address, *servers) == (name, (host, 993, "tls", *smtp))


@pytest.mark.parametrize("servers", [(), ("mx.shop.example",), ("notgoogle.com",), ("google.com.evil.example",)])
def test_an_unknown_domain_gets_what_most_use(servers: tuple[str, ...]) -> None:
    assert filled("hello@shop.example", *servers) == (
        "",
        ("imap.shop.example", 993, "tls", "smtp.shop.example", 465, "tls"),
    )


@pytest.mark.parametrize("address", ["", "hello", "hello@", "@shop.example", "hello@localhost"])
def test_half_an_address_gets_nothing(address: str) -> None:
    assert propose(address, look_up=lambda _domain: ()) is None


def test_the_words_name_the_provider_or_say_that_it_is_a_guess() -> None:
    known, guess = propose("a@fastmail.com"), propose("a@b.example", look_up=lambda _domain: ())
    assert known is not None
    assert guess is not None
    assert known.words == (
        "Filled in is what Fastmail uses. It wants an app password here, not the one you sign in with yourself."
    )
    assert guess.words == "Filled in is what most servers use. The test tells whether it fits."


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("a@outlook.com", ("oauth", "microsoft")),
        ("a@gmail.com", ("password", "google")),
        ("a@gmx.de", ("password", "other")),
    ],
)
def test_who_takes_no_passwords_is_signed_in_to(address: str, expected: tuple[str, str]) -> None:
    found = propose(address)
    assert found is not None
    assert (found.settings["auth"], found.settings["provider"]) == expected


def test_name_servers_that_do_not_answer_leave_a_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(self: dns.resolver.Resolver, name: str, kind: str) -> list[object]:
        raise dns.exception.Timeout

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", silent)
    assert exchangers("shop.example") == []


def test_the_table_is_whole() -> None:
    domains = [domain for provider in PROVIDERS for domain in provider.domains]
    assert len(domains) == len(set(domains))
    assert {provider.sign_in for provider in PROVIDERS} == {"", *SIGN_INS}
    for provider in PROVIDERS:
        assert (provider.imap.port, provider.imap.security) == (993, "tls")
        assert (provider.smtp.port, provider.smtp.security) in ((465, "tls"), (587, "starttls"))
        assert provider.domains or provider.mail_exchangers
