import pytest

from shopbell.staff.models import Agent
from shopbell.tickets.actions import attachments, drafts, merging, messages
from shopbell.tickets.actions.drafts import Written
from shopbell.tickets.errors import WrittenElsewhere
from shopbell.tickets.models import Attachment, Draft, Ticket
from shopbell.tickets.queries.drafts import begun_on, draft_of, drafts_for


def _save(ticket: Ticket, agent: Agent, text: str, *, known: int, device: str = "desk", **more: object) -> Draft | None:
    written = Written(text=text, client_key="k", **more)  # type: ignore[arg-type]
    return drafts.save(ticket, agent=agent, way="reply", written=written, known=known, device=device)


def test_each_save_is_a_version_and_the_same_again_is_none(ticket: Ticket, alice: Agent) -> None:
    versions = [
        kept.version
        for kept in (_save(ticket, alice, text, known=0) for text in ("He", "Hello", "Hello"))
        if kept is not None
    ]
    assert versions == [1, 2, 2]
    assert Draft.objects.get().text == "Hello"


def test_two_devices_that_differ_are_told(ticket: Ticket, alice: Agent) -> None:
    _save(ticket, alice, "On the train", known=0, device="phone")
    with pytest.raises(WrittenElsewhere):
        _save(ticket, alice, "At the desk", known=0)
    kept = _save(ticket, alice, "At the desk", known=1)
    assert kept is not None
    assert (kept.version, kept.device) == (2, "desk")
    assert _save(ticket, alice, "At the desk", known=0, device="phone") == kept


def test_an_emptied_one_is_gone_and_an_empty_one_is_none(ticket: Ticket, alice: Agent) -> None:
    assert _save(ticket, alice, " ", known=0) is None
    _save(ticket, alice, "Hello", known=0)
    assert _save(ticket, alice, "", known=1) is None
    assert Draft.objects.count() == 0


def test_it_is_gone_when_sent_and_a_late_save_does_not_bring_it_back(ticket: Ticket, alice: Agent) -> None:
    _save(ticket, alice, "Hello", known=0)
    messages.reply(ticket.threads.get(), text="Hello", by=alice.actor, agent=alice, client_key="k")
    assert Draft.objects.count() == 0
    assert _save(ticket, alice, "Hello", known=1) is None
    assert Draft.objects.count() == 0


def test_what_a_program_sends_in_the_agents_name_leaves_the_draft(ticket: Ticket, alice: Agent) -> None:
    _save(ticket, alice, "Hello", known=0)
    messages.reply(ticket.threads.get(), text="From the shop system", by=alice.actor, agent=alice)
    assert Draft.objects.get().text == "Hello"


def test_answer_and_note_are_kept_apart(ticket: Ticket, alice: Agent, bob: Agent) -> None:
    for agent, way in ((alice, "reply"), (alice, "note"), (bob, "reply")):
        written = Written(text=f"{agent.first_name} {way}")
        drafts.save(ticket, agent=agent, way=way, written=written, known=0, device="a")
    assert {way: one["text"] for way, one in drafts_for(ticket, alice).items()} == {
        "reply": "Alice reply",
        "note": "Alice note",
    }
    assert [draft.agent for draft in begun_on(ticket, alice)[1]] == [bob]
    drafts.discard(ticket, agent=alice, way="note")
    assert set(drafts_for(ticket, alice)) == {"reply"}


def test_files_that_are_gone_or_somebody_elses_are_left_out(ticket: Ticket, alice: Agent, bob: Agent) -> None:
    mine, theirs = (
        attachments.upload(b"x", name=f"{agent.first_name}.txt", claimed="", owner=Attachment.owner_of(agent))
        for agent in (alice, bob)
    )
    _save(ticket, alice, "", known=0, files=[mine.public_id, theirs.public_id, "gone"])
    assert drafts_for(ticket, alice)["reply"]["files"] == [[mine.public_id, "Alice.txt"]]


def test_what_was_begun_on_a_merged_ticket_is_there(ticket: Ticket, alice: Agent, a_message: object) -> None:
    other = a_message().ticket  # type: ignore[operator]
    _save(ticket, alice, "Begun", known=0)
    merging.merge(ticket, into=other, by=alice.actor)
    found = draft_of(other, alice, "reply")
    assert found is not None
    assert found.text == "Begun"
    kept = _save(other, alice, "Begun and ended", known=1)
    assert kept is not None
    assert (kept.ticket, Draft.objects.count()) == (other, 1)
