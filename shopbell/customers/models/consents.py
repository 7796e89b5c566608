"""What a customer has allowed, and taken back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shopbell.customers.models.customers import Customer


class Consent(models.Model):
    """One word of a customer on one purpose. Rows are added, never changed: the newest of a purpose counts."""

    class Purpose(models.TextChoices):
        MARKETING_EMAIL = "marketing_email", _("Offers by e-mail")
        MARKETING_PHONE = "marketing_phone", _("Offers by phone and text message")
        SURVEYS = "surveys", _("Surveys")
        PERSONAL = "personal", _("Recommendations from what they bought")
        RECORDING = "recording", _("Recording of calls")
        PUBLISHING = "publishing", _("Publishing what they wrote")

    class Source(models.TextChoices):
        FORM = "form", _("Form")
        EMAIL = "email", _("E-mail")
        CHAT = "chat", _("Chat")
        PHONE = "phone", _("Phone")
        SHOP = "shop", _("The shop’s own pages")
        PAPER = "paper", _("Paper")
        IMPORT = "import", _("Import")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("For what"), max_length=20, choices=Purpose)
    is_given = models.BooleanField()
    source = models.CharField(_("How they said it"), max_length=10, choices=Source)
    wording = models.CharField(_("Version of the wording"), max_length=80, blank=True)
    said_at = models.DateTimeField()
    noted_by = models.CharField(max_length=40)
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-pk"]
        indexes = [models.Index(fields=["customer", "purpose", "-said_at", "-id"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.purpose} {'given' if self.is_given else 'withdrawn'}"
