"""Who may listen to how channel accounts are doing: those who look after them."""

from shopbell.channels.permissions import may_manage_channels
from shopbell.core.live.access import Listener, topic
from shopbell.staff.models import Agent


def _is_admin(who: Listener) -> bool:
    agent = Agent.objects.filter(pk=int(who.id), is_active=True).first() if who.kind == "agent" else None
    return agent is not None and may_manage_channels(agent)


@topic("channel")
def may_hear_account(key: str, who: Listener) -> bool:
    """One account: `channel:7`."""
    return _is_admin(who)


@topic("channels")
def may_hear_accounts(key: str, who: Listener) -> bool:
    """All of them: `channels:all`."""
    return _is_admin(who)
