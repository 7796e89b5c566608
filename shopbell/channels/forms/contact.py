"""The contact and the complaint form; both work without any script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.channels.actions import contact
from shopbell.channels.actions.chat import may_keep
from shopbell.core.formats import file_size

LONGEST_TEXT = 20_000
MOST_FILES = 5
MOST_BYTES = 20 * 1024 * 1024
TOPICS = [
    ("order", gettext_lazy("Something about my order")),
    ("delivery", gettext_lazy("Where is my parcel")),
    ("return", gettext_lazy("Return or exchange")),
    ("payment", gettext_lazy("Payment or invoice")),
    ("product", gettext_lazy("A question about a product")),
    ("other", gettext_lazy("Something else")),
]
COMPLAINTS = [
    ("late", gettext_lazy("It came late or not at all")),
    ("damaged", gettext_lazy("It is damaged or faulty")),
    ("wrong", gettext_lazy("It is not what I ordered")),
    ("refund", gettext_lazy("I still wait for my money")),
    ("service", gettext_lazy("How I was treated")),
    ("other", gettext_lazy("Something else")),
]


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each of a kind and size that we take."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files; empty ones are left out, as nothing can be said about them."""
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(given) > MOST_FILES:
            raise ValidationError(_("At most %(n)s files go with one letter."), params={"n": MOST_FILES})
        for one in given:
            if (one.size or 0) > settings.SHOPBELL_MAX_UPLOAD:
                limit = file_size(settings.SHOPBELL_MAX_UPLOAD)
                sentence = _("%(name)s is larger than %(limit)s. Send a smaller file, or a link to it.")
                raise ValidationError(sentence, params={"name": one.name, "limit": limit})
            if not may_keep(one.name or "", one.read(4096), one.content_type or ""):
                sentence = _("%(name)s is a kind of file that we do not take. A photo or a PDF works.")
                raise ValidationError(sentence, params={"name": one.name})
            one.seek(0)
        if sum(one.size or 0 for one in given) > MOST_BYTES:
            raise ValidationError(
                _("Together these files are larger than %(limit)s."), params={"limit": file_size(MOST_BYTES)}
            )
        return given


class LetterForm(forms.Form):
    """`fax` is a trap: people do not see it, programs fill it in."""

    topic = forms.ChoiceField(label=gettext_lazy("What is it about?"))
    order = forms.CharField(
        label=gettext_lazy("Order number"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Tell us in a line or two what it is about.")},
    )
    papers = FilesField(label=gettext_lazy("Photos or papers"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Our answer goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr", "inputmode": "email"}),
        error_messages={
            "required": gettext_lazy("We need an address to answer to."),
            "invalid": gettext_lazy("This address is not complete. Is something missing after the @?"),
        },
    )
    fax = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": -1}))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = COMPLAINTS if kind == "complaint" else TOPICS
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ChoiceField)
        topic.choices = [("", _("Choose")), *self.topics]
        topic.error_messages["required"] = _("Choose what it is about, so that it reaches the right person.")
        for name, field in self.fields.items():
            if name not in ("papers", "fax"):
                field.widget.attrs["class"] = "input"

    def clean_order(self) -> str:
        return contact.order_number(self.cleaned_data["order"])

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people cannot see."""
        return bool(self.cleaned_data.get("fax"))

    @property
    def topic_label(self) -> str:
        return str(dict(self.topics).get(self.cleaned_data.get("topic", ""), ""))
