"""The contact and the complaint form; both work without any script."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.channels.actions import contact
from shopbell.channels.forms.papers import MOST_BYTES, MOST_FILES, FilesField, Papers, sort_out
from shopbell.tickets.models import Attachment

LONGEST_TEXT = 20_000
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


class LetterForm(forms.Form):
    """`fax` is a trap: people do not see it, programs fill it in. `kept` came with an earlier try of the same form."""

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

    def __init__(self, *args: Any, kind: str, kept: Sequence[Attachment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.taken: Papers = []
        self.topics = COMPLAINTS if kind == "complaint" else TOPICS
        topic = self.fields["topic"]
        assert isinstance(topic, forms.ChoiceField)
        topic.choices = [("", _("Choose")), *self.topics]
        topic.error_messages["required"] = _("Choose what it is about, so that it reaches the right person.")
        for name, field in self.fields.items():
            if name not in ("papers", "fax"):
                field.widget.attrs["class"] = "input"

    def clean_papers(self) -> Papers:
        """The files that we take are in `taken` also when others are refused, so that nobody chooses them twice."""
        space = MOST_BYTES - sum(file.size for file in self.kept)
        room = MOST_FILES - len(self.kept)
        self.taken, refused = sort_out(self.cleaned_data["papers"], room=room, space=space)
        if refused:
            raise ValidationError(refused)
        return self.taken

    def clean_order(self) -> str:
        return contact.order_number(self.cleaned_data["order"])

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people cannot see."""
        return bool(self.cleaned_data.get("fax"))

    @property
    def topic_label(self) -> str:
        return str(dict(self.topics).get(self.cleaned_data.get("topic", ""), ""))
