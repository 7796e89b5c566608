import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

from django.core.files.storage import default_storage

from shopbell.core import clock
from shopbell.core.models import Event
from shopbell.core.origin import came_from
from shopbell.staff.actions import audit, sign_ins
from shopbell.staff.actions.agents import change
from shopbell.staff.actions.sign_in_rules import set_rules
from shopbell.staff.audit import Wanted
from shopbell.staff.models import Agent, AuditExport


def _written(made: AuditExport) -> str:
    made.refresh_from_db()
    with default_storage.open(made.path) as file:
        return str(file.read().decode())


def test_a_table_has_what_was_asked_for_and_no_formulas(
    owner: Agent, alice: Agent, run_jobs: Callable[[], int]
) -> None:
    Agent.objects.filter(pk=alice.pk).update(name="=cmd")
    with came_from("203.0.113.7"):
        sign_ins.signed_in(Agent.objects.get(pk=alice.pk), way="password")
    change(alice, by=owner.actor, role="lead")
    made = audit.export(Wanted(person=alice.pk), form="csv", agent=owner, by=owner.actor)
    run_jobs()
    (row,) = csv.DictReader(io.StringIO(_written(made)))
    assert (row["name"], row["who"], row["origin"]) == ("agent.signed_in", "'=cmd", "203.0.113.7")
    assert (row["what"], row["details"]) == ("'=cmd signed in", "way: password")
    assert made.rows == 1
    assert Event.objects.get(name="audit.exported").data == {"form": "csv"}


def test_lines_for_programs_carry_the_data(owner: Agent, alice: Agent, run_jobs: Callable[[], int]) -> None:
    for name in ("Anna", "Berta", "Clara"):
        change(alice, by=owner.actor, name=name)
    made = audit.export(Wanted(kind="agent."), form="jsonl", agent=owner, by=owner.actor)
    run_jobs()
    rows = [json.loads(line) for line in _written(made).splitlines()]
    assert [(row["who"], row["about"], row["data"]) for row in rows] == [
        ("Olga Owner", "Clara", {"fields": ["name"]})
    ] * 3
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)


def test_what_passes_goes_and_history_stays(owner: Agent, alice: Agent, run_jobs: Callable[[], int]) -> None:
    set_rules(audit_days=100, address_days=10, by=owner.actor)
    with came_from("203.0.113.7"):
        for days in (101, 99, 9):
            with clock.frozen(clock.now() - timedelta(days=days)):
                sign_ins.signed_in(alice, way="password")
        with clock.frozen(clock.now() - timedelta(days=101)):
            change(alice, by=owner.actor, role="lead")
    with clock.frozen(clock.now() - timedelta(days=8)):
        made = audit.export(Wanted(), form="csv", agent=owner, by=owner.actor)
    run_jobs()
    made.refresh_from_db()
    assert audit.forget() == 2  # one sign-in, one file
    left = Event.objects.filter(name__in=["agent.signed_in", "agent.role_given"]).order_by("at")
    assert [(event.name, event.origin) for event in left] == [
        ("agent.role_given", ""),
        ("agent.signed_in", ""),
        ("agent.signed_in", "203.0.113.7"),
    ]
    assert not AuditExport.objects.exists()
    assert not default_storage.exists(made.path)
