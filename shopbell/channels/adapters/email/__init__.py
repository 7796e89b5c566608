"""A mailbox: read by IMAP or POP3, answered by SMTP."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx
from django.utils.translation import gettext_lazy

from shopbell.channels.adapters.email import smtp
from shopbell.channels.adapters.email.checking import PRIVATE_HEADER, running, sender_records, step, test_word
from shopbell.channels.adapters.email.connection import FETCHING, TESTING, receiving, sending
from shopbell.channels.adapters.email.diagnosis import reach
from shopbell.channels.adapters.email.fields import MailboxSettings
from shopbell.channels.adapters.email.imap import Mailbox
from shopbell.channels.adapters.email.letter import MAIL, MailAdapter
from shopbell.channels.adapters.email.pop3 import Maildrop
from shopbell.channels.base import (
    CheckStep,
    Facts,
    Moved,
    Part,
    Raw,
    SendResult,
    Status,
    Unavailable,
)
from shopbell.channels.mail.compose import ComposeRefused, OutgoingMail, compose, new_message_id
from shopbell.channels.mail.model import Address
from shopbell.core import clock
from shopbell.core.sentences import say as _

ROUND_TRIP_SECONDS = 30.0


class SmtpAdapter(MailAdapter):
    """Base of mail accounts that send by SMTP."""

    def send(self, part: Part) -> SendResult:
        """Hand the mail over; after the final dot without an answer nobody knows."""
        try:
            message, envelope, recipients = self.letter(part)
        except ComposeRefused as error:
            return SendResult(Status.FAILED, code="compose", detail=error.say(), permanent=True)
        return self.hand_over(message, envelope, recipients)

    def hand_over(self, message: bytes, envelope: str, recipients: list[str]) -> SendResult:
        """Send bytes; the bare address is tried where a tagged envelope sender is refused."""
        senders = list(dict.fromkeys([envelope, self.facts.address]))
        token = self.facts.token if self.settings.get("auth") == "oauth" else None
        return smtp.deliver(sending(self.settings), message, senders, recipients, token=token)

    def check_sending(self) -> str:
        """Sign in at the outgoing server; gives a sentence."""
        server = sending(self.settings, TESTING)
        reach(server)
        token = self.facts.token if self.settings.get("auth") == "oauth" else None
        with smtp.session(server, token=token):
            return _("{host} lets us in on port {port}.", host=server.host, port=server.port)


class EmailAdapter(SmtpAdapter):
    """An ordinary mailbox."""

    kind = "email"
    label = gettext_lazy("E-mail mailbox")
    summary = gettext_lazy("IMAP or POP3 and SMTP, of any provider")
    capabilities = replace(MAIL, polls=True, waits=True)

    Settings = MailboxSettings

    def __init__(
        self, settings: Mapping[str, Any], facts: Facts | None = None, http: httpx.Client | None = None
    ) -> None:
        super().__init__(settings, facts, http)
        self._mailbox: Mailbox | None = None
        self._patience = FETCHING

    def wait(self, timeout: float) -> bool:
        """IDLE; mailboxes without it are polled by the clock."""
        if self.settings.get("receive", "imap") != "imap":
            time.sleep(timeout)
            return False
        return self.mailbox.wait(timeout)

    def poll(self, cursors: Mapping[str, Mapping[str, Any]], *, thorough: bool = False) -> Iterator[Raw | Moved]:
        """New mail of all folders."""
        receive = self.settings.get("receive", "imap")
        if receive == "imap":
            yield from self.mailbox.poll(cursors, thorough=thorough)
        elif receive == "pop3":
            yield from self._maildrop().poll(cursors)

    def backfill(self, cursors: Mapping[str, Mapping[str, Any]], *, since: datetime) -> Iterator[Raw | Moved]:
        """Older mail, by IMAP only."""
        if self.settings.get("receive", "imap") == "imap":
            yield from self.mailbox.backfill(cursors, since=since)

    def check(self) -> Iterator[CheckStep]:
        """Sign in, read, send, and see a letter to ourselves come back."""
        self.close()
        self._patience = TESTING
        done: list[CheckStep] = []
        for label, run, prefix in self._trials():
            is_last = run == self._round_trip
            if (run == self._newest and done[-1].state != "ok") or (is_last and any(one.state != "ok" for one in done)):
                continue
            yield running(label)
            done.append(step(label, run, prefix=prefix))
            yield done[-1]
        yield from sender_records(self.facts.address.rpartition("@")[2])

    def _trials(self) -> list[tuple[str, Callable[[], str], str]]:
        """What the test tries in turn: its label, how, and how the settings it tries begin."""
        sends = (_("Sign in to send"), self.check_sending, "smtp_")
        match self.settings.get("receive", "imap"):
            case "imap":
                return [
                    (_("Sign in to receive"), self._signed_in, ""),
                    (_("Read the newest message"), self._newest, ""),
                    sends,
                    (_("A letter to ourselves came back"), self._round_trip, ""),
                ]
            case "pop3":
                return [(_("Sign in to receive"), self._listed, ""), sends]
        return [sends]

    def close(self) -> None:
        """Sign out."""
        if self._mailbox:
            self._mailbox.close()
            self._mailbox = None

    @property
    def mailbox(self) -> Mailbox:
        """The IMAP side, connected when first used."""
        if self._mailbox is None:
            oauth = self.settings.get("auth") == "oauth"
            self._mailbox = Mailbox(receiving(self.settings, self._patience), self.facts, self._folders(), oauth=oauth)
        return self._mailbox

    def _maildrop(self) -> Maildrop:
        return Maildrop(
            receiving(self.settings, self._patience),
            self.facts,
            oauth=self.settings.get("auth") == "oauth",
            delete_after=int(self.settings.get("delete_after") or 0),
        )

    def _folders(self) -> dict[str, str]:
        folders = {self.settings.get("inbox") or "INBOX": "inbox"}
        for role in ("junk", "sent"):
            if name := self.settings.get(role):
                folders.setdefault(name, role)
        return folders

    def _signed_in(self) -> str:
        server = receiving(self.settings, self._patience)
        reach(server)
        self.mailbox.client()
        return _("{host} lets us in.", host=server.host)

    def _listed(self) -> str:
        reach(receiving(self.settings, self._patience))
        return self._maildrop().try_out()

    def _newest(self) -> str:
        number = self.mailbox.newest()
        return _("The folder holds {n} mails.", n=number) if number else _("The folder is empty.")

    def _round_trip(self) -> str:
        word, address = test_word(), self.facts.address
        mail = OutgoingMail(
            from_=Address(address, "Shopbell"),
            to=(Address(address),),
            subject=_("Test of the mailbox {address}", address=address),
            text=_("This letter went out and came back. You can delete it."),
            date=clock.now(),
            message_id=new_message_id(address.rpartition("@")[2] or "shopbell.invalid"),
            automatic=True,
            headers={PRIVATE_HEADER: word},
        )
        try:
            result = self.hand_over(*compose(mail))
        except ComposeRefused as error:
            raise Unavailable(error.say()) from error
        if result.status is not Status.SENT:
            raise Unavailable(result.detail)
        started = time.monotonic()
        while time.monotonic() - started < ROUND_TRIP_SECONDS:
            if self.mailbox.holds(PRIVATE_HEADER, word):
                seconds = time.monotonic() - started
                return _("It took {n} seconds.", n=f"{seconds:.1f}")
            time.sleep(0.5)
        raise Unavailable(_("It went out, but has not come back within half a minute. Look at the forwarding."))
