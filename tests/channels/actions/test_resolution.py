from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.actions.speaking import secret
from shopbell.channels.mail.tokens import reply_address, reply_token
from shopbell.channels.models import ChannelAccount, RawInput
from shopbell.tickets.models import Message, Participant, Ticket, TicketLink
from tests.channels.conftest import a_mail

Arrive = Callable[..., RawInput]
pytestmark = pytest.mark.usefixtures("offline")
MIA = "Mia Moor <mia@post.example>"
STRANGER = "Max Stranger <max@elsewhere.example>"


def customer_messages(ticket: Ticket) -> int:
    return ticket.messages.filter(kind="customer").count()


PLACES = {
    "a token in Cc": lambda m, t: {"cc": reply_address("hello@alderandflax.example", t)},
    "a token in the text": lambda m, t: {"body": f"Thanks\n\n> Alder & Flax · {t}"},
    "In-Reply-To": lambda m, t: {"in_reply_to": "junk <first@post.example>"},
    "References": lambda m, t: {"references": "<a@b.example>,<first@post.example>"},
    "the number in the subject": lambda m, t: {"subject": f"Re: hello [#{m.ticket_id}]"},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sender", [MIA, STRANGER])
def test_who_takes_part_joins_and_a_stranger_gets_a_ticket_of_their_own(
    first: Message, arrive: Arrive, mailbox: ChannelAccount, place: str, sender: str
) -> None:
    assert first.thread is not None
    token = reply_token(first.thread.public_id, mailbox.public_id, secret())
    arrive(a_mail(**{"from": sender, "subject": "Something", "body": "More", **PLACES[place](first, token)}))
    joined = customer_messages(first.ticket) == 2
    assert joined is (sender == MIA)
    reasons = list(TicketLink.objects.values_list("reason", flat=True))
    strangers_link = sender == STRANGER and place != "the number in the subject"
    assert reasons == (["not_a_participant"] if strangers_link else [])


def test_a_forged_token_and_the_same_subject_join_nothing(first: Message, arrive: Arrive) -> None:
    assert first.thread is not None
    forged = f"hello+r.{first.thread.public_id}.aaaaaaaaaaaaaaaa@alderandflax.example"
    arrive(a_mail(to=forged, subject=first.subject))
    assert Ticket.objects.count() == 2


def test_somebody_in_copy_takes_part_afterwards(arrive: Arrive) -> None:
    arrive(a_mail(message_id="<c@post.example>", cc="Ben <ben@post.example>, hello+x@alderandflax.example"))
    arrive(a_mail(**{"from": "ben@post.example", "in_reply_to": "<c@post.example>"}))
    assert Ticket.objects.count() == 1
    assert set(Participant.objects.values_list("value", flat=True)) == {"mia@post.example", "ben@post.example"}
