import pytest

from shopbell.channels.mail.addresses import addresses, names_another
from shopbell.channels.mail.model import Address


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"mia@kunde.example", [("mia@kunde.example", "")]),
        (b'"Muster, Mia" <mia@kunde.example>', [("mia@kunde.example", "Muster, Mia")]),
        (b"Muster Mia<mia@Kunde.Example>", [("mia@kunde.example", "Muster Mia")]),
        (b"mia@kunde.example (Mia (M.) Muster)", [("mia@kunde.example", "Mia (M.) Muster")]),
        (b"a@victim.example <x@evil.example>", [("x@evil.example", "a@victim.example")]),
        (b"<a@victim.example> <x@evil.example>", [("x@evil.example", "a@victim.example")]),
        (b'"a@victim.example" <x@evil.example>', [("x@evil.example", "a@victim.example")]),
        (b"=?utf-8?q?Mia=2C_M=C3=BCller?= <mia@kunde.example>", [("mia@kunde.example", "Mia, Müller")]),
        (b"=?utf-8?b?w4Q=?= =?utf-8?b?w5Y=?= <a@b.example>", [("a@b.example", "ÄÖ")]),
        (
            b"G: a@b.example, c@d.example;, e@f.example",
            [("a@b.example", ""), ("c@d.example", ""), ("e@f.example", "")],
        ),
        (b"undisclosed-recipients:;", []),
        (b"<@relay.example,@b.example:mia@kunde.example>", [("mia@kunde.example", "")]),
        (
            b'"mia muster"@kunde.example <mia@kunde.example>',
            [("mia@kunde.example", '"mia muster"@kunde.example')],
        ),
        (b"<mailto:mia@kunde.example>", [("mia@kunde.example", "")]),
        (b"mia+tag.x@kunde.example", [("mia+tag.x@kunde.example", "")]),
        (b"'mia@kunde.example' <mia@kunde.example>", [("mia@kunde.example", "mia@kunde.example")]),
        ("Mia <mia@müller.example>".encode(), [("mia@xn--mller-kva.example", "Mia")]),
        (b"M\xfcller <m@kunde.example>", [("m@kunde.example", "Müller")]),
        (b"MAILER-DAEMON", []),
        (b"<>", []),
        (b"", []),
        (b"<", []),
        (b"@", []),
        (b"a@", []),
        (b",,,;;", []),
        (b"a@b.example, <c@d.example", [("a@b.example", ""), ("c@d.example", "")]),
    ],
)
def test_mailboxes_are_found_in_any_dress(raw, found):
    assert [(mailbox.email, mailbox.name) for mailbox in addresses(raw)] == found


def test_a_name_that_shows_another_address_is_noticed():
    assert names_another(Address("x@evil.example", "a@victim.example"))
    assert not names_another(Address("Mia@kunde.example", "mia@Kunde.example"))
    assert not names_another(Address("mia@kunde.example", "Mia"))


def test_addresses_compare_without_case_and_keep_their_spelling():
    mailbox = addresses(b"Mia.Muster+Shop@KUNDE.example")[0]
    assert (mailbox.email, mailbox.key) == ("Mia.Muster+Shop@kunde.example", "mia.muster+shop@kunde.example")
    assert mailbox.domain == "kunde.example"


def test_direction_characters_leave_the_name():
    assert addresses("Mia \u202egnp.exe <m@k.example>".encode())[0].name == "Mia gnp.exe"
