from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from shopbell.channels.models import ChannelAccount
from shopbell.channels.views.chat import STARTS_PER_ADDRESS
from shopbell.core import clock
from shopbell.core.schedule import forget_throttled
from shopbell.core.throttle import Limit, TooOften, count, is_first, network_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
LIMIT = Limit("test", 2, 60)


def test_one_too_many_is_told_how_long_to_wait() -> None:
    with clock.frozen(NOON + timedelta(seconds=15)):
        count(LIMIT, "mia")
        count(LIMIT, "mia")
        with pytest.raises(TooOften) as refused:
            count(LIMIT, "mia")
    assert refused.value.retry_after == 45


def test_everybody_and_everything_is_counted_apart() -> None:
    with clock.frozen(NOON):
        for who in ("mia", "max"):
            for limit in (LIMIT, Limit("other", 2, 60)):
                count(limit, who)
                count(limit, who)


def test_what_works_once_is_first_once_until_it_is_forgotten() -> None:
    with clock.frozen(NOON):
        assert [is_first("ticket:a", seconds=120), is_first("ticket:a", seconds=120)] == [True, False]
        assert is_first("ticket:b", seconds=120) is True
    with clock.frozen(NOON + timedelta(seconds=119)):
        forget_throttled()
        assert is_first("ticket:a", seconds=120) is False
    with clock.frozen(NOON + timedelta(seconds=121)):
        forget_throttled()
        assert is_first("ticket:a", seconds=120) is True


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::7", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_all_addresses_of_one_ipv6_host_count_as_one(rf: RequestFactory, address: str, network: str) -> None:
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_a_chat_cannot_be_started_from_more_and_more_addresses_of_one_host(
    client: Client, widget: ChannelAccount
) -> None:
    start = f"/s/{widget.shop.slug}/chat/{widget.public_id}/start/"
    with clock.frozen(NOON):
        codes = [
            client.post(start, "{}", content_type="application/json", REMOTE_ADDR=f"2001:db8::{n:x}").status_code
            for n in range(STARTS_PER_ADDRESS.most + 1)
        ]
    assert (set(codes[:-1]), codes[-1]) == ({200}, 429)


def test_what_is_counted_takes_no_room_where_failed_sign_ins_are_counted() -> None:
    count(LIMIT, "mia")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shopbell_cache")
        assert cursor.fetchone() == (0,)


def test_what_is_over_is_forgotten_and_what_is_not_is_not() -> None:
    with clock.frozen(NOON):
        count(LIMIT, "mia")
        count(Limit("long", 1, 3600), "mia")
    with clock.frozen(NOON + timedelta(minutes=5)):
        forget_throttled()
        with pytest.raises(TooOften):
            count(Limit("long", 1, 3600), "mia")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_throttle")
        assert cursor.fetchone() == (1,)


def test_the_next_window_begins_at_nought() -> None:
    for seconds in (0, 60, 120):
        with clock.frozen(NOON + timedelta(seconds=seconds)):
            count(LIMIT, "mia")
            count(LIMIT, "mia")
