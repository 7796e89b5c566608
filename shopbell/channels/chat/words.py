"""The words that the widget's scripts say, in the language that is active."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shopbell.shops.models import Shop


def launcher_words(shop: Shop) -> dict[str, str]:
    """What the button on the shop's page says."""
    return {
        "open": _("Chat with us"),
        "close": _("Close the chat"),
        "unread": _("Chat with us, {n} unread"),
        "title": _("Chat with {shop}").format(shop=shop.name),
    }


def words(shop: Shop) -> dict[str, str]:
    """What stands in the frame and is only known there; `{n}` and `{name}` are filled in by the script."""
    return {
        "sending": _("Sending"),
        "sent": _("Sent"),
        "read": _("Read"),
        "waiting": _("Waiting for the network"),
        "failed": _("Not sent."),
        "remove": _("Remove {name}"),
        "uploaded": _("{name} is attached"),
        "too_large": _("{name} is larger than {n}. Send a smaller file, or a link to it."),
        "too_many": _("At most {n} files go with one message."),
        "upload_failed": _("{name} could not be sent. The network may be down. Try again."),
        "writing": _("{name} is writing"),
        "left": _("{n} characters left"),
        "over": _("{n} characters too many. Send it in two parts."),
        "today": _("Today"),
        "offline": _("You are offline. What you write is kept and sent when you are back."),
        "reconnecting": _("The connection is slow. Nothing gets lost, we keep trying."),
        "leave": _("You can close this chat. If you leave, we write to {name}."),
        "stay": _("You can close this chat and come back for the answer."),
        "thanks_email": _("Thank you. If you leave, we write to {name}."),
        "unreachable": _("The chat cannot be reached now. Your text is kept on this device."),
    }
