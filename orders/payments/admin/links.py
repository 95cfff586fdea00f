"""Ways from one page of money to the other."""

from django.urls import reverse
from django.utils.html import format_html


def order_link(order):
    return link(reverse("admin:order_order_change", args=[order.pk]), order.number)


def attempt_link(attempt):
    return link(reverse("admin:payment_paymentattempt_change", args=[attempt.pk]), attempt.midtrans_order_id)


def link(address, words):
    return format_html('<a class="desk-link" href="{}">{}</a>', address, words)
