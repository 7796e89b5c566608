from enum import StrEnum


class TicketOutHandling(StrEnum):
    AGENT_ACTIVE = "agent_active"
    BOT_ACTIVE = "bot_active"
    HANDOVER_REQUESTED = "handover_requested"
    WAITING_AGENT = "waiting_agent"

    def __str__(self) -> str:
        return str(self.value)
