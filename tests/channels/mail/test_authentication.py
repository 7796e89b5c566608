import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from shopbell.channels.mail.authentication import AuthResult, aligned, authenticate

RAW = b"From: Mia <mia@kunde.example>\r\nTo: support@shop.example\r\nSubject: Hallo\r\n\r\nHallo Shop\r\n"
OURS = {"mx.shop.example"}


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="module")
def records(key):
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    import base64

    return {"s1._domainkey.kunde.example": f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"}


def signed(key, *, domain: bytes = b"kunde.example", **options) -> bytes:
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return dkim.sign(RAW, b"s1", domain, pem, include_headers=[b"from", b"subject"], **options) + RAW


def results(value: str, raw: bytes = RAW) -> bytes:
    return f"Authentication-Results: {value}\r\n".encode() + raw


@pytest.mark.parametrize(
    ("value", "result", "domain"),
    [
        ("mx.shop.example; dkim=pass header.d=kunde.example", "pass", "kunde.example"),
        ("mx.shop.example; dkim=pass (2048-bit key) header.i=@mail.kunde.example", "pass", "mail.kunde.example"),
        ("mx.shop.example; dmarc=pass (p=reject) header.from=kunde.example", "pass", "kunde.example"),
        ("MX.Shop.Example 1; spf=pass smtp.mailfrom=x; dmarc=pass header.from=kunde.example", "pass", "kunde.example"),
        ("mx.shop.example; dmarc=fail header.from=kunde.example", "fail", "kunde.example"),
        (
            "mx.shop.example; dmarc=fail header.from=kunde.example; dkim=pass header.d=evil.example",
            "fail",
            "kunde.example",
        ),
        ("mx.shop.example; dkim=pass header.d=evil.example", "none", "kunde.example"),
        ("mx.shop.example; dkim=fail header.d=kunde.example", "none", "kunde.example"),
        ("mx.shop.example; dmarc=pass header.from=evil.example", "not_checked", "kunde.example"),
        ("mx.shop.example; spf=pass smtp.mailfrom=kunde.example", "not_checked", "kunde.example"),
        ("mx.shop.example; none", "not_checked", "kunde.example"),
        ("evil.example; dkim=pass header.d=kunde.example", "not_checked", "kunde.example"),
        ("mx.shop.example.evil.example; dkim=pass header.d=kunde.example", "not_checked", "kunde.example"),
        ("(mx.shop.example; dkim=pass header.d=kunde.example)", "not_checked", "kunde.example"),
        ("mx.shop.example; dkim=none (dkim=pass header.d=kunde.example)", "none", "kunde.example"),
    ],
)
def test_results_of_the_own_server_count(value, result, domain):
    found = authenticate(results(value), trusted_authserv_ids=OURS)
    assert (found.result, found.domain) == (result, domain)


def test_results_below_a_foreign_one_came_with_the_mail():
    forged = results("mx.shop.example; dkim=pass header.d=kunde.example")
    assert authenticate(results("other.example; none", forged), trusted_authserv_ids=OURS).result == "not_checked"


def test_the_topmost_result_of_the_own_server_wins():
    forged = results("mx.shop.example; dmarc=pass header.from=kunde.example")
    found = authenticate(
        results("mx.shop.example; dmarc=fail header.from=kunde.example", forged), trusted_authserv_ids=OURS
    )
    assert found.result == "fail"


def test_a_forged_result_below_one_without_a_verdict_does_not_count():
    forged = results("mx.shop.example; dkim=pass header.d=kunde.example")
    spf = "mx.shop.example; spf=pass smtp.mailfrom=kunde.example"
    received = b"Received: from x by mx.shop.example; Tue, 24 Nov 2026 10:00:00 +0000\r\n"
    for raw in (results(spf, forged), received + results(spf, forged), results(spf, received + forged)):
        assert authenticate(raw, trusted_authserv_ids=OURS).result == "not_checked"
    assert authenticate(results(spf, results("mx.shop.example; dkim=pass header.d=kunde.example", received + RAW)),
                        trusted_authserv_ids=OURS).result == "pass"  # fmt: skip


def test_without_a_configured_name_nothing_is_trusted():
    raw = results("mx.shop.example; dkim=pass header.d=kunde.example")
    assert authenticate(raw, trusted_authserv_ids=()).result == "not_checked"


def test_a_good_signature_passes(key, records):
    found = authenticate(signed(key), trusted_authserv_ids=(), dnsfunc=records.get)
    assert found == AuthResult("pass", "kunde.example", "dkim=pass")


def test_a_changed_body_does_not_pass(key, records):
    raw = signed(key).replace(b"Hallo Shop", b"Hallo Bank")
    found = authenticate(raw, trusted_authserv_ids=(), dnsfunc=records.get)
    assert (found.result, found.domain) == ("none", "kunde.example")


def test_a_domain_with_a_strict_policy_makes_it_a_failure(key, records):
    strict = records | {"_dmarc.kunde.example": "v=DMARC1; p=reject"}
    loose = records | {"_dmarc.kunde.example": "v=DMARC1; p=none"}
    raw = signed(key).replace(b"Hallo Shop", b"Hallo Bank")
    assert authenticate(raw, trusted_authserv_ids=(), dnsfunc=strict.get).result == "fail"
    assert authenticate(raw, trusted_authserv_ids=(), dnsfunc=loose.get).result == "none"
    assert authenticate(RAW, trusted_authserv_ids=(), dnsfunc=strict.get).result == "fail"


def test_a_signature_of_another_domain_does_not_pass(key, records):
    record = records["s1._domainkey.kunde.example"]
    raw = signed(key, domain=b"evil.example")
    found = authenticate(raw, trusted_authserv_ids=(), dnsfunc={"s1._domainkey.evil.example": record}.get)
    assert found.result == "none"


def test_a_signature_over_part_of_the_body_does_not_pass(key, records):
    raw = signed(key, length=True)
    assert b"l=" in raw.partition(b"\r\nFrom:")[0]
    assert authenticate(raw, trusted_authserv_ids=(), dnsfunc=records.get).result == "none"


def test_only_the_first_five_signatures_are_looked_at(key, records):
    junk = b"DKIM-Signature: v=1; a=rsa-sha256; d=kunde.example; s=x; h=from; bh=AA==; b=AA==\r\n"
    asked = []

    def lookup(name: str) -> str | None:
        asked.append(name)
        return records.get(name)

    assert authenticate(junk * 4 + signed(key), trusted_authserv_ids=(), dnsfunc=lookup).result == "pass"
    assert authenticate(junk * 5 + signed(key), trusted_authserv_ids=(), dnsfunc=lookup).result == "none"
    assert all(isinstance(name, str) and not name.endswith(".") for name in asked)


def test_two_senders_are_nobody(key, records):
    raw = b"From: boss@victim.example\r\n" + signed(key)
    assert authenticate(raw, trusted_authserv_ids=(), dnsfunc=records.get).result == "none"


def test_a_resolver_that_fails_leaves_it_open():
    def broken(name: str) -> str | None:
        raise OSError(name)

    assert authenticate(RAW, trusted_authserv_ids=(), dnsfunc=broken).result == "none"


@pytest.mark.parametrize("raw", [b"", b"From: <", b"DKIM-Signature: \xff\r\nFrom: a@b.example\r\n\r\n", b"\xff" * 50])
def test_no_bytes_make_it_raise(raw):
    assert authenticate(raw, trusted_authserv_ids=OURS, dnsfunc={}.get).result == "none"


def test_alignment_is_by_registrable_domain():
    assert aligned("mail.kunde.co.uk", "kunde.co.uk")
    assert not aligned("other.co.uk", "kunde.co.uk")
    assert aligned("mail.kunde.newtld", "kunde.newtld")
    assert not aligned("other.newtld", "kunde.newtld")
    assert not aligned("", "kunde.example")


SEEN = "dkim=pass header.d=kunde.example"


def sealed(key, raw: bytes, *, domain: str = "list.example", seen: str = SEEN) -> bytes:
    """The mail as a forwarder passes it on: with what it found on top, and sealed."""
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = " arc=pass;" if b"ARC-Seal" in raw else ""
    raw = f"Authentication-Results: {domain};{chain} {seen}\r\n".encode() + raw
    headers = [b"from", b"subject", b"to"]
    made = dkim.arc_sign(raw, b"s1", domain.encode(), pem, domain.encode(), include_headers=headers)
    return b"".join(made) + raw


def forwarded(raw: bytes, records, *trusted: str) -> tuple[str, str]:
    record = records["s1._domainkey.kunde.example"]

    def txt(name: str) -> str | None:
        return record if name.startswith("s1._domainkey.") else None

    found = authenticate(raw, trusted_authserv_ids=(), dnsfunc=txt, trusted_sealers=trusted)
    return found.result, found.forwarder


def test_a_trusted_forwarder_vouches_for_a_sender_whose_own_signature_broke(key, records):
    raw = sealed(key, RAW)
    assert forwarded(raw, records, "list.example") == ("forwarded", "list.example")
    assert forwarded(raw, records, "other.example") == ("none", "")
    assert forwarded(raw, records) == ("none", "")
    assert authenticate(raw, trusted_authserv_ids=(), trusted_sealers={"list.example"}).result == "not_checked"


@pytest.mark.parametrize("seen", ["dkim=fail header.d=kunde.example", "dkim=pass header.d=evil.example", "none",
                                  "dkim=none (dkim=pass header.d=kunde.example)"])  # fmt: skip
def test_a_forwarder_that_found_nothing_vouches_for_nobody(key, records, seen):
    assert forwarded(sealed(key, RAW, seen=seen), records, "list.example") == ("none", "")


def test_a_changed_mail_breaks_the_chain(key, records):
    raw = sealed(key, RAW).replace(b"Hallo Shop", b"Hullo Shop")
    assert forwarded(raw, records, "list.example") == ("none", "")


def test_everybody_behind_the_forwarder_must_be_trusted_too(key, records):
    raw = sealed(key, sealed(key, RAW), domain="second.example", seen="dkim=fail header.d=kunde.example")
    assert forwarded(raw, records, "list.example") == ("none", "")
    assert forwarded(raw, records, "second.example") == ("none", "")
    assert forwarded(raw, records, "list.example", "second.example") == ("forwarded", "list.example")


@pytest.mark.parametrize(("hops", "result"), [(5, "forwarded"), (6, "none")])
def test_long_chains_are_not_followed(key, records, hops, result):
    raw, names = RAW, [f"hop{number}.example" for number in range(hops)]
    for name in names:
        raw = sealed(key, raw, domain=name)
    assert forwarded(raw, records, *names)[0] == result


@pytest.mark.parametrize("seal", [b"i=1", b"i=x; cv=none", b"\xff", b"i=1; a=rsa-sha256; cv=none; d=list.example; b=!"])
def test_a_broken_seal_is_no_seal_and_no_error(records, seal):
    assert forwarded(b"ARC-Seal: " + seal + b"\r\n" + RAW, records, "list.example") == ("none", "")


def test_a_signature_that_holds_needs_no_forwarder(key, records):
    found = authenticate(signed(key), trusted_authserv_ids=(), dnsfunc=records.get, trusted_sealers={"list.example"})
    assert (found.result, found.forwarder) == ("pass", "")
