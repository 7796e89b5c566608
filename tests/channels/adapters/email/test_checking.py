from __future__ import annotations

from types import SimpleNamespace

import dns.exception
import dns.resolver
import pytest

from shopbell.channels.adapters.email.checking import is_test_letter, sender_records, step, test_word
from shopbell.channels.base import NeedsReconnect, Unavailable

test_word.__test__ = False  # type: ignore[attr-defined]  # pytest would run it
Zone = dict[tuple[str, str], list[str]]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Zone:
    """What the name servers answer; the rest does not exist."""
    records: Zone = {}

    def resolve(self: dns.resolver.Resolver, name: str, kind: str) -> list[object]:
        if (name, kind) not in records:
            raise dns.resolver.NXDOMAIN
        if kind == "TXT":
            return [SimpleNamespace(strings=[text.encode()]) for text in records[name, kind]]
        return [SimpleNamespace(to_text=lambda text=text: text) for text in records[name, kind]]

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", resolve)
    return records


def found(domain: str = "shop.example") -> dict[str, tuple[str, str]]:
    return {step.label: (step.state, step.detail) for step in sender_records(domain)}


def test_a_well_kept_domain_is_all_right(zone: Zone) -> None:
    zone["shop.example", "MX"] = ["10 mx.shop.example."]
    zone["shop.example", "TXT"] = ["google-site-verification=x", "V=SPF1 mx -all"]
    zone["_dmarc.shop.example", "TXT"] = ["v=DMARC1; p=none"]
    zone["selector2._domainkey.shop.example", "TXT"] = ["v=DKIM1; p=AAAA"]
    assert found() == {
        "MX": ("ok", "10 mx.shop.example."),
        "SPF": ("ok", "V=SPF1 mx -all"),
        "DMARC": ("ok", "v=DMARC1; p=none"),
        "DKIM": ("ok", "selector2"),
    }


def test_a_domain_without_a_mail_server_is_bad_and_the_rest_a_warning(zone: Zone) -> None:
    states = {label: state for label, (state, _detail) in found().items()}
    assert states == {"MX": "bad", "SPF": "warn", "DMARC": "warn", "DKIM": "warn"}
    assert "shop.example" in found()["MX"][1]


def test_other_text_records_are_no_policy(zone: Zone) -> None:
    zone["shop.example", "TXT"] = ["spf1 mx"]
    zone["_dmarc.shop.example", "TXT"] = ["dmarc"]
    assert (found()["SPF"][0], found()["DMARC"][0]) == ("warn", "warn")


def test_silent_name_servers_are_nobodys_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(self: dns.resolver.Resolver, name: str, kind: str) -> list[object]:
        raise dns.exception.Timeout

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", silent)
    assert {state for state, _detail in found().values()} == {"warn"}
    assert found()["MX"][1] == "Could not be checked: no answer from the name servers."


@pytest.mark.parametrize("error", [Unavailable("Down."), NeedsReconnect("Refused.")])
def test_a_step_that_fails_says_its_sentence(error: Exception) -> None:
    def run() -> str:
        raise error

    done = step("Sign in", run)
    assert (done.label, done.state, done.detail) == ("Sign in", "bad", str(error))


def test_an_error_of_our_own_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        step("Sign in", lambda: str(1 / 0))


def test_the_word_of_a_test_letter_is_new_each_time() -> None:
    assert len({test_word() for _ in range(20)}) == 20


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"From: a@b.example\r\nX-Shopbell-Test: 12\r\n\r\nHello", True),
        (b"x-shopbell-test: 12\n\nHello", True),
        (b"From: a@b.example\r\n\r\nX-Shopbell-Test: 12", False),
        (b"Subject: X-Shopbell-Test: 12\r\n\r\nHello", False),
    ],
)
def test_the_letter_of_a_test_is_known_by_its_header(raw: bytes, expected: bool) -> None:
    assert is_test_letter(raw) is expected
