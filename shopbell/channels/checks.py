"""What channels can say of their health: each account, what is parked, what waits to go out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shopbell.channels.models import ChannelAccount, OutgoingPart
from shopbell.channels.queries import parked
from shopbell.core import clock, formats
from shopbell.core.health import BROKEN, LOOK, OK, Finding, check

LATE = timedelta(minutes=10)


@check("channels", gettext_lazy("Channels"), order=60)
def channels() -> Iterator[Finding]:
    state = ChannelAccount.State
    for account in ChannelAccount.objects.filter(is_active=True).exclude(state=state.PAUSED):
        if account.state == state.NEEDS_RECONNECT:
            advice = _("Open it under Settings, Channels, and enter the new sign-in.")
            yield Finding(account.name, BROKEN, str(account.last_error) or _("The sign-in is refused"), advice)
        elif account.state == state.FAILING:
            since = formats.ago(account.last_success_at) if account.last_success_at else _("never")
            words = _("Trouble; last worked: {when}. {error}").format(when=since, error=account.last_error).strip()
            yield Finding(account.name, BROKEN, words, _("Its live test under Settings, Channels, says what is wrong."))
        elif account.lag_seconds > LATE.total_seconds():
            words = _("Mail comes in {time} late").format(time=formats.seconds_long(account.lag_seconds))
            yield Finding(account.name, LOOK, words, _("See whether a worker runs and the mail server answers."))
        elif account.state == state.NEW:
            yield Finding(account.name, LOOK, _("Never tested"), _("Run its live test under Settings, Channels."))
        else:
            yield Finding(account.name, OK, _("Working"))


@check("parked", gettext_lazy("Parked input"), order=61)
def parked_input() -> Iterator[Finding]:
    if number := parked().count():
        words = ngettext("%(n)s input could not be read", "%(n)s inputs could not be read", number) % {"n": number}
        yield Finding(_("Parked input"), LOOK, words, _("Look at it under Settings, Parked, and replay it."))


@check("outgoing", gettext_lazy("Outgoing messages"), order=62)
def outgoing() -> Iterator[Finding]:
    parts = OutgoingPart.objects.filter(account__is_active=True).exclude(account__state=ChannelAccount.State.PAUSED)
    waiting = parts.filter(state=OutgoingPart.State.QUEUED, next_attempt_at__lt=clock.now() - LATE).count()
    if waiting:
        words = ngettext("%(n)s message has waited", "%(n)s messages have waited", waiting) % {"n": waiting}
        yield Finding(_("Outgoing messages"), LOOK, words, _("See whether a worker runs, and the account's own line."))
    if unknown := parts.filter(state=OutgoingPart.State.UNKNOWN).count():
        words = ngettext("Of %(n)s message it is not known", "Of %(n)s messages it is not known", unknown)
        words = words % {"n": unknown} + " " + _("whether it arrived")
        yield Finding(_("Outgoing messages"), LOOK, words, _("Decide each under Settings, Not sent."))
