from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from shopbell.core import clock
from shopbell.tickets.actions.attachments import attach, upload
from shopbell.tickets.base import IncomingFile
from shopbell.tickets.errors import FileRefused
from shopbell.tickets.models import Attachment, Message
from shopbell.tickets.schedule import discard_unsent

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


def test_a_file_is_kept_under_a_random_name_with_its_true_type(a_message: Callable[..., Message]) -> None:
    message = a_message(files=[IncomingFile("../../etc/passwd\u202efdp.exe", PDF, "image/png")])
    file = message.attachments.get()
    assert (file.mime, file.size) == ("application/pdf", len(PDF))
    assert "/" not in file.name
    assert "\u202e" not in file.name
    assert "passwd" not in file.path
    with default_storage.open(file.path) as stored:
        assert stored.read() == PDF


def test_markup_is_never_taken_for_text_or_a_picture() -> None:
    for content, claimed in ((b"<svg onload='x'/>", "image/svg+xml"), (b"  <html>", "text/plain")):
        file = upload_in_memory(content, claimed)
        assert not file.is_image
        assert file.mime not in ("text/html", "text/plain")


@pytest.mark.django_db
def test_an_uploaded_file_belongs_to_the_first_message_only(a_message: Callable[..., Message]) -> None:
    first, second = a_message(), a_message()
    file = upload(b"hello", name="a.txt", claimed="text/plain", owner="agent:1")
    attach([file], message=first)
    attach([file], message=second)
    assert Attachment.objects.get().message == first


@pytest.mark.django_db
def test_the_cap_is_told_with_its_figure(settings: object) -> None:
    settings.SHOPBELL_MAX_UPLOAD = 4  # type: ignore[attr-defined]
    with pytest.raises(FileRefused) as refused:
        upload(b"hello", name="a.txt", claimed="text/plain", owner="agent:1")
    assert refused.value.say().startswith("a.txt is larger than 4")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("owner", "days", "is_kept"),
    [("visitor:1", 0.9, True), ("visitor:1", 1.1, False), ("agent:1", 59, True), ("agent:1", 61, False)],
)
def test_a_file_nobody_sent_is_deleted_with_its_bytes(owner: str, days: float, is_kept: bool) -> None:
    file = upload(b"hello", name="a.txt", claimed="text/plain", owner=owner)
    with clock.frozen(clock.now() + timedelta(days=days)):
        discard_unsent()
    assert (Attachment.objects.exists(), default_storage.exists(file.path)) == (is_kept, is_kept)


@pytest.mark.django_db
def test_a_file_of_a_message_is_never_deleted(a_message: Callable[..., Message]) -> None:
    file = upload(b"hello", name="a.txt", claimed="text/plain", owner="visitor:1")
    attach([file], message=a_message())
    with clock.frozen(clock.now() + timedelta(days=90)):
        discard_unsent()
    assert Attachment.objects.get() == file
    assert default_storage.exists(file.path)


@pytest.mark.django_db
def test_bytes_that_a_message_has_too_stay(a_message: Callable[..., Message]) -> None:
    file = a_message(files=[IncomingFile("a.pdf", PDF, "application/pdf")]).attachments.get()
    Attachment.objects.create(owner="visitor:1", path=file.path, name="a.pdf", size=1, created_at=file.created_at)
    with clock.frozen(clock.now() + timedelta(days=2)):
        discard_unsent()
    assert Attachment.objects.get() == file
    assert default_storage.exists(file.path)


@pytest.mark.django_db
def test_bytes_that_cannot_be_deleted_keep_their_row_for_the_next_time() -> None:
    stuck = upload(b"stuck", name="a.txt", claimed="text/plain", owner="visitor:1")
    loose = upload(b"loose", name="b.txt", claimed="text/plain", owner="visitor:1")
    Attachment.objects.filter(pk=stuck.pk).update(path="../outside")
    with clock.frozen(clock.now() + timedelta(days=2)):
        discard_unsent()
    assert Attachment.objects.get() == stuck
    assert not default_storage.exists(loose.path)


def upload_in_memory(content: bytes, claimed: str) -> Attachment:
    from shopbell.core.files import sniff

    return Attachment(mime=sniff(content, claimed))
