"""What a sender may do at the place their mail points at. A known address is no proof: anybody can write it."""

from __future__ import annotations

from shopbell.channels.actions.mail_routing.letter import Letter
from shopbell.channels.actions.resolution import Place, takes_part
from shopbell.customers.base import normal_email
from shopbell.staff.permissions import may_answer
from shopbell.tickets.models import Ticket, TicketLink


def may_join(letter: Letter, place: Place) -> bool:
    """Whether the mail belongs there. Machines that answer our mail only add a folded line, from any address."""
    if letter.auth.result == "fail" and not _was_written_to(place):
        return False
    if takes_part(place.thread.ticket, letter.address, thread=place.thread):
        return True
    return letter.mail.kind in ("auto_reply", "bounce") and place.how in ("token", "reply")


def reason_apart(letter: Letter, place: Place) -> str:
    """Why a mail that may not join its place becomes a ticket of its own."""
    is_known = takes_part(place.thread.ticket, letter.address, thread=place.thread)
    return TicketLink.Reason.PERHAPS_FORGED if is_known else TicketLink.Reason.NOT_A_PARTICIPANT


def may_copy(letter: Letter, place: Place | None) -> bool:
    """Whether those in copy get our answers from now on: not on the word of who only knows a ticket's number."""
    if letter.auth.result == "fail":
        return False
    return place is None or letter.is_proven or _was_written_to(place)


def speaks_for_us(letter: Letter, place: Place) -> bool:
    """Whether this is a colleague at work: proven, entitled, at a ticket they see, and not as its customer."""
    agent, contact = letter.agent, place.thread.contact
    if agent is None or not letter.is_proven or letter.mail.automatic or not may_answer(agent):
        return False
    if contact and contact.value == letter.address:
        return False
    return Ticket.objects.visible_to(agent).filter(pk=place.thread.ticket_id).exists()


def is_ours(letter: Letter, place: Place) -> bool:
    """Whether somebody answered the customer from our address in another program; the domain must vouch for it."""
    if not letter.own_sender or letter.sender or letter.auth.result != "pass" or letter.mail.automatic:
        return False
    return is_addressed(letter, place)


def is_addressed(letter: Letter, place: Place) -> bool:
    """Whether the mail went to the thread's customer."""
    contact = place.thread.contact
    addressed = {normal_email(mailbox.email) for mailbox in (*letter.mail.to, *letter.mail.cc)}
    return contact is not None and contact.value in addressed


def _was_written_to(place: Place) -> bool:
    """Only who holds a mail of the thread knows its token and its ids; its number can be guessed."""
    return place.how != "number"
