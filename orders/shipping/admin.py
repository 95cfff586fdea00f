"""Couriers, their services, and what they charge."""

from django.contrib import admin

from orders.shipping.models import Courier, ShippingService, Tariff
from upt_accounts.admin.scoped import ScopedAdmin


@admin.register(Courier)
class CourierAdmin(ScopedAdmin):
    list_display = ["name", "code", "min_kg", "tolerance_grams", "volume_divisor"]


@admin.register(ShippingService)
class ShippingServiceAdmin(ScopedAdmin):
    list_display = ["name", "kind", "courier", "is_active"]
    list_select_related = ["courier"]


@admin.register(Tariff)
class TariffAdmin(ScopedAdmin):
    list_display = ["service", "origin", "destination", "first_price", "further_price"]
    list_select_related = ["service", "origin", "destination"]
