from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.http import QueryDict

from shopbell.channels.forms import kept
from shopbell.core import clock

pytestmark = pytest.mark.django_db


def sent(**fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


@pytest.fixture
def session() -> SessionBase:
    return SessionStore()


def test_what_was_typed_is_there_the_next_time_and_not_readable_in_the_session(session: SessionBase) -> None:
    name, fields = kept.hold(session, sent(password="pw-typed", user="u"), ["password", "smtp_password"])
    assert fields == {"password"}
    assert "pw-typed" not in str(session.items())
    again = kept.filled(session, sent(kept=name, password="", user="v"))
    assert (again["password"], again["user"]) == ("pw-typed", "v")
    assert kept.filled(session, sent(kept=name, password="another"))["password"] == "another"


def test_nothing_is_kept_where_nothing_was_typed(session: SessionBase) -> None:
    assert kept.hold(session, sent(password=""), ["password"]) == ("", set())
    assert not session.keys()


def test_it_is_kept_for_ten_minutes_and_under_its_own_name_alone(session: SessionBase) -> None:
    with clock.frozen(clock.now()):
        name, _fields = kept.hold(session, sent(password="pw"), ["password"])
        with clock.frozen(clock.now() + timedelta(minutes=10)):
            assert kept.filled(session, sent(kept=name, password=""))["password"] == ""
        assert kept.filled(session, sent(kept="another", password=""))["password"] == ""
        assert kept.filled(session, sent(password=""))["password"] == ""
        assert kept.filled(session, sent(kept=name, password=""))["password"] == "pw"


def test_once_taken_it_is_forgotten(session: SessionBase) -> None:
    name, _fields = kept.hold(session, sent(password="pw"), ["password"])
    kept.forget(session, sent(kept=name))
    assert kept.filled(session, sent(kept=name, password=""))["password"] == ""
    assert session["channels.kept"] == {}


def test_only_a_handful_is_kept(session: SessionBase) -> None:
    names = [kept.hold(session, sent(password=f"pw{n}"), ["password"])[0] for n in range(7)]
    found = [kept.filled(session, sent(kept=name, password=""))["password"] for name in names]
    assert found == ["", "", "pw2", "pw3", "pw4", "pw5", "pw6"]
