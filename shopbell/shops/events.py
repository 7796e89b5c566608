from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from shopbell.core.events import Fact


@dataclass(frozen=True, kw_only=True)
class ShopOpened(Fact):
    name: ClassVar[str] = "shop.opened"
    sentence: ClassVar[str] = gettext_noop("{by} opened the shop")


@dataclass(frozen=True, kw_only=True)
class ShopChanged(Fact):
    name: ClassVar[str] = "shop.changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed the shop's settings")
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class HoursChanged(Fact):
    name: ClassVar[str] = "shop.hours_changed"
    sentence: ClassVar[str] = gettext_noop("{by} changed the business hours")


@dataclass(frozen=True, kw_only=True)
class CustomFieldSaved(Fact):
    name: ClassVar[str] = "custom_field.saved"
    sentence: ClassVar[str] = gettext_noop("{by} changed a field of the shop's own")
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class CustomFieldArchived(Fact):
    name: ClassVar[str] = "custom_field.archived"
    sentence: ClassVar[str] = gettext_noop("{by} archived a field of the shop's own")


@dataclass(frozen=True, kw_only=True)
class CustomFieldRestored(Fact):
    name: ClassVar[str] = "custom_field.restored"
    sentence: ClassVar[str] = gettext_noop("{by} brought a field of the shop's own back")


@dataclass(frozen=True, kw_only=True)
class CustomFieldsOrdered(Fact):
    name: ClassVar[str] = "custom_field.ordered"
    sentence: ClassVar[str] = gettext_noop("{by} put the shop's own fields into another order")
    of: str
