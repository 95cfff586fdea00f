"""Amounts as people here write them."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def rupiah(amount):
    """Whole rupiah: 125000 becomes "Rp125.000", -5000 "−Rp5.000"; nothing becomes an empty string."""
    if amount is None or amount == "":
        return ""
    whole = Decimal(amount).to_integral_exact()
    digits = f"{abs(whole):,}".replace(",", ".")
    return f"−Rp{digits}" if whole < 0 else f"Rp{digits}"
