"""What we know of mail providers: where their servers are, and where people sign in (OAuth 2). Data alone.

Commonly published settings, not checked against each provider's pages: the live test tells what no longer holds. A
domain of one's own is known by its MX record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """One server: its name, port and encryption."""

    host: str
    port: int
    security: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where a person allows us in. `more` is added to the address the person is sent to."""

    name: str
    authorize_url: str
    token_url: str
    scope: str
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provider:
    """A mail provider. `mail_exchangers` are endings of MX records; `sign_in` names an entry of `SIGN_INS`."""

    name: str
    imap: Place
    smtp: Place
    domains: tuple[str, ...] = ()
    mail_exchangers: tuple[str, ...] = ()
    sign_in: str = ""
    note: str | Promise = ""


def _tls(host: str) -> Place:
    return Place(host, 993, "tls")


def _smtps(host: str) -> Place:
    return Place(host, 465, "tls")


def _submission(host: str) -> Place:
    return Place(host, 587, "starttls")


SIGN_INS: Mapping[str, SignIn] = {
    "google": SignIn(
        "Google",
        "https://accounts.google.com/o/oauth2/v2/auth",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/",
        {"access_type": "offline", "prompt": "consent"},  # without both, no refresh token the second time
    ),
    "microsoft": SignIn(
        "Microsoft",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
        "https://login.microsoftonline.com/common/oauth2/v2.0/token",
        "offline_access https://outlook.office.com/IMAP.AccessAsUser.All"
        " https://outlook.office.com/POP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
    ),
}

_APP_PASSWORD = _("It wants an app password here, not the one you sign in with yourself.")
_SWITCH_ON = _("First allow IMAP in the settings of the mailbox there.")

PROVIDERS: tuple[Provider, ...] = (
    Provider(
        "Google",
        _tls("imap.gmail.com"),
        _smtps("smtp.gmail.com"),
        ("gmail.com", "googlemail.com"),
        ("google.com", "googlemail.com"),
        "google",
        _("Sign in with Google, or use an app password."),
    ),
    Provider(
        "Microsoft 365",
        _tls("outlook.office365.com"),
        _submission("smtp.office365.com"),
        (),
        ("mail.protection.outlook.com", "mx.microsoft"),
        "microsoft",
        _("Microsoft takes no passwords from programs: sign in with Microsoft."),
    ),
    Provider(
        "Outlook",
        _tls("outlook.office365.com"),
        _submission("smtp-mail.outlook.com"),
        ("outlook.com", "outlook.de", "outlook.fr", "outlook.es", "hotmail.com", "hotmail.de", "live.com", "msn.com"),
        ("olc.protection.outlook.com",),
        "microsoft",
        _("Microsoft takes no passwords from programs: sign in with Microsoft."),
    ),
    Provider(
        "Fastmail",
        _tls("imap.fastmail.com"),
        _smtps("smtp.fastmail.com"),
        ("fastmail.com", "fastmail.fm"),
        ("messagingengine.com",),
        note=_APP_PASSWORD,
    ),
    Provider(
        "iCloud",
        _tls("imap.mail.me.com"),
        _submission("smtp.mail.me.com"),
        ("icloud.com", "me.com", "mac.com"),
        ("mail.icloud.com",),
        note=_APP_PASSWORD,
    ),
    Provider(
        "Yahoo",
        _tls("imap.mail.yahoo.com"),
        _smtps("smtp.mail.yahoo.com"),
        ("yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.co.uk", "ymail.com", "rocketmail.com"),
        ("yahoodns.net",),
        note=_APP_PASSWORD,
    ),
    Provider("AOL", _tls("imap.aol.com"), _smtps("smtp.aol.com"), ("aol.com", "aol.de", "aim.com"), note=_APP_PASSWORD),
    Provider(
        "GMX",
        _tls("imap.gmx.net"),
        _submission("mail.gmx.net"),
        ("gmx.de", "gmx.net", "gmx.at", "gmx.ch"),
        ("gmx.net",),
        note=_SWITCH_ON,
    ),
    Provider("GMX", _tls("imap.gmx.com"), _submission("mail.gmx.com"), ("gmx.com", "gmx.us"), note=_SWITCH_ON),
    Provider("WEB.DE", _tls("imap.web.de"), _submission("smtp.web.de"), ("web.de",), ("web.de",), note=_SWITCH_ON),
    Provider(
        "IONOS",
        _tls("imap.ionos.de"),
        _smtps("smtp.ionos.de"),
        ("online.de", "onlinehome.de"),
        ("kundenserver.de", "ionos.de"),
    ),
    Provider("IONOS", _tls("imap.ionos.com"), _smtps("smtp.ionos.com"), (), ("ionos.com",)),
    Provider("STRATO", _tls("imap.strato.de"), _smtps("smtp.strato.de"), (), ("rzone.de",)),
    Provider("Zoho", _tls("imap.zoho.com"), _smtps("smtp.zoho.com"), ("zoho.com", "zohomail.com"), note=_SWITCH_ON),
    Provider("Zoho", _tls("imappro.zoho.com"), _smtps("smtppro.zoho.com"), (), ("zoho.com",), note=_SWITCH_ON),
    Provider("Zoho", _tls("imap.zoho.eu"), _smtps("smtp.zoho.eu"), ("zohomail.eu",), note=_SWITCH_ON),
    Provider("Zoho", _tls("imappro.zoho.eu"), _smtps("smtppro.zoho.eu"), (), ("zoho.eu",), note=_SWITCH_ON),
    Provider("mailbox.org", _tls("imap.mailbox.org"), _smtps("smtp.mailbox.org"), ("mailbox.org",), ("mailbox.org",)),
    Provider("Posteo", _tls("posteo.de"), _smtps("posteo.de"), ("posteo.de", "posteo.net"), ("posteo.de",)),
    Provider(
        "Telekom",
        _tls("secureimap.t-online.de"),
        _smtps("securesmtp.t-online.de"),
        ("t-online.de", "magenta.de"),
        note=_("It wants the password for mail programs, which is set in its e-mail centre."),
    ),
    Provider("Infomaniak", _tls("mail.infomaniak.com"), _smtps("mail.infomaniak.com"), (), ("infomaniak.ch",)),
    Provider("Gandi", _tls("mail.gandi.net"), _smtps("mail.gandi.net"), (), ("gandi.net",)),
    Provider("OVHcloud", _tls("ssl0.ovh.net"), _smtps("ssl0.ovh.net"), (), ("mail.ovh.net",)),
    Provider("Hetzner", _tls("mail.your-server.de"), _smtps("mail.your-server.de"), (), ("your-server.de",)),
)
