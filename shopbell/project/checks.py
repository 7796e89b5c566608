"""What only the project can say of the house's health: its backups and its own address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shopbell.core import clock, formats
from shopbell.core.health import LOOK, OK, Finding, check
from shopbell.project.operation import backup

OLD_BACKUP = timedelta(days=2)


@check("backups", gettext_lazy("Backups"), order=70)
def backups() -> Iterator[Finding]:
    latest = backup.newest(backup.folder_of(settings.DATA))
    advice = _("Run: shopbell backup (every night, and copy it to another machine)")
    if latest is None:
        yield Finding(_("Backups"), LOOK, _("None in {folder}").format(folder=backup.folder_of(settings.DATA)), advice)
        return
    made = datetime.fromtimestamp(latest.stat().st_mtime, UTC)
    is_old = clock.now() - made > OLD_BACKUP
    words = _("The latest is {age} old").format(age=formats.duration(clock.now() - made))
    yield Finding(_("Backups"), LOOK if is_old else OK, words, advice if is_old else "")


@check("address", gettext_lazy("Address"), order=80)
def address() -> Iterator[Finding]:
    parts = urlsplit(settings.SHOPBELL_URL)
    is_local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if is_local:
        words = _("{url} is for this machine alone").format(url=settings.SHOPBELL_URL)
        yield Finding(_("Address"), LOOK, words, _("Set SHOPBELL_URL: links in mails to customers begin with it."))
    elif parts.scheme != "https":
        words = _("{url} is not encrypted").format(url=settings.SHOPBELL_URL)
        yield Finding(_("Address"), LOOK, words, _("Serve through a proxy with TLS and set SHOPBELL_URL to https://…"))
    else:
        yield Finding(_("Address"), OK, settings.SHOPBELL_URL)
