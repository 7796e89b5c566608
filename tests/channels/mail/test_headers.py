from datetime import UTC, datetime

import pytest

from shopbell.channels.mail.headers import header_date, header_text, message_ids, received_date


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Hallo", "Hallo"),
        (b"=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        (b"Re: =?utf-8?q?Gr=C3=BC?= =?utf-8?q?=C3=9Fe?= x", "Re: Grüße x"),
        (b"=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=", "Grüße"),
        (b"=?utf-8?Q?a b?=", "a b"),
        (b"=?utf-8?b?R3LDvMOfZQ?=", "Grüße"),
        (b"=?iso-8859-1*de?q?=FC?=", "ü"),
        (b"=?no-such?q?=C3=BC?=", "ü"),
        (b"=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        (b"a =?utf-8?q?b?= c =?utf-8?q?d?=", "a b c d"),
        (b"=?utf-8?q?a=00b=0Ac?=", "a\ufffdb c"),
        ("Größe".encode(), "Größe"),
        (b"Gr\xf6\xdfe", "Größe"),
    ],
)
def test_values_become_one_clean_line(raw, text):
    assert header_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        (b"<a@b>", ("<a@b>",)),
        (b"<a@b><c@d>", ("<a@b>", "<c@d>")),
        (b"<a@b>,\t<c@d> junk <a@b>", ("<a@b>", "<c@d>")),
        (b"<very\t long@id>", ("<verylong@id>",)),
        (b"a@b", ("<a@b>",)),
        (b"=?us-ascii?Q?=3Ca=40b=3E?=", ("<a@b>",)),
        (b'Your message of "Mon" <a@b>', ("<a@b>",)),
        (b"<", ()),
        (b"<>", ()),
        (b"", ()),
    ],
)
def test_ids_are_found_between_junk(raw, ids):
    assert message_ids(raw) == ids


def test_of_too_many_ids_the_first_and_the_newest_stay():
    raw = b" ".join(b"<%d@x>" % number for number in range(300))
    ids = message_ids(raw, 5)
    assert ids == ("<0@x>", "<296@x>", "<297@x>", "<298@x>", "<299@x>")


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        (b"Tue, 24 Nov 2026 15:00:00 +0100", datetime(2026, 11, 24, 14, tzinfo=UTC)),
        (b"24 Nov 2026 15:00 GMT", datetime(2026, 11, 24, 15, tzinfo=UTC)),
        (b"Tue, 24 Nov 2026 15:00:60 -0000", datetime(2026, 11, 24, 15, 0, 59, tzinfo=UTC)),
        (b"Tue, 24 Nov 1026 15:00:00 +0100", None),
        (b"Thu, 1 Jan 1970 00:00:00 +0000", None),
        (b"Tue, 24 Nov 9999 15:00:00 +9999", None),
        (b"Wed, 99 Foo 2026", None),
        (b"\xff\x00", None),
        (b"", None),
    ],
)
def test_absurd_dates_are_none(raw, moment):
    assert header_date(raw) == moment


def test_the_topmost_received_header_with_a_date_counts():
    values = [
        b"from a by b",
        b"from b by c; Tue, 24 Nov 2026 15:00:00 +0000",
        b"x; Mon, 23 Nov 2026 15:00:00 +0000",
    ]
    assert received_date(values) == datetime(2026, 11, 24, 15, tzinfo=UTC)
