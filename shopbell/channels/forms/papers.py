"""The files of a letter: several in one field, each taken or refused by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from shopbell.channels.actions.chat import may_keep
from shopbell.core.files import safe_name
from shopbell.core.formats import file_size

MOST_FILES = 5
MOST_BYTES = 20 * 1024 * 1024
Papers: TypeAlias = "list[UploadedFile[bytes]]"


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files as they came; `sort_out` says which of them we take."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Papers:
        return [one for one in (data if isinstance(data, list | tuple) else [data]) if one]


def sort_out(given: Iterable[UploadedFile[bytes]], *, room: int, space: int) -> tuple[Papers, list[str]]:
    """The files that fit into `room` files and `space` bytes, and why each of the others does not go along."""
    taken: Papers = []
    refused: list[str] = []
    left_out: list[str] = []
    for one in given:
        if sentence := _fault(one):
            refused.append(sentence)
        elif len(taken) >= room or (one.size or 0) > space:
            left_out.append(safe_name(one.name or ""))
        else:
            taken.append(one)
            space -= one.size or 0
    if left_out:
        sentence = _("At most {n} files of {limit} together go with one letter. Left out: {names}.")
        refused.append(sentence.format(n=MOST_FILES, limit=file_size(MOST_BYTES), names=", ".join(left_out)))
    return taken, refused


def _fault(one: UploadedFile[bytes]) -> str:
    name, limit = safe_name(one.name or ""), settings.SHOPBELL_MAX_UPLOAD
    if not one.size:
        return _("{name} is empty. Choose it once more.").format(name=name)
    if one.size > limit:
        sentence = _("{name} is larger than {limit}. Send a smaller file, or a link to it.")
        return sentence.format(name=name, limit=file_size(limit))
    head = one.read(4096)
    one.seek(0)
    if not may_keep(one.name or "", head, one.content_type or ""):
        return _("{name} is a kind of file that we do not take. A photo or a PDF works.").format(name=name)
    return ""
