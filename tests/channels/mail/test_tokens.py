import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopbell.channels.mail.tokens import (
    bounce_address,
    bounce_token,
    is_own_loop,
    loop_token,
    read_bounce_token,
    read_token,
    reply_address,
    reply_token,
)

THREAD = "abcdefghijklmnopqrstuvwxyz"
SECRET = b"s" * 32
TOKEN = reply_token(THREAD, "mail-1", SECRET)


def test_a_token_fits_into_an_address_and_comes_back():
    address = reply_address("support@shop.example", TOKEN)
    assert address.startswith(f"support+r.{THREAD}.")
    assert address.endswith("@shop.example")
    assert len(address.partition("@")[0]) <= 64
    assert read_token(["x@y.example", address], [], "mail-1", SECRET) == THREAD
    assert read_token([address.upper()], [], "mail-1", SECRET) == THREAD
    assert read_token([f"{TOKEN}@shop.example"], [], "mail-1", SECRET) == THREAD
    assert read_token([], [f"Re: text [{TOKEN}] more"], "mail-1", SECRET) == THREAD


@pytest.mark.parametrize(
    "forged",
    [
        TOKEN[:-1] + ("a" if TOKEN[-1] != "a" else "b"),
        TOKEN.replace("abc", "abd"),
        TOKEN[:-1],
        TOKEN + "a",
        f"r.{THREAD}.",
        "",
    ],
)
def test_forged_tokens_are_nothing(forged):
    assert read_token([f"support+{forged}@shop.example"], [forged], "mail-1", SECRET) is None


def test_a_token_counts_for_its_account_its_key_and_its_purpose_only():
    address = reply_address("support@shop.example", TOKEN)
    assert read_token([address], [], "mail-2", SECRET) is None
    assert read_token([address], [], "mail-1", b"t" * 32) is None
    assert read_bounce_token([address.replace("+r.", "+b.")], "mail-1", SECRET) is None


def test_a_genuine_token_is_found_behind_a_forged_one():
    forged = reply_address("support@shop.example", TOKEN[:-4] + "aaaa")
    assert read_token([forged, reply_address("a@b.example", TOKEN)], [], "mail-1", SECRET) == THREAD


@given(st.from_regex(r"[a-z0-9][a-z0-9.-]{0,39}", fullmatch=True))
def test_bounce_tokens_carry_part_keys(key):
    address = bounce_address("bounce@shop.example", bounce_token(key, "mail-1", SECRET))
    assert read_bounce_token([address], "mail-1", SECRET) == key


@pytest.mark.parametrize("bad", ["", "a b", "x@y", "ä" * 8, "a" * 41])
def test_keys_that_do_not_fit_are_refused(bad):
    with pytest.raises(ValueError):
        bounce_token(bad, "mail-1", SECRET)
    with pytest.raises(ValueError):
        reply_token(bad, "mail-1", SECRET)


def test_loop_tokens_are_fresh_and_recognised():
    first, second = loop_token(SECRET), loop_token(SECRET)
    assert first != second
    assert is_own_loop(first, SECRET)
    assert is_own_loop(f" {second.upper()} ", SECRET)
    assert not is_own_loop(first, b"t" * 32)
    assert not is_own_loop(first[:-1], SECRET)
    assert not is_own_loop("", SECRET)
