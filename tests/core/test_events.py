from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from shopbell.core import events
from shopbell.core.actor import SYSTEM, Actor
from shopbell.core.events import Fact, at_once, deliver, fact_of, on, record
from shopbell.core.models import Delivery, Event
from shopbell.shops.models import Shop

calls: list[str] = []


@dataclass(frozen=True, kw_only=True)
class Rang(Fact):
    name: ClassVar[str] = "test.rang"
    sentence: ClassVar[str] = "It rang"
    times: int


@dataclass(frozen=True, kw_only=True)
class Echoed(Fact):
    name: ClassVar[str] = "test.echoed"
    sentence: ClassVar[str] = "It echoed"


@dataclass(frozen=True, kw_only=True)
class Tolled(Fact):
    name: ClassVar[str] = "test.tolled"
    sentence: ClassVar[str] = "It tolled"


@on(Tolled)
def look_first(event: Event, fact: Tolled) -> None:
    known = event.in_hand(Shop, event.subject_id)
    calls.append(f"first has {known.slug if known else 'nothing'}")


@on(Tolled)
def look_second(event: Event, fact: Tolled) -> None:
    calls.append(f"second has {event.in_hand(Shop, event.subject_id)}")


@on(Rang)
def note_it(event: Event, fact: Rang) -> None:
    calls.append(f"note {fact.times}")
    if fact.times == 3:
        record(Rang(times=4), about=Shop.objects.get(pk=event.subject_id), by=SYSTEM)
    if fact.times == 5:
        record(Rang(times=6), about=Shop.objects.get(pk=event.subject_id), by=SYSTEM)
        raise RuntimeError("taken back")


@on(Rang)
def break_down(event: Event, fact: Rang) -> None:
    calls.append("break")
    if fact.times == 2:
        Shop.objects.filter(pk=event.subject_id).update(name="half done")
        raise RuntimeError("no more")


@on(Rang)
def echo(event: Event, fact: Rang) -> None:
    record(Echoed(), about=Shop.objects.get(pk=event.subject_id), by=SYSTEM)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    calls.clear()


def test_an_event_keeps_who_what_and_about(shop: Shop) -> None:
    event = record(Rang(times=1), about=shop, by=Actor("agent", 5), topics=["b:1", "a:1", "a:1"])
    assert (event.name, event.subject, event.actor) == ("test.rang", f"shops.shop:{shop.pk}", "agent:5")
    assert (event.data, event.topics, event.depth, event.cause) == ({"times": 1}, ["a:1", "b:1"], 0, None)
    assert fact_of(event) == Rang(times=1)


def test_one_job_runs_all_handlers_once(shop: Shop, run_jobs: Callable[[], int]) -> None:
    event = record(Rang(times=1), about=shop, by=SYSTEM)
    run_jobs()
    events.spread(event_id=event.pk)
    assert calls == ["note 1", "break"]
    assert Delivery.objects.filter(event_id=event.pk).count() == 3


def test_what_a_handler_records_points_at_its_cause(shop: Shop, run_jobs: Callable[[], int]) -> None:
    event = record(Rang(times=1), about=shop, by=SYSTEM)
    run_jobs()
    echoed = Event.objects.get(name="test.echoed")
    assert (echoed.cause, echoed.depth) == (event.pk, 1)


def test_a_failing_handler_leaves_nothing_and_is_retried_alone(shop: Shop) -> None:
    event = record(Rang(times=2), about=shop, by=SYSTEM)
    events.spread(event_id=event.pk)
    shop.refresh_from_db()
    assert shop.name == "Alder & Flax"
    assert calls == ["note 2", "break"]
    assert Event.objects.filter(name="test.echoed").count() == 1
    job = ProcrastinateJob.objects.get(task_name="core.deliver_again")
    assert (job.args["event_id"], job.args["error"]) == (event.pk, "no more")
    with pytest.raises(RuntimeError), transaction.atomic():
        events.deliver_again(**job.args)
    assert calls == ["note 2", "break", "break"]


def test_a_rollback_takes_event_and_job_with_it(shop: Shop) -> None:
    before = ProcrastinateJob.objects.count()

    def record_and_fail() -> None:
        with transaction.atomic():
            record(Rang(times=1), about=shop, by=SYSTEM)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    assert (Event.objects.filter(name="test.rang").count(), ProcrastinateJob.objects.count()) == (0, before)


def test_an_event_without_handler_gets_no_job(shop: Shop) -> None:
    before = ProcrastinateJob.objects.count()
    record(Echoed(), about=shop, by=SYSTEM)
    assert ProcrastinateJob.objects.count() == before


def test_a_delivery_is_claimed_once(shop: Shop) -> None:
    event = record(Echoed(), about=shop, by=SYSTEM)
    assert [Delivery.claim(event.pk, "x"), Delivery.claim(event.pk, "x")] == [True, False]
    assert deliver.__doc__


def test_every_fact_says_its_sentence() -> None:
    for name, fact in events.facts().items():
        assert name == fact.name
        assert fact.sentence.strip()


def test_unspread_records_without_a_job(shop: Shop) -> None:
    with events.unspread():
        event = record(Rang(times=1), about=shop, by=SYSTEM)
    assert Event.objects.get() == event
    assert not ProcrastinateJob.objects.exists()
    record(Rang(times=1), about=shop, by=SYSTEM)
    assert ProcrastinateJob.objects.count() == 1


def test_at_once_runs_the_handlers_and_those_of_what_they_record_without_a_job(shop: Shop) -> None:
    with transaction.atomic(), at_once():
        event = record(Rang(times=3), about=shop, by=SYSTEM)
        assert calls == []
    assert calls == ["note 3", "break", "note 4", "break"]
    assert Delivery.objects.filter(event_id=event.pk).count() == 3
    assert list(Event.objects.filter(name="test.rang").order_by("pk").values_list("cause", "depth")) == [
        (None, 0),
        (event.pk, 1),
    ]
    assert not ProcrastinateJob.objects.exists()


def test_at_once_a_failing_handler_is_retried_alone_and_takes_back_what_it_recorded(shop: Shop) -> None:
    with transaction.atomic(), at_once():
        event = record(Rang(times=5), about=shop, by=SYSTEM)
    assert calls == ["note 5", "break"]
    assert Event.objects.filter(name="test.rang").get() == event
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["event_id"], job.args["error"]) == ("core.deliver_again", event.pk, "taken back")
    assert job.args["handler"].endswith(".note_it")


def test_at_once_what_a_savepoint_took_back_is_not_spread(shop: Shop) -> None:
    def record_and_fail() -> None:
        with transaction.atomic():
            record(Rang(times=1), about=shop, by=SYSTEM)
            raise ZeroDivisionError

    with transaction.atomic(), at_once():
        with pytest.raises(ZeroDivisionError):
            record_and_fail()
        record(Rang(times=7), about=shop, by=SYSTEM)
    assert calls == ["note 7", "break"]


def test_at_once_a_block_that_fails_spreads_nothing(shop: Shop) -> None:
    def record_and_fail() -> None:
        with transaction.atomic(), at_once():
            record(Rang(times=1), about=shop, by=SYSTEM)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        record_and_fail()
    assert (calls, Event.objects.count()) == ([], 0)
    record(Rang(times=1), about=shop, by=SYSTEM)
    assert ProcrastinateJob.objects.get().task_name == "core.spread"


def test_only_the_first_handler_has_in_hand_what_the_recorder_had(shop: Shop) -> None:
    with transaction.atomic(), at_once():
        record(Tolled(), about=shop, by=SYSTEM, at_hand=(shop,))
        record(Tolled(), about=shop, by=SYSTEM, at_hand=(shop,))
    nothing = ["first has nothing", "second has None"]
    assert calls == [f"first has {shop.slug}", "second has None", *nothing]


def test_a_job_has_nothing_in_hand(shop: Shop, run_jobs: Callable[[], int]) -> None:
    record(Tolled(), about=shop, by=SYSTEM, at_hand=(shop,))
    run_jobs()
    assert calls == ["first has nothing", "second has None"]


@pytest.mark.django_db(transaction=True)
def test_at_once_needs_a_transaction_to_belong_to() -> None:
    with pytest.raises(transaction.TransactionManagementError), at_once():
        pass
    assert calls == []
