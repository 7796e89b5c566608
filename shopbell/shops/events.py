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
