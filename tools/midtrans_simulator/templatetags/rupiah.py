import json

from django import template

register = template.Library()


@register.filter
def rupiah(amount):
    """Rp125.000; less than nothing as −Rp5.000."""
    sign = "−" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")


@register.filter
def in_fours(number):
    """Digits in groups, as people read them aloud."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


@register.filter
def times(price, quantity):
    return price * quantity


@register.filter
def as_json(body):
    return json.dumps(body, indent=2, ensure_ascii=False)
