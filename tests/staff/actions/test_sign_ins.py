from shopbell.core.models import Event
from shopbell.staff.actions import sign_ins
from shopbell.staff.models import Agent


def test_a_wrong_password_is_told_of_people_only(alice: Agent) -> None:
    sign_ins.failed("nobody@x.example")
    assert not Event.objects.exists()
    sign_ins.failed(" ALICE@alderandflax.example ")
    told = Event.objects.get()
    assert (told.name, told.subject, told.actor, told.data) == (
        "agent.sign_in_failed",
        f"staff.agent:{alice.pk}",
        "system",
        {},
    )


def test_a_chosen_password_is_set_and_settles_what_was_asked(alice: Agent) -> None:
    Agent.objects.update(must_change_password=True)
    sign_ins.password_chosen(alice, "linen keeps its promise")
    alice.refresh_from_db()
    assert alice.check_password("linen keeps its promise")
    assert not alice.must_change_password
    assert Event.objects.get().name == "agent.password_chosen"


def test_coming_in_and_another_step_are_told(alice: Agent) -> None:
    sign_ins.signed_in(alice, way="passkey")
    sign_ins.second_step_changed(alice, kind="webauthn", is_added=True)
    told = [(event.name, event.actor, event.data) for event in Event.objects.order_by("pk")]
    assert told == [
        ("agent.signed_in", f"agent:{alice.pk}", {"way": "passkey"}),
        ("agent.second_step_changed", f"agent:{alice.pk}", {"kind": "webauthn", "is_added": True}),
    ]
