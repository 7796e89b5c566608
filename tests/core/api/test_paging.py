from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from shopbell.core.api import Invalid, cleaned, read_cursor, write_cursor


def test_a_cursor_is_read_as_it_was_written() -> None:
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    assert read_cursor(write_cursor("next", noon, 7), str, datetime, int) == ["next", noon, 7]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "%%%",
        "ü",
        write_cursor(7, 8),
        write_cursor("7"),
        write_cursor(True),
        write_cursor(-1),
        write_cursor(2**63),
        base64.urlsafe_b64encode(b"[" * 200).decode(),
        base64.urlsafe_b64encode(b'{"a": 7}').decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_cursor(cursor, int)
    assert refused.value.errors == {"cursor": ["This is no cursor of this list. Begin again without one."]}


@pytest.mark.parametrize("place", ["yesterday", "2026-11-24T12:00:00", 7, None])
def test_a_moment_without_a_zone_is_none(place: object) -> None:
    with pytest.raises(Invalid):
        read_cursor(write_cursor(place), datetime)


def test_what_postgresql_refuses_is_replaced_however_deep() -> None:
    assert cleaned({"a\x00": ["b\ud800", {"c": "d"}, 7, None]}) == {"a\ufffd": ["b\ufffd", {"c": "d"}, 7, None]}
