from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "shopbell.core"
    label = "core"

    def ready(self) -> None:
        """Import what the apps offer upwards: permissions, handlers, schedules, panels, listeners and commands."""
        autodiscover_modules("permissions", "handlers", "schedule", "panels", "listeners", "commands")
