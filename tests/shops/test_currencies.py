from django.utils import translation
from moneyed import get_currency

from shopbell.shops.currencies import currency_choices, currency_of
from shopbell.shops.zones import country_of, zone_choices


def test_every_currency_in_use_is_there_by_name_and_money_knows_it() -> None:
    choices = dict(currency_choices())
    assert (choices["EUR"], choices["JPY"]) == ("Euro (EUR)", "Japanese Yen (JPY)")
    assert not {"DEM", "FRF", "XXX"} & set(choices)
    assert [get_currency(code).code for code in choices] == list(choices)
    with translation.override("de"):
        assert dict(currency_choices())["CHF"] == "Schweizer Franken (CHF)"


def test_zones_lie_in_countries_and_countries_pay_with_money() -> None:
    known = {zone: currency_of(country_of(zone)) for zone in ("Europe/Berlin", "Asia/Tokyo", "America/New_York", "UTC")}
    assert known == {"Europe/Berlin": "EUR", "Asia/Tokyo": "JPY", "America/New_York": "USD", "UTC": ""}
    without = [zone for zone, _ in zone_choices() if not country_of(zone)]
    assert len(without) < len(zone_choices()) / 4
