"""Money: exact amounts with their currency; stored as minor units."""

from decimal import ROUND_HALF_UP, Decimal

from moneyed import CURRENCIES, Money, get_currency

__all__ = ["Money", "from_minor", "is_currency", "to_minor"]


def is_currency(code: str) -> bool:
    """Whether amounts can be kept in this currency, named by its ISO 4217 code."""
    return code in CURRENCIES


def from_minor(amount: int, currency: str) -> Money:
    """Money from stored minor units, for instance 8900 EUR cents; `currency` is an ISO 4217 code."""
    return Money(Decimal(amount) / get_currency(currency).sub_unit, currency)


def to_minor(money: Money) -> int:
    """Minor units to store, rounded half up."""
    exact = money.amount * money.currency.sub_unit
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
