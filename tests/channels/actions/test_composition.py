from __future__ import annotations

from shopbell.channels.actions.composition import link_to
from shopbell.tickets.models import Message


def test_a_linked_file_needs_its_signature(first: Message, client: object) -> None:
    from shopbell.tickets.actions import attachments
    from shopbell.tickets.base import IncomingFile

    file = attachments.keep(IncomingFile("a.txt", b"hello", "text/plain"), message=first)
    path = link_to(file).removeprefix("http://testserver")
    answer = client.get(path)  # type: ignore[attr-defined]
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"hello")
    assert client.get(path.replace(file.public_id, "a" * 26)).status_code == 404  # type: ignore[attr-defined]
