"""What a mailbox account asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shopbell.channels.adapters.email.proposals import propose
from shopbell.channels.adapters.email.providers import SIGN_INS

RECEIVE = [("imap", "IMAP"), ("pop3", "POP3"), ("none", _("Do not fetch mail"))]
SECURITY = [("tls", "TLS"), ("starttls", "STARTTLS"), ("none", _("Not encrypted"))]
AUTH = [("password", _("Password or app password")), ("oauth", _("Sign-in at the provider (OAuth 2)"))]
SIGN_IN_AT = [*((key, known.name) for key, known in SIGN_INS.items()), ("other", _("Another provider"))]


class SendingSettings(forms.Form):
    """How answers leave, for all accounts that send by SMTP."""

    smtp_host = forms.CharField(label=_("Outgoing server (SMTP)"), max_length=255, required=False)
    smtp_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, required=False)
    smtp_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITY, initial="starttls")
    smtp_username = forms.CharField(
        label=_("User name"), max_length=320, required=False, help_text=_("Empty: as for incoming mail.")
    )
    smtp_password = forms.CharField(label=_("Password"), required=False, widget=forms.PasswordInput(render_value=False))
    plus_addressing = forms.BooleanField(
        label=_("Answers come back to name+token@domain"),
        required=False,
        initial=True,
        help_text=_("Finds the ticket even when the answer's headers are lost. Most providers support it."),
    )
    bounce_tag = forms.BooleanField(
        label=_("Returned mail comes back to name+token@domain"), required=False, initial=True
    )
    check_dkim = forms.BooleanField(label=_("Check who really sent incoming mail (DKIM)"), required=False, initial=True)
    authserv_ids = forms.CharField(
        label=_("Name of your own mail server in Authentication-Results"), required=False, max_length=500
    )
    trusted_sealers = forms.CharField(
        label=_("Forwarders you trust (ARC)"),
        required=False,
        max_length=500,
        help_text=_("Domains that forward mail to you and seal what they found, for instance google.com."),
    )
    trusted_reply_to = forms.CharField(
        label=_("Addresses that write for others"),
        required=False,
        max_length=2000,
        help_text=_("Contact forms or shop systems whose Reply-To names the customer."),
    )


class MailboxSettings(SendingSettings):
    """A mailbox read by IMAP or POP3, answered by SMTP."""

    receive = forms.ChoiceField(label=_("Fetch mail by"), choices=RECEIVE, initial="imap")
    host = forms.CharField(label=_("Incoming server"), max_length=255, required=False)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, required=False)
    security = forms.ChoiceField(label=_("Encryption"), choices=SECURITY, initial="tls")
    username = forms.CharField(label=_("User name"), max_length=320, required=False)
    auth = forms.ChoiceField(label=_("Sign in with"), choices=AUTH, initial="password")
    password = forms.CharField(label=_("Password"), required=False, widget=forms.PasswordInput(render_value=False))
    inbox = forms.CharField(label=_("Folder of incoming mail"), initial="INBOX", max_length=200, required=False)
    junk = forms.CharField(
        label=_("Folder of suspected spam"),
        max_length=200,
        required=False,
        help_text=_("Its mail is put aside as spam, where somebody can look at it."),
    )
    sent = forms.CharField(
        label=_("Folder of sent mail"),
        max_length=200,
        required=False,
        help_text=_("Answers written in another mail program then appear in the ticket."),
    )
    delete_after = forms.IntegerField(
        label=_("Delete from the server after days (POP3)"), min_value=0, initial=0, required=False
    )
    provider = forms.ChoiceField(label=_("Provider"), choices=SIGN_IN_AT, initial="other", required=False)
    client_id = forms.CharField(label=_("Client ID"), max_length=300, required=False)
    client_secret = forms.CharField(
        label=_("Client secret"), required=False, widget=forms.PasswordInput(render_value=False)
    )
    authorize_url = forms.URLField(
        label=_("Sign-in address"),
        required=False,
        assume_scheme="https",
        help_text=_("For another provider. Empty: the program signs in by itself (client credentials)."),
    )
    token_url = forms.URLField(label=_("Token address"), required=False, assume_scheme="https")
    scope = forms.CharField(label=_("Scope"), max_length=500, required=False)
    verify_tls = forms.BooleanField(label=_("Check the server's certificate"), required=False, initial=True)

    SECRETS = ("password", "smtp_password", "client_secret")
    # The account's own address: what is left empty is proposed for it.
    address = ""

    def clean(self) -> dict[str, Any]:
        """What belongs together must be there together. A secret left empty keeps the stored one."""
        data: dict[str, Any] = super().clean() or {}
        for name in self.SECRETS:
            data[name] = data.get(name) or self.initial.get(name, "")
        self._fill_in(data)
        if data.get("receive") != "none" and not data.get("host"):
            self.add_error("host", _("Which server is the mail fetched from?"))
        if data.get("receive") == "none" and not data.get("smtp_host"):
            self.add_error("smtp_host", _("Which server takes the outgoing mail?"))
        if data.get("receive") != "none" and not data.get("username"):
            self.add_error("username", _("Most servers want the whole address here."))
        if data.get("auth") == "oauth" and not (data.get("client_id") and data.get("token_url")):
            self.add_error("client_id", _("The provider needs the client ID and the token address."))
        return data

    def _fill_in(self, data: dict[str, Any]) -> None:
        """What was left empty and can be told from the address or the provider. What was typed stays."""
        if data.get("receive") == "imap" and not data.get("host") and (proposed := propose(self.address)):
            for names in (("host", "port", "security"), ("smtp_host", "smtp_port", "smtp_security")):
                if not data.get(names[0]) and not data.get(names[1]):
                    data.update({name: proposed.settings[name] for name in names})
        if data.get("receive") != "none" and not data.get("username"):
            data["username"] = self.address
        known = SIGN_INS.get(data.get("provider") or "other")
        if known and data.get("auth") == "oauth":
            data |= {"authorize_url": known.authorize_url, "token_url": known.token_url, "scope": known.scope}
