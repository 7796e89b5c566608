from __future__ import annotations

import base64

import pytest

from shopbell.core.api import Invalid, read_cursor, write_cursor


def test_a_cursor_is_read_as_it_was_written() -> None:
    assert read_cursor(write_cursor("2026-11-24T12:00:00+00:00", 7), str, int) == ["2026-11-24T12:00:00+00:00", 7]


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "%%%",
        "ü",
        write_cursor(7, 8),
        write_cursor("7"),
        write_cursor(True),
        base64.urlsafe_b64encode(b'{"a": 7}').decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_cursor(cursor, int)
    assert refused.value.errors == {"cursor": ["This is no cursor of this list. Begin again without one."]}
