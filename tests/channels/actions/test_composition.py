from __future__ import annotations

from collections.abc import Callable

import pytest

from shopbell.channels.actions import outbox
from shopbell.channels.actions.composition import MOST_BYTES, link_to, mail_of, message_id_for
from shopbell.channels.actions.speaking import adapter_of, secret
from shopbell.channels.base import Outbound, Part
from shopbell.channels.mail.compose import compose
from shopbell.channels.mail.tokens import is_own_loop, read_bounce_token, read_token
from shopbell.channels.models import ChannelAccount, OutgoingPart, RawInput
from shopbell.core.actor import SYSTEM
from shopbell.customers.actions.suppression import suppress
from shopbell.customers.models import Identity
from shopbell.shops.models import Shop
from shopbell.staff.models import Agent
from shopbell.tickets.actions import messages
from shopbell.tickets.models import Attachment, Message, Thread
from tests.channels.conftest import a_mail
from tests.channels.scripted import ScriptedMailbox

Arrive = Callable[..., RawInput]
Answer = Callable[..., Outbound]


@pytest.fixture
def answer(first: Message, alice: Agent, mailbox: ChannelAccount) -> Answer:
    """Alice's answer as it would be handed to the adapter; `automatic` makes it the system's."""

    def answered(text: str = "It left.", *, automatic: bool = False, files: tuple[Attachment, ...] = ()) -> Outbound:
        thread = Thread.objects.select_related("contact").get(pk=first.thread_id)
        how = {"by": SYSTEM, "kind": "automatic"} if automatic else {"by": alice.actor, "agent": alice}
        message = messages.reply(thread, text=text, **how)  # type: ignore[arg-type]
        message.external_id = message_id_for(mailbox)
        message.save()
        for file in files:
            Attachment.objects.filter(pk=file.pk).update(message=message)
        account = ChannelAccount.objects.get(pk=mailbox.pk)
        return mail_of(Message.objects.get(pk=message.pk), Thread.objects.get(pk=thread.pk), account)

    return answered


def a_file(name: str, size: int) -> Attachment:
    return Attachment.objects.create(
        name=name, mime="text/plain", size=size, path=name, created_at=Message.objects.get(kind="customer").created_at
    )


def test_the_answer_goes_to_who_wrote_and_is_signed_by_the_agent(answer: Answer, first: Message) -> None:
    mail = answer()
    assert (mail.to.value, mail.to.display, mail.sender_name) == (
        "mia@post.example",
        "Mia Moor",
        "Alice · Alder & Flax",
    )
    assert (mail.subject, mail.by_human) == (f"Re: Where is my parcel? [#{first.ticket_id}]", True)
    assert mail.body.startswith("It left.\n")
    assert '<p dir="auto">It left.</p>' in mail.html


def test_its_tokens_lead_back_here(answer: Answer, first: Message, mailbox: ChannelAccount) -> None:
    mail = answer()
    assert first.thread is not None
    key = mailbox.public_id
    assert read_token([mail.reply_to], [], key, secret()) == first.thread.public_id
    assert read_token([], [mail.body], key, secret()) == first.thread.public_id
    assert read_bounce_token([mail.headers["envelope-from"]], key, secret()) == f"{mail.key}.0"
    assert mail.reply_to.startswith("hello+r.")
    assert "loop-token" not in mail.headers


def test_an_automatic_message_carries_our_loop_token_and_no_copies(answer: Answer, arrive: Arrive) -> None:
    arrive(a_mail(in_reply_to="<first@post.example>", cc="ben@post.example"))
    mail = answer(automatic=True)
    assert is_own_loop(mail.headers["loop-token"], secret())
    assert (mail.by_human, mail.cc, mail.sender_name) == (False, (), "Alder & Flax")
    assert [person.value for person in answer().cc] == ["ben@post.example"]


@pytest.mark.parametrize(
    ("settings", "tagged", "bounced"),
    [({}, True, True), ({"plus_addressing": False}, False, True), ({"bounce_tag": False}, True, False)],
)
def test_tags_are_left_out_where_the_server_knows_none(
    answer: Answer, mailbox: ChannelAccount, settings: dict[str, bool], tagged: bool, bounced: bool
) -> None:
    mailbox.settings = settings
    mailbox.save(update_fields=["settings"])
    mail = answer()
    assert (bool(mail.reply_to), "envelope-from" in mail.headers) == (tagged, bounced)


def test_it_answers_the_latest_mail_of_a_person(answer: Answer, arrive: Arrive) -> None:
    arrive(a_mail(message_id="<second@post.example>", in_reply_to="<first@post.example>"))
    arrive(a_mail(message_id="<away@post.example>", in_reply_to="<first@post.example>", auto_submitted="auto-replied"))
    mail = answer()
    assert mail.in_reply_to == "<second@post.example>"
    assert mail.references[0] == "<first@post.example>"
    assert "<second@post.example>" in mail.references


def test_the_first_id_and_the_newest_twenty_are_referred_to(answer: Answer, arrive: Arrive) -> None:
    for number in range(25):
        arrive(a_mail(message_id=f"<{number}@post.example>", in_reply_to="<first@post.example>"))
    assert answer().references == ("<first@post.example>", *(f"<{number}@post.example>" for number in range(5, 25)))


@pytest.mark.parametrize("strange", ["<größe@post.example>", f"<{'x' * 600}@post.example>"], ids=["umlauts", "cut"])
def test_an_id_that_no_header_may_carry_does_not_stop_the_answer(
    box: ChannelAccount, arrive: Arrive, alice: Agent, strange: str
) -> None:
    ChannelAccount.objects.update(state="paused")
    arrive(a_mail(message_id=strange), account=box)
    thread = Message.objects.get(kind="customer").thread
    assert thread is not None
    message = messages.reply(thread, text="It left.", by=alice.actor, agent=alice)
    outbox.enqueue(message)
    part = OutgoingPart.objects.get(message=message)
    assert part.payload["in_reply_to"] == ""
    adapter = adapter_of(box, online=False)
    assert isinstance(adapter, ScriptedMailbox)
    wire, _envelope, recipients = compose(adapter.outgoing(Part(part.key, part.payload)))
    assert recipients == ["mia@post.example"]
    assert b"In-Reply-To" not in wire


def test_the_number_stands_in_the_subject_once(answer: Answer, first: Message) -> None:
    Thread.objects.filter(pk=first.thread_id).update(subject=f"Parcel [#{first.ticket_id}]")
    assert answer().subject == f"Re: Parcel [#{first.ticket_id}]"


def test_a_mail_that_answers_nothing_has_no_re_and_quotes_nothing(answer: Answer, first: Message) -> None:
    Message.objects.filter(pk=first.pk).update(external_id="")
    mail = answer()
    assert (mail.subject, mail.in_reply_to) == (f"Where is my parcel? [#{first.ticket_id}]", "")
    assert "wrote:" not in mail.body


@pytest.mark.parametrize(("lines", "shortened"), [(15, False), (16, True)])
def test_fifteen_lines_are_quoted(answer: Answer, first: Message, lines: int, shortened: bool) -> None:
    text = "\n".join(f"Line {number} of mine" for number in range(lines))
    Message.objects.filter(pk=first.pk).update(text=text, segments=[])
    quoted = [line for line in answer().body.splitlines() if line.startswith("> ")]
    expected = [f"> Line {number} of mine" for number in range(15)]
    assert quoted == [*expected, *(["> …"] if shortened else [])]


def test_own_and_silent_addresses_get_no_copy(
    answer: Answer, arrive: Arrive, shop: Shop, first: Message, mailbox: ChannelAccount
) -> None:
    arrive(
        a_mail(in_reply_to="<first@post.example>", cc="ben@post.example, lea@post.example, later@alderandflax.example")
    )
    ChannelAccount.objects.create(
        shop=shop, team=mailbox.team, kind="email", name="Later", address="later@alderandflax.example"
    )
    arrive(a_mail(**{"from": "lea@post.example"}))
    suppress(Identity.objects.get(value="lea@post.example"), reason="Comes back")
    assert [person.value for person in answer().cc] == ["ben@post.example"]


def test_files_up_to_ten_megabytes_go_along_and_the_rest_as_links(answer: Answer, first: Message) -> None:
    files = (a_file("a.txt", MOST_BYTES - 10), a_file("b.txt", 11), a_file("c.txt", 10))
    mail = answer(files=files)
    assert [file.name for file in mail.attachments] == ["a.txt", "c.txt"]
    assert "File: b.txt\nhttp://testserver/files/" in mail.body
    assert "c.txt" not in mail.body


def test_it_speaks_the_customers_language(answer: Answer, first: Message) -> None:
    Message.objects.filter(pk=first.pk).update(language="")
    first.ticket.language = "de"
    first.ticket.save()
    assert "Mia Moor schrieb:" in answer().body


def test_what_the_agent_wrote_is_no_markup_of_the_mail(answer: Answer) -> None:
    mail = answer("<script>alert(1)</script> & <b>bold</b>")
    assert "<script>" not in mail.html
    assert mail.body.startswith("<script>alert(1)</script> & <b>bold</b>\n")


def test_without_a_contact_there_is_nobody_to_write_to(first: Message, mailbox: ChannelAccount) -> None:
    assert first.thread is not None
    first.thread.contact = None
    with pytest.raises(LookupError):
        mail_of(first, first.thread, mailbox)


def test_message_ids_are_of_the_sending_domain_and_never_the_same(mailbox: ChannelAccount) -> None:
    ids = {message_id_for(mailbox) for _ in range(50)}
    assert len(ids) == 50
    assert all(value.endswith("@alderandflax.example>") for value in ids)
    mailbox.address = ""
    assert message_id_for(mailbox).endswith("@shopbell.invalid>")


def test_a_linked_file_needs_its_signature(first: Message, client: object) -> None:
    from shopbell.tickets.actions import attachments
    from shopbell.tickets.base import IncomingFile

    file = attachments.keep(IncomingFile("a.txt", b"hello", "text/plain"), message=first)
    path = link_to(file).removeprefix("http://testserver")
    answer = client.get(path)  # type: ignore[attr-defined]
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"hello")
    assert client.get(path.replace(file.public_id, "a" * 26)).status_code == 404  # type: ignore[attr-defined]
