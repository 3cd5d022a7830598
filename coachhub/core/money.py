"""Amounts of money: integers of a currency's minor unit, and how people write them."""

from decimal import Decimal, InvalidOperation

from babel.numbers import get_currency_precision

MOST = Decimal(999_999)
"""The largest amount that anybody may type."""


def written(minor_units: int, currency: str) -> str:
    """An amount as one types it: 9500 EUR is "95.00", 9500 JPY is "9500"."""
    precision = get_currency_precision(currency)
    return f"{Decimal(minor_units).scaleb(-precision):.{precision}f}"


def minor_units(text: str, currency: str) -> int:
    """What was typed, in minor units; nothing is 0. Raises ValueError for what is no amount."""
    try:
        amount = Decimal((text or "0").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not amount.is_finite() or not 0 <= amount <= MOST:
        raise ValueError(text)
    scaled = amount.scaleb(get_currency_precision(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(text)
    return int(scaled)
